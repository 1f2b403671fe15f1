// Determination over a made-up policy: statuses, amounts, what is missing, months, decisions, payments.
#include "determine/determine.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "base/text.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

Facts town_facts(const std::string& text) {
  ReadFacts read = read_facts(std::make_shared<const Source>("facts.yaml", text), test::determiner().model());
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  return std::move(read.facts);
}

// Facts of one enterprise of the town, as YAML below its name.
std::string enterprise(const std::string& facts, const std::string& rest = "", bool absent = true) {
  std::string text = absent ? "unsaid: absent\n" : "";
  text += "subjects:\n  - 企业:\n      代码: " + test::credit_code() + "\n      登记地: \"990001\"\n" + facts;
  return text + rest;
}

// What was decided, and nothing of why.
std::string what_is_decided(const Determination& determination) {
  std::ostringstream text;
  const auto amount = [&](const std::optional<AmountResult>& one) {
    if (!one) return void(text << " none");
    text << " " << (one->min_open ? "(" : "[") << one->min.count << " "
         << (one->max ? std::to_string(one->max->count) : "?");
  };
  for (const SubjectResult& subject : determination.subjects) {
    text << subject.type << subject.identity << subject.label << subject.total.certain.count;
    amount(AmountResult{{}, subject.total.max, false});
    for (const ProvisionResult& result : subject.provisions) {
      text << "\n" << result.provision->id << " " << to_string(result.status) << result.more_possible;
      amount(result.amount);
      for (const Claim& claim : result.claims) {
        text << "\n  " << to_string(claim.status) << claim.matter.key << text::join(claim.matter.parts, "|")
             << (claim.date ? claim.date->to_string() : "") << claim.award_year.value_or(0) << claim.payee
             << claim.payer << claim.money << claim.estimate << claim.already_paid.count
             << text::join(claim.decided_by, "|") << (claim.decision ? claim.decision->by : "");
        amount(claim.offered);
        amount(claim.amount);
        for (const Instalment& one : claim.schedule) text << " " << one.month.to_string() << one.amount.count;
      }
    }
  }
  text << "\n" << determination.total.certain.count;
  amount(AmountResult{{}, determination.total.max, false});
  return text.str() + render(determination.diagnostics, Language::en);
}

// Whether anything says why.
bool says_why(const Determination& determination) {
  return std::any_of(
      determination.subjects.begin(), determination.subjects.end(), [](const SubjectResult& s) {
        return !s.missing.empty() || !s.total.unbounded.empty() ||
               std::any_of(s.provisions.begin(), s.provisions.end(), [](const ProvisionResult& result) {
                 return !result.refused.empty() || !result.conditions.empty() || !result.missing.empty() ||
                        !result.assumptions.empty() || !result.changes.empty() ||
                        std::any_of(result.claims.begin(), result.claims.end(), [](const Claim& claim) {
                          return !claim.event.empty() || !claim.conditions.empty() || !claim.steps.empty() ||
                                 !claim.facts.empty() || !claim.missing.empty() || !claim.reduced_by.empty();
                        });
               });
      });
}

// What is decided does not depend on whether it is explained: every test of this file tries it.
Determination determined(const Facts& facts, const Question& question) {
  Determination found = test::determiner().determine(facts, question);
  Question plain = question;
  plain.explain = false;
  const Determination unexplained = test::determiner().determine(facts, plain);
  EXPECT_EQ(what_is_decided(unexplained), what_is_decided(found));
  EXPECT_FALSE(says_why(unexplained));
  return found;
}

Determination determined(const std::string& text, Date on = {2027, 12, 31}) {
  return determined(town_facts(text), {on, std::nullopt});
}

ProvisionResult provision(const Determination& determination, const std::string& id) {
  for (const ProvisionResult& result : determination.subjects.at(0).provisions) {
    if (result.provision->id == id) return result;
  }
  throw std::out_of_range(id);
}

ConditionResult condition(const ProvisionResult& result, const std::string& name) {
  for (const ConditionResult& one : result.conditions) {
    if (one.name == name) return one;
  }
  throw std::out_of_range(name);
}

