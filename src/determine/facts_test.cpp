// Facts files: what is read, and each slip named at its place with what is nearest right.
#include "determine/facts.hpp"

#include <gtest/gtest.h>

#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

const FactModel& model() {
  return test::determiner().model();
}

ReadFacts read(const std::string& text) {
  return read_facts(std::make_shared<const Source>("facts.yaml", text), model());
}

TEST(Facts, AreReadByTheirTypes) {
  const ReadFacts facts = read(
      "subjects:\n  企业:\n    名称: 甲\n    研发费用: 12345678901234567.89\n    认定: { open: true }\n");
  ASSERT_TRUE(facts.diagnostics.empty()) << render(facts.diagnostics, Language::en);
  const Subject& subject = facts.facts.subjects.at(0);
  EXPECT_EQ(subject.facts.at(1).value.number()->to_string(), "12345678901234567.89");
  EXPECT_TRUE(subject.facts.at(2).value.list()->open);
}

TEST(Facts, MayBeJson) {
  const ReadFacts facts = read(R"({"unsaid": "absent", "subjects": [{"企业": {"名称": "甲", "研发费用": 12.5,
    "认定": [{"类别": "示范企业", "日期": "2026-03-01"}], "营业收入": null}}]})");
  ASSERT_TRUE(facts.diagnostics.empty()) << render(facts.diagnostics, Language::en);
  EXPECT_TRUE(facts.facts.unsaid_absent);
  EXPECT_TRUE(facts.facts.subjects.at(0).facts.at(3).value.is_null());
}

struct Slip {
  std::string text;
  const char* code;
  int line;
  int column;
  const char* said;  // a part of what is said, in English
};

TEST(Facts, EverySlipHasItsPlaceAndWhatIsRight) {
  const std::string head = "subjects:\n  企业:\n";
  const std::string good = test::credit_code();
  const std::string wrong = good.substr(0, 17) + (good[17] == '0' ? "1" : "0");
  const std::vector<Slip> slips{
      {head + "    研发费有: 5\n", "facts.unknown-fact", 3, 5, "研发费用"},
      {head + "    研发费用: 很多\n", "facts.wrong-type", 3, 11, "write a number in 元"},
      {head + "    研发费用: 10万元\n", "facts.wrong-type", 3, 11, "without unit"},
      {head + "    研发费用: \"5\"\n", "facts.wrong-type", 3, 11, "number"},
      {head + "    研发费用: -5\n", "facts.negative", 3, 11, "`5`"},
      {head + "    研发费用: 5.005\n", "facts.below-fen", 3, 11, "`5.01`"},
      {head + "    代码: " + wrong + "\n", "facts.credit-code", 3, 9, good.c_str()},
      {head + "    代码: 123\n", "facts.credit-code", 3, 9, "18 characters"},
      {head + "    登记地: 云溪\n", "facts.region-code", 3, 10, "six digits"},
      {head + "    登记地: \"99000\"\n", "facts.region-code", 3, 10, "six digits"},
      {head + "    认定: [{ 类别: 示范企业, 日期: 2026-02-30 }]\n", "facts.no-such-date", 3, 26,
       "2026-02-28"},
      {head + "    认定: [{ 类别: 示范企页, 日期: 2026-02-01 }]\n", "facts.unknown-code", 3, 16, "示范企业"},
      {head + "    认定: [{ 类别: 示范企业 }]\n", "facts.missing-field", 3, 10, "`日期`"},
      {head + "    认定: [{ 类别: 示范企业, 日其: 2026-02-01, 日期: 2026-02-01 }]\n", "facts.unknown-field",
       3, 22, "日期"},
      {head + "    认定: 示范企业\n", "facts.wrong-type", 3, 9, "write a list"},
      {"subjects:\n  起业: {}\n", "facts.unknown-subject", 2, 3, "企业"},
      {"subjects: []\ndecisions:\n  - { provision: a9, matter: [x], amount: 1, by: 市科局 }\n",
       "facts.unknown-provision", 3, 18, "a1"},
      {"subjects: []\ndecisions:\n  - { provision: a1, matter: [x], amount: 1, by: 市科居 }\n",
       "facts.unknown-unit", 3, 50, "市科局"},
      {"subjects: []\npaid:\n  - { matter: { kind: 认订, parts: [x] }, amount: 1 }\n", "facts.unknown-matter",
       3, 23, "认定"},
      {"subjects: []\npaid:\n  - { matter: { kind: 认定, parts: [x] }, amount: 1 }\n", "facts.matter-parts",
       3, 34, "企业, 编号"},
      {"subjects: []\npaid:\n  - { matter: { kind: 认定, parts: [x, y] }, amount: 1, level: ctiy }\n",
       "facts.unknown-level", 3, 62, "`city`"},
      {"subjects: []\npaid:\n  - { matter: { kind: 认定, parts: [x, y] }, amount: 1, policy: yunxi-1, "
       "provision: "
       "a9 }\n",
       "facts.unknown-provision", 3, 83, "a1"},
      {"subjects: []\nunsaid: absend\n", "facts.unsaid", 2, 9, "absent"},
  };
  for (const Slip& slip : slips) {
    const ReadFacts facts = read(slip.text);
    ASSERT_EQ(facts.diagnostics.size(), 1U) << slip.text << render(facts.diagnostics, Language::en);
    const Diagnostic& diagnostic = facts.diagnostics.front();
    EXPECT_EQ(diagnostic.code, slip.code);
    const Position position = diagnostic.location.source->position(diagnostic.location.span.begin);
    EXPECT_EQ(position.line, slip.line) << slip.text;
    EXPECT_EQ(position.column, slip.column) << slip.text;
    const std::string said = diagnostic.message.en + "\n" + diagnostic.help.en;
    EXPECT_NE(said.find(slip.said), std::string::npos) << said;
    EXPECT_FALSE(diagnostic.message.zh.empty());
  }
}

