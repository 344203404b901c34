// When a fare is taken: at the gate, or four hours after departure for tickets that no gate has seen.

export const CAPTURE_AFTER_HOURS = 4;
export const HELD_DAYS = 5;

export type Plan = "capture-now" | "hold";

export function planFor(daysAhead: number): Plan {
  return daysAhead > HELD_DAYS ? "capture-now" : "hold";
}