std::string recognised(const char* date, const char* number = "R-1") {
  return std::string("      认定:\n        - { 类别: 示范企业, 日期: ") + date + ", 编号: " + number + " }\n";
}

TEST(Determine, AnAwardIsDueWithItsReasons) {
  const Determination found = determined(enterprise(recognised("2026-03-10")));
  const ProvisionResult a1 = provision(found, "a1");
  EXPECT_EQ(a1.status, Status::due);
  ASSERT_EQ(a1.claims.size(), 1U);
  EXPECT_EQ(a1.claims[0].amount->min, Fen{10000000});
  EXPECT_EQ(a1.claims[0].award_year, 2026);
  EXPECT_EQ(a1.claims[0].matter.parts, (std::vector<std::string>{test::credit_code(), "R-1"}));
  const ConditionResult in_town = condition(a1, "本市企业");
  EXPECT_EQ(in_town.verdict, Verdict::met);
  EXPECT_EQ(in_town.assumption, "a1/本市企业");
  ASSERT_FALSE(in_town.facts.empty());
  EXPECT_EQ(in_town.facts[0].path, "企业.登记地");
  EXPECT_EQ(condition(a1, "在施行期内").facts[0].path, "企业.认定[1].日期");
  EXPECT_EQ(found.total.certain, Fen{10000000});
  EXPECT_EQ(found.total.max, Fen{10000000});
}

TEST(Determine, TheDatesInForceAreInclusive) {
  EXPECT_EQ(provision(determined(enterprise(recognised("2026-01-14"))), "a1").status, Status::not_due);
  EXPECT_EQ(provision(determined(enterprise(recognised("2026-01-15"))), "a1").status, Status::due);
  EXPECT_EQ(provision(determined(enterprise(recognised("2027-12-31"))), "a1").status, Status::due);
  const Determination late = determined(enterprise(recognised("2028-01-01")), {2028, 6, 1});
  EXPECT_EQ(provision(late, "a1").status, Status::not_due);
  EXPECT_EQ(provision(late, "a1").refused.size(), 1U);
}

TEST(Determine, WhatHappensAfterTheDayOfAskingDoesNotExist) {
  const Determination found = determined(enterprise(recognised("2026-03-10")), {2026, 3, 9});
  EXPECT_EQ(provision(found, "a1").status, Status::not_due);
  EXPECT_TRUE(provision(found, "a1").refused.empty());
  EXPECT_EQ(provision(determined(enterprise(recognised("2026-03-10")), {2026, 3, 10}), "a1").status,
            Status::due);
}

TEST(Determine, WhatIsNotSaidIsUnknownAndNamed) {
  const Determination found = determined(enterprise("", "", false));
  const ProvisionResult a1 = provision(found, "a1");
  EXPECT_EQ(a1.status, Status::unknown);
  EXPECT_TRUE(a1.more_possible);
  ASSERT_FALSE(a1.missing.empty());
  EXPECT_EQ(a1.missing[0].what, "企业.认定");
  EXPECT_EQ(a1.missing[0].kind, Missing::Kind::open_list);
  EXPECT_EQ(a1.missing[0].ask, (std::vector<std::string>{"市科局"}));
  EXPECT_EQ(found.total.certain, Fen{});
  EXPECT_FALSE(found.total.max);
  EXPECT_FALSE(found.total.unbounded.empty());
}

TEST(Determine, AKnownRefusalNeedsNothingMore) {
  const std::string text = "subjects:\n  - 企业: { 登记地: \"990002\" }\n";
  EXPECT_EQ(provision(determined(text), "a1").status, Status::not_due);
}

TEST(Determine, AThresholdIsStrictAndAbsenceIsNo) {
  const auto status = [](const std::string& facts, bool absent = true) {
    return provision(determined(enterprise(facts, "", absent)), "e1").status;
  };
  EXPECT_EQ(status("      研发费用: 5.00\n      营业收入: 100.00\n"), Status::not_due);
  EXPECT_EQ(status("      研发费用: 5.01\n      营业收入: 100.00\n"), Status::due);
  EXPECT_EQ(status("      研发费用: 5.01\n      营业收入: 0\n"), Status::unknown);
  EXPECT_EQ(status("      营业收入: 100.00\n"), Status::not_due);
  EXPECT_EQ(status("      营业收入: 100.00\n", false), Status::unknown);
}

