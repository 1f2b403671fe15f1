import { describe, expect, it } from "vitest";
import { lastOver, periodNamed, periodsUntil, shortest } from "./periods";

describe("periods", () => {
  it("are offered from the current one back", () => {
    const years = periodsUntil("year", "2026-03-01");
    expect(years[0]).toEqual({ lastDay: "2026-12-31", zh: "2026年", en: "2026" });
    expect(years.at(-1)!.lastDay).toBe("2021-12-31");
    expect(years).toHaveLength(6);
    expect(periodsUntil("quarter", "2026-05-31").slice(0, 2).map((one) => one.zh)).toEqual(["2026年第2季度", "2026年第1季度"]);
    expect(periodsUntil("half-year", "2026-06-30")[0]).toEqual({ lastDay: "2026-06-30", zh: "2026年上半年", en: "first half of 2026" });
  });
  it("end on the last day of their months", () => {
    expect(periodsUntil("month", "2028-02-01")[0]).toEqual({ lastDay: "2028-02-29", zh: "2028年2月", en: "February 2028" });
    expect(periodsUntil("month", "2027-01-31").slice(0, 2).map((one) => one.lastDay)).toEqual(["2027-01-31", "2026-12-31"]);
  });
  it("suggest the latest that is over", () => {
    expect(lastOver("year", "2026-12-31")).toBe("2025-12-31");
    expect(lastOver("year", "2027-01-01")).toBe("2026-12-31");
    expect(lastOver("quarter", "2026-01-10")).toBe("2025-12-31");
    expect(lastOver("month", "2026-03-31")).toBe("2026-02-28");
  });
  it("are called by their last day, and nothing else is", () => {
    expect(periodNamed("year", "2025-12-31")?.zh).toBe("2025年");
    expect(periodNamed("quarter", "2025-09-30")?.en).toBe("quarter 3 of 2025");
    expect(periodNamed("year", "2025-12-30")).toBeNull();
  });
  it("of several lengths are chosen by the shortest", () => {
    expect(shortest(["year", "month", "quarter"])).toBe("month");
  });
});
