// Made-up packages in which each obligation is violated on purpose: it is found, with facts that the
// evaluator confirms; and their like that keep to it are proved.
#include "verify/verify.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "determine/stacking.hpp"
#include "verify/prover.hpp"
#include "verify/stack.hpp"
#include "verify/test_law.hpp"

namespace enact::verify {
namespace {

using test::Article;
using test::made_up;

// The obligation of a provision; fails the test if there is none.
const Obligation& find(const Report& report, Question question, const std::string& provision) {
  for (const Obligation& one : report.obligations) {
    if (one.question == question && one.provision == provision) return one;
  }
  ADD_FAILURE() << "no obligation " << to_string(question) << " of " << provision << "\n"
                << to_text(report, Language::en, true);
  static const Obligation none;
  return none;
}

Report of(const std::vector<policy::PackagePtr>& packages) {
  return verify(packages, {});
}

std::string all(const Report& report) {
  return to_text(report, Language::en, true);
}

const std::string each = "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen:\n  本市: 企业.本地 = true\n";
const std::string recognised_matter = "matter: { kind: 认定, parts: [企业.代码, 认定.编号] }\n";

TEST(Verify, ASoundPolicyIsProvedInFull) {
  const Report report =
      of({made_up({{"对甲类企业给予10万元奖励", each + "amount: 10万元\n" + recognised_matter}})});
  EXPECT_TRUE(report.good()) << all(report);
  for (const Obligation& one : report.obligations) {
    EXPECT_EQ(one.outcome, Outcome::proved) << all(report);
    EXPECT_TRUE(one.any_length) << all(report);
  }
  const Obligation& due = find(report, Question::can_be_due, "p1");
  ASSERT_EQ(due.findings.size(), 1U);
  EXPECT_NE(due.findings[0].facts.find("类别: \"甲\""), std::string::npos) << due.findings[0].facts;
  EXPECT_EQ(due.findings[0].gives.at(0).en, "p1: due, 100,000.00 yuan");
  EXPECT_EQ(find(report, Question::can_be_refused, "p1").findings.size(), 1U);
}

TEST(Verify, FindsAnEventThatIsPaidTwiceUnderTwoMatters) {
  // The second matter leaves out the number of the certificate and has the date instead.
  const Report report = of({made_up({
      {"对甲类企业给予10万元奖励", each + "amount: 10万元\n" + recognised_matter},
      {"对甲类企业另给予20万元奖励",
       each + "amount: 20万元\nmatter: { kind: 认定, parts: [企业.代码, 认定.日期] }\n"},
  })});
  const Obligation& one = find(report, Question::one_event_one_matter, "p1 + p2");
  EXPECT_EQ(one.outcome, Outcome::refuted) << all(report);
  ASSERT_EQ(one.findings.size(), 1U);
  ASSERT_EQ(one.findings[0].gives.size(), 2U);
  EXPECT_EQ(one.findings[0].gives[0].en, "p1: due, 100,000.00 yuan");
  EXPECT_EQ(one.findings[0].gives[1].en, "p2: due, 200,000.00 yuan");
  EXPECT_FALSE(report.good());
}

TEST(Verify, FindsItAcrossPackages) {
  const auto first = made_up({{"对甲类企业给予10万元奖励", each + "amount: 10万元\n" + recognised_matter}});
  const auto second =
      made_up({{"对甲类企业给予20万元奖励",
                each + "amount: 20万元\nmatter: { kind: 奖励, parts: [企业.代码, 认定.编号] }\n"}},
              "", "town-2");
  const Report report = of({first, second});
  const Obligation& one = find(report, Question::one_event_one_matter, "p1 + town-2/p1");
  EXPECT_EQ(one.outcome, Outcome::refuted) << all(report);
  const auto same =
      made_up({{"对甲类企业给予20万元奖励", each + "amount: 20万元\n" + recognised_matter}}, "", "town-2");
  EXPECT_TRUE(of({first, same}).good());
}

TEST(Verify, FindsAnAmountAboveItsCap) {
  const std::string investment = each + "amount: 认定.投入 * 30%\n" + recognised_matter;
  const std::string cap = each +
                          "amount:\n  value: 认定.投入 * 30%\n  cap: { amount: 100万元, per: [企业.代码], "
                          "over: lifetime, assumption: { zh: 累计, "
                          "en: in all }, because: { zh: 未说明, en: silent }, ruled by: [市科局] }\n" +
                          recognised_matter;
  const std::string sentence = "对甲类企业按投入的30%奖励，最高100万元";
  const Report report = of({made_up(
      {{sentence, cap}, {"对乙类企业给予10万元奖励", each + "amount: 10万元\n" + recognised_matter}})});
  EXPECT_EQ(find(report, Question::within_the_words, "p1").outcome, Outcome::proved) << all(report);
  EXPECT_EQ(find(report, Question::within_the_cap, "*").outcome, Outcome::proved);
  // The cap stands among the conditions, where it does not cap: it only has the figure.
  const std::string wrong =
      "each: 认定 in 企业.认定\nwhen:\n  有投入: 认定.投入 > 0元\nlet: { 最高: 100万元 }\n"
      "amount: 认定.投入 * 30%\n" +
      recognised_matter;
  const Report bad = of({made_up({{sentence, wrong}})});
  const Obligation& above = find(bad, Question::within_the_words, "p1");
  EXPECT_EQ(above.outcome, Outcome::refuted) << all(bad);
  ASSERT_EQ(above.findings.size(), 1U);
  EXPECT_NE(above.findings[0].facts.find("投入"), std::string::npos);
  EXPECT_NE(above.findings[0].gives.at(0).en.find("p1: due"), std::string::npos);
}

// 11万元 is not the text's, though the cap lets no more than 10万元 be paid. A figure of the text beside a
// cap is good, and so is one that a table chooses.
TEST(Verify, FindsAFigureThatACapHides) {
  const auto capped = [](const std::string& value) {
    return each + "amount:\n  value: " + value +
           "\n  cap: { amount: 10万元, per: [企业.代码], over: lifetime, assumption: { zh: 一次, en: once }, "
           "because: { zh: 未说明, en: silent }, ruled by: [市科局] }\n" +
           recognised_matter;
  };
  const auto outcome = [&](const std::string& sentence, const std::string& value) {
    const Report report = of({made_up({{sentence, capped(value)}})});
    return find(report, Question::within_the_words, "p1").outcome;
  };
  const std::string one = "对甲类企业给予10万元奖励";
  EXPECT_EQ(outcome(one, "10万元"), Outcome::proved);
  EXPECT_EQ(outcome(one, "11万元"), Outcome::refuted);
  const std::string two = "对甲类企业给予5万元奖励，最高10万元";
  EXPECT_EQ(outcome(two, "if 企业.人数 > 5 then 10万元 else 5万元"), Outcome::proved);
  EXPECT_EQ(outcome(two, "if 企业.人数 > 5 then 10万元 else if 企业.人数 > 3 then 5万元 else 6万元"),
            Outcome::refuted);
}

TEST(Verify, FindsAProvisionThatCanNeverBeDueAndSaysWhy) {
  const Report report =
      of({made_up({{"对甲类企业给予10万元奖励",
                    "each: 认定 in 企业.认定[类别 = \"甲\"]\nwhen:\n  类别相符: 认定.类别 = \"乙\"\n"
                    "  本市: 企业.本地 = true\namount: 10万元\n" +
                        recognised_matter}})});
  const Obligation& due = find(report, Question::can_be_due, "p1");
  EXPECT_EQ(due.outcome, Outcome::refuted) << all(report);
  EXPECT_NE(due.because.zh.find("类别相符"), std::string::npos) << due.because.zh;
  EXPECT_EQ(due.because.zh.find("本市"), std::string::npos) << due.because.zh;
  EXPECT_EQ(find(report, Question::within_the_words, "p1").outcome, Outcome::vacuous);
  EXPECT_FALSE(report.good());
}

TEST(Verify, FindsAProvisionThatIsNeverRefused) {
  const Report report = of({made_up(
      {{"对企业给予奖励", "date: 查询日\nwhen:\n  有无收入: 企业.收入 = null or 企业.收入 >= 0元\n"}})});
  EXPECT_EQ(find(report, Question::can_be_refused, "p1").outcome, Outcome::proved)
      << all(report);  // after the dates
  const Obligation& due = find(report, Question::can_be_due, "p1");
  EXPECT_EQ(due.outcome, Outcome::proved);
}

const char* const gap = R"(
```table 标准
| U | 类别: 类别 | **金额: number<元>** |
|---|---|---|
| 1 | "甲" | 10万元 |
| 2 | "乙" | 20万元 |
```
)";

TEST(Verify, FindsAGapOfATableWhereARuleCallsIt) {
  const std::string rules =
      "each: 认定 in 企业.认定\nwhen:\n  本市: 企业.本地 = true\namount: 标准(认定.类别)\n" +
      recognised_matter;
  const Report report = of({made_up({{"对企业分别给予10万元、20万元奖励", rules}}, gap)});
  bool found = false;
  for (const Obligation& one : report.obligations) {
    if (one.question != Question::tables || one.says.en != "there is no gap") continue;
    found = true;
    EXPECT_EQ(one.outcome, Outcome::refuted) << all(report);
    EXPECT_NE(one.findings.at(0).facts.find("\"丙\""), std::string::npos);
  }
  EXPECT_TRUE(found);
  // Where only the classes that it has are admitted, there is none.
  const std::string narrow =
      "each: '认定 in 企业.认定[类别 in (\"甲\", \"乙\")]'\nwhen:\n  本市: 企业.本地 = true\namount: "
      "标准(认定.类别)\n" +
      recognised_matter;
  const Report good = of({made_up({{"对企业分别给予10万元、20万元奖励", narrow}}, gap)});
  EXPECT_TRUE(good.good()) << all(good);
}

TEST(Verify, FindsRowsThatClash) {
  const char* const table = R"(
```table 标准
| U | 人数: number | **金额: number<元>** |
|---|---|---|
| 1 | <= 10 | 10万元 |
| 2 | >= 10 | 20万元 |
```
)";
  const std::string rules =
      "each: 认定 in 企业.认定\nwhen:\n  本市: 企业.本地 = true\namount: 标准(企业.人数)\n" +
      recognised_matter;
  const Report report = of({made_up({{"对企业分别给予10万元、20万元奖励", rules}}, table)});
  for (const Obligation& one : report.obligations) {
    if (one.question != Question::tables) continue;
    const bool clash = one.says.en == "no rows clash";
    EXPECT_EQ(one.outcome, clash ? Outcome::refuted : Outcome::proved) << all(report);
    if (clash) {
      EXPECT_NE(one.findings.at(0).facts.find("人数: 10"), std::string::npos) << all(report);
    }
  }
}

