import { expect, it } from "vitest";
import { answersOf, withGiven, type Given } from "./answers";

const given: Given[] = [
  { fact: "企业.研发费用", value: 5 },
  { fact: "企业.认定", value: [{ 类别: "a" }, { 类别: "b" }] },
  { fact: "企业.认定[2].编号", value: "7" },
  { fact: "企业.营业收入" },
];

it("makes facts of what was answered and leaves out what was skipped", () => {
  expect(answersOf(given)).toEqual({ 研发费用: 5, 认定: [{ 类别: "a" }, { 类别: "b", 编号: "7" }] });
});

it("changes an answer in its place", () => {
  expect(withGiven(given, { fact: "企业.研发费用", value: 6 })[0]).toEqual({ fact: "企业.研发费用", value: 6 });
  expect(withGiven(given, { fact: "企业.营业收入", value: 1 })).toHaveLength(4);
  expect(withGiven(given, { fact: "企业.名称", value: "甲" }).at(-1)).toEqual({ fact: "企业.名称", value: "甲" });
});

it("forgets what was said of the items of a list that is given anew", () => {
  const changed = withGiven(given, { fact: "企业.认定", value: [{ 类别: "b", 编号: "8" }] });
  expect(changed.map((one) => one.fact)).toEqual(["企业.研发费用", "企业.认定", "企业.营业收入"]);
  expect(answersOf(changed).认定).toEqual([{ 类别: "b", 编号: "8" }]);
});

it("keeps a list within a record", () => {
  const answers = answersOf([
    { fact: "个人.在南培养", value: [{ 层次: "x" }] },
    { fact: "个人.在南培养[1].中止", value: [{ 开始日期: "2026-01-01" }] },
  ]);
  expect(answers).toEqual({ 在南培养: [{ 层次: "x", 中止: [{ 开始日期: "2026-01-01" }] }] });
});
