// Two versions of made-up provisions: what is written otherwise and means the same is proved, what differs is
// shown by facts that the evaluators of both confirm.
#include "verify/versions.hpp"

#include <gtest/gtest.h>

#include "verify/test_law.hpp"

namespace enact::verify {
namespace {

using test::made_up;

const std::string sentence = "对甲类企业给予10万元奖励";
const std::string each = "each: 认定 in 企业.认定[类别 = \"甲\"]\n";
const std::string paid = "amount: 10万元\nmatter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";

Obligation compared(const std::string& before, const std::string& after) {
  const auto made = same_in_both(made_up({{sentence, before}}), made_up({{sentence, after}}), {"p1"}, {});
  EXPECT_EQ(made.size(), 1U);
  return made.at(0);
}

TEST(Versions, AnotherFormOfTheSameRuleIsProvedTheSame) {
  const Obligation one =
      compared(each + "when:\n  规模: 企业.收入 > 100元 and 企业.人数 >= 5\n" + paid,
               each + "when:\n  收入: not(企业.收入 <= 100元)\n  人数: 5 <= 企业.人数\n" + paid);
  EXPECT_EQ(one.outcome, Outcome::proved) << one.because.en;
  EXPECT_TRUE(one.any_length);
}

TEST(Versions, AChangedLimitIsShownAtItsBoundary) {
  const Obligation one = compared(each + "when:\n  规模: 企业.收入 > 100元\n" + paid,
                                  each + "when:\n  规模: 企业.收入 >= 100元\n" + paid);
  EXPECT_EQ(one.outcome, Outcome::refuted) << one.because.en;
  ASSERT_EQ(one.findings.size(), 1U);
  EXPECT_NE(one.findings[0].facts.find("收入: 100"), std::string::npos) << one.findings[0].facts;
  ASSERT_EQ(one.findings[0].gives.size(), 2U);
  EXPECT_EQ(one.findings[0].gives[0].en.find("old: p1: not due"), 0U) << one.findings[0].gives[0].en;
  EXPECT_EQ(one.findings[0].gives[1].en, "new: p1: due, 100,000.00 yuan");
}

TEST(Versions, AnotherAmountOrMatterIsDifferent) {
  const std::string rate = "amount: 认定.投入 * 50%\nmatter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";
  const std::string halved = "amount: 认定.投入 / 2\nmatter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";
  const std::string more = "amount: 认定.投入 * 51%\nmatter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";
  const std::string plain = "对甲类企业按投入给予奖励";
  const auto of = [&](const std::string& before, const std::string& after) {
    return same_in_both(made_up({{plain, each + before}}), made_up({{plain, each + after}}), {"p1"}, {})
        .at(0)
        .outcome;
  };
  EXPECT_EQ(of(rate, halved), Outcome::proved);
  EXPECT_EQ(of(rate, more), Outcome::refuted);
}

}  // namespace
}  // namespace enact::verify
