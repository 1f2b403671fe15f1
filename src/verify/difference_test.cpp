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
  const auto capped = [&](const std::string& over) {
    return when + "amount: { value: 10万元, cap: { amount: 10万元, per: [企业.代码], over: " + over +
           " } }\n";
  };
  EXPECT_EQ(between(capped("year"), capped("year")).answer, Difference::Answer::none);
  EXPECT_EQ(between(capped("year"), capped("lifetime")).answer, Difference::Answer::undecided);
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

}  // namespace
}  // namespace enact::verify
