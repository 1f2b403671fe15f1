// Values made to fit types: DMN's conversions, constraints, and what is said of a value that does not fit.
#include "feel/conform.hpp"

#include <gtest/gtest.h>

#include "feel/compile.hpp"
#include "feel/evaluate.hpp"

namespace enact::feel {
namespace {

TypePtr allowed(const TypePtr& type, const std::string& tests) {
  CompileOptions options;
  options.mode = Mode::standard;
  const Compiled compiled = compile_unary_tests(expression_text(tests), type, {}, options);
  EXPECT_TRUE(compiled.program);
  return constrained(*type, {tests, compiled.program});
}

std::string fitted(const Value& value, const Type& type) {
  Evaluation evaluation(Mode::standard);
  const Value result = fit(evaluation, value, type);
  EXPECT_EQ(result.is_null() && !value.is_null(), !evaluation.diagnostics().empty());
  if (!evaluation.diagnostics().empty()) return evaluation.diagnostics().back().message.en;
  return to_string(result);
}

Value number(std::int64_t whole) {
  return Decimal(whole);
}

TEST(Conform, ConstraintsHoldForValuesAndParts) {
  const TypePtr level = allowed(simple_type(Kind::number), "[1..3]");
  EXPECT_EQ(fitted(number(3), *level), "3");
  EXPECT_EQ(fitted(number(4), *level), "4 is not among the allowed values: [1..3]");
  EXPECT_EQ(fitted(Value("x"), *level), "a string is no number");
  EXPECT_EQ(fitted(Value(), *level), "null");
  EXPECT_EQ(fitted(make_list({number(2)}), *level), "2");
  const Type levels = *list_type(level);
  EXPECT_EQ(fitted(make_list({number(1), Value()}), levels), "[1, null]");
  EXPECT_EQ(fitted(make_list({number(1), number(9)}), levels), "a list is no list<number>");
  EXPECT_EQ(fitted(number(1), levels), "[1]");
  const Type record = *context_type({{"level", level}});
  EXPECT_EQ(fitted(make_context({{"level", number(2)}, {"more", Value("x")}}), record),
            "{level: 2, more: \"x\"}");
  EXPECT_EQ(fitted(make_context({{"level", number(5)}}), record), "a context is no context<level: number>");
}

TEST(Conform, ConstraintsOfAListAreAskedOfTheWhole) {
  const TypePtr few = allowed(list_type(simple_type(Kind::number)), "count(?) <= 2");
  EXPECT_EQ(fitted(number(1), *few), "[1]");
  EXPECT_EQ(fitted(make_list({number(1), number(2), number(3)}), *few),
            "[1, 2, 3] is not among the allowed values: count(?) <= 2");
}

TEST(Conform, AnyWithAConstraintIsConstrained) {
  const TypePtr small = allowed(any_type(), "< 10");
  EXPECT_EQ(fitted(number(1), *small), "1");
  EXPECT_EQ(fitted(number(11), *small), "11 is not among the allowed values: < 10");
}

TEST(Conform, InstanceOfAsksConstraints) {
  const TypePtr code = allowed(simple_type(Kind::string), "\"A\", \"B\"");
  EXPECT_TRUE(instance_of(Value("A"), *code));
  EXPECT_FALSE(instance_of(Value("C"), *code));
  EXPECT_FALSE(instance_of(Value(), *code));
}

TEST(Conform, AFunctionWhoseResultIsNotKnownIsTakenAtItsParameters) {
  auto function = std::make_shared<Function>();
  function->parameters = {"n"};
  function->type = function_type({{"n", simple_type(Kind::number)}}, any_type());
  const Value value = FunctionPtr(function);
  EXPECT_TRUE(
      instance_of(value, *function_type({{"n", simple_type(Kind::number)}}, simple_type(Kind::string))));
  EXPECT_FALSE(
      instance_of(value, *function_type({{"n", simple_type(Kind::string)}}, simple_type(Kind::string))));
  EXPECT_FALSE(instance_of(value, *function_type({}, simple_type(Kind::string))));
}

TEST(Conform, ArgumentsFitTheirParametersBeforeAFunctionIsCalled) {
  auto function = std::make_shared<Function>();
  function->parameters = {"n"};
  function->type = function_type({{"n", simple_type(Kind::number)}}, nullptr);
  function->call = [](Evaluation&, std::span<const Value> arguments) { return arguments[0]; };
  Evaluation evaluation(Mode::standard);
  const Value one[] = {make_list({number(1)})};
  EXPECT_EQ(to_string(evaluation.call(*function, one)), "1");
  const Value text[] = {Value("x")};
  EXPECT_TRUE(evaluation.call(*function, text).is_null());
  EXPECT_EQ(evaluation.diagnostics().size(), 1u);
}

}  // namespace
}  // namespace enact::feel
