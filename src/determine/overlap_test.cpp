// What a package declares about overlap, determined: sets of provisions of which the better is paid, benefits
// in their order, upper-level payments deducted, caps by year, rankings.
#include <gtest/gtest.h>

#include "determine/determine.hpp"
#include "determine/explanation.hpp"
#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

using Changes = std::vector<std::pair<std::string, std::string>>;

// The sample package with its policy.md and vocabulary changed in places.
Determiner with(const Changes& changes) {
  policy::FileSet files = test::package_files();
  for (const auto& [from, to] : changes) {
    bool found = false;
    for (const char* name : {"policies/yunxi-1/policy.md", "policies/yunxi-1/vocabulary.yaml"}) {
      std::string& text = files[name];
      const std::size_t at = text.find(from);
      if (at == std::string::npos) continue;
      text.replace(at, from.size(), to);
      found = true;
    }
    EXPECT_TRUE(found) << from;
  }
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  EXPECT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  return Determiner({loaded.package});
}

Determination paid_out(const Determiner& determiner, const std::string& text) {
  ReadFacts read = read_facts(std::make_shared<const Source>("facts.yaml", text), determiner.model());
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  return determiner.determine(read.facts, {Date{2027, 12, 31}, std::nullopt});
}

std::string facts_with(const std::string& facts, const std::string& rest = "") {
  return "unsaid: absent\nsubjects:\n  - 企业:\n      代码: " + test::credit_code() +
         "\n      登记地: \"990001\"\n" + facts + rest;
}

const ProvisionResult& result_of(const Determination& determination, const std::string& id,
                                 std::size_t subject = 0) {
  for (const ProvisionResult& result : determination.subjects.at(subject).provisions) {
    if (result.provision->id == id) return result;
  }
  throw std::out_of_range(id);
}

std::string paid(const std::string& provision, const std::string& kind, const std::string& number,
                 const std::string& amount, const std::string& more = "") {
  return "paid:\n  - { matter: { kind: " + kind + ", parts: [" + test::credit_code() + ", " + number +
         "] }, amount: " + amount + ", on: 2026-12-01, policy: yunxi-1, provision: " + provision + more +
         " }\n";
}

const std::string recognition = "      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n";
const std::string project_done = "      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\n";
const std::string decided = "decisions:\n  - { provision: b1, matter: [" + test::credit_code() +
                            ", P-1], amount: 300000, by: 市科局, reason: 好 }\n";
std::string invested(const std::string& amount) {
  return "      投入: [{ 编号: T1, 金额: " + amount + ", 日期: 2026-06-01 }]\n";
}

const Determiner& two_sets() {
  static const Determiner made = with({{"sample: true\n",
                                        "sample: true\nalternatives:\n  - { id: 择优, title: { zh: 择优, en: "
                                        "the better }, sets: [[a1, c1], [b1]] }\n"}});
  return made;
}

TEST(Overlap, TheBetterSetIsPaidWhole) {
  // 100,000 + 30 % of 1,000,000 = 400,000 against 300,000.
  Determination found =
      paid_out(two_sets(), facts_with(recognition + project_done + invested("1000000"), decided));
  EXPECT_EQ(found.total.certain, Fen{40'000'000});
  EXPECT_EQ(found.total.max, Fen{40'000'000});
  const Claim& lost = result_of(found, "b1").claims.at(0);
  EXPECT_EQ(lost.amount->max, Fen{0});
  ASSERT_EQ(lost.reduced_by.size(), 1U);
  EXPECT_EQ(lost.reduced_by[0].reason, Reduction::Reason::better_set);
  EXPECT_EQ(lost.reduced_by[0].text.en,
            "the better set: the better, yunxi-1/a1 + yunxi-1/c1 is paid (400,000.00 in all)");
  ASSERT_EQ(found.subjects[0].alternatives.size(), 1U);
  EXPECT_EQ(found.subjects[0].alternatives[0].chosen, 0U);
  EXPECT_NE(to_text(found, Language::en)
                .find("  the better set: the better\n    yunxi-1/a1 + yunxi-1/c1 400,000.00 (chosen)\n"
                      "    yunxi-1/b1 300,000.00\n"),
            std::string::npos);
  EXPECT_EQ(found.subjects[0].alternatives[0].totals, (std::vector<Fen>{{40'000'000}, {30'000'000}}));
  // 100,000 + 199,999.80 is less than 300,000.
  found = paid_out(two_sets(), facts_with(recognition + project_done + invested("666666.00"), decided));
  EXPECT_EQ(found.total.certain, Fen{30'000'000});
  EXPECT_EQ(result_of(found, "a1").claims.at(0).amount->max, Fen{0});
}

