import { expect, it } from "vitest";

import { connects } from "./search";
import { harbour, sailing, search } from "./testing";

it("keeps time for a change of vessel", () => {
  const first = sailing("Kestrel Quay", "Lanner Point", "08:15", "09:00");
  const second = sailing("Lanner Point", "Skårvik", "09:30", "11:10");

  expect(connects(first, second, false)).toBe(true);
  expect(connects(first, second, true)).toBe(false);
});

it("finds a harbour in its spellings", () => {
  const found = ["Skårvik", "Skaarvik", "Skarvik"].map(harbour);

  expect(new Set(found).size).toBe(1);
});

it("lists times while Booking is silent", async () => {
  const list = await search("Kestrel Quay", "Port Maren", { booking: "silent" });

  expect(list.map((row) => row.time)).toEqual(["08:15", "11:30", "16:00"]);
  for (const row of list) {
    expect(row.places).toBe("not known yet");
  }
});
