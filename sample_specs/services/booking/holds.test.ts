import { describe, expect, it } from "vitest";

import { openHarbour } from "./testing";

const petrel = { id: "PET-1130", seats: 4, cabins: 0, deckMetres: 18 };

describe("holds", () => {
  it("takes all or nothing", async () => {
    const harbour = await openHarbour(petrel);

    const answer = await harbour.hold({ seats: 2, cabins: 0, deckMetres: 19 });

    expect(answer.short).toEqual(["deckMetres"]);
    expect(await harbour.free("seats")).toBe(4);
  });

  it("puts a lapsed hold on sale without the sweeper", async () => {
    const harbour = await openHarbour(petrel, { sweeper: false });
    await harbour.hold({ seats: 4, cabins: 0, deckMetres: 0 });

    harbour.clock.advance({ minutes: 12, seconds: 1 });

    expect(await harbour.free("seats")).toBe(4);
  });

  it("sells the last four places to four of 200 buyers", async () => {
    const harbour = await openHarbour(petrel);
    const one = { seats: 1, cabins: 0, deckMetres: 0 };

    const answers = await Promise.all(Array.from({ length: 200 }, () => harbour.hold(one)));

    expect(answers.filter((answer) => answer.granted)).toHaveLength(4);
  });
});
