import { expect, it } from "vitest";
import { pageIn, slice } from "./pages";

it("begins with the first page whatever the address says", () => {
  for (const typed of [null, "", "0", "-1", "1.5", "x", "1e30"]) expect(pageIn(typed), String(typed)).toBe(1);
  expect(pageIn("3")).toBe(3);
});

it("asks the service for the rows of a page", () => {
  expect(slice(1, 20)).toEqual({ limit: 20, offset: 0 });
  expect(slice(26, 20)).toEqual({ limit: 20, offset: 500 });
});
