import { describe, expect, it } from "vitest";

import { openGate, issue } from "./testing";

describe("pass", () => {
  it("carries the same code in its four forms", async () => {
    const pass = await issue({ sailing: "GUI-0815", people: 2 });

    const codes = ["app", "wallet", "pdf", "paper"].map((form) => pass.codeIn(form));

    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toHaveLength(91);
  });

  it("is refused on another sailing, which is named", async () => {
    const pass = await issue({ sailing: "GUI-0815", people: 1 });

    const answer = await openGate("PET-1130").scan(pass);

    expect(answer).toEqual({ light: "red", text: "This pass is for 08:15, gate 2" });
  });

  it("lets in nine of a family of nine, and no tenth", async () => {
    const pass = await issue({ sailing: "GUI-0815", people: 9 });
    const gate = openGate("GUI-0815");

    for (let left = 8; left >= 0; left -= 1) expect((await gate.scan(pass)).left).toBe(left);

    expect((await gate.scan(pass)).light).toBe("red");
  });
});
