import { describe, expect, it } from "vitest";

import { centsIn } from "./number-check";
import { talkTo } from "./testing";

describe("answers", () => {
  it("hold back an invented departure", async () => {
    const pilot = talkTo({ timetable: ["08:15", "11:30"] });

    const shown = await pilot.answer("The next ferry goes at 09:40.");

    expect(shown).toBeNull();
    expect(pilot.attempts).toBe(2);
  });

  it("read three spellings of a price as one", () => {
    const spellings = ["24.50 €", "24,50 €", "24.50€"];

    expect(spellings.flatMap(centsIn)).toEqual([2450, 2450, 2450]);
  });

  it("wait for a yes before a refund request", async () => {
    const pilot = talkTo({ booking: "TW-5521" });

    await pilot.say("My ferry was cancelled, I want my money back.");
    expect(pilot.tools.refunds.requests).toHaveLength(0);
    await pilot.say("Yes, please.");
    expect(pilot.tools.refunds.requests).toHaveLength(1);
  });
});
