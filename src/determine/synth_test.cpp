#include "determine/synth.hpp"

#include <gtest/gtest.h>

#include "base/credit_code.hpp"
#include "base/text.hpp"
#include "determine/synth_draw.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

constexpr const char* hints = R"(
企业:
  share: 3
  facts:
    名称: { parts: [[甲, 乙], [阀门厂, 石材厂]] }
    研发费用: { known: 0.5, between: [0, 1000], lean: 3 }
    认定:
      - chance: 0.5
        fields: { 类别: 示范企业, 日期: { from: 2026-02-01, to: 2026-02-28 }, 编号: { pattern: SF-### } }
)";

SourcePtr source(std::string text) {
  return std::make_shared<const Source>("synthetic.yaml", std::move(text));
}
const FactModel& town_model() {
  return test::determiner().model();
}

const Fact* find(const Subject& subject, std::string_view name) {
  for (const auto& fact : subject.facts)
    if (fact.name == name) return &fact;
  return nullptr;
}

TEST(Synth, MakesTheSameSubjectsFromTheSameSeed) {
  Synth first(town_model(), source(hints), 7);
  Synth again(town_model(), source(hints), 7);
  Synth other(town_model(), source(hints), 8);
  ASSERT_FALSE(has_errors(first.diagnostics())) << render(first.diagnostics(), Language::en);
  int different = 0;
  for (int i = 0; i < 50; ++i) {
    const auto subject = subject_json(first.next());
    EXPECT_EQ(subject, subject_json(again.next()));
    different += subject != subject_json(other.next()) ? 1 : 0;
  }
  EXPECT_GT(different, 40);
}

TEST(Synth, FindsTheSeedOfAnySubject) {
  SeededRandom seeds(42);
  for (std::uint64_t number = 0; number < 1000; ++number) EXPECT_EQ(synth_seed(42, number), seeds.next());
}

// The cells of one line; no text of the hints has a comma or a quote.
std::vector<std::string> cells(const std::string& line) {
  return text::split(line, ',');
}

// As text every subject is what it is as facts.
TEST(Synth, WritesTheSameSubjectsAsRows) {
  const Synth synth(town_model(), source(hints), 7);
  const std::vector<SynthTable>& tables = synth.tables();
  ASSERT_GT(tables.size(), 2U);
  EXPECT_EQ(tables[0].type, "企业");
  EXPECT_EQ(tables[0].head, "代码,名称,研发费用\n");
  EXPECT_EQ(tables[1].list, "认定");
  EXPECT_EQ(tables[1].head, "#,类别,日期,编号\n");
  std::vector<std::string> rows(tables.size());
  // In two parts: the second goes on with the numbers of the first.
  std::vector<std::uint64_t> before(tables.size());
  synth.append_rows(0, 120, before, rows);
  before = synth.counts(0, 120);
  EXPECT_EQ(before[0], 120U);
  synth.append_rows(120, 80, before, rows);
  const std::vector<std::string> lines = text::split(rows[0], '\n');
  const std::vector<std::string> records = text::split(rows[1], '\n');
  std::size_t record = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Subject subject = synth.subject(i);
    const std::vector<std::string> made = cells(lines.at(i));
    ASSERT_EQ(made.size(), 3U);
    EXPECT_EQ(made[0], *find(subject, "代码")->value.text());
    EXPECT_EQ(made[1], *find(subject, "名称")->value.text());
    const Fact* cost = find(subject, "研发费用");
    EXPECT_EQ(made[2], cost != nullptr ? cost->value.number()->to_string() : "");
    for (const feel::Value& item : find(subject, "认定")->value.list()->items) {
      const std::vector<std::string> fields = cells(records.at(record++));
      EXPECT_EQ(fields, (std::vector<std::string>{std::to_string(i + 1), "示范企业",
                                                  item.context()->find("日期")->date()->to_string(),
                                                  *item.context()->find("编号")->text()}));
    }
  }
  EXPECT_GT(record, 60U);
  EXPECT_EQ(records.size(), record + 1);  // the last line has its end
}

TEST(Synth, MakesFactsThatTheReaderTakes) {
  Synth synth(town_model(), source(hints), 1);
  std::string file = "subjects:\n";
  int recognised = 0;
  int told = 0;
  for (int i = 0; i < 200; ++i) {
    const auto subject = synth.next();
    file += "- " + subject_json(subject) + "\n";
    const auto* code = find(subject, "代码");
    ASSERT_NE(code, nullptr);
    EXPECT_FALSE(credit_code_fault(*code->value.text())) << *code->value.text();
    EXPECT_EQ(code->provenance.source, synthetic_source);
    told += find(subject, "研发费用") != nullptr ? 1 : 0;
    const auto* list = find(subject, "认定");
    ASSERT_NE(list, nullptr);
    recognised += list->value.list()->items.empty() ? 0 : 1;
  }
  const auto read = read_facts(source(file), town_model());
  EXPECT_FALSE(has_errors(read.diagnostics)) << render(read.diagnostics, Language::en);
  EXPECT_EQ(read.facts.subjects.size(), 200U);
  EXPECT_GT(recognised, 60);
  EXPECT_LT(recognised, 140);
  EXPECT_GT(told, 60);
  EXPECT_LT(told, 140);
}

TEST(Synth, MakesIdentitiesWithoutHints) {
  Synth synth(town_model(), nullptr, 1);
  ASSERT_FALSE(has_errors(synth.diagnostics()));
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(synth.next().type.empty());
}

TEST(Synth, SaysWhatIsWrongWithHintsAndWhere) {
  const auto code = [](const std::string& text) {
    const Synth synth(town_model(), source(text), 1);
    return synth.diagnostics().empty() ? std::string() : synth.diagnostics().front().code;
  };
  EXPECT_EQ(code("企叶: { facts: {} }"), "synth.subject");
  EXPECT_EQ(code("企业: { facts: { 名秤: 甲 } }"), "synth.fact");
  EXPECT_EQ(code("企业: { facts: { 认定: [{ fields: { 类型: 甲 } }] } }"), "synth.field");
  EXPECT_EQ(code("企业: { facts: { 名称: { lean: 3 } } }"), "synth.maker");
  EXPECT_EQ(code("企业: { facts: { 研发费用: { between: [9, 1] } } }"), "synth.between");
  EXPECT_EQ(code("企业: { facts: { 研发费用: { known: 2, between: [1, 9] } } }"), "synth.chance");
  EXPECT_EQ(code(""), "synth.empty");
}

}  // namespace
}  // namespace enact::determine
