import { describe, expect, it } from "vitest";
import type { Announcement } from "../../api/types";
import { stateOf, windowOf } from "./window";

const announcement: Announcement = {
  package: "p", provision: "1a", year: 2026, unit: "u", number: "", opens: "2026-03-01", closes: "2026-04-30", contact: "c", note: "", first_check: false, materials: [], published: "2026-02-01T00:00:00Z",
};

describe("the window of a provision", () => {
  it("is that of the year, the package and the provision", () => {
    expect(windowOf([announcement], "p", "1a", "2026-12-31")).toBe(announcement);
    expect(windowOf([announcement], "p", "1a", "2027-03-01")).toBeUndefined();
    expect(windowOf([announcement], "q", "1a", "2026-03-01")).toBeUndefined();
    expect(windowOf([announcement], "p", "1b", "2026-03-01")).toBeUndefined();
  });
  it("is open on its first and its last day", () => {
    expect(stateOf(announcement, "2026-02-28")).toBe("coming");
    expect(stateOf(announcement, "2026-03-01")).toBe("open");
    expect(stateOf(announcement, "2026-04-30")).toBe("open");
    expect(stateOf(announcement, "2026-05-01")).toBe("over");
    expect(stateOf(undefined, "2026-05-01")).toBe("always");
  });
});
