import { expect, test } from "vitest";
import type { EntrySummary } from "../../api/types";
import { byStatus, sumOf } from "./sums";

const entry = (status: string, amount?: number) => ({ status, status_title: { zh: status, en: status }, values: amount === undefined ? {} : { 金额: amount } }) as unknown as EntrySummary;

test("sums are exact and pass over what has no figure", () => {
  expect(sumOf([entry("a", 0.1), entry("a", 0.2), entry("a")], "金额")).toBe("0.3");
  expect(sumOf([entry("a", 300000), entry("a", 0.05)], "金额")).toBe("300000.05");
  expect(sumOf([entry("a", -0.5), entry("a", 0.25)], "金额")).toBe("-0.25");
  expect(sumOf([entry("a")], "金额")).toBeNull();
});

test("entries are counted by where they stand", () => {
  expect(byStatus([entry("a"), entry("b"), entry("b")])).toEqual([{ title: { zh: "b", en: "b" }, count: 2 }, { title: { zh: "a", en: "a" }, count: 1 }]);
});
