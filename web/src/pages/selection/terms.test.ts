import { expect, test } from "vitest";
import { basisPoints, percent } from "./terms";

test("percents are read to basis points, exactly", () => {
  expect(basisPoints("20")).toBe(2000);
  expect(basisPoints("3.45")).toBe(345);
  expect(basisPoints("0.07")).toBe(7);
  expect(basisPoints("100")).toBe(10_000);
  for (const wrong of ["", "-1", "100.01", "1.234", "x", undefined]) expect(basisPoints(wrong)).toBeNull();
  expect(percent(345)).toBe("3.45");
});
