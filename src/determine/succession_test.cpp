// Two versions of one policy side by side: an event is judged by one of them, a matter is paid once.
#include "policy/succession.hpp"

#include <gtest/gtest.h>

#include "determine/test_package.hpp"

namespace enact::determine {
namespace {

using test::credit_code;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// The made-up policy once more, with 12万元 in place of 10万元, in place of it from 2026-07-01.
policy::PackagePtr later(const std::string& more = "", const std::string& from = "2026-07-01",
                         const std::string& head = "") {
  policy::FileSet files;
  const std::string official = replaced(test::official, "10万元", "12万元");
  for (const auto& [path, text] : test::package_files()) {
    files[replaced(path, "yunxi-1", "yunxi-2")] =
        replaced(replaced(text, "yunxi-1", "yunxi-2"), "10万元", "12万元");
  }
  std::string& text = files.at("policies/yunxi-2/policy.md");
  text = replaced(text, policy::sha256(test::official), policy::sha256(official));
  text = replaced(text, "sample: true\n",
                  "sample: true\nsupersedes: { policy: yunxi-1, from: " + from + more + " }\n" + head);
  const policy::Loaded loaded = policy::load_package(files, "policies/yunxi-2");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

Determination both(const std::string& facts, const std::string& more = "", const std::string& head = "") {
  const Determiner determiner({test::sample_package(), later(more, "2026-07-01", head)});
  const ReadFacts read =
      read_facts(std::make_shared<const Source>(
                     "facts.yaml", "unsaid: absent\nsubjects:\n  - 企业:\n      代码: " + credit_code() +
                                       "\n      登记地: \"990001\"\n" + facts),
                 determiner.model());
  EXPECT_FALSE(has_errors(read.diagnostics)) << render(read.diagnostics, Language::en);
  return determiner.determine(read.facts, {Date{2027, 6, 30}, std::nullopt});
}

std::int64_t yuan(const Determination& made, const std::string& policy, const std::string& provision) {
  for (const ProvisionResult& result : made.subjects.at(0).provisions) {
    if (result.package->id == policy && result.provision->id == provision) {
      return result.amount ? result.amount->min.count / 100 : 0;
    }
  }
  ADD_FAILURE() << policy << "/" << provision;
  return -1;
}

// 30 June: 100,000 by the earlier version; 1 July: 120,000 by the later one; 220,000 in all.
TEST(Succession, AnEventIsJudgedByTheVersionInForceOnItsDay) {
  const Determination made = both(
      "      认定: [{ 类别: 示范企业, 日期: 2026-06-30, 编号: R-1 }, { 类别: 示范企业, 日期: 2026-07-01, "
      "编号: "
      "R-2 }]\n");
  EXPECT_EQ(yuan(made, "yunxi-1", "a1"), 100'000);
  EXPECT_EQ(yuan(made, "yunxi-2", "a1"), 120'000);
  EXPECT_EQ(made.total.certain, Fen{22'000'000});
}

// 100,000 were paid under the earlier version for a matter of the later one: the difference of 20,000 is
// left.
TEST(Succession, WhatWasPaidUnderTheEarlierVersionCounts) {
  const Determination made = both(
      "      认定: [{ 类别: 示范企业, 日期: 2026-07-01, 编号: R-2 }]\npaid:\n  - { matter: { kind: 认定, "
      "parts: "
      "[" +
      credit_code() + ", R-2] }, amount: 100000, on: 2026-08-01, policy: yunxi-1, provision: a1 }\n");
  EXPECT_EQ(made.total.certain, Fen{2'000'000});
}

// Of the lifetime cap of 1,000,000 the earlier version has paid 900,000: of 30 % of 1,000,000 100,000 are
// left.
TEST(Succession, ACapCountsWhatTheEarlierVersionPaid) {
  const Determination made = both(
      "      投入: [{ 编号: T-2, 金额: 1000000, 日期: 2026-08-01 }]\npaid:\n  - { matter: { kind: 投入, "
      "parts: [" +
      credit_code() + ", T-1] }, amount: 900000, on: 2026-06-01, policy: yunxi-1, provision: c1 }\n");
  EXPECT_EQ(made.total.certain, Fen{10'000'000});
}

// The better of 120,000 and 30 % of 1,000,000 is 300,000, of which 100,000 were paid under the other set by
// the earlier version.
TEST(Succession, AnAlternativeCountsWhatTheEarlierVersionPaid) {
  const Determination made = both(
      "      认定: [{ 类别: 示范企业, 日期: 2026-07-01, 编号: R-2 }]\n"
      "      投入: [{ 编号: T-2, 金额: 1000000, 日期: 2026-08-01 }]\n"
      "paid:\n  - { matter: { kind: 认定, parts: [" +
          credit_code() + ", R-2] }, amount: 100000, on: 2026-08-01, policy: yunxi-1, provision: a1 }\n",
      "", "alternatives: [{ id: 择优, sets: [[a1], [c1]] }]\n");
  EXPECT_EQ(made.total.certain, Fen{20'000'000});
}

// May to August at 1,000 a month: 2,000 by each version. Kept, the earlier one goes on; each month is paid
// once.
TEST(Succession, MonthsAreDividedOrKeptAndPaidOnce) {
  const std::string trainee = "      学员: [{ 姓名: 甲, 开始: 2026-05-01, 结束: 2026-08-31 }]\n";
  const Determination divided = both(trainee);
  EXPECT_EQ(yuan(divided, "yunxi-1", "d1"), 2'000);
  EXPECT_EQ(yuan(divided, "yunxi-2", "d1"), 2'000);
  const Determination kept = both(trainee, ", keeps: [d1]");
  EXPECT_EQ(kept.total.certain, Fen{400'000});
  EXPECT_EQ(divided.total.certain, Fen{400'000});
  EXPECT_EQ(yuan(kept, "yunxi-1", "d1") + yuan(kept, "yunxi-2", "d1"), 4'000);
}

TEST(Succession, AVersionAloneIsItself) {
  const auto package = test::sample_package();
  EXPECT_EQ(policy::side_by_side({package}).front(), package);
  EXPECT_THROW(later("", "2030-01-01"), std::runtime_error);
}

}  // namespace
}  // namespace enact::determine