TEST(Overlap, AnOpenBandLeavesTheSetsOpenAndTheLesserTotalPayable) {
  // b1 is decided within (0, 300,000]; a1 + c1 are 100,000 + 90,000.
  const Determination found =
      paid_out(two_sets(), facts_with(recognition + project_done + invested("300000")));
  EXPECT_EQ(found.total.certain, Fen{19'000'000});
  EXPECT_EQ(found.total.max, Fen{30'000'000});
  const Claim& a1 = result_of(found, "a1").claims.at(0);
  EXPECT_EQ(a1.amount->min, Fen{0});
  EXPECT_EQ(a1.amount->max, Fen{10'000'000});
  // Whatever is decided, 190,000 are owed, and what b1 would give more is paid after it.
  EXPECT_EQ(a1.payable, Fen{10'000'000});
  EXPECT_EQ(result_of(found, "c1").claims.at(0).payable, Fen{9'000'000});
  EXPECT_EQ(result_of(found, "b1").claims.at(0).payable, Fen{0});
}

// "可先行兑付：100,000.00 元（…）", and the set that pays instead with the sums of both.
TEST(Overlap, TheExplanationSaysWhatIsPayableNowAndWhichSetIsPaid) {
  const auto told = [](const Determination& found, const std::string& id, Language language) {
    return to_text(explain(result_of(found, id)), language, 200);
  };
  const Determination open =
      paid_out(two_sets(), facts_with(recognition + project_done + invested("300000")));
  EXPECT_NE(told(open, "a1", Language::zh).find("可先行兑付：100,000.00 元"), std::string::npos);
  EXPECT_NE(told(open, "a1", Language::en).find("payable now: 100,000.00 CNY"), std::string::npos);
  EXPECT_EQ(told(open, "b1", Language::en).find("payable now"), std::string::npos);
  const Determination settled =
      paid_out(two_sets(), facts_with(recognition + project_done + invested("1000000"), decided));
  EXPECT_NE(told(settled, "b1", Language::zh).find("从优：择优，选择 "), std::string::npos);
  EXPECT_EQ(told(settled, "a1", Language::en).find("payable now"), std::string::npos);
}

TEST(Overlap, WhatAnotherSetWasPaidIsDeducted) {
  // 400,000 in all, 300,000 paid for the project before.
  const Determination found =
      paid_out(two_sets(), facts_with(recognition + project_done + invested("1000000"),
                                      decided + paid("b1", "项目", "P-1", "300000")));
  EXPECT_EQ(found.total.certain, Fen{10'000'000});
}

TEST(Overlap, UpperLevelPaymentsAreDeductedWhereTheProvisionSaysSo) {
  const Determiner deducting =
      with({{"amount: 10万元\n", "amount: 10万元\nstacking: { upper-level: deducted }\n"}});
  const std::string facts = facts_with(recognition, paid("b1", "认定", "R-1", "40000", ", level: province"));
  const Determination found = paid_out(deducting, facts);
  EXPECT_EQ(found.total.certain, Fen{6'000'000});
  EXPECT_EQ(result_of(found, "a1").claims.at(0).reduced_by.at(0).reason, Reduction::Reason::upper_level);
  EXPECT_NE(to_text(explain(result_of(found, "a1")), Language::zh).find("扣减上级已付 40,000.00 元"),
            std::string::npos);
  EXPECT_EQ(paid_out(test::determiner(), facts).total.certain, Fen{10'000'000});
}

TEST(Overlap, ACapByYearCountsThePaymentsOfItsYear) {
  const Determiner yearly = with({{"over: lifetime", "over: year"}});
  const std::string facts =
      "      投入:\n"
      "        - { 编号: T1, 金额: 3000000, 日期: 2026-06-01 }\n"
      "        - { 编号: T2, 金额: 3000000, 日期: 2027-06-01 }\n";
  // 900,000 + 900,000, of which the first is paid.
  const std::string before = paid("c1", "投入", "T1", "900000");
  EXPECT_EQ(paid_out(yearly, facts_with(facts)).total.certain, Fen{180'000'000});
  EXPECT_EQ(paid_out(yearly, facts_with(facts, before)).total.certain, Fen{90'000'000});
  // Paid in 2026 for an investment that is not before us: of that year 100,000 are left.
  const std::string other = paid("c1", "投入", "T9", "900000");
  EXPECT_EQ(paid_out(yearly, facts_with(facts, other)).total.certain, Fen{100'000'00 + 90'000'000});
}

