// The board never guesses: a state comes from a person or from the vessel's own position.

export const STATES = ["on time", "boarding", "gate closed", "delayed", "held for weather", "cancelled"] as const;
export type State = (typeof STATES)[number];

export const STALE_AFTER_SECONDS = 30;

export function isDelayed(plannedMinute: number, estimatedMinute: number): boolean {
  return estimatedMinute - plannedMinute > 5;
}
