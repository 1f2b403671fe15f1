// What the checker accepts, with the type it finds, and what it refuses in determination mode, with place and
// help.
#include "feel/checker.hpp"

#include <gtest/gtest.h>

#include "feel/syntax_test_support.hpp"

namespace enact::feel {
namespace {

struct TypedText {
  std::string text;
  std::string expected;
};

std::string result_type(const std::string& text) {
  const Compiled compiled = compile_expression(expression_text(text), sample_scope(), determination());
  if (!compiled.program) return brief(compiled.diagnostics);
  const auto faults = ir::verify(*compiled.program);
  if (!faults.empty()) return faults.front();
  return to_string(*compiled.program->node(compiled.program->root).type);
}

void expect_types(std::initializer_list<TypedText> cases) {
  for (const TypedText& each : cases) EXPECT_EQ(result_type(each.text), each.expected) << each.text;
}

Diagnostic only_error(const std::string& text) {
  const Compiled compiled = compile_expression(expression_text(text), sample_scope(), determination());
  EXPECT_EQ(compiled.program, nullptr) << text;
  EXPECT_EQ(compiled.diagnostics.size(), 1U) << text << "\n" << brief(compiled.diagnostics);
  return compiled.diagnostics.empty() ? Diagnostic{} : compiled.diagnostics.front();
}

TEST(Checker, TypesOfOperators) {
  expect_types({
      {"a + 1", "number"},
      {"first name + \"x\"", "string"},
      {"a = 1 and b < 2", "boolean"},
      {"成立 = 1", "feel.unknown-name@1 `成立`"},
      {"工坊.成立日期 + @\"P1M\"", "date"},
      {"工坊.成立日期 - @\"2020-01-01\"", "days and time duration"},
      {"@\"P1D\" * 2", "days and time duration"},
      {"@\"P2Y\" / @\"P1Y\"", "number"},
      {"-@\"P1D\"", "days and time duration"},
      {"things + 1", "Any"},
      {"if a = 1 then \"x\" else null", "string"},
      {"工坊.成立日期 in 营业期", "boolean"},
      {"[1..a]", "range<number>"},
  });
}

TEST(Checker, UnitsOfNumbers) {
  expect_types({
      {"工坊.收入 + 工坊.支出", "number<元>"},
      {"工坊.收入 - 0", "number<元>"},
      {"0 - 工坊.收入", "number<元>"},
      {"工坊.收入 * 30%", "number<元>"},
      {"工坊.收入 / 工坊.支出", "number"},
      {"工坊.收入 / 工坊.人数", "number<元/人>"},
      {"工坊.月租 * 工坊.租期", "number<元>"},
      {"工坊.收入 > 10万元", "boolean"},
      {"工坊.收入 > 0", "boolean"},
      {"max(0, 工坊.收入 - 1万元)", "number<元>"},
      {"min(工坊.收入 * 30%, 100万元)", "number<元>"},
      {"sum(工坊.修理.费用)", "number<元>"},
      {"sum(for r in 工坊.修理 return r.费用 * 2)", "number<元>"},
      {"if a > 1 then 10万元 else 0", "number<元>"},
      {"decimal(工坊.收入, 2)", "number<元>"},
      {"count(工坊.修理)", "number"},
      {"0", "number"},
      {"工坊.收入 between 0 and 1万元", "boolean"},
      {"工坊.收入 in (< 1万元, [2万元..3万元])", "boolean"},
      {"(工坊.收入 / 1元) ** 2", "number"},
  });
}

TEST(Checker, UnitsThatDoNotAgree) {
  expect_types({
      {"工坊.收入 + 工坊.人数", "feel.unit-mismatch@1 `工坊.收入 + 工坊.人数`"},
      {"工坊.收入 + 1", "feel.unit-mismatch@1 `工坊.收入 + 1`"},
      {"工坊.收入 > 1000", "feel.unit-mismatch@1 `工坊.收入 > 1000`"},
      {"a = 1 and 工坊.收入 > 1000", "feel.unit-mismatch@11 `工坊.收入 > 1000`"},
      {"工坊.收入 between 1 and 2元", "feel.unit-mismatch@1 `工坊.收入 between 1 and 2元`"},
      {"工坊.收入 in (1..2)", "feel.unit-mismatch@10 `(1..2)`"},
      {"工坊.收入 ** 2", "feel.unit-mismatch@1 `工坊.收入 ** 2`"},
      {"工坊.月租 > 工坊.收入", "feel.unit-mismatch@1 `工坊.月租 > 工坊.收入`"},
      {"max(工坊.收入, 3人)", "feel.unit-mismatch@12 `3人`"},
      {"[1元, 2人]", "feel.unit-mismatch@6 `2人`"},
      {"if a > 1 then 1元 else 2人", "feel.branch-types@23 `2人`"},
  });
  const Diagnostic mismatch = only_error("工坊.收入 > 1000");
  EXPECT_EQ(mismatch.message.zh, "单位不同，不能比较：元 与 无单位");
  EXPECT_EQ(mismatch.help.en, "write the unit, such as 1元");
}

TEST(Checker, NamesResolveInnermostFirst) {
  expect_types({
      {"工坊.修理[类别 = \"大修\"]", "list<修理>"},
      {"工坊.修理[1].日期", "date"},
      {"工坊.修理.日期", "list<date>"},
      {"工坊.修理[item.费用 > 1元]", "list<修理>"},
      {"工坊.修理[count(spare parts) > 1].spare parts", "list<list<string>>"},
      {"some a in 工坊.修理 satisfies a.费用 > 1元", "boolean"},
      {"{a: \"x\", c: a}.c", "string"},
      {"for x in 1..3 return x * 2", "list<number>"},
      {"for x in 工坊.修理 return x.日期", "list<date>"},
      {"(function(x: string) x)(\"y\")", "string"},
      {"double(2)", "number"},
      {"date(\"2020-01-01\") = date", "boolean"},
      {"date.year", "number"},
      {"营业期.start", "date"},
      {"things[anything = 1].x", "list<Any>"},
      {"things.x.y", "Any"},
  });
}

TEST(Checker, NamesThatAreNotThere) {
  const Diagnostic field = only_error("工坊.收人 > 1元");
  EXPECT_EQ(brief({field}), "feel.unknown-name@4 `收人`");
  EXPECT_EQ(field.help.zh, "是否指 `收入`？");
  EXPECT_EQ(only_error("frist name = \"x\"").help.en, "did you mean `first name`?");
  EXPECT_EQ(brief({only_error("工坊.修理[类型别 = \"大修\"]")}), "feel.unknown-name@7 `类型别`");
  EXPECT_EQ(only_error("工坊.修理[日其 = date]").help.zh, "是否指 `日期`？");
  const Diagnostic function = only_error("strin length(\"x\")");
  EXPECT_EQ(brief({function}), "feel.unknown-function@1 `strin length`");
  EXPECT_EQ(function.help.en, "did you mean `string length`?");
  EXPECT_EQ(only_error("工坊.收入且a > 1元").help.zh, "`且` 两边各留一个空格");
}

TEST(Checker, SeveralErrorsAtOnce) {
  EXPECT_EQ(result_type("工坊.收人 > 1元 and 工坊.类型 = \"木匠\" and first = 1"),
            "feel.unknown-name@4 `收人`\nfeel.unknown-code@24 `\"木匠\"`\nfeel.unknown-name@33 `first`");
}

TEST(Checker, TypesThatDoNotAgree) {
  expect_types({
      {"first name + 1", "feel.type-mismatch@1 `first name + 1`"},
      {"first name < 1", "feel.type-mismatch@1 `first name < 1`"},
      {"true < false", "feel.type-mismatch@1 `true < false`"},
      {"工坊.成立日期 = \"2020-01-01\"", "feel.type-mismatch@1 `工坊.成立日期 = \"2020-01-01\"`"},
      {"a and true", "feel.type-mismatch@1 `a`"},
      {"if 1 then 2 else 3", "feel.type-mismatch@4 `1`"},
      {"if true then 2 else \"x\"", "feel.branch-types@21 `\"x\"`"},
      {"工坊[a = 1]", "feel.not-a-list@1 `工坊`"},
      {"工坊.修理[\"x\"]", "feel.type-mismatch@7 `\"x\"`"},
      {"for x in 工坊 return x", "feel.not-a-list@10 `工坊`"},
      {"some x in [1] satisfies x", "feel.type-mismatch@25 `x`"},
      {"-first name", "feel.type-mismatch@1 `-first name`"},
      {"a in (\"x\")", "feel.type-mismatch@7 `\"x\"`"},
      {"a(1)", "feel.not-a-function@1 `a`"},
      {"double(\"x\")", "feel.type-mismatch@8 `\"x\"`"},
      {"double(1, 2)", "feel.wrong-arguments@1 `double(1, 2)`"},
      {"double(m: 1)", "feel.wrong-arguments@11 `1`"},
      {"string length(1)", "feel.wrong-arguments@1 `string length(1)`"},
      {"string length()", "feel.wrong-arguments@1 `string length()`"},
      {"substring(text: \"x\", start position: 1)",
       "feel.wrong-arguments@1 `substring(text: \"x\", start position: 1)`"},
      {"a instance of tRepare", "feel.unknown-type@15 `tRepare`"},
      {"function(x) external {java: 1}", "feel.external-function@1 `function`"},
  });
  EXPECT_EQ(only_error("工坊.成立日期 = \"2020-01-01\"").help.en, "write a date as date(\"2026-01-31\")");
  EXPECT_EQ(only_error("a instance of tRepare").help.en, "did you mean `tRepair`?");
}

TEST(Checker, CodesAreOfTheirList) {
  expect_types({
      {"工坊.类型 = \"木工\"", "boolean"},
      {"工坊.类型 = first name", "boolean"},
      {"工坊.类型 = \"木匠\"", "feel.unknown-code@9 `\"木匠\"`"},
      {"\"木匠\" != 工坊.类型", "feel.unknown-code@1 `\"木匠\"`"},
      {"工坊.类型 in (\"木工\", \"石工\")", "feel.unknown-code@17 `\"石工\"`"},
      {"工坊.类型 in [\"木工\", \"石工\"]", "feel.unknown-code@17 `\"石工\"`"},
      {"工坊.修理[类别 = \"中修\"]", "feel.unknown-code@12 `\"中修\"`"},
      {"list contains(工坊.修理.类别, \"中修\")", "feel.unknown-code@25 `\"中修\"`"},
      {"工坊.类型 = 工坊.修理[1].类别", "feel.type-mismatch@1 `工坊.类型 = 工坊.修理[1].类别`"},
  });
  EXPECT_EQ(only_error("工坊.类型 = \"陶瓷\"").help.zh, "可用：木工、铁工");
}

TEST(Checker, LiteralDatesExist) {
  expect_types({
      {"date(\"2025-02-28\")", "date"},
      {"date(\"2025-02-30\")", "feel.bad-literal@6 `\"2025-02-30\"`"},
      {"@\"2025-02-30\"", "feel.bad-literal@1 `@\"2025-02-30\"`"},
      {"date and time(\"2025-02-28T25:00:00\")", "feel.bad-literal@15 `\"2025-02-28T25:00:00\"`"},
      {"duration(\"P1Y\")", "years and months duration"},
      {"duration(\"P1D\")", "days and time duration"},
      {"duration(\"1D\")", "feel.bad-literal@10 `\"1D\"`"},
      {"time(\"10:30:00\")", "time"},
  });
}

TEST(Checker, WhatIsExpected) {
  const auto compile = [](const std::string& text, TypePtr expected) {
    CompileOptions options = determination();
    options.expected = std::move(expected);
    const Compiled compiled = compile_expression(expression_text(text), sample_scope(), options);
    return compiled.program ? "ok" : brief(compiled.diagnostics);
  };
  EXPECT_EQ(compile("10万元", number_type("元")), "ok");
  EXPECT_EQ(compile("0", number_type("元")), "ok");
  EXPECT_EQ(compile("things", number_type("元")), "ok");
  EXPECT_EQ(compile("100000", number_type("元")), "feel.unit-mismatch@1 `100000`");
  EXPECT_EQ(compile("工坊.人数", number_type("元")), "feel.unit-mismatch@1 `工坊.人数`");
  EXPECT_EQ(compile("a", simple_type(Kind::boolean)), "feel.unexpected-type@1 `a`");
  EXPECT_EQ(compile("a", list_type(any_type())), "feel.unexpected-type@1 `a`");
  EXPECT_EQ(compile("\"石工\"", coded_type("", {"木工"})), "feel.unknown-code@1 `\"石工\"`");
  EXPECT_EQ(compile("5台", number_type("台")), "ok") << "the expected unit is a known word";
}

TEST(Checker, StandardModeLeavesErrorsToRunTime) {
  for (const char* text : {"nowhere + 1", "string length(1)", "string length()", "unknown(1)", "1 + \"x\"",
                           "@\"2025-02-30\"", "a instance of tNone", "工坊.nothing"}) {
    const Compiled compiled = compile_expression(expression_text(text), sample_scope(), standard_options());
    ASSERT_NE(compiled.program, nullptr) << text << brief(compiled.diagnostics);
    EXPECT_FALSE(has_errors(compiled.diagnostics)) << text;
    EXPECT_TRUE(ir::verify(*compiled.program).empty()) << text;
  }
  const Compiled compiled =
      compile_expression(expression_text("nowhere"), sample_scope(), standard_options());
  const Value& constant = compiled.program->constants.at(0);
  ASSERT_NE(constant.null(), nullptr);
  ASSERT_NE(constant.null()->cause, nullptr);
  EXPECT_EQ(constant.null()->cause->code, "feel.unknown-name");
  EXPECT_EQ(brief(compiled.diagnostics), "feel.unknown-name@1 `nowhere`") << "a warning says so too";
}

}  // namespace
}  // namespace enact::feel
