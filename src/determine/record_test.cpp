// Records of determinations, replayed; two results compared; facts written and read back; what was known
// when.
#include "determine/record.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "determine/test_package.hpp"
#include "policy/image.hpp"

namespace enact::determine {
namespace {

using test::credit_code;

std::string facts_text(const std::string& more, const std::string& below = "") {
  return "unsaid: absent\nsubjects:\n  - 企业:\n      代码: " + credit_code() +
         "\n      登记地: \"990001\"\n" + more + below;
}

Facts facts_of(const std::string& text) {
  const ReadFacts read =
      read_facts(std::make_shared<const Source>("facts.yaml", text), test::determiner().model());
  EXPECT_FALSE(has_errors(read.diagnostics)) << render(read.diagnostics, Language::en);
  return read.facts;
}

Record recorded(const std::string& facts) {
  const Question question{Date{2027, 6, 30}, std::nullopt};
  const std::string image = policy::to_image(test::package_files(), "policies/yunxi-1");
  return {.engine = policy::engine_version,
          .policies = {{test::sample_package()->hash, image}},
          .facts_name = "facts.yaml",
          .facts = facts,
          .question = question,
          .result = to_json(test::determiner().determine(facts_of(facts), question))};
}

const std::string two_recognitions =
    "      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }, { 类别: 示范企业, 日期: 2026-04-10, 编号: "
    "R-2 "
    "}]\n";

TEST(Record, IsReadBackAndReplaysIdentically) {
  const Record record = recorded(facts_text(two_recognitions));
  const auto read = read_record(to_json(record));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(to_json(*read), to_json(record));
  ASSERT_EQ(read->policies.size(), 1U);
  const auto package = policy::from_image(read->policies.front().image, policy::ImageUse::replay);
  ASSERT_TRUE(package.has_value());
  const auto made = replay(*read, {*package});
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(made->identical);
  EXPECT_TRUE(made->differences.empty());
}

TEST(Record, ADifferenceIsToldByProvisionAndClaim) {
  Record record = recorded(facts_text(two_recognitions));
  const std::string figure = "\"amount_fen\":10000000";
  record.result.replace(record.result.find(figure, record.result.find("R-2")), figure.size(),
                        "\"amount_fen\":9000000");
  const auto made = replay(record, {test::sample_package()});
  ASSERT_TRUE(made.has_value());
  EXPECT_FALSE(made->identical);
  ASSERT_EQ(made->differences.size(), 1U) << to_json(made->differences);
  const ResultDifference& one = made->differences.front();
  EXPECT_EQ(one.subject, "企业 " + credit_code());
  EXPECT_EQ(one.provision, "yunxi-1/a1");
  EXPECT_NE(one.claim.find("R-2"), std::string::npos) << one.claim;
  EXPECT_EQ(one.member, "amount_fen");
  EXPECT_EQ(one.before, "9000000");
  EXPECT_EQ(one.after, "10000000");
  EXPECT_TRUE(one.outcome());
  EXPECT_NE(to_text(made->differences, Language::zh).find("金额：90,000.00 元 → 100,000.00 元"),
            std::string::npos);
}

TEST(Record, WhatIsNoRecordIsRefused) {
  for (const char* text : {"", "{}", "[]", R"({"format":"enact-record-1"})"}) {
    const auto read = read_record(text);
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().front().code, "record.broken");
  }
}

TEST(Differences, AClaimThatOnlyOneSideHas) {
  const Question question{Date{2027, 6, 30}, std::nullopt};
  const auto result = [&](const std::string& facts) {
    return to_json(test::determiner().determine(facts_of(facts_text(facts)), question));
  };
  const auto differences = compare_results(
      result("      认定: [{ 类别: 示范企业, 日期: 2026-03-10, 编号: R-1 }]\n"), result(two_recognitions));
  int added = 0;
  for (const ResultDifference& one : differences) {
    if (one.claim.find("R-2") == std::string::npos || one.member != "amount_fen") continue;
    ++added;
    EXPECT_EQ(one.before, "");
    EXPECT_EQ(one.after, "10000000");
  }
  EXPECT_EQ(added, 1) << to_json(differences);
  EXPECT_TRUE(compare_results(result(two_recognitions), result(two_recognitions)).empty());
}

TEST(FactsJson, IsReadBackToTheSameFacts) {
  const Facts facts = facts_of(facts_text(
      two_recognitions +
          "      研发费用: { values: [{ value: 5.10, known_on: 2026-05-01 }, { value: 6.25, source: 更正, "
          "attested_by: 市税局, on: 2026-01-01, known_on: 2026-06-01 }] }\n      学员: { open: true, items: "
          "[] }\n"
          "      项目: [{ 编号: P-1, 合格: true, 日期: 2026-05-01 }]\n",
      "decisions:\n  - { provision: b1, matter: [" + credit_code() +
          ", P-1], amount: 200000, by: 市科局, reason: 好, on: 2026-06-01 }\npaid:\n  - { matter: { kind: "
          "认定, "
          "parts: [" +
          credit_code() + ", R-1] }, amount: 30000.50, on: 2026-06-02, policy: yunxi-1, provision: a1 }\n"));
  const std::string written = facts_json(facts);
  EXPECT_EQ(facts_json(facts_of(written)), written);
  EXPECT_EQ(facts_of(written).subjects.front().facts.size(), facts.subjects.front().facts.size());
  for (const Date& on : {Date{2026, 5, 31}, Date{2027, 6, 30}}) {
    const Question question{on, on};
    // Only a warning about a place in the file may differ.
    const auto result = [&](const Facts& given) {
      const Determination made = test::determiner().determine(given, question);
      return to_json(made.subjects.front(), made);
    };
    EXPECT_EQ(result(facts_of(written)), result(facts));
  }
}

// Revenue 100, R&D 5 as declared, corrected to 6 on 2026-06-01: over 5 % only by what was known later.
TEST(KnownOn, ALateCorrectionOfAFactShowsWhatItChanges) {
  const Facts facts = facts_of(facts_text(
      "      营业收入: 100\n      研发费用: { values: [{ value: 5, on: 2026-01-01, known_on: 2026-02-01 }, "
      "{ value: 6, on: 2026-01-01, known_on: 2026-06-01 }] }\n"));
  const auto on = [&](const Date& known_on) {
    return to_json(test::determiner().determine(facts, {Date{2027, 6, 30}, known_on}));
  };
  const auto differences = compare_results(on({2026, 5, 31}), on({2026, 6, 1}));
  const auto status = std::ranges::find_if(differences, [](const ResultDifference& one) {
    return one.provision == "yunxi-1/e1" && one.claim.empty() && one.member == "status";
  });
  ASSERT_NE(status, differences.end()) << to_json(differences);
  EXPECT_EQ(status->before, "not_due");
  EXPECT_EQ(status->after, "due");
}

// 10万元 until it became known on 2026-05-01 that from 2026-03-01 on the figure is 12万元.
TEST(KnownOn, ParametersAndConditionsHaveTheAxisToo) {
  policy::FileSet files = test::package_files();
  std::string& text = files.at("policies/yunxi-1/policy.md");
  const auto put = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  put("amount: 10万元", "amount: 参数.标准");
  put("  在施行期内: 认定.日期 in 政策.施行期",
      "  在施行期内: 认定.日期 in 政策.施行期\n  编号规范: { rule: '认定.编号 = \"R-1\"', known: 2026-08-01 "
      "}");
  files["policies/yunxi-1/parameters/a.yaml"] =
      "标准:\n  type: number<元>\n  ask: [市科局]\n  values:\n    - { value: 10万元, source: 文件 }\n"
      "    - { from: 2026-03-01, known: 2026-05-01, value: 12万元, source: 更正通知 }\n";
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-1");
  ASSERT_TRUE(loaded.package != nullptr);
  const Determiner determiner({loaded.package});
  const Facts facts = facts_of(facts_text(two_recognitions));
  const auto certain = [&](const std::optional<Date>& known_on) {
    return determiner.determine(facts, {Date{2027, 6, 30}, known_on}).total.certain.count / 100;
  };
  EXPECT_EQ(certain(Date{2026, 4, 30}), 200'000);  // 2 × 10万元
  EXPECT_EQ(certain(Date{2026, 5, 1}), 240'000);   // 2 × 12万元
  EXPECT_EQ(certain(Date{2026, 8, 1}), 120'000);   // R-2 is refused by the condition known since
  EXPECT_EQ(certain(std::nullopt), 120'000);
}

}  // namespace
}  // namespace enact::determine
