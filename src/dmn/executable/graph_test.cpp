// The requirement graph: what a decision sees, in which order things are worked out, and what is wrong with
// it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/executable/test_support.hpp"

namespace enact::dmn {
namespace {

using feel::Value;
using testing::Contains;
using testing::IsEmpty;

TEST(Graph, DecisionsAreWorkedOutInTheOrderOfTheirRequirements) {
  const Model model(decision("sum", feel_text("twice + n"), "", needs_decision("twice") + needs_input("n")) +
                    decision("twice", feel_text("n * 2"), "number", needs_input("n")) + input("n", "number"));
  EXPECT_THAT(model.codes(), IsEmpty());
  EXPECT_EQ(model.decide("sum", {{"n", Value(Decimal(5))}}), "15");
}

TEST(Graph, OnlyWhatIsRequiredIsSeen) {
  const Model model(decision("a", feel_text("b")) + decision("b", feel_text("1")));
  EXPECT_EQ(model.decide("a"), "null [feel.unknown-name]");
}

TEST(Graph, ADecisionIsWorkedOutOnce) {
  // 2^60 evaluations if each of these asked the one below twice.
  std::string body = decision("d0", feel_text("1"));
  for (int i = 1; i <= 60; ++i) {
    const std::string below = "d" + std::to_string(i - 1);
    body += decision("d" + std::to_string(i), feel_text(below + " + " + below), "", needs_decision(below));
  }
  EXPECT_EQ(Model(body).decide("d60"), "1152921504606846976");
}

TEST(Graph, AChainMayBeLongerThanTheStack) {
  std::string body = decision("d0", feel_text("1"));
  for (int i = 1; i <= 5000; ++i) {
    const std::string below = "d" + std::to_string(i - 1);
    body += decision("d" + std::to_string(i), feel_text(below + " + 1"), "", needs_decision(below));
  }
  EXPECT_EQ(Model(body).decide("d5000"), "5001");
}

TEST(Graph, ACycleIsAnErrorOfThoseInIt) {
  const Model model(decision("a", feel_text("b"), "", needs_decision("b")) +
                    decision("b", feel_text("a"), "", needs_decision("a")) +
                    decision("c", feel_text("if a = null then \"none\" else a"), "", needs_decision("a")) +
                    decision("other", feel_text("1")));
  EXPECT_THAT(model.codes(), Contains("dmn.cycle"));
  EXPECT_EQ(model.decide("a"), "null [dmn.cycle]");
  EXPECT_EQ(model.decide("b"), "null [dmn.cycle]");
  EXPECT_EQ(model.decide("c"), "\"none\"");
  EXPECT_EQ(model.decide("other"), "1");
}

TEST(Graph, ADecisionThatRequiresItselfIsACycle) {
  const Model model(decision("a", feel_text("a + 1"), "", needs_decision("a")));
  EXPECT_EQ(model.decide("a"), "null [dmn.cycle]");
}

TEST(Graph, AMissingElementIsNamed) {
  const Model model(decision("a", feel_text("1"), "", needs_decision("gone")));
  ASSERT_THAT(model.codes(), testing::ElementsAre("dmn.unknown-reference"));
  EXPECT_TRUE(model.diagnostics().front().location.known());
  EXPECT_EQ(model.decide("a"), "null [dmn.unknown-reference]");
}

TEST(Graph, WhatCannotBeRequiredIsRefused) {
  const Model model(input("n") + decision("a", feel_text("1"), "", needs_knowledge("n")));
  EXPECT_EQ(model.decide("a"), "null [dmn.wrong-reference]");
}

TEST(Graph, AQuestionThatDoesNotExistNamesTheNearest) {
  const Model model(decision("amount", feel_text("1")));
  feel::Evaluation evaluation(feel::Mode::standard);
  EXPECT_TRUE(model.executable().decide("amuont", feel::Context{}, evaluation).is_null());
  ASSERT_EQ(evaluation.diagnostics().size(), 1u);
  EXPECT_THAT(evaluation.diagnostics().front().message.en, testing::HasSubstr("did you mean `amount`?"));
}

TEST(Graph, NoLogicIsNullWithItsCause) {
  EXPECT_EQ(Model(decision("a", "")).decide("a"), "null [dmn.no-logic]");
}

TEST(Graph, OtherLanguagesAndSyntaxErrorsConcernTheirDecisionAlone) {
  const Model model(
      decision("a",
               "<literalExpression expressionLanguage=\"urn:groovy\"><text>1</text></literalExpression>") +
      decision("b", feel_text("1 +")) + decision("c", feel_text("2")));
  EXPECT_EQ(model.decide("a"), "null [dmn.other-language]");
  EXPECT_EQ(model.decide("b"), "null [feel.syntax]");
  EXPECT_EQ(model.decide("c"), "2");
}

std::string knowledge(const std::string& name, const std::string& parameters, const std::string& logic,
                      const std::string& r = "", const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<businessKnowledgeModel name=\"" + name + "\" id=\"_" + name + "\"><variable name=\"" + name +
         "\"" + type_ref + "/><encapsulatedLogic>" + parameters + logic + "</encapsulatedLogic>" + r +
         "</businessKnowledgeModel>\n";
}
std::string parameter(const std::string& name, const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<formalParameter name=\"" + name + "\"" + type_ref + "/>";
}

TEST(Knowledge, IsAFunctionThatSeesOnlyItsOwnRequirements) {
  const Model model(knowledge("plus one", parameter("n", "number"), feel_text("n + 1")) +
                    knowledge("plus two", parameter("n", "number"), feel_text("plus one(plus one(n))"),
                              needs_knowledge("plus one")) +
                    decision("a", feel_text("plus two(1)"), "", needs_knowledge("plus two")) +
                    decision("b", feel_text("plus one(1)"), "", needs_knowledge("plus two")));
  EXPECT_EQ(model.decide("a"), "3");
  EXPECT_EQ(model.decide("b"), "null [feel.unknown-function]");
}

TEST(Knowledge, ArgumentsFitTheirParametersOrItIsNotCalled) {
  const Model model(
      knowledge("f", parameter("n", "number"), feel_text("if n = null then \"called\" else n")) +
      decision("wrong", feel_text("f(\"x\")"), "", needs_knowledge("f")) +
      decision("list of one", feel_text("f([7])"), "", needs_knowledge("f")) +
      decision("none", feel_text("f(null)"), "", needs_knowledge("f")) +
      decision("few", feel_text("f()"), "", needs_knowledge("f")) +
      decision("other name", feel_text("f(m: 1)"), "", needs_knowledge("f")));
  EXPECT_EQ(model.decide("wrong"), "null [feel.type-mismatch]");
  EXPECT_EQ(model.decide("list of one"), "7");
  EXPECT_EQ(model.decide("none"), "\"called\"");
  EXPECT_EQ(model.decide("few"), "null [feel.wrong-arguments]");
  EXPECT_EQ(model.decide("other name"), "null [feel.wrong-arguments]");
}

TEST(Knowledge, ItsResultFitsTheDeclaredType) {
  const Model model(knowledge("f", parameter("n"), feel_text("n"), "", "number") +
                    decision("a", feel_text("[f([1]), f(\"x\")]"), "", needs_knowledge("f")));
  EXPECT_EQ(model.decide("a"), "[1, null]");
}

TEST(Knowledge, MayCallItselfUntilTheLimit) {
  const Model model(knowledge("f", parameter("n", "number"), feel_text("if n <= 1 then 1 else n * f(n - 1)"),
                              needs_knowledge("f")) +
                    knowledge("g", parameter("n"), feel_text("g(n) + g(n)"), needs_knowledge("g")) +
                    decision("a", feel_text("f(10)"), "", needs_knowledge("f")) +
                    decision("b", feel_text("g(1)"), "", needs_knowledge("g")));
  EXPECT_EQ(model.decide("a"), "3628800");
  EXPECT_EQ(model.decide("b"), "null [feel.limit]");
}

TEST(Knowledge, IsInvokedByParameterName) {
  const Model model(knowledge("f", parameter("a") + parameter("b"), feel_text("a - b")));
  feel::Evaluation evaluation(feel::Mode::standard);
  const feel::Context given{{{"b", Value(Decimal(1))}, {"a", Value(Decimal(5))}}};
  EXPECT_EQ(to_string(model.executable().invoke(Executable::Invocable::Kind::knowledge_model, "f", given,
                                                evaluation)),
            "4");
}

TEST(Inputs, FitTheirTypeOrAreAnError) {
  const Model model(input("n", "number") + decision("a", feel_text("n"), "", needs_input("n")));
  EXPECT_EQ(model.decide("a", {{"n", feel::make_list({Value(Decimal(2))})}}), "2");
  EXPECT_EQ(model.decide("a", {{"n", Value("two")}}), "null [feel.type-mismatch]");
  EXPECT_EQ(model.decide("a"), "null");
}

TEST(Inputs, AreListedForEachDecision) {
  const Model model(input("n", "number") + input("m") + decision("a", feel_text("n"), "", needs_input("n")) +
                    decision("b", feel_text("a"), "", needs_decision("a")));
  const auto invocables = model.executable().invocables();
  ASSERT_EQ(invocables.size(), 2u);
  EXPECT_EQ(invocables[1].name, "b");
  ASSERT_EQ(invocables[1].parameters.size(), 1u);
  EXPECT_EQ(invocables[1].parameters.front().name, "n");
  EXPECT_EQ(invocables[1].parameters.front().type, "number");
}

}  // namespace
}  // namespace enact::dmn
