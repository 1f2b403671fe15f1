// What a package declares about overlap and order (`alternatives`, `benefit`, `rank by`) and what is said
// where it is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/package_differences.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

using testing::HasSubstr;

std::string with_alternatives(const std::string& list) {
  return said(changed("policy.md", "in force: [2030-01-01, 2032-12-31]\n",
                      "in force: [2030-01-01, 2032-12-31]\nalternatives: " + list + "\n"));
}

TEST(Alternatives, AreReadWithTheirSets) {
  const Loaded read = loaded(changed(
      "policy.md", "in force: [2030-01-01, 2032-12-31]\n",
      "in force: [2030-01-01, 2032-12-31]\nalternatives: [{ id: 择优, sets: [[1a], [2a, other/x]] }]\n"));
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  ASSERT_EQ(read.package->alternatives.size(), 1U);
  const Alternative& alternative = read.package->alternatives[0];
  ASSERT_EQ(alternative.sets.size(), 2U);
  EXPECT_EQ(alternative.sets[0][0].policy, "yunxi-1");
  EXPECT_EQ(alternative.sets[1][1].policy, "other");
  EXPECT_EQ(alternative.sets[1][1].provision, "x");
}

TEST(Alternatives, SayWhatIsWrong) {
  EXPECT_THAT(with_alternatives("{ id: 择优 }"), HasSubstr("`alternatives` is a list [policy.wrong-value]"));
  EXPECT_THAT(with_alternatives("[{ id: 择优, sets: [[1a]] }]"),
              HasSubstr("an alternative is between 2 to 16 sets of provisions [policy.alternative-sets]"));
  EXPECT_THAT(with_alternatives("[{ id: 择优, sets: [[1a], [2b]] }]"),
              HasSubstr("unknown provision `2b` [policy.unknown-provision]"));
  EXPECT_THAT(
      with_alternatives("[{ id: 择优, sets: [[1a], [1b]] }]"),
      HasSubstr("provision `1b` pays no money, by which sets are compared [policy.alternative-sets]"));
  EXPECT_THAT(with_alternatives("[{ id: 择优, sets: [[1a], [1a, 2a]] }]"),
              HasSubstr("all of this set is in another one and can never be the better"));
  EXPECT_THAT(with_alternatives("[{ id: 择优, sets: [[1a], []] }]"), HasSubstr("this set has no provision"));
  EXPECT_THAT(with_alternatives("[{ id: 择优, sets: [[1a], [2a]] }, { id: 择优, sets: [[1a], [2a]] }]"),
              HasSubstr("alternative `择优` occurs twice [policy.defined-twice]"));
}

FileSet with_benefit(std::string_view lines) {
  return changed(changed("vocabulary.yaml", "matters:", "benefits: { 优先: First }\nmatters:"), "policy.md",
                 "task: { units: [市商务局]", std::string(lines) + "task: { units: [市商务局]");
}

TEST(Benefits, StandForAMatterByTheVocabularysOrder) {
  const Loaded read = loaded(with_benefit("benefit: 优先\nmatter: { kind: 就业, parts: [企业.代码] }\n"));
  EXPECT_EQ(render(read.diagnostics, Language::en), "");
  EXPECT_EQ(read.package->provision("1b")->benefit, "优先");
  EXPECT_EQ(read.package->vocabulary.benefits.at(0).second.en, "First");
  EXPECT_THAT(said(with_benefit("benefit: 优选\nmatter: { kind: 就业, parts: [企业.代码] }\n")),
              HasSubstr("did you mean `优先`?"));
  EXPECT_THAT(said(with_benefit("benefit: 优先\n")), HasSubstr("`matter` is missing"));
  EXPECT_THAT(
      said(changed(with_benefit(""), "policy.md", "amount: 1万元\n", "amount: 1万元\nbenefit: 优先\n")),
      HasSubstr("a provision with an amount is compared by it and has no `benefit` [policy.benefit]"));
}

std::string ranked(const std::string& by) {
  return said(
      changed("policy.md", "task: { units: [市商务局]", "rank by: " + by + "\ntask: { units: [市商务局]"));
}

TEST(RankBy, TakesNumbersDatesAndTexts) {
  EXPECT_EQ(ranked("企业.营业收入"), "");
  EXPECT_EQ(ranked("[{ value: 企业.营业收入, order: ascending, title: 收入 }, 企业.代码]"), "");
  EXPECT_THAT(ranked("企业.登记"), HasSubstr("what ranks is a number, a date or a text, but this is list<"));
  EXPECT_THAT(ranked("{ value: 企业.代码, order: ascendng }"), HasSubstr("did you mean `ascending`?"));
}

TEST(Differences, SayHowAlternativesBenefitsAndRanksChanged) {
  const policy::PackagePtr before = loaded(changed("policy.md", "in force: [2030-01-01, 2032-12-31]\n",
                                                   "in force: [2030-01-01, 2032-12-31]\nalternatives: [{ id: "
                                                   "择优, sets: [[1a], [2a]] }]\n"))
                                        .package;
  const policy::PackagePtr after =
      loaded(
          with_benefit("rank by: 企业.营业收入\nbenefit: 优先\nmatter: { kind: 就业, parts: [企业.代码] }\n"))
          .package;
  const PackageDifferences found = package_differences(*before, *after);
  std::vector<std::string> said;
  for (const Difference& one : found.shared)
    said.push_back(one.what.en + ": " + one.before + " → " + one.after);
  EXPECT_THAT(said, testing::IsSupersetOf({"alternative `择优`: 择优: [yunxi-1/1a][yunxi-1/2a] → ",
                                           "vocabulary `优先`:  → 1. 优先 / First"}));
  const auto changed_one = std::ranges::find(found.provisions, "1b", &ProvisionChange::id);
  ASSERT_NE(changed_one, found.provisions.end());
  std::vector<std::string> own;
  for (const Difference& one : changed_one->differences) own.push_back(one.what.en + ": " + one.after);
  EXPECT_THAT(own, testing::IsSupersetOf({"the benefit: 优先", "what ranks: 企业.营业收入 (descending)"}));
}

}  // namespace
}  // namespace enact::policy::test
