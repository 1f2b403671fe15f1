import { expect, test } from "vitest";
import type { CalendarSpan } from "../../api/types";
import { addDays, clock, hours, mondayOf, onDay } from "./week";

// Legal time, as the service gives it: instants.
const at = (moment: string) => new Date(`${moment}+08:00`).toISOString();
const span = (from: string, to: string | null): CalendarSpan => ({ entry: from, title: from, from: at(from), to: to && at(to), status: "x" });

test("a week begins on Monday, over months and years", () => {
  expect(mondayOf("2026-11-26")).toBe("2026-11-23");
  expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  expect(mondayOf("2027-01-01")).toBe("2026-12-28");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});

test("a span lies on the days that it touches, its end not included", () => {
  const spans = [span("2026-12-01T09:00:00", "2026-12-01T11:00:00"), span("2026-11-30T00:00:00", "2026-12-01T00:00:00"), span("2026-11-29T22:30:00", null)];
  expect(onDay(spans, "2026-12-01").map(({ from, to, whole }) => [from, to, whole])).toEqual([[0, 1440, true], [540, 660, false]]);
  expect(onDay(spans, "2026-11-30").map(({ span: one }) => one.title)).toEqual(["2026-11-30T00:00:00", "2026-11-29T22:30:00"]);
  expect(onDay(spans, "2026-11-28")).toEqual([]);
  expect(onDay([span("2026-12-01T11:00:00", "2026-12-02T00:00:00")], "2026-12-02")).toEqual([]);
});

test("the hours shown hold what lies outside office hours", () => {
  const placed = onDay([span("2026-12-01T06:30:00", "2026-12-01T20:10:00")], "2026-12-01");
  expect(hours(placed)).toEqual({ first: 6, last: 21 });
  expect(hours([])).toEqual({ first: 8, last: 18 });
  expect(clock(545)).toBe("09:05");
});
