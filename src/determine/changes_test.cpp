// The nearest changes: what they propose is due when it is done, and what cannot change is never proposed.
#include "determine/changes.hpp"

#include <gtest/gtest.h>

#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

Facts facts_of(const std::string& enterprise) {
  const std::string text =
      "unsaid: absent\nsubjects:\n  - 企业:\n      代码: " + test::credit_code() + "\n" + enterprise;
  ReadFacts read = read_facts(std::make_shared<const Source>("facts.yaml", text), test::determiner().model());
  EXPECT_FALSE(has_errors(read.diagnostics)) << render(read.diagnostics, Language::en);
  return std::move(read.facts);
}

std::vector<std::string> ways(const std::string& enterprise, const std::string& provision,
                              const Date& on = {2027, 6, 30}) {
  std::vector<std::string> texts;
  for (const Change& change : nearest_changes(test::determiner(), facts_of(enterprise), 0, {on, std::nullopt},
                                              "yunxi-1", provision)) {
    texts.push_back(change.text.en);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Changes, AFigureOverItsLimitByEitherSideOfARatio) {
  // 9.4 / 200 = 4.7 %, over 5 % from 10.00 on, or with revenue under 188.
  EXPECT_EQ(ways("      研发费用: 9400000\n      营业收入: 200000000\n", "e1"),
            (Texts{"Revenue under 188,000,000.00 CNY (now 200,000,000.00 CNY)",
                   "R&D expense over 10,000,000.00 CNY (now 9,400,000.00 CNY)"}));
}

TEST(Changes, NothingToChangeWhereItIsDueOrUnknown) {
  EXPECT_EQ(ways("      研发费用: 10000001\n      营业收入: 200000000\n", "e1"), Texts{});
  // Known to be absent: there is no figure to go from.
  EXPECT_EQ(ways("      营业收入: 200000000\n", "e1"), Texts{});
}

TEST(Changes, AnEventThatIsMissingMayStillCome) {
  EXPECT_EQ(ways("      登记地: \"990001\"\n", "a1"),
            (Texts{"one more `Recognitions` by 2027-12-31: Class is “Model enterprise”"}));
}

TEST(Changes, AFigureOfAnEventThatIsMissing) {
  EXPECT_EQ(ways("", "c1"), (Texts{"one more `Investments` by 2027-12-31: Amount over 0.00 CNY"}));
}

TEST(Changes, AnEventWhoseMonthsAreStillOpen) {
  EXPECT_EQ(ways("", "d1"), (Texts{"one more `Trainees` by 2027-12-31"}));
}

TEST(Changes, NoEventAfterTheEnd) {
  EXPECT_EQ(ways("      登记地: \"990001\"\n", "a1", {2028, 1, 1}), Texts{});
}

TEST(Changes, WhatHasHappenedStays) {
  // The project that failed is not proposed to have passed; another one may.
  EXPECT_EQ(ways("      项目: [{ 编号: P-1, 合格: false, 日期: 2026-05-01 }]\n", "b1"),
            (Texts{"one more `Projects` by 2027-12-31: Accepted: yes"}));
}

TEST(Changes, WhatIsProposedIsDueWhenItIsDone) {
  const Facts facts = facts_of("      研发费用: 1.23\n      营业收入: 77777.77\n");
  const Question question{{2027, 6, 30}, std::nullopt};
  const auto changes = nearest_changes(test::determiner(), facts, 0, question, "yunxi-1", "e1");
  ASSERT_FALSE(changes.empty());
  for (const Change& change : changes) {
    Facts done = facts;
    for (const FactChange& fact : change.facts) {
      const std::string name = fact.path.substr(fact.path.find('.') + 1);
      for (Fact& one : done.subjects[0].facts) {
        if (one.name == name) one.value = fact.then;
      }
    }
    const Determination determination = test::determiner().determine(done, question);
    for (const ProvisionResult& result : determination.subjects[0].provisions) {
      if (result.provision->id == "e1") {
        EXPECT_EQ(result.status, Status::due) << change.text.en;
      }
    }
  }
}

}  // namespace
}  // namespace enact::determine
