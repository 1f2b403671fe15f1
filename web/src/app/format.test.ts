import { describe, expect, it } from "vitest";
import { decimal, moment, parseYuan, plainMessage, yuan } from "./format";

describe("yuan", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [10_000_000, "100,000.00"],
    [-123_456, "-1,234.56"],
    [9_007_199_254_740_991, "90,071,992,547,409.91"],
  ])("%d fen is %s", (fen, text) => expect(yuan(fen)).toBe(text));
});

describe("parseYuan", () => {
  it.each([
    ["100000", 10_000_000],
    ["1,234.5", 123_450],
    ["1，234，567", 123_456_700],
    ["10万", 10_000_000],
    ["3.33333万元", 3_333_330],
    ["0.01", 1],
    ["200.01", 20_001],
  ])("%s", (typed, fen) => expect(parseYuan(typed)).toBe(fen));
  it.each(["", "abc", "1.001", "-5", "1..2", "1e9", "1,00", "12,34,567", "99999999999999999"])("refuses %s", (typed) => expect(parseYuan(typed)).toBeNull());
  it("reads back what it wrote", () => {
    for (const fen of [0, 1, 99, 100, 123_456_789]) expect(parseYuan(yuan(fen))).toBe(fen);
  });
});

it("shows the legal day, not the reader's", () => expect(moment("2026-03-10T16:30:00Z")).toBe("2026-03-11 00:30"));

it("shows the service's names without backticks", () => expect(plainMessage("`企业.名称` 不对")).toBe("“企业.名称” 不对"));

describe("decimal", () => {
  it("groups what is long and cuts places that nobody reads", () => {
    expect(decimal("12000000")).toBe("12,000,000");
    expect(decimal("0.06")).toBe("0.06");
    expect(decimal("0.3333333333333333333333333333333333")).toBe("0.333333…");
    expect(decimal("-1234.5")).toBe("-1,234.5");
  });
  it("leaves dates and words alone", () => {
    expect(decimal("2026-03-01")).toBe("2026-03-01");
    expect(decimal("—")).toBe("—");
  });
});
