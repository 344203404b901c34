// Sailings of the next 14 months, in memory. A new index is built beside the old one and takes its place whole.

export const CHANGE_MINUTES = { onFoot: 25, byCar: 45 } as const;

export interface Sailing {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly departs: number;
  readonly arrives: number;
}

export function connects(first: Sailing, second: Sailing, byCar: boolean): boolean {
  const pause = (second.departs - first.arrives) / 60_000;
  return first.to === second.from && pause >= (byCar ? CHANGE_MINUTES.byCar : CHANGE_MINUTES.onFoot);
}
