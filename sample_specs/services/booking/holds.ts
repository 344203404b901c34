// A hold takes seats, cabins and deck metres together, or nothing.

export const HOLD_MINUTES = 12;
export const RENEWAL_MINUTES = 6;

export interface Wanted {
  readonly seats: number;
  readonly cabins: number;
  readonly deckMetres: number;
}

export function short(free: Wanted, wanted: Wanted): Array<keyof Wanted> {
  return (Object.keys(wanted) as Array<keyof Wanted>).filter((what) => free[what] < wanted[what]);
}
