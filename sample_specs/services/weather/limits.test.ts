import { expect, it } from "vitest";

import { mast, proposals } from "./testing";

it("proposes nothing for a gust, and a hold for ten minutes of fifteen", () => {
  const gust = mast("Skårvik").wind(12).minutes(14).wind(24).minutes(1);
  const storm = mast("Skårvik").wind(12).minutes(5).wind(18).minutes(10);

  expect([proposals(gust), proposals(storm)].map((list) => list.length)).toEqual([0, 1]);
});

it("leaves out a sensor that is silent for a minute", () => {
  const silent = mast("Port-Cléry").wind(19).minutes(15).silence(60);

  expect(silent.reading()).toBeNull();
  expect(silent.shownAs()).toBe("silent");
  expect(proposals(silent)).toHaveLength(0);
});
