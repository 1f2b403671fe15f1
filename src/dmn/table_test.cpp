// Decision tables: what Markdown says, what each hit policy decides, and what is decided when an input is
// unknown.
#include "dmn/table.hpp"

#include <gtest/gtest.h>

namespace enact::dmn {
namespace {

using feel::Value;

feel::TypePtr town_types(std::string_view name) {
  static const feel::TypePtr level = [] {
    feel::Type type;
    type.kind = feel::Kind::string;
    type.name = "级别";
    type.codes = {"高", "中", "低"};
    return std::make_shared<const feel::Type>(type);
  }();
  return name == "级别" ? level : nullptr;
}

feel::CompileOptions options_of(feel::Mode mode) {
  feel::CompileOptions options;
  options.mode = mode;
  return options;
}

ReadTable read(std::string text, feel::Mode mode = feel::Mode::determination) {
  const auto source = std::make_shared<const Source>("table.md", std::move(text));
  const feel::CompileOptions options = options_of(mode);
  return read_markdown_table({"表", source, {0, source->text().size()}}, feel::Scope(), town_types, options);
}

Value decided(const std::string& text, const std::vector<Value>& inputs,
              feel::Mode mode = feel::Mode::determination) {
  const ReadTable table = read(text, mode);
  EXPECT_EQ(render(table.diagnostics, Language::en), "");
  if (!table.table) return Value("no table");
  feel::Evaluation evaluation(mode);
  return decide(*table.table, inputs, evaluation);
}

std::string shown(const Value& value) {
  return to_string(value);
}

Value unknown(const char* what) {
  return feel::make_unknown({feel::Cause::Kind::missing_fact, what, nullptr});
}

std::string rows(const std::string& policy) {
  return "| " + policy +
         " | 数: number | **果: number** |\n|---|---|---|\n"
         "| 1 | < 10 | 1 |\n| 2 | [5..20] | 2 |\n| 3 | > 15 | 3 |\n";
}

TEST(Table, HitPoliciesInStandardMode) {
  const auto standard = feel::Mode::standard;
  EXPECT_EQ(shown(decided(rows("U"), {Value(Decimal(3))}, standard)), "1");
  EXPECT_TRUE(decided(rows("U"), {Value(Decimal(7))}, standard).is_null());
  EXPECT_EQ(shown(decided(rows("F"), {Value(Decimal(7))}, standard)), "1");
  EXPECT_TRUE(decided(rows("A"), {Value(Decimal(7))}, standard).is_null());
  EXPECT_EQ(shown(decided(rows("R"), {Value(Decimal(18))}, standard)), "[2, 3]");
  EXPECT_EQ(shown(decided(rows("C+"), {Value(Decimal(18))}, standard)), "5");
  EXPECT_EQ(shown(decided(rows("C<"), {Value(Decimal(18))}, standard)), "2");
  EXPECT_EQ(shown(decided(rows("C>"), {Value(Decimal(18))}, standard)), "3");
  EXPECT_EQ(shown(decided(rows("C#"), {Value(Decimal(18))}, standard)), "2");
}

TEST(Table, NoMatchIsAnErrorWithItsCause) {
  const std::string table = "| U | 数: number | **果: number** |\n|---|---|---|\n| 1 | < 10 | 1 |\n";
  EXPECT_TRUE(decided(table, {Value(Decimal(30))}, feel::Mode::standard).is_null());
  const Value undetermined = decided(table, {Value(Decimal(30))});
  ASSERT_TRUE(undetermined.is_unknown());
  EXPECT_EQ(causes_of(undetermined).front().kind, feel::Cause::Kind::error);
}

TEST(Table, PriorityFollowsTheOrderOfTheCodeList) {
  const std::string body =
      "| 数: number | **级: 级别** |\n|---|---|---|\n| 1 | > 0 | \"低\" |\n| 2 | > 5 | \"高\" |\n| 3 | > 3 | "
      "\"中\" |\n";
  EXPECT_EQ(shown(decided("| P " + body, {Value(Decimal(9))})), "\"高\"");
  EXPECT_EQ(shown(decided("| P " + body, {Value(Decimal(4))})), "\"中\"");
  EXPECT_EQ(shown(decided("| O " + body, {Value(Decimal(9))})), "[\"高\", \"中\", \"低\"]");
}

TEST(Table, SeveralOutputsMakeAContext) {
  const Value value = decided(
      "| U | 数: number | **甲: number** | **乙: string** |\n|---|---|---|---|\n| 1 | - | 1 | \"x\" |\n",
      {Value(Decimal(1))});
  ASSERT_NE(value.context(), nullptr);
  EXPECT_EQ(shown(*value.context()->find("乙")), "\"x\"");
}

// A table whose outputs have defaults, which Markdown has no sign for.
Value with_defaults(const std::string& text, const std::vector<std::string>& defaults, Value input,
                    feel::Mode mode) {
  const ReadTable read_table = read(text, mode);
  if (!read_table.table) return Value("no table");
  DecisionTable table = *read_table.table;
  feel::Scope scope;
  scope.declare(table.inputs[0].name, table.inputs[0].type);
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    if (defaults[i].empty()) continue;
    const feel::CompileOptions options = options_of(mode);
    table.outputs[i].default_value =
        compile_expression(feel::expression_text(defaults[i]), scope, options).program;
  }
  feel::Evaluation evaluation(mode);
  return decide(table, std::vector{std::move(input)}, evaluation);
}

TEST(Table, WhereNoRowMatchesTheDefaultIsTheResult) {
  for (const feel::Mode mode : {feel::Mode::standard, feel::Mode::determination}) {
    const Value none(Decimal(100));
    const auto small = [](std::string policy) {
      return "| " + policy + " | 数: number | **果: number** |\n|---|---|---|\n| 1 | < 10 | 1 |\n";
    };
    for (const char* policy : {"U", "A", "F", "C+", "C<", "C>", "C#"}) {
      EXPECT_EQ(shown(with_defaults(small(policy), {"数 + 1"}, none, mode)), "101") << policy;
      EXPECT_EQ(shown(with_defaults(small(policy), {"数 + 1"}, Value(Decimal(3)), mode)), "1") << policy;
    }
    for (const char* policy : {"R", "C"}) {
      EXPECT_EQ(shown(with_defaults(small(policy), {"数 + 1"}, none, mode)), "[101]") << policy;
      EXPECT_EQ(shown(with_defaults(small(policy), {""}, none, mode)), "[]") << policy;
    }
    EXPECT_EQ(shown(with_defaults(small("C#"), {""}, none, mode)), "0");
  }
}

TEST(Table, OutputsWithoutADefaultAreNullBesideThoseThatHaveOne) {
  const std::string table =
      "| U | 数: number | **甲: number** | **乙: string** |\n|---|---|---|---|\n| 1 | < 10 | 1 | \"x\" |\n";
  const Value value = with_defaults(table, {"", "\"y\""}, Value(Decimal(50)), feel::Mode::standard);
  ASSERT_NE(value.context(), nullptr);
  EXPECT_TRUE(value.context()->find("甲")->is_null());
  EXPECT_EQ(shown(*value.context()->find("乙")), "\"y\"");
}

TEST(Table, AnUndecidedRowLeavesTheDefaultPossible) {
  const std::string table =
      "| F | 数: number | **果: number** |\n|---|---|---|\n| 1 | < 10 | 1 |\n| 2 | < 20 | 2 |\n";
  const Value value = with_defaults(table, {"5"}, unknown("数"), feel::Mode::determination);
  ASSERT_NE(value.band(), nullptr) << shown(value);
  EXPECT_EQ(value.band()->low, Decimal(1));
  EXPECT_EQ(value.band()->high, Decimal(5));
  const std::string collected = "| C" + table.substr(3);
  EXPECT_TRUE(with_defaults(collected, {"5"}, unknown("数"), feel::Mode::determination).is_unknown());
}

TEST(Table, PriorityOfSeveralOutputsIsDecidedFromLeftToRight) {
  const std::string body =
      " | 数: number | **甲: 级别** | **乙: 级别** |\n|---|---|---|---|\n"
      "| 1 | > 0 | \"中\" | \"高\" |\n| 2 | > 5 | \"高\" | \"低\" |\n| 3 | > 3 | \"高\" | \"中\" |\n";
  EXPECT_EQ(shown(decided("| P" + body, {Value(Decimal(9))})), "{甲: \"高\", 乙: \"中\"}");
  EXPECT_EQ(shown(decided("| O" + body, {Value(Decimal(9))})),
            "[{甲: \"高\", 乙: \"中\"}, {甲: \"高\", 乙: \"低\"}, {甲: \"中\", 乙: \"高\"}]");
}

TEST(Table, AnOutputThatIsNotKnownLeavesItsPriorityOpen) {
  const std::string body =
      " | 数: number | 级: 级别 | **果: 级别** |\n|---|---|---|---|\n| 1 | > 0 | - | \"中\" |\n"
      "| 2 | > 5 | - | if 数 > 7 then 级 else \"低\" |\n";
  const ReadTable table = read("| P" + body);
  ASSERT_TRUE(table.table) << render(table.diagnostics, Language::en);
  feel::Evaluation evaluation(feel::Mode::determination);
  // The table alone, not over the completions of the code list: the input's type lists no values here.
  DecisionTable open = *table.table;
  open.inputs[1].type = feel::simple_type(feel::Kind::string);
  const std::vector<Value> inputs{Value(Decimal(9)), unknown("级")};
  EXPECT_TRUE(decide(open, inputs, evaluation).is_unknown());
  open.hit_policy = HitPolicy::output_order;
  const Value listed = decide(open, inputs, evaluation);
  ASSERT_NE(listed.list(), nullptr) << shown(listed);
  EXPECT_TRUE(listed.list()->open);
}

TEST(Table, SeveralOutputsHaveACountButNoSum) {
  const std::string body =
      " | 数: number | **甲: number** | **乙: number** |\n|---|---|---|---|\n| 1 | > 0 | 1 | 2 |\n"
      "| 2 | > 5 | 3 | 4 |\n";
  const auto standard = feel::Mode::standard;
  EXPECT_EQ(shown(decided("| C#" + body, {Value(Decimal(9))}, standard)), "2");
  const Value sum = decided("| C+" + body, {Value(Decimal(9))}, standard);
  ASSERT_TRUE(sum.is_null());
  ASSERT_TRUE(sum.null()->cause);
  EXPECT_EQ(sum.null()->cause->code, "dmn.aggregate-of-several-outputs");
}

TEST(Table, AnInputThatIsNotAllowedIsAnError) {
  for (const feel::Mode mode : {feel::Mode::standard, feel::Mode::determination}) {
    const ReadTable read_table =
        read("| U | 数: number | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n", mode);
    ASSERT_TRUE(read_table.table);
    DecisionTable table = *read_table.table;
    const feel::CompileOptions options = options_of(mode);
    table.inputs[0].allowed =
        compile_unary_tests(feel::expression_text("[1..9]"), table.inputs[0].type, feel::Scope(), options)
            .program;
    ASSERT_TRUE(table.inputs[0].allowed);
    feel::Evaluation evaluation(mode);
    EXPECT_EQ(shown(decide(table, std::vector{Value(Decimal(9))}, evaluation)), "1");
    EXPECT_TRUE(evaluation.diagnostics().empty());
    const Value refused = decide(table, std::vector{Value(Decimal(10))}, evaluation);
    EXPECT_TRUE(refused.is_null() || refused.is_unknown());
    ASSERT_EQ(evaluation.diagnostics().size(), 1U);
    EXPECT_EQ(evaluation.diagnostics().front().code, "dmn.input-not-allowed");
  }
}

std::string awards(const std::string& policy) {
  return "| " + policy +
         " | 级: 级别 | **额: number<元>** |\n|---|---|---|\n"
         "| 1 | \"高\" | 100万元 |\n| 2 | \"中\" | 50万元 |\n| 3 | \"低\" | 25万元 |\n";
}

TEST(Table, AnUnknownCodeGivesTheBandOverAllCodes) {
  const Value value = decided(awards("U"), {unknown("企业.级别")});
  ASSERT_NE(value.band(), nullptr) << shown(value);
  EXPECT_EQ(value.band()->low, Decimal(250000));
  EXPECT_EQ(value.band()->high, Decimal(1000000));
  EXPECT_EQ(causes_of(value).front().what, "企业.级别");
}

TEST(Table, AnUnknownCodeThatMayHaveNoRowIsUnknown) {
  const std::string table =
      "| U | 级: 级别 | **额: number<元>** |\n|---|---|---|\n| 1 | \"高\" | 100万元 |\n| 2 | \"中\" | 50万元 "
      "|\n";
  EXPECT_TRUE(decided(table, {unknown("企业.级别")}).is_unknown());
}

TEST(Table, WhatEveryCompletionAgreesOnIsSettled) {
  const std::string table =
      "| F | 数: number | 级: 级别 | **额: number** |\n|---|---|---|---|\n"
      "| 1 | > 5 | \"高\" | 7 |\n| 2 | > 5 | - | 7 |\n| 3 | - | - | 1 |\n";
  EXPECT_EQ(shown(decided(table, {Value(Decimal(9)), unknown("级")})), "7");
  EXPECT_EQ(shown(decided(table, {Value(Decimal(1)), unknown("级")})), "1");
  const Value undecided = decided(table, {unknown("数"), Value("高")});
  ASSERT_NE(undecided.band(), nullptr) << shown(undecided);
  EXPECT_EQ(undecided.band()->low, Decimal(1));
  EXPECT_EQ(undecided.band()->high, Decimal(7));
}

TEST(Table, AnUndecidedRowIsAPerhapsItem) {
  const Value listed = decided(rows("C"), {unknown("数")});
  ASSERT_NE(listed.list(), nullptr) << shown(listed);
  EXPECT_EQ(listed.list()->items.size(), 3U);
  EXPECT_TRUE(listed.list()->is_perhaps(0));
  const Value sum = decided(rows("C+"), {unknown("数")});
  ASSERT_NE(sum.band(), nullptr) << shown(sum);
  EXPECT_EQ(sum.band()->low, Decimal(0));
  EXPECT_EQ(sum.band()->high, Decimal(6));
}

// Every completion's result is admitted by the result for the unknown.
TEST(Table, UnknownInputsAdmitEveryCompletion) {
  for (const char* policy : {"U", "A", "F", "R", "C", "C+", "C<", "C>", "C#"}) {
    const ReadTable table = read(rows(policy));
    ASSERT_TRUE(table.table);
    feel::Evaluation evaluation(feel::Mode::determination);
    const std::vector<Value> none{unknown("数")};
    const Value open = decide(*table.table, none, evaluation);
    for (std::int64_t n = 0; n < 25; ++n) {
      const std::vector<Value> inputs{Value(Decimal(n))};
      const Value closed = decide(*table.table, inputs, evaluation);
      if (open.is_unknown() || closed.is_unknown()) continue;
      if (const feel::Band* band = open.band()) {
        ASSERT_NE(closed.number(), nullptr) << policy << n;
        EXPECT_LE(band->low, *closed.number()) << policy << n;
        EXPECT_GE(band->high, *closed.number()) << policy << n;
      } else if (const feel::List* list = open.list()) {
        for (const Value& item : closed.list()->items) {
          EXPECT_TRUE(std::any_of(list->items.begin(), list->items.end(),
                                  [&](const Value& v) { return same(v, item); }));
        }
      } else {
        EXPECT_TRUE(same(open, closed)) << policy << n;
      }
    }
  }
}

TEST(Table, IsCalledByNameAsAFunction) {
  const ReadTable table = read(awards("U"));
  ASSERT_TRUE(table.table);
  feel::Scope scope;
  scope.declare("表", function_type(*table.table));
  feel::CompileOptions options;
  options.expected = feel::number_type("元");
  const feel::Compiled compiled = compile_expression(feel::expression_text("表(\"中\") * 2"), scope, options);
  ASSERT_TRUE(compiled.program) << render(compiled.diagnostics, Language::en);
  feel::Evaluation evaluation(feel::Mode::determination);
  const std::vector<Value> inputs{as_function(table.table)};
  EXPECT_EQ(shown(evaluation.evaluate(*compiled.program, inputs)), "1000000");
}

struct Bad {
  const char* text;
  const char* code;
  int line;
  int column;
};

TEST(Table, ErrorsPointAtTheirCell) {
  const Bad bad[] = {
      {"| X | 数: number | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n", "dmn.hit-policy", 1, 3},
      {"| U | 数: nummer | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n", "dmn.unknown-type", 1, 7},
      {"| U | 数: number | 果: number |\n|---|---|---|\n| 1 | - | 1 |\n", "dmn.no-output", 1, 3},
      {"| U | 数: number | **果: number** |\n|---|---|---|\n| 1 | - |\n", "dmn.row-width", 3, 3},
      {"| U | 数: number | **果: number** |\n|---|---|---|\n| 1 |  | 1 |\n", "dmn.empty-cell", 3, 8},
      {"| P | 数: number | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n", "dmn.no-priority", 1, 19},
      {"| U | 数: number | **果: number** |\n|---|---|---|\n", "dmn.no-rows", 1, 1},
      {"只是文字", "dmn.not-a-table", 1, 1},
      {"| U | 数: number | 数: number | **果: number** |\n|---|---|---|---|\n| 1 | - | - | 1 |\n",
       "dmn.duplicate-input", 1, 19},
  };
  for (const Bad& one : bad) {
    const ReadTable table = read(one.text);
    EXPECT_FALSE(table.table) << one.code;
    ASSERT_FALSE(table.diagnostics.empty()) << one.code;
    const Diagnostic& diagnostic = table.diagnostics.front();
    EXPECT_EQ(diagnostic.code, one.code);
    const Position position = diagnostic.location.source->position(diagnostic.location.span.begin);
    EXPECT_EQ(position, (Position{one.line, one.column})) << one.code;
  }
}

TEST(Table, AHeaderStatesTheAllowedInputs) {
  for (const char* allowed : {"[1..9]", "(0..10)", "(1, 2, 3, 4, 5, 6, 7, 8, 9)", "(< 5, [5..9])"}) {
    const std::string table = "| U | 数: number in " + std::string(allowed) +
                              " | **果: number** |\n|---|---|---|\n| 1 | - | 数 |\n";
    EXPECT_EQ(shown(decided(table, {Value(Decimal(9))})), "9") << allowed;
    EXPECT_TRUE(decided(table, {Value(Decimal(10))}).is_unknown()) << allowed;
  }
  const ReadTable wrong =
      read("| U | 数: number in (1, \"a\\|b\") | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n");
  ASSERT_FALSE(wrong.diagnostics.empty());
  const Location& location = wrong.diagnostics.front().location;
  EXPECT_EQ(location.source->text(location.span), "\"a\\|b\"");
  EXPECT_EQ(read("| U | 数: number in () | **果: number** |\n|---|---|---|\n| 1 | - | 1 |\n")
                .diagnostics.front()
                .code,
            "dmn.empty-cell");
}

TEST(Table, ErrorsOfExpressionsPointAtTheToken) {
  const ReadTable table =
      read("| U | 级: 级别 | **额: number<元>** |\n|---|---|---|\n| 1 | `\"很高\"` | 1万元 |\n");
  ASSERT_FALSE(table.diagnostics.empty());
  const Location& location = table.diagnostics.front().location;
  EXPECT_EQ(location.source->text(location.span), "\"很高\"");
}

TEST(Table, ABarInsideACellIsEscaped) {
  EXPECT_EQ(shown(decided("| U | 文: string | **果: string** |\n|---|---|---|\n| 1 | - | \"a\\|b\" |\n",
                          {Value("x")})),
            "\"a|b\"");
}

}  // namespace
}  // namespace enact::dmn
