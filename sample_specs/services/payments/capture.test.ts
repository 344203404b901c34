import { describe, expect, it } from "vitest";

import { planFor } from "./capture";
import { sentences } from "./declines";
import { openTill } from "./testing";

describe("capture", () => {
  it("captures once when two gates scan the same ticket", async () => {
    const till = await openTill();
    const ticket = await till.authorise({ cents: 3890, daysAhead: 1 });

    await Promise.all([till.scan(ticket, "gate-1"), till.scan(ticket, "gate-2")]);

    expect(planFor(1)).toBe("hold");
    expect(till.processor.captures).toEqual([{ ticket, cents: 3890 }]);
  });

  it("captures an unscanned ticket four hours after departure", async () => {
    const till = await openTill();
    const gone = await till.authorise({ cents: 2200, departed: true });
    const stayed = await till.authorise({ cents: 2200, departed: false });
    till.clock.advance({ hours: 4 });
    expect(till.stateOf(gone)).toBe("captured");
    expect(till.stateOf(stayed)).toBe("released");
  });

  it("reads a webhook twice and changes nothing", async () => {
    const till = await openTill();
    const event = till.processor.settled({ cents: 3890, number: 77 });
    await till.webhook(event);
    const before = till.snapshot();
    await till.webhook(event);
    expect(till.snapshot()).toEqual(before);
  });

  it("reaches each of the fourteen sentences", () => {
    expect(new Set(sentences.map((pair) => pair.sentence)).size).toBe(14);
  });
});
