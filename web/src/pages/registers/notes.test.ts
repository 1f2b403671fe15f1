import { expect, test } from "vitest";
import type { EntrySummary, Register } from "../../api/types";
import { isOf, isOn } from "./notes";

const register = { beside: { provision: "条款", sentence: "原句" } } as unknown as Register;
const entry = (values: Record<string, string>) => ({ values }) as unknown as EntrySummary;

test("an entry is on a sentence that it quotes, in whole or in part, whatever the punctuation", () => {
  expect(isOn(entry({ 原句: "市财政给予10万元叠加奖励。" }), register, "在上级奖励基础上，市财政给予10万元叠加奖励")).toBe(true);
  expect(isOn(entry({ 原句: "另一句" }), register, "市财政给予10万元叠加奖励")).toBe(false);
  expect(isOn(entry({}), register, "市财政给予10万元叠加奖励")).toBe(false);
});

test("an entry is of a provision by its id, not by a part of it", () => {
  expect(isOf(entry({ 条款: "1a" }), register, ["1a"])).toBe(true);
  expect(isOf(entry({ 条款: "11a" }), register, ["1a"])).toBe(false);
});