TEST(Verify, FindsACliffUnlessAnotherProvisionMakesUpForIt) {
  const std::string low =
      "each: 认定 in 企业.认定\nwhen:\n  规模小: 企业.收入 <= 1000万元\namount: 10万元\n" + recognised_matter;
  const std::string high =
      "each: 认定 in 企业.认定\nwhen:\n  规模大: 企业.收入 > 1000万元\namount: 20万元\n" + recognised_matter;
  const Article small{"对收入1000万元以内的企业给予10万元奖励", low};
  const Article large{"对其他企业给予20万元奖励", high};
  const Report report = of({made_up({small})});
  const Obligation& one = find(report, Question::no_cliff, "p1");
  EXPECT_EQ(one.outcome, Outcome::refuted) << all(report);
  ASSERT_EQ(one.findings.size(), 2U);
  EXPECT_NE(one.because.en.find("企业.收入"), std::string::npos);
  EXPECT_EQ(one.findings[0].gives.at(0).en, "in all 100,000.00 yuan");
  EXPECT_EQ(one.findings[1].gives.at(0).en, "in all 0.00 yuan");
  const Report both = of({made_up({small, large})});
  EXPECT_EQ(find(both, Question::no_cliff, "p1").outcome, Outcome::proved) << all(both);
  const std::string declared =
      low +
      "assumptions:\n  - id: 断崖\n    says: { zh: 规模以上不奖励, en: none above }\n"
      "    because: { zh: 文件只支持小企业, en: for small ones }\n    ruled by: [市科局]\n";
  const Report known = of({made_up({{small.sentence, declared}})});
  EXPECT_EQ(find(known, Question::no_cliff, "p1").outcome, Outcome::declared) << all(known);
  EXPECT_TRUE(known.good()) << all(known);
}

