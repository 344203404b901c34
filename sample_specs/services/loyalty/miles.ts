// Miles follow the gate scan. An entry is keyed by ticket, so a second scan finds the first.

export const FREE_CROSSING_MILES = 500;

export interface Entry {
  readonly ticket: string;
  readonly account: string;
  readonly nauticalMiles: number;
}

export function balance(entries: Iterable<Entry>): number {
  let miles = 0;
  for (const entry of entries) miles += entry.nauticalMiles;
  return miles;
}