TEST(Determine, OneRoundingHalfUpAndACapOverALifetime) {
  const std::string facts =
      "      投入:\n"
      "        - { 编号: T1, 金额: 3000000.00, 日期: 2026-06-01 }\n"
      "        - { 编号: T2, 金额: 1000000.00, 日期: 2027-06-01 }\n";
  const ProvisionResult c1 = provision(determined(enterprise(facts)), "c1");
  ASSERT_EQ(c1.claims.size(), 2U);
  EXPECT_EQ(c1.claims[0].amount->min, Fen{90000000});
  EXPECT_EQ(c1.claims[1].amount->min, Fen{10000000});
  ASSERT_EQ(c1.claims[1].reduced_by.size(), 1U);
  EXPECT_EQ(c1.claims[1].reduced_by[0].reason, Reduction::Reason::cap);
  const std::string odd = "      投入: [{ 编号: T1, 金额: 3333333.33, 日期: 2026-06-01 }]\n";
  const Claim claim = provision(determined(enterprise(odd)), "c1").claims.at(0);
  EXPECT_EQ(claim.amount->min, Fen{100000000});
  ASSERT_EQ(claim.steps.size(), 2U);
  EXPECT_EQ(claim.steps[0].en, "3,333,333.33 × 30% = 999,999.999");
  EXPECT_EQ(claim.steps[1].en, "999,999.999 → 1,000,000.00 (half up to the fen)");
}

TEST(Determine, AMatterIsPaidOnce) {
  const std::string twice =
      "      认定:\n"
      "        - { 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }\n"
      "        - { 类别: 示范企业, 日期: 2026-03-11, 编号: ｒ－1 }\n";
  const Determination found = determined(enterprise(twice));
  EXPECT_EQ(found.total.certain, Fen{10000000});
  EXPECT_EQ(provision(found, "a1").claims[1].reduced_by.at(0).reason, Reduction::Reason::same_matter);
  const std::string paid = "paid:\n  - { matter: { kind: 认定, parts: [" + test::credit_code() +
                           ", R-1] }, amount: 40000.00, on: 2026-05-01, policy: yunxi-1, provision: a1 }\n";
  const Determination rest = determined(enterprise(recognised("2026-03-10"), paid));
  EXPECT_EQ(rest.total.certain, Fen{6000000});
  EXPECT_EQ(provision(rest, "a1").claims[0].already_paid, Fen{4000000});
}

TEST(Determine, AMatterWithoutItsNumberIsUnknown) {
  const std::string facts = "      认定: [{ 类别: 示范企业, 日期: 2026-03-10 }]\n";
  const Determination found = determined(enterprise(facts, "", false));
  EXPECT_EQ(provision(found, "a1").status, Status::unknown);
  EXPECT_EQ(provision(found, "a1").missing.at(0).what, "企业.认定[1].编号");
}

std::string project(const std::string& decision = "") {
  std::string rest;
  if (!decision.empty()) {
    rest =
        "decisions:\n  - { provision: b1, matter: [" + test::credit_code() + ", P-1], " + decision + " }\n";
  }
  return enterprise("      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\n", rest);
}

TEST(Determine, ABandIsDecidedWithinItsBounds) {
  const Determination open = determined(project());
  const Claim band = provision(open, "b1").claims.at(0);
  EXPECT_EQ(band.status, Status::due);
  EXPECT_EQ(band.amount->min, Fen{});
  EXPECT_TRUE(band.amount->min_open);
  EXPECT_EQ(band.amount->max, Fen{30000000});
  EXPECT_EQ(open.total.max, Fen{30000000});
  const Determination decided = determined(project("amount: 300000, by: 市科局, reason: 优秀"));
  EXPECT_TRUE(decided.diagnostics.empty());
  EXPECT_EQ(decided.total.certain, Fen{30000000});
}

