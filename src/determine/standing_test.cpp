// What counts of facts that several have said something of, before anything is determined.
#include "determine/standing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

using ::testing::ElementsAre;

constexpr Date of_2025{2025, 12, 31};
constexpr Date of_2026{2026, 12, 31};
constexpr Date in_2026{2026, 6, 30};
constexpr Date in_2027{2027, 2, 1};

// The town in which R&D expense and revenue are figures of a year.
const FactModel& model() {
  static const FactModel made = [] {
    policy::FileSet files = test::package_files();
    std::string& text = files.at("policies/yunxi-1/vocabulary.yaml");
    text.insert(text.find("subjects:"), "periods:\n  会计年度: { length: year, en: Accounting year }\n");
    for (const std::string_view fact : {"研发费用: { ", "营业收入: { "})
      text.insert(text.find(fact) + fact.size(), "period: 会计年度, ");
    const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
    if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
    return FactModel({loaded.package});
  }();
  return made;
}

Fact said(const std::string& name, const std::string& json, const std::string& unit,
          std::optional<Date> from = {}) {
  Fact fact;
  fact.name = name;
  fact.value = read_fact_value(json, *model().subject("企业")->fact(name), model()).value;
  fact.provenance = {.source = unit.empty() ? "申报" : unit, .attested_by = unit, .on = from, .known_on = {}};
  return fact;
}

// What stands on a day, in order: "研发费用=10 市税局 2025-12-31".
std::vector<std::string> standing(std::vector<Fact> facts, const Date& on,
                                  const std::vector<std::string>& withheld = {}) {
  unite_lists(facts, on);
  let_attested_stand(facts, model(), *model().subject("企业"), on, withheld);
  std::vector<std::string> found;
  for (const Fact& fact : facts) {
    found.push_back(fact.name + "=" + fact_value_json(fact.value) + " " + fact.provenance.attested_by + " " +
                    (fact.provenance.on ? fact.provenance.on->to_string() : ""));
  }
  return found;
}

Fact rd_of_2025() {
  return said("研发费用", "10", "市税局", of_2025);
}
Fact revenue_of_2025() {
  return said("营业收入", "1000", "市税局", of_2025);
}

TEST(Standing, ADeclarationOfALaterPeriodStandsBesideWhatIsAttested) {
  const std::vector<Fact> facts = {rd_of_2025(), revenue_of_2025(), said("研发费用", "90", "", of_2026),
                                   said("营业收入", "1200", "", of_2026)};
  EXPECT_THAT(standing(facts, in_2027),
              ElementsAre("研发费用=10 市税局 2025-12-31", "营业收入=1000 市税局 2025-12-31",
                          "研发费用=90  2026-12-31", "营业收入=1200  2026-12-31"));
  EXPECT_EQ(standing(facts, in_2026).size(), 4U) << "what is to come is not looked at";
}

TEST(Standing, ADeclarationOfTheAttestedPeriodGivesWay) {
  EXPECT_THAT(standing({rd_of_2025(), revenue_of_2025(), said("研发费用", "90", "", of_2025)}, in_2027),
              ElementsAre("研发费用=10 市税局 2025-12-31", "营业收入=1000 市税局 2025-12-31"));
  // So does one of no period, and one against what is attested for good.
  EXPECT_THAT(standing({rd_of_2025(), said("研发费用", "90", "", Date{2026, 3, 1})}, in_2027),
              ElementsAre("研发费用=10 市税局 2025-12-31"));
  EXPECT_THAT(standing({said("研发费用", "10", "市税局"), said("研发费用", "90", "", of_2026)}, in_2027),
              ElementsAre("研发费用=10 市税局 "));
}

TEST(Standing, ValuesOfOneKindOfPeriodGoOnTogether) {
  EXPECT_THAT(standing({rd_of_2025(), revenue_of_2025(), said("研发费用", "90", "", of_2026)}, in_2027),
              ElementsAre("研发费用=10 市税局 2025-12-31", "营业收入=1000 市税局 2025-12-31"));
  EXPECT_THAT(standing({rd_of_2025(), revenue_of_2025(), said("研发费用", "90", "市税局", of_2026)}, in_2027),
              ElementsAre("研发费用=10 市税局 2025-12-31", "营业收入=1000 市税局 2025-12-31"))
      << "also what is attested";
  // Where no period is common to them, none waits.
  EXPECT_THAT(standing({revenue_of_2025(), said("研发费用", "90", "市税局", of_2026)}, in_2027),
              ElementsAre("营业收入=1000 市税局 2025-12-31", "研发费用=90 市税局 2026-12-31"));
}

TEST(Standing, WhatIsAttestedAndCannotBeReadLetsNoLaterPeriodIn) {
  EXPECT_THAT(standing({rd_of_2025(), said("研发费用", "90", "", of_2026)}, in_2027, {"研发费用"}),
              ElementsAre("研发费用=10 市税局 2025-12-31"));
}

TEST(Standing, EachItemKeepsWhereItComesFrom) {
  const auto recognition = [](const std::string& number) {
    return R"([{"类别":"示范企业","日期":"2026-02-01","编号":")" + number + R"("}])";
  };
  std::vector<Fact> facts = {said("认定", recognition("1"), "市科局"),
                             said("认定", recognition("2"), "市税局"),
                             said("认定", R"([{"类别":"其他","日期":"2026-03-01","编号":"3"}])", "")};
  unite_lists(facts, in_2026);
  let_attested_stand(facts, model(), *model().subject("企业"), in_2026);
  ASSERT_EQ(facts.size(), 1U);
  std::vector<std::string> from;
  for (const Provenance& one : facts.front().items) from.push_back(one.source + "/" + one.attested_by);
  EXPECT_THAT(from, ElementsAre("市科局/市科局", "市税局/市税局", "申报/"));
  EXPECT_EQ(facts.front().provenance.attested_by, "") << "not as a whole";
  // What is pinned says the same again.
  Facts all;
  all.subjects.push_back({"企业", facts, {}});
  const ReadFacts again = read_facts(std::make_shared<const Source>("facts.json", facts_json(all)), model());
  ASSERT_TRUE(again.diagnostics.empty()) << render(again.diagnostics, Language::en);
  EXPECT_EQ(facts_json(again.facts), facts_json(all));
}

}  // namespace
}  // namespace enact::determine
