import { describe, expect, it } from "vitest";

import { cancelSailing } from "./cancel";
import { splitByShare } from "./ledger";
import { openLedger } from "./testing";

const sailing = { id: "GUI-0815", paidSeats: 41, holds: 6 };

describe("refunds", () => {
  it("ledger is append-only", async () => {
    const ledger = await openLedger();
    const row = await ledger.append({ bookingId: "B1", paymentId: "P1", state: "requested", cents: 2450 });

    await expect(ledger.update(row.id, { cents: 1 })).rejects.toThrow("append-only");
    await expect(ledger.remove(row.id)).rejects.toThrow("append-only");

    await ledger.append({ ...row, cents: 2400, corrects: row.id });
    expect(await ledger.count("B1")).toBe(2);
  });

  it("split payments return each share", () => {
    for (let i = 0; i < 1000; i += 1) {
      const card = Math.ceil(Math.random() * 90_000);
      const voucher = Math.ceil(Math.random() * 20_000);
      const cents = Math.ceil(Math.random() * (card + voucher));

      const back = splitByShare(cents, { card, voucher });
      expect(back.card + back.voucher).toBe(cents);
    }
  });

  it("idempotent sending moves money once", async () => {
    const ledger = await openLedger();
    const refund = await ledger.approved("B2", 1800);

    await ledger.send(refund.id, { key: "k-7" });
    await ledger.send(refund.id, { key: "k-7" });

    expect(ledger.processor.transfers).toHaveLength(1);
  });

  it("sailing cancelled opens one refund a paid seat", async () => {
    const ledger = await openLedger();
    await ledger.sell(sailing);

    await cancelSailing(ledger, sailing.id, { by: "operator", reason: "fog" });

    const opened = await ledger.forSailing(sailing.id);
    expect(opened).toHaveLength(sailing.paidSeats);
    expect(opened.every((row) => row.state === "approved")).toBe(true);
  });
});