TEST(Determine, ADecisionThatCannotStandIsRefusedAndTheBandStays) {
  const std::pair<const char*, const char*> bad[] = {
      {"amount: 300000.01, by: 市科局, reason: 优秀", "decision.outside-band"},
      {"amount: 0, by: 市科局, reason: 优秀", "decision.outside-band"},
      {"amount: 100000, by: 市科局", "decision.no-reason"},
      {"amount: 100000, by: 市科局, reason: ' 　'", "decision.no-reason"},
      {"amount: 100000, by: 市税局, reason: 优秀", "decision.wrong-unit"},
  };
  for (const auto& [decision, error] : bad) {
    const Determination found = determined(project(decision));
    ASSERT_EQ(found.diagnostics.size(), 1U) << decision;
    EXPECT_EQ(found.diagnostics[0].code, error);
    EXPECT_TRUE(has_errors(found.diagnostics));
    EXPECT_EQ(provision(found, "b1").claims.at(0).amount->max, Fen{30000000});
  }
  const Determination outside = determined(project("amount: 300000.01, by: 市科局, reason: 优秀"));
  const std::string said = render(outside.diagnostics, Language::en);
  EXPECT_NE(said.find("(0.00, 300,000.00]"), std::string::npos) << said;
  EXPECT_NE(said.find("最高给予30万元补助"), std::string::npos) << said;
}

TEST(Determine, OfTwoDecisionsTheFirstStandsWhateverTheirOrder) {
  const auto decision = [](const std::string& amount, const std::string& on) {
    return "  - { provision: b1, matter: [" + test::credit_code() + ", P-1], amount: " + amount +
           ", by: 市科局, reason: 优秀, on: " + on + " }\n";
  };
  const std::string early = decision("100000", "2026-06-01");
  const std::string late = decision("200000", "2026-07-01");
  for (const std::string& both : {early + late, late + early}) {
    const Determination found = determined(project() + "decisions:\n" + both);
    ASSERT_EQ(found.diagnostics.size(), 1U);
    EXPECT_EQ(found.diagnostics[0].code, "decision.twice");
    EXPECT_NE(found.diagnostics[0].message.en.find("100000"), std::string::npos);
    EXPECT_EQ(found.total.certain, Fen{10000000});
  }
}

TEST(Determine, APaymentThatNoClaimHasIsTold) {
  const auto paid = [](const std::string& number) {
    return determined(project() + "paid:\n  - { matter: { kind: 项目, parts: [" + test::credit_code() + ", " +
                      number + "] }, amount: 1, on: 2026-06-01 }\n");
  };
  EXPECT_TRUE(paid("p-1").diagnostics.empty());
  const Determination other = paid("P-2");
  ASSERT_EQ(other.diagnostics.size(), 1U);
  EXPECT_EQ(other.diagnostics[0].code, "paid.no-claim");
  EXPECT_FALSE(has_errors(other.diagnostics));
}

TEST(Determine, ADecisionOfALaterDayDoesNotExist) {
  const Determination found =
      determined(project("amount: 300000, by: 市科局, reason: 优秀, on: 2027-01-01"), {2026, 12, 31});
  EXPECT_EQ(found.total.certain, Fen{});
}

TEST(Determine, MonthsAreClaimsOfTheirOwn) {
  const auto months = [](const std::string& trainee, Date on = {2026, 12, 31}) {
    return provision(determined(enterprise("      学员: [{ " + trainee + " }]\n"), on), "d1").claims.size();
  };
  EXPECT_EQ(months("姓名: 甲, 开始: 2026-03-20, 结束: 2026-12-01"), 10U);
  EXPECT_EQ(months("姓名: 甲, 开始: 2026-03-20, 结束: null"), 10U);  // runs still: up to the day of asking
  EXPECT_EQ(months("姓名: 甲, 开始: 2026-03-20, 结束: 2027-12-01", {2026, 4, 1}), 2U);
  EXPECT_EQ(months("姓名: 甲, 开始: 2026-03-01, 结束: 2026-12-01, 中止: [2026-05-01, 2026-06-01]"), 8U);
  EXPECT_EQ(months("姓名: 甲, 开始: 2025-11-01, 结束: 2026-02-28"), 2U);  // January is partly in force
  // A month that is partly in force is held to the conditions like any other.
  EXPECT_EQ(months("姓名: 甲, 开始: 2025-11-01, 结束: 2026-02-28, 中止: [2026-01-01]"), 1U);
}

