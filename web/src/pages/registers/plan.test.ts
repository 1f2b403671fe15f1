import { expect, test } from "vitest";
import type { EntrySummary } from "../../api/types";
import { bars, marks, place, spanOf } from "./plan";

const plan = { from: "起", to: "止", done: "成" };
const entry = (values: Record<string, string>) => ({ id: JSON.stringify(values), values }) as unknown as EntrySummary;

test("entries with both days are bars, the others are named", () => {
  const found = bars([entry({ 起: "2026-02-10", 止: "2026-05-20" }), entry({ 起: "2026-02-10" })], plan);
  expect(found.bars).toHaveLength(1);
  expect(found.undated).toHaveLength(1);
});

test("the span is of whole quarters, and a bar lies where its days are", () => {
  const { bars: all } = bars([entry({ 起: "2026-02-10", 止: "2026-05-20" }), entry({ 起: "2026-04-01", 止: "2026-12-31", 成: "2027-01-02" })], plan);
  const span = spanOf(all);
  expect(span).toEqual({ from: "2026-01-01", to: "2027-04-01" });
  expect(marks(span, 16)).toEqual(["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]);
  expect(place(span, "2026-01-01")).toBe(0);
  expect(place(span, "2027-03-31", true)).toBe(100);
  // 90 of 455 days.
  expect(place(span, "2026-04-01")).toBeCloseTo((90 / 455) * 100, 6);
});

test("many quarters are marked by years", () => {
  const long = { from: "2020-07-01", to: "2026-01-01" };
  expect(marks(long, 16)).toEqual(["2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01", "2025-01-01"]);
  expect(marks(long, 4)).toEqual(["2021-01-01", "2023-01-01", "2025-01-01"]);
});
