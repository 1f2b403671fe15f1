// Standard mode: what DMN 1.5 says expressions give, and that an error is null with its cause.
#include <gtest/gtest.h>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

using testing::Case;
using testing::run;
using testing::standard;

class Standard : public ::testing::TestWithParam<Case> {};

TEST_P(Standard, Gives) {
  EXPECT_EQ(standard(GetParam().text), GetParam().result) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Arithmetic, Standard,
                         ::testing::Values(Case{"1 + 2 * 3 - 4 / 8", "6.5"}, Case{"2 ** 10", "1024"},
                                           Case{"0.1 + 0.2", "0.3"}, Case{"1 / 0", "null"},
                                           Case{"1 + null", "null"}, Case{"1 + \"1\"", "null"},
                                           Case{"\"甲\" + \"乙\"", "\"甲乙\""}, Case{"-@\"P1D\"", "-P1D"},
                                           Case{"-true", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Temporal, Standard,
    ::testing::Values(
        Case{"@\"2026-01-31\" + @\"P1M\"", "2026-02-28"}, Case{"@\"2026-03-01\" - @\"PT1H\"", "2026-02-28"},
        Case{"@\"2026-03-10\" - @\"2025-10-23\"", "P138D"},
        Case{"@\"2021-01-02T10:10:10@Europe/Paris\" - @\"2021-01-01T10:10:10@Asia/Dhaka\"", "P1DT5H"},
        Case{"@\"23:30:00\" + @\"PT1H\"", "00:30:00"}, Case{"@\"10:00:00\" - @\"11:30:00\"", "-PT1H30M"},
        Case{"@\"P1Y11M\" * -2.5", "-P4Y9M"}, Case{"@\"P10D\" / @\"P5D\"", "2"}, Case{"@\"P1D\" / 0", "null"},
        Case{"@\"2026-01-01\" + @\"2026-01-01\"", "null"},
        Case{"@\"2026-01-01T00:00:00\" - @\"2026-01-01T00:00:00Z\"", "null"},
        Case{"@\"999999999-12-31\" + @\"P1D\"", "null"}, Case{"@\"2026-11-23\".weekday", "1"},
        Case{"@\"2026-11-23T08:30:00+08:00\".time offset", "PT8H"}, Case{"@\"P1Y2M\".months", "2"},
        Case{"@\"P1DT2H\".hours", "2"}, Case{"@\"P1D\".years", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, Standard,
    ::testing::Values(Case{"true and null", "null"}, Case{"false and null", "false"},
                      Case{"true or 1", "true"}, Case{"false or 1", "null"}, Case{"not(null)", "null"},
                      Case{"if null then 1 else 2", "2"}, Case{"if \"x\" then 1 else 2", "2"},
                      Case{"1 = \"1\"", "null"}, Case{"1 = null", "false"}, Case{"null = null", "true"},
                      Case{"[1, [2]] = [1, [2]]", "true"}, Case{"[1] = [\"1\"]", "false"},
                      Case{"{a: 1, b: 2} = {b: 2, a: 1}", "true"}, Case{"[1..2] = [1..2)", "false"},
                      Case{"@\"10:00:00Z\" = @\"18:00:00+08:00\"", "true"},
                      Case{"is(@\"10:00:00Z\", @\"18:00:00+08:00\")", "false"}, Case{"1 < \"2\"", "null"},
                      Case{"\"a\" < \"b\"", "true"}, Case{"2 between 1 and 3", "true"},
                      Case{"null between 1 and 3", "null"}));

INSTANTIATE_TEST_SUITE_P(Lists, Standard,
                         ::testing::Values(Case{"[1, 2, 3][2]", "2"}, Case{"[1, 2, 3][-1]", "3"},
                                           Case{"[1, 2, 3][4]", "null"}, Case{"[1, 2, 3][0]", "null"},
                                           Case{"[1, 2, 3][item > 1]", "[2, 3]"}, Case{"5[item > 1]", "[5]"},
                                           Case{"null[item > 1]", "null"},
                                           Case{"[{x: 1, y: 2}, {x: null, y: 3}][x < 2]", "[{x: 1, y: 2}]"},
                                           Case{"[{x: 1}, {y: 2}].x", "[1, null]"},
                                           Case{"[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]"},
                                           Case{"{a: {b: 3}}.a.b", "3"}, Case{"null.a", "null"},
                                           Case{"[1..3].end", "3"}, Case{"(1..3].start included", "false"},
                                           Case{"{a: 1, b: a + 1}.b", "2"}));

INSTANTIATE_TEST_SUITE_P(
    Iteration, Standard,
    ::testing::Values(Case{"for i in 3..1 return i", "[3, 2, 1]"},
                      Case{"for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27, 28, 1]"},
                      Case{"for i in [1..3] return i", "[1, 2, 3]"}, Case{"for i in (1..3) return i", "[2]"},
                      Case{"for i in [3..1] return i", "null"},
                      Case{"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
                      Case{"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
                      Case{"for x in null return x", "null"}, Case{"for x in 7 return x + 1", "[8]"},
                      Case{"some x in [1, 2] satisfies x > 1", "true"},
                      Case{"every x in [1, 2] satisfies x > 1", "false"},
                      Case{"some x in [] satisfies x", "false"}, Case{"every x in [] satisfies x", "true"},
                      Case{"every x in [1, 2], y in [3] satisfies x < y", "true"},
                      Case{"some x in [1, null] satisfies x = 2", "false"}));

INSTANTIATE_TEST_SUITE_P(
    Tests, Standard,
    ::testing::Values(Case{"5 in (1, [4..6])", "true"}, Case{"5 in [[1..2], [4..6]]", "true"},
                      Case{"5 in (< 5, > 7)", "false"}, Case{"5 in [1..null]", "null"},
                      Case{"\"a\" in [1, \"a\"]", "true"}, Case{"[1, 2] in [[1, 2], [3]]", "true"},
                      Case{"false in (not(true))", "true"}, Case{"true in [false, true]", "true"},
                      Case{"1 instance of number", "true"}, Case{"null instance of Any", "false"},
                      Case{"[1, null] instance of list<number>", "true"},
                      Case{"{a: 1} instance of context<a: string>", "false"},
                      Case{"[1..2] instance of range<number>", "true"}));

INSTANTIATE_TEST_SUITE_P(Functions, Standard,
                         ::testing::Values(Case{"(function(x, y) x - y)(5, 3)", "2"},
                                           Case{"{f: function(x, y) x - y, r: f(y: 5, x: 3)}.r", "-2"},
                                           Case{"(function(x) x)(1, 2)", "null"},
                                           Case{"{f: function(x) x, r: f(z: 1)}.r", "null"},
                                           Case{"{n: 10, f: function(x) x + n, r: f(1)}.r", "11"},
                                           Case{"(for i in 1..3 return function(x) x * i)[2](10)", "20"},
                                           Case{"\"abs\"(1)", "null"},
                                           Case{"sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"},
                                           Case{"sort([3, 1], function(x, y) x)", "null"}));

TEST(StandardMode, AnErrorSaysWhatAndWhere) {
  Diagnostics errors;
  const auto value = run("1 + (2 / 0)", Mode::standard, {}, &errors);
  ASSERT_TRUE(value.is_null() && value.null()->cause);
  EXPECT_EQ(value.null()->cause->code, "feel.division-by-zero");  // what `+` met, handed on
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].location.source->text(errors[0].location.span), "2 / 0");
  EXPECT_EQ(errors[0].message.zh, "除数为零");
}

TEST(StandardMode, WhatIsDecidedEarlyReportsNothing) {
  Diagnostics errors;
  EXPECT_EQ(to_string(run("false and 1", Mode::standard, {}, &errors)), "false");
  EXPECT_TRUE(errors.empty());
}

Value limited(const std::string& text, Evaluation::Limits limits, Diagnostics& errors) {
  Scope scope;
  CompileOptions options;
  options.mode = Mode::standard;
  const auto compiled = compile_expression(expression_text(text), scope, options);
  EXPECT_TRUE(compiled.program) << text;
  if (!compiled.program) return {};
  Evaluation evaluation(Mode::standard, {}, limits);
  auto value = evaluation.evaluate(*compiled.program, {});
  errors = evaluation.diagnostics();
  return value;
}

TEST(Limits, EndAnEvaluationWithAnError) {
  Diagnostics errors;
  EXPECT_TRUE(limited("count(for i in 1..1000, j in 1..1000 return i)", {.steps = 10'000}, errors).is_null());
  EXPECT_EQ(errors.back().code, "feel.limit");
  EXPECT_TRUE(limited("for i in 1..1000000000000 return i", {}, errors).is_null());
  EXPECT_EQ(errors.back().code, "feel.limit");
  EXPECT_TRUE(limited("for i in 1..200, j in 1..200 return i", {.list_items = 30'000}, errors).is_null());
  EXPECT_EQ(errors.back().code, "feel.limit");
}

TEST(Limits, RecursionEndsBeforeTheStackDoes) {
  Diagnostics errors;
  const std::string endless = "{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), r: f(f, 100000)}.r";
  EXPECT_TRUE(limited(endless, {}, errors).is_null());
  EXPECT_EQ(errors.back().code, "feel.limit");
  EXPECT_EQ(to_string(limited("{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), r: f(f, 100)}.r", {},
                              errors)),
            "100");
}

TEST(Evaluation, TracesEachNodeInnermostFirst) {
  Scope scope;
  scope.declare("n", simple_type(Kind::number));
  const auto compiled = compile_expression(expression_text("n + 1 > 2"), scope, {});
  ASSERT_TRUE(compiled.program);
  Evaluation evaluation(Mode::determination);
  std::vector<std::string> seen;
  evaluation.set_trace([&](const ir::Program& program, ir::NodeId id, const Value& value) {
    seen.push_back(std::string(program.source->text(program.node(id).span)) + " = " + to_string(value));
  });
  const Value inputs[] = {Decimal(5)};
  EXPECT_EQ(to_string(evaluation.evaluate(*compiled.program, inputs)), "true");
  EXPECT_EQ(seen, (std::vector<std::string>{"n = 5", "1 = 1", "n + 1 = 6", "2 = 2", "n + 1 > 2 = true"}));
}

TEST(Evaluation, UnaryTestsAskAboutTheirValue) {
  CompileOptions options;
  options.mode = Mode::standard;
  const auto test = [&](const std::string& text, const Value& tested) {
    const auto compiled = compile_unary_tests(expression_text(text), any_type(), Scope(), options);
    EXPECT_TRUE(compiled.program) << text;
    if (!compiled.program) return std::string();
    Evaluation evaluation(Mode::standard);
    return to_string(evaluation.evaluate_test(*compiled.program, tested, {}));
  };
  EXPECT_EQ(test("< 5", Decimal(3)), "true");
  EXPECT_EQ(test("1, [3..4], > 10", Decimal(4)), "true");
  EXPECT_EQ(test("not(1, [3..4])", Decimal(4)), "false");
  EXPECT_EQ(test("-", Value()), "true");
  EXPECT_EQ(test("null", Value()), "true");
  EXPECT_EQ(test("\"甲\", \"乙\"", "乙"), "true");
  EXPECT_EQ(test("? * 2 > 5", Decimal(3)), "true");
  EXPECT_EQ(test("false", Value(false)), "true");
  EXPECT_EQ(test("true", Value(false)), "false");
  EXPECT_EQ(test("contains(?, \"甲\")", "甲乙"), "true");
}

}  // namespace
}  // namespace enact::feel
