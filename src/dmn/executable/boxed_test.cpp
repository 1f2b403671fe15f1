// Boxed expressions: each form, what its parts see, and what is wrong with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/executable/test_support.hpp"

namespace enact::dmn {
namespace {

using feel::Value;
using testing::IsEmpty;

std::string decided(const std::string& logic, const std::string& before = "") {
  const Model model(before + decision("d", logic));
  return model.decide("d");
}

std::string entry(const std::string& name, const std::string& logic, const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<contextEntry><variable name=\"" + name + "\"" + type_ref + "/>" + logic + "</contextEntry>";
}
std::string result(const std::string& logic) {
  return "<contextEntry>" + logic + "</contextEntry>";
}
std::string context(const std::string& entries) {
  return "<context>" + entries + "</context>";
}

TEST(BoxedContext, EntriesSeeThoseBeforeThem) {
  EXPECT_EQ(
      decided(context(entry("monthly fee", feel_text("10")) + entry("year", feel_text("monthly fee * 12")))),
      "{monthly fee: 10, year: 120}");
  EXPECT_EQ(decided(context(entry("a", feel_text("b")) + entry("b", feel_text("1")))), "{a: null, b: 1}");
}

TEST(BoxedContext, AnEntryWithoutANameIsTheResult) {
  EXPECT_EQ(decided(context(entry("a", feel_text("2")) + result(feel_text("a + 1")))), "3");
  EXPECT_EQ(decided(context(result(feel_text("1")) + entry("a", feel_text("2")))),
            "null [dmn.entry-after-result]");
}

TEST(BoxedContext, NamesAreScopedAndTyped) {
  EXPECT_EQ(
      decided(context(entry("a", feel_text("1")) +
                      entry("b", context(entry("a", feel_text("a + 10")) + result(feel_text("a * 2")))) +
                      result(feel_text("[a, b]")))),
      "[1, 22]");
  EXPECT_EQ(decided(context(entry("a", feel_text("\"x\""), "number") + result(feel_text("a")))),
            "null [feel.type-mismatch]");
  EXPECT_EQ(decided(context(entry("a", feel_text("1")) + entry("a", feel_text("2")))),
            "null [dmn.duplicate-name]");
}

TEST(BoxedList, AndRelation) {
  EXPECT_EQ(decided("<list>" + feel_text("1") + feel_text("\"x\"") + feel_text("y", "") + "</list>"),
            "[1, \"x\", null]");
  EXPECT_EQ(decided("<relation><column name=\"n\" typeRef=\"number\"/><column name=\"unit price\"/>"
                    "<row>" +
                    feel_text("1") + feel_text("\"a\"") + "</row><row>" + feel_text("[2]") +
                    feel_text("\"b\"") + "</row></relation>"),
            "[{n: 1, unit price: \"a\"}, {n: 2, unit price: \"b\"}]");
  EXPECT_EQ(
      decided("<relation><column name=\"n\"/><row>" + feel_text("1") + feel_text("2") + "</row></relation>"),
      "null [dmn.row-length]");
}

TEST(BoxedExpression, FitsItsOwnTypeRef) {
  EXPECT_EQ(decided(feel_text("[7]", "number")), "7");
  EXPECT_EQ(decided("<list>" + feel_text("\"x\"", "number") + "</list>"), "[null]");
}

TEST(BoxedConditional, TakesABranchAndNoOther) {
  const auto conditional = [](const std::string& condition) {
    return "<conditional><if>" + feel_text(condition) + "</if><then>" + feel_text("\"yes\"") +
           "</then><else>" + feel_text("\"no\"") + "</else></conditional>";
  };
  EXPECT_EQ(decided(conditional("1 < 2")), "\"yes\"");
  EXPECT_EQ(decided(conditional("1 > 2")), "\"no\"");
  EXPECT_EQ(decided(conditional("null")), "\"no\"");
  EXPECT_EQ(decided(conditional("\"true\"")), "null [dmn.not-boolean]");
}

std::string filter(const std::string& list, const std::string& match) {
  return "<filter><in>" + list + "</in><match>" + match + "</match></filter>";
}

TEST(BoxedFilter, SeesTheItemAndItsFields) {
  const std::string rents = feel_text("[{monthly rent: 5}, {monthly rent: 15}]");
  EXPECT_EQ(decided(filter(feel_text("[1, 2, 3]"), feel_text("item > 1"))), "[2, 3]");
  EXPECT_EQ(decided(filter(rents, feel_text("monthly rent > 10"))), "[{monthly rent: 15}]");
  EXPECT_EQ(decided(filter(rents, feel_text("item.monthly rent > 10 // a remark"))), "[{monthly rent: 15}]");
  EXPECT_EQ(decided(filter(feel_text("[1, 2, 3]"), feel_text("item > limit"))), "[]");
  EXPECT_EQ(decided(filter(feel_text("[1, 2, 3]"), feel_text("true] = [1"))), "null [feel.syntax]");
}

TEST(BoxedFilter, WithABoxedMatch) {
  const std::string match = "<conditional><if>" + feel_text("n > 1") + "</if><then>" + feel_text("true") +
                            "</then><else>" + feel_text("item.keep") + "</else></conditional>";
  EXPECT_EQ(
      decided(filter(feel_text("[{n: 1, keep: true}, {n: 0, keep: false}, {n: 2, keep: false}]"), match)),
      "[{n: 1, keep: true}, {n: 2, keep: false}]");
}

TEST(BoxedFilter, SeesNamesAroundIt) {
  const Model model(
      input("limit", "number") +
      decision("d", filter(feel_text("[1, 2, 3]"), feel_text("item > limit")), "", needs_input("limit")));
  EXPECT_EQ(model.decide("d", {{"limit", Value(Decimal(2))}}), "[3]");
}

std::string loop(const std::string& kind, const std::string& list, const std::string& body,
                 const std::string& variable = "x") {
  const std::string inner = kind == "for" ? "return" : "satisfies";
  return "<" + kind + " iteratorVariable=\"" + variable + "\"><in>" + list + "</in><" + inner + ">" + body +
         "</" + inner + "></" + kind + ">";
}

TEST(BoxedFor, GoesThroughListsAndRanges) {
  EXPECT_EQ(decided(loop("for", feel_text("[1, 2, 3]"), feel_text("x * 2"))), "[2, 4, 6]");
  EXPECT_EQ(decided(loop("for", feel_text("[2..4]"), feel_text("x"))), "[2, 3, 4]");
  EXPECT_EQ(decided(loop("for", feel_text("5"), feel_text("x"))), "[5]");
  EXPECT_EQ(decided(loop("for", feel_text("[]"), feel_text("x"))), "[]");
  EXPECT_EQ(decided(loop("for", feel_text("null"), feel_text("x"))).substr(0, 6), "null [");
  EXPECT_EQ(decided(loop("for", feel_text("[{unit price: 2}]"), feel_text("a line.unit price"), "a line")),
            "[2]");
}

TEST(BoxedFor, PartialIsWhatWasMadeSoFar) {
  EXPECT_EQ(
      decided(loop("for", feel_text("[0..7]"), feel_text("if x < 2 then 1 else partial[-1] + partial[-2]"))),
      "[1, 1, 2, 3, 5, 8, 13, 21]");
  EXPECT_EQ(decided(loop("for", feel_text("[1, 2]"),
                         loop("for", feel_text("[x, x]"), feel_text("count(partial)"), "y"))),
            "[[0, 1], [0, 1]]");
}

TEST(BoxedFor, ItsBodyMayBeBoxed) {
  EXPECT_EQ(
      decided(loop("for", feel_text("[1, 2]"),
                   context(entry("twice", feel_text("x * 2")) + entry("more", feel_text("twice + x"))))),
      "[{twice: 2, more: 3}, {twice: 4, more: 6}]");
}

TEST(BoxedQuantifiers, WantABooleanForEachItem) {
  EXPECT_EQ(decided(loop("some", feel_text("[1, 2]"), feel_text("x > 1"))), "true");
  EXPECT_EQ(decided(loop("some", feel_text("[1, 2]"), feel_text("x > 2"))), "false");
  EXPECT_EQ(decided(loop("every", feel_text("[1, 2]"), feel_text("x > 0"))), "true");
  EXPECT_EQ(decided(loop("every", feel_text("[1, 2]"), feel_text("x > 1"))), "false");
  EXPECT_EQ(decided(loop("some", feel_text("[]"), feel_text("x"))), "false");
  EXPECT_EQ(decided(loop("every", feel_text("[]"), feel_text("x"))), "true");
  EXPECT_EQ(decided(loop("some", feel_text("[1, 2]"), feel_text("if x = 1 then true else \"x\""))),
            "null [dmn.not-boolean]");
  EXPECT_EQ(decided(loop("every", feel_text("[1, 2]"), feel_text("if x = 1 then false else \"x\""))),
            "null [dmn.not-boolean]");
}

std::string invocation(const std::string& called,
                       const std::vector<std::pair<std::string, std::string>>& bindings) {
  std::string made = "<invocation>" + feel_text(called);
  for (const auto& [name, value] : bindings) {
    made += "<binding><parameter name=\"" + name + "\"/>" + feel_text(value) + "</binding>";
  }
  return made + "</invocation>";
}
const std::string minus = entry("minus",
                                "<functionDefinition><formalParameter name=\"a\" typeRef=\"number\"/>"
                                "<formalParameter name=\"b\" typeRef=\"number\"/>" +
                                    feel_text("a - b") + "</functionDefinition>");

TEST(BoxedInvocation, BindsByName) {
  EXPECT_EQ(decided(context(minus + result(invocation("minus", {{"b", "1"}, {"a", "5"}})))), "4");
  EXPECT_EQ(decided(context(minus + result(invocation("minus", {{"a", "5"}})))), "null [dmn.wrong-bindings]");
  EXPECT_EQ(decided(context(minus + result(invocation("minus", {{"a", "5"}, {"c", "1"}})))),
            "null [dmn.wrong-bindings]");
  EXPECT_EQ(decided(context(minus + result(invocation("minus", {{"a", "\"x\""}, {"b", "1"}})))),
            "null [feel.type-mismatch]");
  EXPECT_EQ(decided(context(entry("f", feel_text("1")) + result(invocation("f", {})))),
            "null [dmn.not-a-function]");
  EXPECT_EQ(decided(invocation("gone", {})), "null [feel.unknown-name]");
}

TEST(BoxedInvocation, OfABuiltInTakesItsSignatures) {
  EXPECT_EQ(decided(invocation("substring", {{"string", "\"foobar\""}, {"start position", "3"}})),
            "\"obar\"");
  EXPECT_EQ(decided(invocation("date", {{"year", "2026"}, {"month", "1"}, {"day", "31"}})), "2026-01-31");
}

TEST(BoxedFunction, KeepsWhatItSawWhenItWasMade) {
  const std::string adder =
      "<functionDefinition><formalParameter name=\"b\"/>" + feel_text("a + b") + "</functionDefinition>";
  EXPECT_EQ(decided(context(entry("a", feel_text("1")) + entry("f", adder) +
                            entry("g", context(entry("a", feel_text("100")) + result(feel_text("f(5)")))) +
                            result(feel_text("g")))),
            "6");
  const Model model(decision("make", context(entry("a", feel_text("7")) + result(adder))) +
                    decision("d", feel_text("make(3)"), "", needs_decision("make")));
  EXPECT_EQ(model.decide("d"), "10");
}

std::string java(const std::string& java_class, const std::string& signature) {
  return entry(
      "f", "<functionDefinition kind=\"Java\"><formalParameter name=\"a\"/><formalParameter name=\"b\"/>" +
               context(entry("class", feel_text("\"" + java_class + "\"")) +
                       entry("method signature", feel_text("\"" + signature + "\""))) +
               "</functionDefinition>");
}

TEST(BoxedFunction, OfJava) {
  EXPECT_EQ(decided(context(java("java.lang.Math", "max(int, int)") + result(feel_text("f(3, 9)")))), "9");
  EXPECT_EQ(decided(context(java("java.lang.Math", "maxx(int, int)") + result(feel_text("f(3, 9)")))),
            "null [dmn.java-function]");
  EXPECT_EQ(
      decided(feel_text("{f: function(a, b) external {java: {class: \"java.lang.Math\", method signature: "
                        "\"floorMod(long,long)\"}}, r: f(-1, 7)}.r")),
      "6");
  EXPECT_EQ(decided(context(entry("f", "<functionDefinition kind=\"PMML\">" +
                                           context(entry("document", feel_text("\"x\""))) +
                                           "</functionDefinition>") +
                            result(feel_text("f()")))),
            "null [dmn.pmml-function]");
}

std::string table(const std::string& attributes, const std::string& inputs, const std::string& outputs,
                  const std::vector<std::pair<std::string, std::string>>& rules) {
  std::string made = "<decisionTable " + attributes + ">" + inputs + outputs;
  for (const auto& [test, output] : rules) {
    made += "<rule><inputEntry><text><![CDATA[" + test +
            "]]></text></inputEntry><outputEntry><text><![CDATA[" + output +
            "]]></text></outputEntry></rule>";
  }
  return made + "</decisionTable>";
}
std::string on(const std::string& text, const std::string& type = "", const std::string& allowed = "") {
  return "<input><inputExpression" + (type.empty() ? std::string() : " typeRef=\"" + type + "\"") +
         "><text>" + text + "</text></inputExpression>" +
         (allowed.empty() ? "" : "<inputValues><text>" + allowed + "</text></inputValues>") + "</input>";
}

TEST(BoxedTable, HitPolicies) {
  const std::vector<std::pair<std::string, std::string>> rules{{"< 10", "1"}, {"[5..20]", "2"}, {"-", "3"}};
  const auto with = [&](const std::string& policy, int n) {
    const Model model(input("n") + decision("d", table(policy, on("n", "number"), "<output/>", rules), "",
                                            needs_input("n")));
    return model.decide("d", {{"n", Value(Decimal(n))}});
  };
  EXPECT_EQ(with("", 30), "3");
  EXPECT_EQ(with("hitPolicy=\"UNIQUE\"", 3), "null [dmn.several-match]");
  EXPECT_EQ(with("hitPolicy=\"FIRST\"", 7), "1");
  EXPECT_EQ(with("hitPolicy=\"RULE ORDER\"", 7), "[1, 2, 3]");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", 7), "6");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", 30), "1");
}

