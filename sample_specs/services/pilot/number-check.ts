// Every time and every price of an answer must stand in what the tools returned.

const TIMES = /\b(\d{1,2}):(\d{2})\b/g;
const PRICES = /(\d+)[.,](\d{2})\s?€/g;

export function timesIn(text: string): string[] {
  return [...text.matchAll(TIMES)].map(([, hour, minute]) => `${Number(hour)}:${minute}`);
}

export function centsIn(text: string): number[] {
  return [...text.matchAll(PRICES)].map(([, whole, cents]) => Number(whole) * 100 + Number(cents));
}