TEST(Overlap, ARepeatableProvisionStandsBesideOthersAndPaysAMatterOnce) {
  const Determiner repeatable =
      with({{"amount: 10万元\n", "amount: 10万元\nstacking: { same-city: repeatable }\n"}});
  const std::string twice =
      "      认定:\n"
      "        - { 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }\n"
      "        - { 类别: 示范企业, 日期: 2026-03-11, 编号: R-1 }\n";
  EXPECT_EQ(paid_out(repeatable, facts_with(twice)).total.certain, Fen{10'000'000});
  // What another provision has paid for the matter is not deducted from it.
  const Determination found =
      paid_out(repeatable, facts_with(recognition, paid("b1", "认定", "R-1", "40000")));
  EXPECT_EQ(found.total.certain, Fen{10'000'000});
}

TEST(Overlap, ThoseToWhomAProvisionIsDueAreRankedByWhatItDeclares) {
  const Determiner ranked =
      with({{"task: { units: [市税局]",
             "rank by:\n  - { value: 企业.研发费用 / 企业.营业收入, title: { zh: 强度, en: intensity } }\n"
             "  - { value: 企业.名称, order: ascending }\ntask: { units: [市税局]"}});
  std::string facts = "unsaid: absent\nsubjects:\n";
  int next = 0;
  const auto add = [&](const std::string& name, const std::string& research) {
    facts += "  - 企业: { 代码: " + test::credit_code("91990001MA2XY000" + std::to_string(++next)) +
             (name.empty() ? "" : ", 名称: " + name) + ", 研发费用: " + research + ", 营业收入: 1000 }\n";
  };
  add("c", "60");   // 6 %
  add("b", "100");  // 10 %
  add("a", "60");   // 6 %, before c by its name
  add("d", "50");   // 5 %: not due
  add("", "200");   // its name is not known: unranked
  add("b", "100");  // equals the second
  const Determination found = paid_out(ranked, facts);
  ASSERT_EQ(found.rankings.size(), 1U);
  std::vector<std::pair<int, std::size_t>> places;
  for (const Ranking::Place& place : found.rankings[0].places)
    places.emplace_back(place.place, place.subject);
  EXPECT_EQ(places, (std::vector<std::pair<int, std::size_t>>{{1, 1}, {1, 5}, {3, 2}, {4, 0}, {0, 4}}));
  const std::string text = to_text(found, Language::en);
  EXPECT_NE(text.find("e1 ranking\n  1 b "), std::string::npos) << text;
  EXPECT_NE(text.find("(intensity 0.06, 企业.名称 a)\n  4 c "), std::string::npos) << text;
}

TEST(Overlap, OfBenefitsThePreferredOneIsGiven) {
  const Determiner preferring =
      with({{"text: 年研发费用占营业收入比重超5%的企业优先推荐\n",
             "text: 的企业优先推荐\nmatter: { kind: 推荐, parts: [企业.代码] }\nbenefit: 优先\n"},
            {"rule: 企业.研发费用 / 企业.营业收入 > 5%, words: 超, text: 年研发费用占营业收入比重超5% }",
             "rule: 企业.研发费用 / 企业.营业收入 > 5% }"},
            {"```yaml\nprovision: e1",
             "```yaml\nprovision: f1\nkind: priority\ntitle: 推荐\ntext: "
             "年研发费用占营业收入比重超5%\nsubject: 企业\n"
             "when: { 有研发: 企业.研发费用 > 企业.营业收入 * 5% }\nmatter: { kind: 推荐, parts: [企业.代码] "
             "}\nbenefit: 普通\n```\n\n"
             "```yaml\nprovision: e1"},
            {"matters:\n",
             "benefits: { 优先: First, 普通: Ordinary }\nmatters:\n  推荐: { parts: [企业], en: "
             "Recommendation }\n"}});
  const Determination found = paid_out(preferring, facts_with("      研发费用: 60\n      营业收入: 1000\n"));
  EXPECT_EQ(result_of(found, "f1").status, Status::due);
  const Claim& ordinary = result_of(found, "f1").claims.at(0);
  ASSERT_EQ(ordinary.reduced_by.size(), 1U);
  EXPECT_EQ(ordinary.reduced_by[0].reason, Reduction::Reason::preferred);
  EXPECT_EQ(ordinary.reduced_by[0].provision, "e1");
  EXPECT_TRUE(result_of(found, "e1").claims.at(0).reduced_by.empty());
}

}  // namespace
}  // namespace enact::determine
