import { expect, it } from "vitest";

import { rested, swap } from "./roster";

it("keeps ten hours of rest in 24", () => {
  const early = { seafarer: "Jonas", vessel: "Guillemot", startsHour: 6, endsHour: 16 };
  const late = { ...early, startsHour: 25, endsHour: 35 };

  expect(rested(early, late)).toBe(false);
  expect(rested(early, { ...late, startsHour: 26 })).toBe(true);
  expect(swap(early, late)[0].seafarer).toBe("Jonas");
});