TEST(Determine, APersonMonthIsPaidOnceAcrossSubjects) {
  std::string text = enterprise("      学员: [{ 姓名: 甲, 开始: 2026-03-01, 结束: 2026-03-31 }]\n");
  text += "  - 企业: { 名称: 另一家, 学员: [{ 姓名: 甲, 开始: 2026-03-01, 结束: 2026-04-30 }] }\n";
  EXPECT_EQ(determined(text).total.certain, Fen{200000});
}

TEST(Determine, FactsKnownLaterAreNotKnown) {
  const std::string text =
      enterprise("      研发费用: { value: 10, known_on: 2027-02-01 }\n      营业收入: 100\n", "", false);
  const Facts facts = town_facts(text);
  const auto status = [&](std::optional<Date> known_on) {
    const Determination found = determined(facts, {{2027, 12, 31}, known_on});
    return provision(found, "e1").status;
  };
  EXPECT_EQ(status(std::nullopt), Status::due);
  EXPECT_EQ(status(Date{2027, 2, 1}), Status::due);
  EXPECT_EQ(status(Date{2027, 1, 31}), Status::unknown);
  Facts rest_absent = facts;
  rest_absent.unsaid_absent = true;
  const Determination before = determined(rest_absent, {{2027, 12, 31}, Date{2027, 1, 31}});
  EXPECT_EQ(provision(before, "e1").status, Status::unknown);
}

TEST(Determine, ContradictingFactsAreShownAndTheAttestedOneCounts) {
  Facts facts = town_facts(enterprise("      研发费用: 10\n      营业收入: 100\n"));
  Fact attested = facts.subjects[0].facts[2];
  ASSERT_EQ(attested.name, "研发费用");
  attested.value = feel::Value(Decimal(1));
  attested.provenance.attested_by = "市税局";
  facts.subjects[0].facts.push_back(attested);
  const Determination found = determined(facts, {{2027, 12, 31}, std::nullopt});
  EXPECT_EQ(provision(found, "e1").status, Status::not_due);
  ASSERT_EQ(found.diagnostics.size(), 1U);
  EXPECT_EQ(found.diagnostics[0].code, "facts.conflict");
  facts.subjects[0].facts.back().provenance.attested_by = "";
  const Determination torn = determined(facts, {{2027, 12, 31}, std::nullopt});
  EXPECT_EQ(provision(torn, "e1").status, Status::unknown);
}

TEST(Determine, TheSameInputGivesTheSameBytes) {
  const std::string text = enterprise(recognised("2026-03-10"));
  EXPECT_EQ(to_json(determined(text)), to_json(determined(text)));
  EXPECT_FALSE(to_text(determined(text), Language::zh).empty());
}

// Telling one more fact never widens the bounds, and never turns a settled provision back.
RC_GTEST_PROP(DetermineLaws, KnowledgeOnlyNarrows, ()) {
  const std::vector<std::string> all{
      "      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n",
      "      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\n",
      "      投入: [{ 编号: T1, 金额: 3000000, 日期: 2026-06-01 }]\n",
      "      学员: [{ 姓名: 甲, 开始: 2026-03-01, 结束: 2026-03-31 }]\n",
      "      研发费用: 10\n",
      "      营业收入: 100\n",
  };
  std::string said;
  std::vector<std::string> unsaid;
  for (const std::string& fact : all) {
    if (*rc::gen::arbitrary<bool>()) {
      said += fact;
    } else {
      unsaid.push_back(fact);
    }
  }
  RC_PRE(!unsaid.empty());
  const std::string more = said + *rc::gen::elementOf(unsaid);
  const Determination before = determined(enterprise(said, "", false));
  const Determination after = determined(enterprise(more, "", false));
  RC_ASSERT(after.total.certain >= before.total.certain);
  if (before.total.max) RC_ASSERT(after.total.max && *after.total.max <= *before.total.max);
  for (std::size_t i = 0; i < before.subjects[0].provisions.size(); ++i) {
    const Status was = before.subjects[0].provisions[i].status;
    if (was != Status::unknown) RC_ASSERT(after.subjects[0].provisions[i].status == was);
  }
}

}  // namespace
}  // namespace enact::determine
