// What is written can be read again and says the same, in every version; what a version lacks is lowered to
// the same meaning or named.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "dmn/xml.hpp"
#include "dmn/xml/dump_test_support.hpp"
#include "dmn/xml/random_model_test_support.hpp"

namespace enact::dmn {
namespace {

using model::Version;

constexpr std::array kAll = {Version::v1_2, Version::v1_3, Version::v1_4, Version::v1_5};

ReadModel read_back(const std::string& xml) {
  return read_xml(std::make_shared<const Source>("model.dmn", xml));
}

// The only decision's expression after writing and reading.
std::string through(const model::ExpressionPtr& expression, Version version, std::string* lost = nullptr) {
  model::Definitions m;
  m.name = "m";
  m.namespace_uri = "https://example.org/m";
  model::Decision decision;
  decision.name = "d";
  decision.expression = expression;
  m.elements.emplace_back(std::move(decision));
  const WrittenModel written = write_xml(m, version);
  if (lost) *lost = render(written.lost, Language::en);
  const ReadModel again = read_back(written.xml);
  EXPECT_EQ(render(again.diagnostics, Language::en), "");
  std::string text = dump(*again.model, false);
  return text.substr(text.find("logic"));
}

model::ExpressionPtr literal(const std::string& text) {
  model::LiteralExpression form;
  form.source.text = feel::expression_text(text);
  auto made = std::make_shared<model::Expression>();
  made->form = std::move(form);
  return made;
}

template <typename Form>
model::ExpressionPtr boxed(Form form) {
  auto made = std::make_shared<model::Expression>();
  made->form = std::move(form);
  return made;
}

model::ExpressionPtr table() {
  model::DecisionTable form;
  form.outputs.emplace_back();
  return boxed(std::move(form));
}

RC_GTEST_PROP(DmnXmlWrite, ReadingGivesTheModelBack, (std::uint64_t seed)) {
  const model::Definitions m = random_model(seed, true);
  const WrittenModel written = write_xml(m, Version::v1_5);
  RC_ASSERT(written.lost.empty());
  const ReadModel again = read_back(written.xml);
  RC_ASSERT(again.model != nullptr);
  RC_ASSERT(!has_errors(again.diagnostics));
  RC_ASSERT(dump(*again.model, true) == dump(m, true));
}

RC_GTEST_PROP(DmnXmlWrite, ElementsWithoutAnIdGetOneOnceAndForAll, (std::uint64_t seed)) {
  const model::Definitions m = random_model(seed, false);
  const WrittenModel written = write_xml(m, Version::v1_5);
  const ReadModel again = read_back(written.xml);
  RC_ASSERT(again.model != nullptr);
  for (const Diagnostic& diagnostic : again.diagnostics)
    RC_ASSERT(diagnostic.code == "dmn.dangling-reference");
  RC_ASSERT(dump(*again.model, false) == dump(m, false));
  RC_ASSERT(write_xml(*again.model, Version::v1_5).xml == written.xml);
}

RC_GTEST_PROP(DmnXmlWrite, WritingIsStableInEveryVersion, (std::uint64_t seed)) {
  const model::Definitions m = random_model(seed, seed % 2 == 0);
  for (const Version version : kAll) {
    const WrittenModel written = write_xml(m, version);
    const ReadModel again = read_back(written.xml);
    RC_ASSERT(again.model != nullptr);
    RC_ASSERT(again.model->version == version);
    RC_ASSERT(!has_errors(again.diagnostics));
    const WrittenModel second = write_xml(*again.model, version);
    RC_ASSERT(second.xml == written.xml);
    RC_ASSERT(second.lost.empty());
  }
}

TEST(DmnXmlWrite, LowersAConditionalOfTextsToIfThenElse) {
  std::string lost;
  EXPECT_EQ(through(boxed(model::Conditional{literal("a > 1"), literal("b"), literal("c // remark")}),
                    Version::v1_3, &lost),
            "logic\n  literal\n  text: if (a > 1) then b else (c // remark\n)\n");
  EXPECT_EQ(lost, "");
}

TEST(DmnXmlWrite, LowersAConditionalOverATableToAContext) {
  std::string lost;
  EXPECT_EQ(through(boxed(model::Conditional{literal("a"), table(), literal("c")}), Version::v1_2, &lost),
            "logic\n  entry\n  variable\n  name: lowered_then\n  value\n    table 0 0  \n    output\n"
            "  entry\n  value\n    literal\n    text: if a then lowered_then else c\n");
  EXPECT_EQ(lost, "");
}

TEST(DmnXmlWrite, LowersIteratorsAndFilters) {
  using Kind = model::Iterator::Kind;
  EXPECT_EQ(through(boxed(model::Filter{literal("[1, 2]"), literal("item > 1")}), Version::v1_3),
            "logic\n  literal\n  text: ([1, 2])[item > 1]\n");
  EXPECT_EQ(
      through(boxed(model::Iterator{Kind::every, "x", "", literal("l"), literal("x > 1")}), Version::v1_3),
      "logic\n  literal\n  text: every x in l satisfies (x > 1)\n");
  EXPECT_EQ(through(boxed(model::Iterator{Kind::for_return, "x", "", literal("l"), table()}), Version::v1_3),
            "logic\n  entry\n  variable\n  name: lowered_body\n  value\n    function 0\n    parameter\n    "
            "name: x\n"
            "    body\n      table 0 0  \n      output\n"
            "  entry\n  value\n    literal\n    text: for x in l return (lowered_body(x))\n");
}

TEST(DmnXmlWrite, NamesWhatItCannotLower) {
  std::string lost;
  EXPECT_EQ(through(boxed(model::Filter{literal("l"), table()}), Version::v1_3, &lost),
            "logic\n  literal\n  text: null\n");
  EXPECT_NE(lost.find("DMN 1.3 cannot say a boxed filter"), std::string::npos) << lost;
}

TEST(DmnXmlWrite, KeepsWhatTheVersionHas) {
  const auto form = boxed(model::Conditional{literal("a"), literal("b"), literal("c")});
  EXPECT_EQ(through(form, Version::v1_4), through(form, Version::v1_5));
  EXPECT_NE(through(form, Version::v1_4).find("then"), std::string::npos);
}

TEST(DmnXmlWrite, WritesATypeConstraintAsAllowedValuesWhereThatIsTheSame) {
  model::Definitions m;
  m.namespace_uri = "https://example.org/m";
  m.items.resize(2);
  for (model::ItemDefinition& item : m.items) {
    item.type = "number";
    item.type_constraint.emplace().text = feel::expression_text("> 1");
  }
  m.items[1].is_collection = true;
  m.items[1].name = "many";
  const WrittenModel written = write_xml(m, Version::v1_4);
  ASSERT_EQ(written.lost.size(), 1u);
  EXPECT_EQ(written.lost[0].code, "dmn.lost");
  EXPECT_NE(written.lost[0].message.en.find("`many`"), std::string::npos);
  const ReadModel again = read_back(written.xml);
  EXPECT_EQ(again.model->items[0].allowed_values->text.expression, "> 1");
  EXPECT_FALSE(again.model->items[1].allowed_values);
}

TEST(DmnXmlWrite, ChangesIdsThatCannotStayAndFollowsThem) {
  model::Definitions m;
  m.namespace_uri = "https://example.org/m";
  model::Decision decision;
  decision.id = "1 月";
  decision.name = "d";
  decision.information.emplace_back().required.href = "#1 月";
  model::InputData twin;
  twin.id = "same";
  m.elements = {decision, twin, twin};
  const ReadModel again = read_back(write_xml(m, Version::v1_5).xml);
  EXPECT_EQ(render(again.diagnostics, Language::en), "");
  const auto& read_decision = std::get<model::Decision>(again.model->elements[0]);
  EXPECT_EQ(read_decision.id, "_1_月");
  EXPECT_EQ(read_decision.information[0].required.href, "#_1_月");
  EXPECT_EQ(std::get<model::InputData>(again.model->elements[1]).id, "same");
  EXPECT_EQ(std::get<model::InputData>(again.model->elements[2]).id, "same_2");
}

TEST(DmnXmlWrite, ReplacesWhatXmlCannotHoldAndSaysSo) {
  model::Definitions m;
  m.name = "m";
  m.namespace_uri = "https://example.org/m";
  m.description = std::string("a\x01") + "b\xff";
  m.extensions = {{"", "x", "<x/>"}, {"u", "y", "<y"}, {"u", "z", "<z xmlns='u'/>"}};
  const WrittenModel written = write_xml(m, Version::v1_5);
  EXPECT_EQ(written.lost.size(), 3u) << render(written.lost, Language::en);
  const ReadModel again = read_back(written.xml);
  EXPECT_EQ(again.model->description,
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd");
  ASSERT_EQ(again.model->extensions.size(), 1u);
  EXPECT_EQ(again.model->extensions[0].xml, "<z xmlns='u'/>");
}

}  // namespace
}  // namespace enact::dmn
