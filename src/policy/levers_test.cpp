// What can be set, and that setting it changes that and nothing else.
#include "policy/levers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feel/evaluate.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

PackagePtr sample() {
  return test::loaded(test::sample_files()).package;
}

std::vector<std::string> ids(const std::vector<Lever>& levers) {
  std::vector<std::string> all;
  for (const Lever& lever : levers) all.push_back(lever.id);
  return all;
}

const Lever& lever(const std::vector<Lever>& levers, std::string_view id) {
  for (const Lever& one : levers) {
    if (one.id == id) return one;
  }
  throw std::invalid_argument(std::string(id));
}

// Of an expression that reads nothing.
std::string value_of(const Expression& expression) {
  feel::Evaluation evaluation(feel::Mode::determination);
  const std::vector<feel::Value> inputs(expression.program->inputs.size());
  return feel::to_string(evaluation.evaluate(*expression.program, inputs));
}

TEST(Levers, AreFoundWhereFiguresAndDaysStand) {
  EXPECT_THAT(ids(levers_of(*sample())),
              ElementsAre("1a/amount", "1a/valid/from", "1a/valid/to", "1b/when/收入超过", "1b/valid/from",
                          "1b/valid/to", "2a/when/有人", "2a/amount", "2a/valid/from", "2a/valid/to",
                          "table/就业补贴", "table/就业补贴/2", "table/就业补贴/3", "table/就业补贴/4",
                          "table/就业补贴/5", "in force/from", "in force/to", "parameter/年度上限/2030-01-01",
                          "parameter/年度上限/2031-01-01"));
}

TEST(Levers, SayWhatTheyAreAndWhichProvisionsTheyTouch) {
  const std::vector<Lever> levers = levers_of(*sample());
  const Lever& amount = lever(levers, "1a/amount");
  EXPECT_EQ(amount.is, Lever::Is::amount);
  EXPECT_EQ(amount.unit, "元");
  EXPECT_EQ(feel::to_string(amount.value), "10000");
  EXPECT_EQ(amount.title.en, "First registration · amount");
  EXPECT_THAT(amount.provisions, ElementsAre("1a"));
  EXPECT_EQ(lever(levers, "1b/when/收入超过").is, Lever::Is::threshold);
  EXPECT_EQ(lever(levers, "2a/amount").title.en, "Employment subsidy · amount · least");
  const Lever& cell = lever(levers, "table/就业补贴/3");  // the 2万元 of the first row
  EXPECT_EQ(cell.is, Lever::Is::amount);
  EXPECT_THAT(cell.provisions, ElementsAre("2a"));
  EXPECT_THAT(lever(levers, "parameter/年度上限/2031-01-01").provisions, ElementsAre("2a"));
  // 1a reads the days in force; 1b and 2a have them as their own.
  EXPECT_THAT(lever(levers, "in force/to").provisions, ElementsAre("1a", "1b", "2a"));
}

TEST(Levers, SettingOneChangesItAndNothingElse) {
  const PackagePtr package = sample();
  const auto set = with_settings(package, std::vector<Setting>{{"1a/amount", "1.5万元"}});
  ASSERT_TRUE(set);
  EXPECT_THAT(set->provisions, ElementsAre("1a"));
  EXPECT_EQ(value_of(set->package->provision("1a")->amount->value), "15000");
  EXPECT_EQ(value_of(package->provision("1a")->amount->value), "10000");
  EXPECT_EQ(set->package->provision("1b")->conditions[0].rule.program,
            package->provision("1b")->conditions[0].rule.program);
  const std::vector<Lever> before = levers_of(*package);
  const std::vector<Lever> after = levers_of(*set->package);
  ASSERT_EQ(ids(before), ids(after));
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool changed = before[i].id == "1a/amount";
    EXPECT_EQ(feel::to_string(after[i].value), changed ? "15000" : feel::to_string(before[i].value));
  }
}

TEST(Levers, OfTablesParametersAndDaysCanBeSet) {
  const auto set = with_settings(sample(), std::vector<Setting>{{"table/就业补贴/3", "30000"},
                                                                {"parameter/年度上限/2031-01-01", "7万元"},
                                                                {"in force/to", "2031-06-30"}});
  ASSERT_TRUE(set) << render(set.error(), Language::en);
  EXPECT_THAT(set->provisions, ElementsAre("1a", "1b", "2a"));
  EXPECT_EQ(feel::to_string(set->package->parameter("年度上限")->values[1].value), "70000");
  EXPECT_EQ(set->package->in_force.to, (Date{2031, 6, 30}));
  EXPECT_EQ(set->package->provision("2a")->validity.to, (Date{2031, 6, 30}));
  const std::vector<Lever> after = levers_of(*set->package);
  EXPECT_EQ(feel::to_string(lever(after, "table/就业补贴/3").value), "30000");
  // The table decides by its new figure.
  feel::Evaluation evaluation(feel::Mode::determination);
  const std::vector<feel::Value> inputs{feel::Value(Decimal(3))};
  EXPECT_EQ(feel::to_string(dmn::decide(*set->package->tables.at("就业补贴"), inputs, evaluation)), "30000");
}

TEST(Levers, AParameterWithoutAValueCanBeSupposed) {
  const Loaded loaded =
      test::loaded(test::changed("parameters/limits.yaml",
                                 "    - { from: 2030-01-01, to: 2030-12-31, value: 5万元, source: 预算 }\n"
                                 "    - { from: 2031-01-01, value: 6万元, source: 预算, sample: true }\n",
                                 "    []\n"));
  ASSERT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  const std::vector<Lever> levers = levers_of(*loaded.package);
  const Lever& none = lever(levers, "parameter/年度上限");
  EXPECT_TRUE(none.value.is_null());
  const auto set = with_settings(loaded.package, std::vector<Setting>{{"parameter/年度上限", "4万元"}});
  ASSERT_TRUE(set) << render(set.error(), Language::en);
  const ParameterValue* value = set->package->parameter("年度上限")->on(Date{2030, 5, 1});
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(feel::to_string(value->value), "40000");
}

TEST(Levers, EverySlipIsTold) {
  const auto said = [](std::vector<Setting> settings) {
    const auto set = with_settings(sample(), settings);
    return set ? std::string() : render(set.error(), Language::en);
  };
  EXPECT_THAT(said({{"1a/amout", "1"}}), HasSubstr("did you mean `1a/amount`?"));
  EXPECT_THAT(said({{"1a/amount", "5人"}}), HasSubstr("`1a/amount` cannot be set to `5人`"));
  EXPECT_THAT(said({{"1a/amount", "five"}}), HasSubstr("its type is number<元>, its value now 10000"));
  EXPECT_THAT(said({{"in force/to", "2031-02-30"}}), HasSubstr("`in force/to` cannot be set"));
  EXPECT_THAT(said({{"1a/amount", "1"}, {"1a/amount", "2"}}), HasSubstr("set twice"));
  EXPECT_EQ(said({{"1a/amount", "2万元"}}), "");
}

}  // namespace
}  // namespace enact::policy
