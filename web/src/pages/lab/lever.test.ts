import { describe, expect, it } from "vitest";
import type { Lever } from "../../api/types";
import { addDays, compact, daysBetween, fromCount, fromPercent, grouped, roundStep, scaleOf, settingValue, shownValue, toCount, toPercent, typedFigure } from "./lever";

const lever = (over: Partial<Lever>): Lever => ({
  id: "x", is: "amount", title: { zh: "", en: "" }, provision: "", provisions: [], unit: "", type: "number", value: "0", ...over,
});

describe("counts", () => {
  it.each([["12.5", 2, 1250], ["100000", 0, 100_000], ["0.05", 2, 5], ["12.50", 1, 125]])("%s at %d places", (text, places, count) => {
    expect(toCount(text, places)).toBe(count);
    expect(Number(fromCount(count, places))).toBe(Number(text));
  });
  it("has no more places than asked for", () => expect(toCount("0.005", 2)).toBeNull());
  it("writes no zeros behind", () => expect(fromCount(1250, 2)).toBe("12.5"));
});

describe("percent", () => {
  it.each([["0.3", "30"], ["0.05", "5"], ["0.055", "5.5"], ["1", "100"], ["0.0005", "0.05"]])("%s is %s %%", (share, percent) => {
    expect(toPercent(share)).toBe(percent);
    expect(fromPercent(percent)).toBe(share);
  });
});

describe("scaleOf", () => {
  it("an amount goes to three times what it is, in round steps", () => {
    expect(scaleOf(lever({ unit: "元", type: "number<元>", value: "100000" }))).toEqual({ suffix: "元", percent: false, places: 0, step: 5000, most: 300_000 });
  });
  it("a share is in percent, and never above 100", () => {
    const scale = scaleOf(lever({ value: "0.6" }))!;
    expect(scale).toMatchObject({ suffix: "%", percent: true, places: 1, most: 1000 });
    expect(shownValue("0.6", scale)).toBe("60");
    expect(settingValue("62.5", scale)).toBe("0.625");
  });
  it("a list is no figure", () => expect(scaleOf(lever({ type: "list<x>", value: "[]" }))).toBeNull());
});

describe("typedFigure", () => {
  it.each([["12万", "120000"], ["1.5万元", "15000"], ["1,000", "1000"], ["0.5", "0.5"], ["35%", "35"], ["007", "7"], ["1.23456万", "12345.6"]])(
    "%s is %s", (typed, figure) => expect(typedFigure(typed)).toBe(figure));
  it.each(["", "很多", "1.2.3"])("%s is none", (typed) => expect(typedFigure(typed)).toBeNull());
});

it("steps are round", () => expect([0, 1, 3, 7, 49, 5000].map(roundStep)).toEqual([1, 1, 2, 5, 20, 5000]));
it("round bounds are short", () => {
  expect(compact("100000", "zh")).toBe("10万");
  expect(compact("100000000", "zh")).toBe("1亿");
  expect(compact("1000000", "en")).toBe("1M");
});
it("thousands are set apart", () => expect(grouped("1234567.5")).toBe("1,234,567.5"));
it("days are counted over a leap day", () => {
  expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  expect(addDays("2027-12-31", 1)).toBe("2028-01-01");
});