TEST(BoxedTable, PriorityFollowsTheOutputsOwnValuesOrThoseOfTheirType) {
  const std::vector<std::pair<std::string, std::string>> rules{{"-", "\"low\""}, {"> 5", "\"high\""}};
  const std::string levels =
      "<itemDefinition name=\"tLevel\"><typeRef>string</typeRef><allowedValues><text>\"high\", "
      "\"low\"</text></allowedValues></itemDefinition>";
  const auto ask = [&](const std::string& output, const std::string& type) {
    const Model model(
        levels + input("n") +
        decision("d", table("hitPolicy=\"PRIORITY\"", on("n"), output, rules), type, needs_input("n")));
    return model.decide("d", {{"n", Value(Decimal(9))}});
  };
  EXPECT_EQ(ask("<output><outputValues><text>\"low\", \"high\"</text></outputValues></output>", ""),
            "\"low\"");
  EXPECT_EQ(ask("<output typeRef=\"tLevel\"/>", "tLevel"), "\"high\"");
}

TEST(BoxedTable, SeesNamesAroundItAndHasDefaults) {
  const Model model(
      input("n") + input("extra") +
      decision(
          "d",
          context(entry("base", feel_text("100")) +
                  result(table("", on("n + 1", "number"),
                               "<output><defaultOutputEntry><text>extra</text></defaultOutputEntry></output>",
                               {{"< 10", "base + extra + ?"}}))),
          "", needs_input("n") + needs_input("extra")));
  EXPECT_EQ(model.decide("d", {{"n", Value(Decimal(20))}, {"extra", Value(Decimal(7))}}), "7");
}