TEST(Verify, SaysHowLongTheListsAreThatAProofCovers) {
  const std::string counts =
      "each: 认定 in 企业.认定\nwhen:\n  多次: count(企业.认定) >= 2\namount: 10万元\n" + recognised_matter;
  const std::string looks =
      "each: 认定 in 企业.认定\nwhen:\n  此前: some 早 in 企业.认定 satisfies 早.日期 < 认定.日期\n"
      "  此后没有: every 晚 in 企业.认定 satisfies 晚.日期 <= 认定.日期\namount: 10万元\n" +
      recognised_matter;
  const Report report = of({made_up({{"对企业给予10万元奖励", counts}})});
  EXPECT_TRUE(report.good()) << all(report);
  EXPECT_FALSE(find(report, Question::within_the_words, "p1").any_length);
  EXPECT_EQ(find(report, Question::within_the_words, "p1").items, 2);
  const Report long_lists = of({made_up({{"对企业给予10万元奖励", looks}})});
  EXPECT_TRUE(find(long_lists, Question::within_the_words, "p1").any_length) << all(long_lists);
  EXPECT_EQ(find(long_lists, Question::within_the_words, "p1").items, 3);  // the event, and one for each
}

TEST(Verify, SaysWhatIsOutsideAndWhere) {
  const Report report =
      of({made_up({{"对甲类企业给予10万元奖励",
                    "each: 认定 in 企业.认定\nwhen:\n  编号相符: starts with(认定.编号, \"甲\")\n"
                    "amount: 10万元\n" +
                        recognised_matter}})});
  const Obligation& due = find(report, Question::can_be_due, "p1");
  EXPECT_EQ(due.outcome, Outcome::outside) << all(report);
  EXPECT_EQ(due.because.en, "the function `starts with`");
  ASSERT_NE(due.location.source, nullptr);
  EXPECT_FALSE(report.good());  // it is a provision with money
}

