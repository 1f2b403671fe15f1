#include "mutate/mutate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "mutate/test_package.hpp"
#include "policy/load.hpp"

namespace enact::mutate {
namespace {

using test::example;
using test::package;
using testing::HasSubstr;

const Mutant& find(const Report& report, const std::string& id) {
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fault.id == id) return mutant;
  }
  ADD_FAILURE() << "no fault `" << id << "`\n" << to_json(report);
  static const Mutant none;
  return none;
}

const std::string turned = "a1 / when.投入超限 / > → >=";

// 600,000 exceeds 500,000: 10 % is 60,000.
SourcePtr plain() {
  return example("plain", {{"2026-05-01", "600000.00"}}, "60000.00");
}
// Exactly the limit does not exceed it: only 60,000 for the other.
SourcePtr exactly() {
  return example("exactly", {{"2026-05-01", "600000.00"}, {"2026-06-01", "500000.00"}}, "60000.00");
}

// Without proofs, where they do not matter.
Report tried(const Package& package) {
  Options options;
  options.prove = false;
  return mutate(package, options, nullptr);
}

// Of the package with the plain example alone.
const Report& proved() {
  static const Package alone = package({plain()});
  static const Report report = mutate(alone, {}, nullptr);
  return report;
}

TEST(Mutate, FindsABoundaryThatNoExampleTriesAndTheExampleThatWould) {
  const Mutant& survivor = find(proved(), turned);
  EXPECT_EQ(survivor.fate, Fate::survivor);
  ASSERT_TRUE(survivor.example);
  EXPECT_THAT(survivor.example->finding.facts, HasSubstr("500000"));
  EXPECT_THAT(survivor.example->finding.gives.at(0).en, HasSubstr("not due"));
  EXPECT_THAT(survivor.example->finding.gives.at(1).en, HasSubstr("50,000.00"));

  const Package with = package({plain(), exactly()});
  const Report report = tried(with);
  const Mutant& caught = find(report, turned);
  EXPECT_EQ(caught.fate, Fate::examples);
  EXPECT_EQ(caught.by, "examples/exactly.yaml");
}

TEST(Mutate, AsksWhatElseIsWorkedOutFromThePackage) {
  Package with = package({plain()});
  const std::string whole = policy::load_package(with.files, with.folder).package->hash;
  with.also = [&](const policy::PackagePtr& made) {
    return made->hash == whole ? std::nullopt : std::optional<std::string>("a sheet");
  };
  const Report report = tried(with);
  EXPECT_EQ(find(report, turned).fate, Fate::examples);
  EXPECT_EQ(find(report, turned).by, "a sheet");
  with.also = [](const policy::PackagePtr&) { return std::optional<std::string>("a sheet"); };
  EXPECT_TRUE(tried(with).mutants.empty()) << "an example that fails beforehand says nothing";
}

TEST(Mutate, TellsWhatTheCheckNoticesAndWhatChangesNothing) {
  const Report& report = proved();
  // The document says 10 %.
  EXPECT_EQ(find(report, "a1 / amount.value / 10 → 11").fate, Fate::check);
  EXPECT_EQ(find(report, "a1 / amount.value / 10 → 11").by, "coverage.figure");
  // The dates of the rule are those of the policy, which the condition asks for again.
  EXPECT_EQ(find(report, "a1 / when.在施行期内 / - 在施行期内").fate, Fate::equivalent);
  EXPECT_EQ(find(report, "a1 / valid / + valid: [2025-12-31, 2027-12-31]").fate, Fate::equivalent);
  EXPECT_EQ(find(report, "a1 / valid / + valid: [2026-01-02, 2027-12-31]").fate, Fate::survivor);
  // A cap is no part of what one claim is for all facts.
  EXPECT_EQ(find(report, "a1 / amount.cap / - cap").fate, Fate::check);  // 最高20万元
  EXPECT_EQ(find(report, "a1 / amount.cap.over / lifetime → year").fate, Fate::survivor);
  EXPECT_FALSE(report.good());
}

TEST(Mutate, ShowsASurvivorAtItsPlaceAsTheAuthorWroteIt) {
  const std::string text = to_text(proved(), Language::en);
  EXPECT_THAT(text, HasSubstr("a1: no example and no proof notices comparison: `>=` for `>`"));
  EXPECT_THAT(text, HasSubstr("|   投入超限: 投入.金额 > 50万元"));
  EXPECT_THAT(text, HasSubstr("or give the reason in mutants.yaml: `" + turned + "`"));
  EXPECT_THAT(text, HasSubstr("facts that would notice it:"));
  EXPECT_THAT(to_text(proved(), Language::zh), HasSubstr("比较：`>` 改为 `>=`"));
}

TEST(Mutate, AcceptsASurvivorForAReasonAndOnlyASurvivor) {
  const std::string accepted =
      "accepted:\n  - faults: ['" + turned +
      "']\n    because: { zh: 已知, en: known }\n  - faults: ['a1 / amount.value / 10 → "
      "11']\n    because: { zh: 多余, en: needless }\n";
  const Package listed = package({plain()}, accepted);
  const Report report = tried(listed);
  EXPECT_EQ(find(report, turned).fate, Fate::accepted);
  EXPECT_EQ(find(report, turned).reason.en, "known");
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics[0].code, "mutants.needless");
  EXPECT_THAT(render(report.diagnostics, Language::en), HasSubstr("mutants.yaml:4:"));
}

TEST(Mutate, NamesTheNearestOfAFaultThatThereIsNot) {
  const Package listed =
      package({plain()}, "accepted:\n  - faults: 'a1 / when.投入超限 / > → >>'\n    because: x\n");
  const Report report = tried(listed);
  EXPECT_THAT(render(report.diagnostics, Language::en), HasSubstr("did you mean `" + turned + "`"));
  EXPECT_FALSE(report.good());
}

TEST(Mutate, RefusesAPackageWhoseExamplesFail) {
  const Package wrong = package({example("wrong", {{"2026-05-01", "600000.00"}}, "1.00")});
  const Report report = tried(wrong);
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics[0].code, "mutate.example-fails");
  EXPECT_TRUE(report.mutants.empty());
}

TEST(Mutate, GivesTheSameReportAgainAndEachFaultItsOwnId) {
  const Package same = package({plain(), exactly()});
  const Report report = tried(same);
  EXPECT_EQ(to_json(report), to_json(tried(same)));
  std::set<std::string> ids;
  for (const Mutant& mutant : report.mutants) EXPECT_TRUE(ids.insert(mutant.fault.id).second);
}

}  // namespace
}  // namespace enact::mutate