TEST(BoxedTable, AnInputThatIsNotAllowedIsAnError) {
  const Model model(input("n") +
                    decision("d", table("", on("n", "string", "\"a\", \"b\""), "<output/>", {{"-", "1"}}), "",
                             needs_input("n")));
  EXPECT_EQ(model.decide("d", {{"n", Value("a")}}), "1");
  EXPECT_EQ(model.decide("d", {{"n", Value("c")}}).substr(0, 5), "null ");
}

TEST(BoxedTable, WhatIsWrongWithACellIsReportedAtIt) {
  const Model model(decision("d", table("", on("1"), "<output/>", {{"1 +", "1"}})));
  ASSERT_TRUE(has_errors(model.diagnostics()));
  EXPECT_EQ(model.diagnostics()
                .front()
                .location.source->position(model.diagnostics().front().location.span.begin)
                .line,
            3);
  EXPECT_EQ(model.decide("d"), "null [feel.syntax]");
}

TEST(Boxed, AMissingExpressionIsNamed) {
  const Model model(decision("d", "<list><literalExpression/></list>"));
  EXPECT_EQ(model.codes(), std::vector<std::string>{"dmn.no-expression"});
  EXPECT_EQ(model.decide("d"), "[null]");
}

}  // namespace
}  // namespace enact::dmn