// ---- the arithmetic of stacking
// ----------------------------------------------------------------------------

std::int64_t sum_of(const std::vector<determine::Payout>& payouts) {
  std::int64_t sum = 0;
  for (const determine::Payout& payout : payouts) sum += payout.pay;
  return sum;
}

RC_GTEST_PROP(Stack, TermsPayWhatStackingPays, ()) {
  Terms terms;
  const auto fen = [] { return *rc::gen::inRange<std::int64_t>(0, 6); };
  const std::int64_t paid = fen();
  std::vector<OfferTerms> offers;
  std::vector<determine::Offer> real;
  std::vector<determine::Pool> pools;
  std::vector<std::int64_t> figures;
  const auto count = *rc::gen::inRange<std::size_t>(1, 5);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t figure = fen();
    const std::int64_t left = fen();
    const bool top_up = *rc::gen::arbitrary<bool>();
    offers.push_back({terms.whole(figure), terms.whole(left), top_up});
    determine::Offer offer;
    offer.policy = "p";
    offer.provision = std::to_string(i);
    offer.matter = "m";
    offer.top_up = top_up;
    offer.paid_city = paid;
    offer.draws = {{pools.size()}};
    pools.push_back({left, 0});
    real.push_back(offer);
    figures.push_back(figure);
  }
  std::int64_t most = 0;
  for (std::size_t chosen = 0; chosen < count; ++chosen) {
    const Term pays =
        paid_for_matter(terms, offers, terms.whole(paid), terms.whole(static_cast<std::int64_t>(chosen)));
    most = std::max(most, *whole_of(pays.simplify()));
  }
  RC_ASSERT(most == sum_of(*determine::pay_out({real, pools, {}}, figures)));
}

RC_GTEST_PROP(Stack, TermsPayWithinACapWhatStackingPays, ()) {
  Terms terms;
  const auto fen = [] { return *rc::gen::inRange<std::int64_t>(0, 9); };
  determine::Pool pool{fen(), fen()};
  std::vector<DrawTerms> draws;
  std::vector<determine::Offer> real;
  std::vector<std::int64_t> figures;
  const auto count = *rc::gen::inRange<std::size_t>(1, 5);
  for (std::size_t i = 0; i < count; ++i) {
    determine::Offer offer;
    offer.policy = "p";
    offer.provision = std::to_string(i);
    offer.matter = std::to_string(i);
    offer.paid_own = fen();
    offer.paid_city = offer.paid_own + fen();
    offer.draws = {{0, offer.paid_own}};
    figures.push_back(fen());
    draws.push_back({terms.whole(figures.back()), terms.whole(offer.paid_own), terms.whole(offer.paid_city)});
    real.push_back(offer);
  }
  const std::int64_t expected = sum_of(*determine::pay_out({real, {pool}, {}}, figures));
  const Term sum = paid_within_cap(terms, draws, terms.whole(pool.limit), terms.whole(pool.used));
  RC_ASSERT(whole_of(sum.simplify()) == expected);
}

}  // namespace
}  // namespace enact::verify
