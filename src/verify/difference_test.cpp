#include "verify/difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "verify/test_law.hpp"

namespace enact::verify {
namespace {

using test::made_up;
using testing::HasSubstr;

const std::string sentence = "对甲类企业给予10万元奖励";
const std::string matter = "matter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";

policy::PackagePtr with(const std::string& rules) {
  return made_up({{sentence, "each: 认定 in 企业.认定[类别 = \"甲\"]\n" + rules + matter}});
}

Difference between(const std::string& before, const std::string& after) {
  return difference(with(before), with(after), "p1", {});
}

TEST(VerifyDifference, ProvesThatTwoWaysToWriteARuleDecideAlike) {
  const Difference same = between("when: { 多: 企业.人数 > 5 and 企业.本地 = true }\namount: 10万元\n",
                                  "when: { 本地: 企业.本地 = true, 多: 5 < 企业.人数 }\namount: 10万元\n");
  EXPECT_EQ(same.answer, Difference::Answer::none);
  EXPECT_TRUE(same.any_length);
}

TEST(VerifyDifference, FindsTheFactsAtTheBoundaryAndWhatEachGives) {
  const Difference other = between("when: { 多: 企业.人数 > 5 }\namount: 10万元\n",
                                   "when: { 多: 企业.人数 >= 5 }\namount: 10万元\n");
  ASSERT_EQ(other.answer, Difference::Answer::found);
  EXPECT_THAT(other.finding.facts, HasSubstr("人数: 5\n"));
  EXPECT_THAT(other.finding.gives.at(0).en, HasSubstr("not due"));
  EXPECT_EQ(other.finding.gives.at(1).en, "p1: due, 100,000.00 yuan");
}

TEST(VerifyDifference, SeesWhetherABandHoldsItsLeast) {
  const std::string when = "when: { 本地: 企业.本地 = true }\n";
  const auto band = [&](const std::string& of) {
    return when + "amount: { value: '" + of + "', decided by: [市科局] }\n";
  };
  EXPECT_EQ(between(band("(0元..10万元]"), band("(0元..10万元]")).answer, Difference::Answer::none);
  EXPECT_NE(between(band("(0元..10万元]"), band("[0元..10万元]")).answer, Difference::Answer::none);
  EXPECT_NE(between(band("(0元..10万元]"), band("(0元..10万元)")).answer, Difference::Answer::none);
}

TEST(VerifyDifference, ProvesNothingAboutWhatIsNoPartOfAClaim) {
  const std::string when = "when: { 本地: 企业.本地 = true }\n";
  const auto capped = [&](const std::string& value, const std::string& over) {
    return when + "amount: { value: " + value + ", cap: { amount: 10万元, per: [企业.代码], over: " + over +
           " } }\n";
  };
  EXPECT_EQ(between(capped("10万元", "year"), capped("10万元", "year")).answer, Difference::Answer::none);
  const Difference open = between(capped("10万元", "year"), capped("10万元", "lifetime"));
  EXPECT_EQ(open.answer, Difference::Answer::undecided);
  EXPECT_THAT(open.because.en, HasSubstr("the time of a cap"));
  // What differs besides is found all the same.
  EXPECT_EQ(between(capped("10万元", "year"), capped("9万元", "lifetime")).answer, Difference::Answer::found);
  EXPECT_EQ(between(when + "amount: 10万元\n", when + "amount: 10万元\nstacking: { same-city: repeatable }\n")
                .answer,
            Difference::Answer::undecided);
}

TEST(VerifyDifference, TellsAnotherMatter) {
  const std::string rules =
      "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen: { 本地: 企业.本地 = true }\namount: 10万元\n";
  const auto a = made_up({{sentence, rules + matter}});
  const auto b = made_up({{sentence, rules + "matter: { kind: 认定, parts: [企业.代码, '\"-\"'] }\n"}});
  EXPECT_EQ(difference(a, a, "p1", {}).answer, Difference::Answer::none);
  EXPECT_NE(difference(a, b, "p1", {}).answer, Difference::Answer::none);
}

TEST(VerifyDifference, TellsAnotherRateFromAnotherFormOfIt) {
  const auto rate = [&](const std::string& amount) {
    return made_up({{"对甲类企业按投入给予奖励",
                     "each: 认定 in 企业.认定[类别 = \"甲\"]\namount: " + amount + "\n" + matter}});
  };
  EXPECT_EQ(difference(rate("认定.投入 * 50%"), rate("认定.投入 / 2"), "p1", {}).answer,
            Difference::Answer::none);
  EXPECT_EQ(difference(rate("认定.投入 * 50%"), rate("认定.投入 * 51%"), "p1", {}).answer,
            Difference::Answer::found);
}

// What is undecided in the amount (a table without a row) turns out the same way in both, so that a rule that
// is not changed in it is the same.
TEST(VerifyDifference, LetsWhatIsUndecidedInBothTurnOutOneWay) {
  const std::string table =
      "```table 级别\n| U | 人数: number | **比例: number** |\n|---|---|---|\n"
      "| 1 | <= 5 | 50% |\n```\n";
  const auto law = [&](const std::string& when) {
    return made_up(
        {{"对甲类企业按投入给予奖励",
          "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen: { 有: " + when +
              " }\namount: 认定.投入 * (if 企业.人数 > 9 then 级别(企业.人数) else 1)\n" + matter}},
        table);
  };
  const auto answer = [&](const std::string& before, const std::string& after) {
    return difference(law(before), law(after), "p1", {}).answer;
  };
  EXPECT_EQ(answer("企业.收入 > 5元", "企业.收入 > 5元"), Difference::Answer::none);
  EXPECT_EQ(answer("企业.收入 > 5元", "5元 < 企业.收入"), Difference::Answer::none);
  EXPECT_EQ(answer("企业.收入 > 5元", "企业.收入 >= 5元"), Difference::Answer::found);
}

// A version under another name, with a fact, a field and a code more: what does not read them is the same,
// and facts that show a difference may use them.
TEST(VerifyDifference, ComparesVersionsWithOtherNamesAndVocabularies) {
  const std::string when = "when: { 多: 企业.人数 > 5 }\namount: 10万元\n";
  const std::string narrower = "when: { 多: 企业.人数 > 5 and 企业.认证 = true }\namount: 10万元\n";
  const std::string field = "when: { 多: 企业.人数 > 5 and 认定.等级 = \"戊\" }\namount: 10万元\n";
  const auto later = [&](const std::string& rules) {
    return made_up({{sentence, "each: 认定 in 企业.认定[类别 = \"甲\"]\n" + rules + matter}}, "", "town-2",
                   test::wider_vocabulary());
  };
  EXPECT_EQ(difference(with(when), later(when), "p1", {}).answer, Difference::Answer::none);
  EXPECT_EQ(difference(later(when), with(when), "p1", {}).answer, Difference::Answer::none);
  for (const std::string& rules : {narrower, field}) {
    const Difference other = difference(with(when), later(rules), "p1", {});
    ASSERT_EQ(other.answer, Difference::Answer::found) << other.because.en;
    EXPECT_EQ(other.finding.gives.at(0).en, "p1: due, 100,000.00 yuan");
    EXPECT_THAT(other.finding.gives.at(1).en, HasSubstr("not due"));
    EXPECT_EQ(difference(later(rules), with(when), "p1", {}).answer, Difference::Answer::found);
  }
}

TEST(VerifyDifference, SaysWhyTwoVocabulariesCannotBeCompared) {
  const std::string rules =
      "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen: { 多: 企业.人数 > 5 }\namount: 10万元\n" + matter;
  std::string other = test::vocabulary;
  const std::string number = "收入: { type: number<元>, min: 0, en: Revenue }";
  other.replace(other.find(number), number.size(), "收入: { type: string, en: Revenue }");
  const Difference open =
      difference(made_up({{sentence, rules}}), made_up({{sentence, rules}}, "", "town-2", other), "p1", {});
  EXPECT_EQ(open.answer, Difference::Answer::undecided);
  EXPECT_THAT(open.because.en, HasSubstr("another type"));
}

}  // namespace
}  // namespace enact::verify
