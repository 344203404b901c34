// The refund ledger: rows are added, never changed. A correction points at the row that it corrects.

export type RefundState = "requested" | "approved" | "sent" | "settled";

export interface RefundRow {
  readonly id: string;
  readonly bookingId: string;
  readonly paymentId: string;
  readonly state: RefundState;
  readonly cents: number;
  readonly corrects?: string;
}

export function splitByShare(cents: number, paid: { card: number; voucher: number }) {
  const total = paid.card + paid.voucher;
  const voucher = Math.floor((cents * paid.voucher) / total);
  return { card: cents - voucher, voucher };
}
