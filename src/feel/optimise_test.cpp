// What folding folds, what it must leave, and that fields find their entries where types mislead.
#include "feel/optimise.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

Scope scope() {
  Scope scope;
  scope.declare("n", simple_type(Kind::number));
  scope.declare("b", simple_type(Kind::boolean));
  scope.declare("r", context_type({{"v", simple_type(Kind::number)}, {"w", simple_type(Kind::number)}}));
  return scope;
}

ir::Program folded(const std::string& text, Mode mode = Mode::standard) {
  CompileOptions options;
  options.mode = mode;
  options.fold = true;
  const auto made = compile_expression(expression_text(text), scope(), options);
  EXPECT_TRUE(made.program) << text << render(made.diagnostics, Language::en);
  return made.program ? *made.program : ir::Program{};
}

// The constant that a whole expression became; "" if it became none.
std::string constant(const std::string& text, Mode mode = Mode::standard) {
  const auto program = folded(text, mode);
  const auto& root = program.node(program.root);
  if (root.op != ir::Op::constant) return "";
  return to_string(program.constants[static_cast<std::size_t>(root.index)]);
}

TEST(Folding, ComputesWhatDependsOnConstantsAlone) {
  EXPECT_EQ(constant("1 + 2 * 3"), "7");
  EXPECT_EQ(constant("0.10 + 0.20"), "0.3");
  EXPECT_EQ(constant("-5"), "-5");
  EXPECT_EQ(constant("[1..10]"), "[1..10]");
  EXPECT_EQ(constant("[1, 2, \"a\" + \"b\"]"), "[1, 2, \"ab\"]");
  EXPECT_EQ(constant("date(\"2026-03-10\")"), "2026-03-10");
  EXPECT_EQ(constant("{a: 1, b: {c: 2}}.b"), "{c: 2}");
  EXPECT_EQ(constant("3 between 1 and 5"), "true");
  EXPECT_EQ(constant("upper case(\"ab\")", Mode::determination), "\"AB\"");
}

TEST(Folding, CutsOffWhatIsNeverReached) {
  EXPECT_EQ(constant("if 1 < 2 then \"yes\" else \"no\""), "\"yes\"");
  EXPECT_EQ(constant("false and b"), "false");
  EXPECT_EQ(constant("true or b"), "true");
  const auto branch = folded("if 2 < 1 then n else r.v");
  EXPECT_EQ(branch.node(branch.root).op, ir::Op::field);
  const auto junction = folded("b and true and n > 1");
  EXPECT_EQ(junction.node(junction.root).args.size(), 2U);
}

TEST(Folding, LeavesWhatIsNotConstant) {
  EXPECT_EQ(constant("n + 1"), "");
  EXPECT_EQ(constant("today()"), "");
  EXPECT_EQ(constant("string(now())"), "");
  EXPECT_EQ(constant("function(x) x"), "");
  EXPECT_EQ(constant("true and b"), "");   // not b: what is no truth must still fail
  EXPECT_EQ(constant("b and false"), "");  // b may fail, and that is reported
}

TEST(Folding, LeavesErrorsToRunTimeAtTheirPlace) {
  for (const Mode mode : {Mode::standard, Mode::determination}) {
    EXPECT_EQ(constant("1 / 0", mode), "");
    const auto program = folded("n + (1 / 0) * (2 + 3)", mode);
    Evaluation evaluation(mode);
    const std::vector<Value> inputs{Decimal(1), true, Value()};
    const auto value = evaluation.evaluate(program, inputs);
    EXPECT_FALSE(value.number());
    ASSERT_EQ(evaluation.diagnostics().size(), 1U);
    const auto& diagnostic = evaluation.diagnostics()[0];
    EXPECT_EQ(diagnostic.code, "feel.division-by-zero");
    EXPECT_EQ(diagnostic.location.source->text(diagnostic.location.span), "1 / 0");
  }
}

TEST(Folding, KeepsTheStepsOfPackageRulesUnlessAsked) {
  const auto nodes = [](Mode mode) {
    CompileOptions options;
    options.mode = mode;
    const auto made = compile_expression(expression_text("n * (2 + 3)"), scope(), options);
    return std::ranges::count(made.program->nodes, ir::Op::add, &ir::Node::op);
  };
  EXPECT_EQ(nodes(Mode::determination), 1);
  EXPECT_EQ(nodes(Mode::standard), 0);
}

TEST(Folding, SharesEqualConstants) {
  const auto program = folded("n in [1 .. 2+3] or n * 2 in [1 .. 2+3]");
  EXPECT_EQ(std::ranges::count_if(program.constants, [](const Value& v) { return v.range() != nullptr; }), 1);
}

TEST(Fields, FindTheirEntryWhereverItStands) {
  const auto program = folded("r.w");
  EXPECT_EQ(program.node(program.root).index, 1);
  const auto read = [&](std::vector<std::pair<std::string, Value>> entries) {
    Evaluation evaluation(Mode::standard);
    const std::vector<Value> inputs{Value(), Value(), make_context(std::move(entries))};
    return to_string(evaluation.evaluate(program, inputs));
  };
  EXPECT_EQ(read({{"v", Decimal(1)}, {"w", Decimal(2)}}), "2");
  EXPECT_EQ(read({{"w", Decimal(2)}, {"v", Decimal(1)}}), "2");
  EXPECT_EQ(read({{"w", Decimal(2)}}), "2");
  EXPECT_EQ(read({{"x", Decimal(2)}}), "null");
}

}  // namespace
}  // namespace enact::feel
