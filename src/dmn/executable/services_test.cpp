// Decision services and imports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/executable/test_support.hpp"

namespace enact::dmn {
namespace {

using feel::Value;
using testing::IsEmpty;

std::string service(const std::string& name, const std::string& content, const std::string& type = "") {
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<decisionService name=\"" + name + "\" id=\"_" + name + "\"><variable name=\"" + name + "\"" +
         type_ref + "/>" + content + "</decisionService>\n";
}
std::string output(const std::string& name) {
  return "<outputDecision href=\"#_" + name + "\"/>";
}
std::string encapsulated(const std::string& name) {
  return "<encapsulatedDecision href=\"#_" + name + "\"/>";
}
std::string input_decision(const std::string& name) {
  return "<inputDecision href=\"#_" + name + "\"/>";
}
std::string input_data(const std::string& name) {
  return "<inputData href=\"#_" + name + "\"/>";
}

// `total` = `net` + tax on it, where `net` may come from outside.
const std::string shop =
    input("rate", "number") + decision("net", feel_text("100"), "number") +
    decision("tax", feel_text("net * rate"), "number", needs_decision("net") + needs_input("rate")) +
    decision("total", feel_text("net + tax"), "number", needs_decision("net") + needs_decision("tax"));
const std::string billing = shop + service("billing", output("total") + encapsulated("tax") +
                                                          input_decision("net") + input_data("rate"));

TEST(Services, AreInvokedWithTheirInputsAlone) {
  const Model model(billing);
  EXPECT_THAT(model.codes(), IsEmpty());
  EXPECT_EQ(
      Model::shown(model.service("billing", {{"net", Value(Decimal(10))}, {"rate", *Decimal::parse("0.5")}})),
      "15");
  // An input decision that is not given is null, not worked out.
  EXPECT_TRUE(model.service("billing", {{"rate", Value(Decimal(1))}}).is_null());
}

TEST(Services, AreFunctionsWhoseInputDataComeFirst) {
  const Model model(
      billing + decision("d", feel_text("billing(2, 10)"), "", needs_knowledge("billing")) +
      decision("named", feel_text("billing(net: 10, rate: 2)"), "", needs_knowledge("billing")) +
      decision("few", feel_text("billing(1)"), "", needs_knowledge("billing")) +
      decision("wrong", feel_text("billing(\"x\", 10)"), "", needs_knowledge("billing")));
  EXPECT_EQ(model.decide("d"), "30");
  EXPECT_EQ(model.decide("named"), "30");
  EXPECT_EQ(model.decide("few"), "null [feel.wrong-arguments]");
  EXPECT_EQ(model.decide("wrong"), "null [feel.type-mismatch]");
}

TEST(Services, DoNotTouchTheRequestAroundThem) {
  const Model model(billing + decision("d", feel_text("[net, billing(1, 5), net]"), "",
                                       needs_decision("net") + needs_knowledge("billing")));
  EXPECT_EQ(model.decide("d"), "[100, 10, 100]");
}

TEST(Services, SeveralOutputsAreAContext) {
  const Model model(
      shop + service("both", output("tax") + output("total") + input_decision("net") + input_data("rate")) +
      decision("d", feel_text("both(2, 10).total"), "", needs_knowledge("both")));
  EXPECT_EQ(Model::shown(model.service("both", {{"net", Value(Decimal(10))}, {"rate", Value(Decimal(2))}})),
            "{tax: 20, total: 30}");
  EXPECT_EQ(model.decide("d"), "30");
}

TEST(Services, TheirResultFitsTheDeclaredType) {
  const Model model(decision("n", feel_text("1000")) + service("s", output("n"), "string") +
                    "<itemDefinition name=\"tF\"><functionItem outputTypeRef=\"string\"/></itemDefinition>" +
                    service("t", output("n"), "tF"));
  EXPECT_EQ(Model::shown(model.service("s")), "null [feel.type-mismatch]");
  EXPECT_EQ(Model::shown(model.service("t")), "null [feel.type-mismatch]");
}

TEST(Services, AServiceWithoutOutputOrThatCallsItselfEnds) {
  const Model model(service("empty", "") + service("loop", output("d")) +
                    decision("d", feel_text("loop()"), "", needs_knowledge("loop")));
  EXPECT_EQ(Model::shown(model.service("empty")), "null [dmn.no-output]");
  EXPECT_EQ(model.decide("d"), "null [feel.limit]");
}

std::string import(const std::string& name, const std::string& namespace_uri) {
  return "<import name=\"" + name + "\" namespace=\"" + namespace_uri +
         "\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>\n";
}

// c ← b ← the main model: an input, types and knowledge at the bottom.
const std::string bottom =
    "<itemDefinition "
    "name=\"tLevel\"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></"
    "itemDefinition>" +
    input("level", "tLevel") + decision("doubled", feel_text("level * 2"), "", needs_input("level")) +
    "<businessKnowledgeModel name=\"inc\" id=\"_inc\"><variable "
    "name=\"inc\"/><encapsulatedLogic><formalParameter name=\"n\" "
    "typeRef=\"tLevel\"/>" +
    feel_text("n + 1") + "</encapsulatedLogic></businessKnowledgeModel>";
std::string needs(const std::string& kind, const std::string& href) {
  const std::string around = kind == "requiredKnowledge" ? "knowledgeRequirement" : "informationRequirement";
  return "<" + around + "><" + kind + " href=\"" + href + "\"/></" + around + ">";
}
const std::string middle =
    import("low", "urn:c") +
    decision("plus", feel_text("low.inc(low.level) + low.doubled"), "",
             needs("requiredKnowledge", "urn:c#_inc") + needs("requiredInput", "urn:c#_level") +
                 needs("requiredDecision", "urn:c#_doubled"));
std::vector<model::DefinitionsPtr> below() {
  return {parsed(bottom, "urn:c"), parsed(middle, "urn:b")};
}

TEST(Imports, OfImportsAreReached) {
  const Model model(import("mid", "urn:b") +
                        decision("d", feel_text("mid.plus"), "", needs("requiredDecision", "urn:b#_plus")),
                    below());
  EXPECT_THAT(model.codes(), IsEmpty()) << render(model.diagnostics(), Language::en);
  EXPECT_EQ(model.decide("d", {{"level", Value(Decimal(3)), "urn:c"}}), "10");
  EXPECT_EQ(model.decide("d", {{"level", Value(Decimal(3))}}), "10");
  const Value nested = feel::make_context({{"low", feel::make_context({{"level", Value(Decimal(3))}})}});
  EXPECT_EQ(model.decide("d", {{"mid", nested}}), "10");
  EXPECT_EQ(model.decide("d", {{"level", Value(Decimal(10)), "urn:c"}}), "null [feel.value-not-allowed]");
}

TEST(Imports, TypesHaveTheImportsPrefix) {
  const Model model(import("low", "urn:c") + decision("d", feel_text("5"), "low.tLevel") +
                        decision("e", feel_text("50"), "low.tLevel") +
                        decision("f", feel_text("5 instance of low.tLevel")),
                    below());
  EXPECT_THAT(model.codes(), IsEmpty());
  EXPECT_EQ(model.decide("d"), "5");
  EXPECT_EQ(model.decide("e"), "null [feel.value-not-allowed]");
  EXPECT_EQ(model.decide("f"), "true");
}

TEST(Imports, WithoutANameNeedNoPrefix) {
  const Model model(import("", "urn:c") + decision("d", feel_text("inc(level)"), "tLevel",
                                                   needs("requiredKnowledge", "urn:c#_inc") +
                                                       needs("requiredInput", "urn:c#_level")),
                    below());
  EXPECT_THAT(model.codes(), IsEmpty());
  EXPECT_EQ(model.decide("d", {{"level", Value(Decimal(3))}}), "4");
}

TEST(Imports, ThatAreMissingAreReported) {
  const Model gone(import("low", "urn:gone") +
                   decision("d", feel_text("1"), "", needs("requiredDecision", "urn:gone#_x")));
  EXPECT_THAT(gone.codes(), testing::ElementsAre("dmn.missing-import", "dmn.unknown-reference"));
  const Model not_direct(
      import("mid", "urn:b") + decision("d", feel_text("1"), "", needs("requiredDecision", "urn:c#_doubled")),
      below());
  EXPECT_EQ(not_direct.decide("d"), "null [dmn.not-imported]");
}

}  // namespace
}  // namespace enact::dmn
