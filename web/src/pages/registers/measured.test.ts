import { expect, it } from "vitest";
import { fixedText, percentText } from "./measured";

it("writes shares as percentages with the digits declared", () => {
  expect(percentText("0.1205", 4)).toBe("12.05 %");
  expect(percentText("0.241", 4)).toBe("24.10 %");
  expect(percentText("1", 4)).toBe("100.00 %");
  expect(percentText("0.0361", 4)).toBe("3.61 %");
  expect(percentText("-0.05", 2)).toBe("-5 %");
});

it("keeps the zeros that rounding leaves", () => {
  expect(fixedText("1.5", 2)).toBe("1.50");
  expect(fixedText("102000000", 2)).toBe("102,000,000.00");
  expect(fixedText("3", 0)).toBe("3");
});
