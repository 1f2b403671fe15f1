import { expect, it } from "vitest";
import { exactNumber, parsePlace, typedOf, valueOf, withAnswer } from "./facts";

it("reads the places that questions name", () => {
  expect(parsePlace("企业.研发费用")).toEqual({ subject: "企业", fact: "研发费用" });
  expect(parsePlace("企业.认定[2].证书编号")).toEqual({ subject: "企业", fact: "认定", index: 2, field: "证书编号" });
  expect(parsePlace("企业")).toBeNull();
  expect(parsePlace("企业.认定[x].编号")).toBeNull();
});

it("puts an answer into its place and leaves the rest", () => {
  const answers = { 名称: "甲", 认定: [{ 类别: "a" }, { 类别: "b" }] };
  expect(withAnswer(answers, { subject: "企业", fact: "名称" }, "乙")).toEqual({ ...answers, 名称: "乙" });
  expect(withAnswer(answers, { subject: "企业", fact: "认定", index: 2, field: "编号" }, "7")).toEqual({
    名称: "甲",
    认定: [{ 类别: "a" }, { 类别: "b", 编号: "7" }],
  });
  expect(answers.认定[1]).toEqual({ 类别: "b" });
});

it("takes only numbers that stay exact", () => {
  expect(exactNumber("3,333,333.33")).toBe(3333333.33);
  expect(exactNumber("0")).toBe(0);
  expect(exactNumber("12345678901234567")).toBeNull();
  expect(exactNumber("1e5")).toBeNull();
  expect(exactNumber("")).toBeNull();
});

it("reads amounts as people write them and leaves judging them to the service", () => {
  const yuan = { kind: "number", unit: "元" } as const;
  expect(valueOf(yuan, "300万")).toBe(3_000_000);
  expect(valueOf(yuan, "10,000,000.01")).toBe(10_000_000.01);
  expect(valueOf(yuan, "-5")).toBe(-5);
  expect(valueOf(yuan, "many")).toBeUndefined();
  expect(valueOf({ kind: "date" }, "2026-3-1")).toBeUndefined();
});

it("shows an answer again as one would type it", () => {
  for (const typed of ["9400000", "0.01", "2026-03-10", "true"]) expect(typedOf(valueOf({ kind: typed === "true" ? "boolean" : typed.includes("-") ? "date" : "number" }, typed))).toBe(typed);
  expect(typedOf(null)).toBe("");
  expect(typedOf([])).toBe("");
});
