// A roster is proposed from certificates, rest hours and wishes, in this order.

export const REST_IN_24_HOURS = 10;
export const REST_IN_7_DAYS = 77;

export interface Shift {
  readonly seafarer: string;
  readonly vessel: string;
  readonly startsHour: number;
  readonly endsHour: number;
}

export function rested(before: Shift, next: Shift): boolean {
  return next.startsHour - before.endsHour >= REST_IN_24_HOURS;
}

export function swap(a: Shift, b: Shift): [Shift, Shift] {
  return [
    { ...a, seafarer: b.seafarer },
    { ...b, seafarer: a.seafarer },
  ];
}
