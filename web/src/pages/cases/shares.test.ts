import { describe, expect, it } from "vitest";
import { hundredths, percent, sumOf } from "./shares";

describe("shares", () => {
  it("are counted in hundredths, without what floats lose", () => {
    expect(hundredths(33.33)).toBe(3333);
    expect(hundredths(0.29)).toBe(29);
    expect(sumOf([33.33, 33.33, 33.34])).toBe(10_000);
    expect(sumOf([60, undefined, null])).toBe(6_000);
  });
  it("are shown as short as they are", () => {
    expect(percent(10_000)).toBe("100");
    expect(percent(3_333)).toBe("33.33");
    expect(percent(6_050)).toBe("60.5");
    expect(percent(0)).toBe("0");
  });
});
