// Item definitions as types: what fits them, what is converted, and definitions that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/executable/test_support.hpp"

namespace enact::dmn {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::string item(const std::string& name, const std::string& content, const std::string& attributes = "") {
  return "<itemDefinition name=\"" + name + "\" " + attributes + ">" + content + "</itemDefinition>\n";
}
const std::string codes =
    item("tCode", "<typeRef>string</typeRef><allowedValues><text>\"A\", \"B\"</text></allowedValues>");
const std::string person = item("tPerson",
                                "<itemComponent name=\"full name\"><typeRef>string</typeRef></itemComponent>"
                                "<itemComponent name=\"age\"><typeRef>number</typeRef></itemComponent>");

std::string fitted_to(const std::string& types, const std::string& type, const std::string& expression) {
  const Model model(types + decision("d", feel_text(expression), type));
  EXPECT_THAT(model.codes(), IsEmpty()) << render(model.diagnostics(), Language::en);
  return model.decide("d");
}

TEST(Types, SimpleConversions) {
  EXPECT_EQ(fitted_to("", "number", "1"), "1");
  EXPECT_EQ(fitted_to("", "number", "\"1\""), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to("", "number", "[1]"), "1");
  EXPECT_EQ(fitted_to("", "number", "[1, 2]"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to("", "string", "[1]"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to("", "date and time", "date(\"2026-01-31\")"), "2026-01-31T00:00:00Z");
  EXPECT_EQ(fitted_to("", "dateTime", "date(\"2026-01-31\")"), "2026-01-31T00:00:00Z");
  EXPECT_EQ(fitted_to("", "date", "date and time(\"2026-01-31T10:00:00\")"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to("", "Any", "[\"x\"]"), "[\"x\"]");
  EXPECT_EQ(fitted_to("", "dayTimeDuration", "duration(\"P1D\")"), "P1D");
  EXPECT_EQ(fitted_to("", "number", "null"), "null");
}

TEST(Types, Collections) {
  const std::string numbers = item("tNumbers", "<typeRef>number</typeRef>", "isCollection=\"true\"");
  EXPECT_EQ(fitted_to(numbers, "tNumbers", "[1, 2]"), "[1, 2]");
  EXPECT_EQ(fitted_to(numbers, "tNumbers", "1"), "[1]");
  EXPECT_EQ(fitted_to(numbers, "tNumbers", "[1, \"x\"]"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(numbers, "tNumbers", "[1, null]"), "[1, null]");
  EXPECT_EQ(fitted_to(numbers, "tNumbers", "[]"), "[]");
}

TEST(Types, StructuresMayHaveMoreThanTheyDeclare) {
  EXPECT_EQ(fitted_to(person, "tPerson", "{full name: \"Li\", age: 3, more: 1}"),
            "{full name: \"Li\", age: 3, more: 1}");
  EXPECT_EQ(fitted_to(person, "tPerson", "{full name: \"Li\"}"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(person, "tPerson", "{full name: \"Li\", age: \"3\"}"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(person, "tPerson", "{full name: null, age: 3}"), "{full name: null, age: 3}");
}

TEST(Types, AllowedValues) {
  EXPECT_EQ(fitted_to(codes, "tCode", "\"B\""), "\"B\"");
  EXPECT_EQ(fitted_to(codes, "tCode", "\"C\""), "null [feel.value-not-allowed]");
  EXPECT_EQ(fitted_to(codes, "tCode", "[\"A\"]"), "\"A\"");
  EXPECT_EQ(fitted_to(codes, "tCode", "1"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(codes, "tCode", "null"), "null");
  const std::string level =
      item("tLevel", "<typeRef>number</typeRef><allowedValues><text>[1..3], &gt; 10</text></allowedValues>");
  EXPECT_EQ(fitted_to(level, "tLevel", "3"), "3");
  EXPECT_EQ(fitted_to(level, "tLevel", "4"), "null [feel.value-not-allowed]");
  EXPECT_EQ(fitted_to(level, "tLevel", "11"), "11");
}

TEST(Types, AllowedValuesAreProjectedOnItemsAndTypeConstraintsAreNot) {
  const std::string list =
      codes +
      item("tSome", "<typeRef>string</typeRef><allowedValues><text>\"A\", \"B\"</text></allowedValues>",
           "isCollection=\"true\"") +
      item("tNarrow", "<typeRef>tSome</typeRef><allowedValues><text>\"A\"</text></allowedValues>") +
      item("tFew", "<typeRef>string</typeRef><typeConstraint><text>count(?) &lt;= 2</text></typeConstraint>",
           "isCollection=\"true\"") +
      item("tCodes", "<typeRef>tCode</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint>",
           "isCollection=\"true\"");
  EXPECT_EQ(fitted_to(list, "tSome", "[\"A\", \"B\", \"A\"]"), "[\"A\", \"B\", \"A\"]");
  EXPECT_EQ(fitted_to(list, "tSome", "[\"A\", \"C\"]"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(list, "tNarrow", "[\"A\", \"A\"]"), "[\"A\", \"A\"]");
  EXPECT_EQ(fitted_to(list, "tNarrow", "[\"A\", \"B\"]"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(list, "tFew", "[\"x\", \"y\"]"), "[\"x\", \"y\"]");
  EXPECT_EQ(fitted_to(list, "tFew", "[\"x\", \"y\", \"z\"]"), "null [feel.value-not-allowed]");
  EXPECT_EQ(fitted_to(list, "tFew", "\"x\""), "[\"x\"]");
  EXPECT_EQ(fitted_to(list, "tCodes", "[\"A\", \"B\"]"), "[\"A\", \"B\"]");
  EXPECT_EQ(fitted_to(list, "tCodes", "[\"A\"]"), "null [feel.value-not-allowed]");
}

TEST(Types, ATypeThatNarrowsAnotherKeepsItsConstraints) {
  const std::string chain =
      codes + item("tB", "<typeRef>tCode</typeRef><allowedValues><text>\"B\", \"C\"</text></allowedValues>");
  EXPECT_EQ(fitted_to(chain, "tB", "\"B\""), "\"B\"");
  EXPECT_EQ(fitted_to(chain, "tB", "\"C\""), "null [feel.value-not-allowed]");
  EXPECT_EQ(fitted_to(chain, "tB", "\"A\""), "null [feel.value-not-allowed]");
}

TEST(Types, DefinitionsMayStandInAnyOrder) {
  const std::string turned =
      item("tTeam", "<itemComponent name=\"lead\"><typeRef>tPerson</typeRef></itemComponent>") + person;
  EXPECT_EQ(fitted_to(turned, "tTeam", "{lead: {full name: \"Li\", age: 3}}"),
            "{lead: {full name: \"Li\", age: 3}}");
  EXPECT_EQ(fitted_to(turned, "tTeam", "{lead: 1}"), "null [feel.type-mismatch]");
}

TEST(Types, FunctionTypes) {
  const std::string function =
      "<itemDefinition name=\"tF\"><functionItem outputTypeRef=\"number\">"
      "<parameters name=\"n\" typeRef=\"number\"/></functionItem></itemDefinition>";
  EXPECT_NE(fitted_to(function, "tF", "function(n: number) n + 1"), "null [feel.type-mismatch]");
  EXPECT_NE(fitted_to(function, "tF", "abs"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(function, "tF", "function(a: number, b: number) a"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(function, "tF", "function(n: string) 1"), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(function, "tF", "function(n: number) \"x\""), "null [feel.type-mismatch]");
  EXPECT_EQ(fitted_to(function, "tF", "1"), "null [feel.type-mismatch]");
}

TEST(Types, ABuiltInWithSeveralSignaturesFitsAnyOfThem) {
  const std::string functions =
      "<itemDefinition name=\"tNumbers\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>"
      "<itemDefinition name=\"tOne\"><functionItem outputTypeRef=\"number\"><parameters name=\"l\" "
      "typeRef=\"tNumbers\"/></functionItem></itemDefinition>"
      "<itemDefinition name=\"tTwo\"><functionItem outputTypeRef=\"number\"><parameters name=\"a\" "
      "typeRef=\"number\"/><parameters name=\"b\" typeRef=\"number\"/></functionItem></itemDefinition>";
  const Model model(functions + decision("one", feel_text("sum"), "tOne") +
                    decision("two", feel_text("sum"), "tTwo") +
                    decision("d", feel_text("[one([1, 2, 3]), two(1, 2)]"), "",
                             needs_decision("one") + needs_decision("two")));
  EXPECT_EQ(model.decide("d"), "[6, 3]");
}

TEST(Types, AreKnownToInstanceOf) {
  EXPECT_EQ(fitted_to(codes, "", "[\"A\" instance of tCode, \"C\" instance of tCode, 1 instance of tCode]"),
            "[true, false, false]");
}

TEST(Types, NamesWithSpacesAreReadThroughTheType) {
  const Model model(person + input("who", "tPerson") +
                    decision("d", feel_text("who.full name + \"!\""), "", needs_input("who")));
  EXPECT_EQ(model.decide("d", {{"who", feel::make_context({{"full name", feel::Value("Li")},
                                                           {"age", feel::Value(Decimal(3))}})}}),
            "\"Li!\"");
}

TEST(Types, FeelsOwnNotationIsAType) {
  EXPECT_EQ(fitted_to("", "range&lt;number&gt;", "[1..2]"), "[1..2]");
  EXPECT_EQ(fitted_to("", "list&lt;number&gt;", "[\"x\"]"), "null [feel.type-mismatch]");
}

TEST(Types, WhatIsNotKnownIsReportedAndCountsAsAny) {
  const Model model(person + decision("d", feel_text("1"), "tPreson"));
  ASSERT_THAT(model.codes(), testing::ElementsAre("dmn.unknown-type"));
  EXPECT_THAT(model.diagnostics().front().help.en, testing::HasSubstr("tPerson"));
  EXPECT_EQ(model.decide("d"), "1");
}

TEST(Types, CyclesAreReported) {
  const Model names(item("tA", "<typeRef>tB</typeRef>") + item("tB", "<typeRef>tA</typeRef>") +
                    decision("d", feel_text("1"), "tA"));
  EXPECT_THAT(names.codes(), Contains("dmn.cyclic-type"));
  EXPECT_EQ(names.decide("d"), "1");
  const Model tree(
      item(
          "tTree",
          "<itemComponent name=\"children\" isCollection=\"true\"><typeRef>tTree</typeRef></itemComponent>") +
      decision("d", feel_text("{children: [{children: []}]}"), "tTree"));
  EXPECT_THAT(tree.codes(), Contains("dmn.cyclic-type"));
  EXPECT_FALSE(has_errors(tree.diagnostics()));
  EXPECT_EQ(tree.decide("d"), "{children: [{children: []}]}");
}

TEST(Types, AConstraintThatCannotBeReadIsReported) {
  const Model model(item("tA", "<typeRef>number</typeRef><allowedValues><text>1 +</text></allowedValues>"));
  EXPECT_TRUE(has_errors(model.diagnostics()));
}

}  // namespace
}  // namespace enact::dmn
