import { expect, test } from "vitest";
import { verifyDraw } from "./verify";

// SHA-256("abc"); printf '%s' abc:E0 | sha256sum and so on give the order.
const commitment = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const order = ["E2", "E0", "E1"];

test("a draw that follows from its seed holds", async () => {
  expect(await verifyDraw({ commitment, seed: "abc", needs: [{ id: "N", name: "甲", panel: { order } }, { id: "M", name: "乙", panel: null }] })).toBeNull();
});

test("another seed or another order does not", async () => {
  expect(await verifyDraw({ commitment, seed: "abd", needs: [] })).toBe("seed");
  expect(await verifyDraw({ commitment, seed: "abc", needs: [{ id: "N", name: "甲", panel: { order: [...order].reverse() } }] })).toBe("甲");
});