TEST(Facts, AllSlipsAreToldAtOnce) {
  EXPECT_EQ(read("subjects:\n  企业:\n    研发费有: 5\n    研发费用: x\n    认定: 1\n").diagnostics.size(),
            3U);
}

TEST(Facts, OneSubjectStandsOnce) {
  const std::string one = "  - 企业: { 代码: " + test::credit_code() + " }\n";
  const ReadFacts twice = read("subjects:\n" + one + one);
  ASSERT_EQ(twice.diagnostics.size(), 1U);
  EXPECT_EQ(twice.diagnostics[0].code, "facts.subject-twice");
}

TEST(Facts, ValuesComeBackFromJson) {
  const ReadFacts facts = read(
      "subjects:\n  企业:\n    名称: '引\"号\\'\n    研发费用: 12345678901234567.89\n"
      "    认定: { open: true, items: [{ 类别: 示范企业, 日期: 2026-02-01 }] }\n    登记地: null\n");
  ASSERT_TRUE(facts.diagnostics.empty());
  for (const Fact& fact : facts.facts.subjects.at(0).facts) {
    const policy::FactDeclaration* declaration = model().subject("企业")->fact(fact.name);
    const ReadValue back = read_fact_value(fact_value_json(fact.value), *declaration, model());
    EXPECT_TRUE(back.diagnostics.empty()) << fact.name;
    EXPECT_EQ(fact_value_json(back.value), fact_value_json(fact.value));
  }
  const ReadFacts again = read("subjects:\n  - " + subject_json(facts.facts.subjects[0]) + "\n");
  ASSERT_TRUE(again.diagnostics.empty()) << render(again.diagnostics, Language::en);
  EXPECT_EQ(subject_json(again.facts.subjects.at(0)), subject_json(facts.facts.subjects[0]));
}

}  // namespace
}  // namespace enact::determine
