import { expect, it } from "vitest";

import { openScheme } from "./testing";

it("counts a ticket once that two gates have scanned", async () => {
  const scheme = await openScheme();

  await Promise.all([scheme.scan("T-1", "gate-1"), scheme.scan("T-1", "gate-2")]);

  expect(scheme.balance("anna")).toBe(12);
});

it("takes miles back with a refund, below zero too", async () => {
  const scheme = await openScheme({ anna: 4 });
  await scheme.refund("T-1", { miles: 12 });

  expect(scheme.balance("anna")).toBe(-8);
});
