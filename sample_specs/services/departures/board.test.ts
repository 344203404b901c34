import { describe, expect, it } from "vitest";

import { STALE_AFTER_SECONDS } from "./board";
import { openBoard } from "./testing";

describe("board", () => {
  it("lets the later change win, by the server's clock", async () => {
    const board = await openBoard("Kestrel Quay");

    await board.set("GUI-0815", "boarding", { desk: 1, deskClock: "08:07" });
    await board.set("GUI-0815", "delayed", { desk: 2, deskClock: "08:01" });

    expect(board.stateOf("GUI-0815")).toBe("delayed");
  });

  it("says since when a screen is stale", async () => {
    const board = await openBoard("Kestrel Quay", { at: "14:05" });

    board.clock.advance({ seconds: STALE_AFTER_SECONDS });

    expect(board.screen(3).text()).toContain("No connection since 14:05");
  });

  it("lists both hours of the night that has 25", async () => {
    const board = await openBoard("Skårvik", { at: "2026-10-25T00:30Z" });

    const times = board.rows().map((row) => row.time);

    expect(times).toEqual(["02:40 CEST", "02:40 CET"]);
  });
});
