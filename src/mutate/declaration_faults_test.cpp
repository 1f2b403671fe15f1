// The faults that stand outside expressions: of how claims overlap and of what ranks.
#include "mutate/declaration_faults.hpp"

#include <gtest/gtest.h>

#include <set>

#include "determine/test_package.hpp"

namespace enact::mutate {
namespace {

constexpr const char* folder = "policies/yunxi-1";

policy::FileSet files_with(const std::vector<std::pair<std::string, std::string>>& changes) {
  policy::FileSet files = determine::test::package_files();
  for (const auto& [from, to] : changes) {
    for (const char* name : {"policies/yunxi-1/policy.md", "policies/yunxi-1/vocabulary.yaml"}) {
      std::string& text = files[name];
      if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    }
  }
  return files;
}

struct Found {
  std::set<std::string> ids;
  std::vector<policy::Loaded> mutants;  // of the kind that was asked for
};

Found faults(const policy::FileSet& files, const std::set<Kind>& kinds) {
  const policy::Loaded loaded = policy::load_package(files, folder);
  EXPECT_TRUE(loaded.ok()) << render(loaded.diagnostics, Language::en);
  Found found;
  for (const Fault& fault : faults_of(files, folder, loaded)) {
    if (!kinds.contains(fault.kind)) continue;
    found.ids.insert(fault.id);
    policy::FileSet changed = files;
    changed.at(fault.edit.file)
        .replace(fault.edit.span.begin, fault.edit.span.end - fault.edit.span.begin, fault.edit.with);
    found.mutants.push_back(policy::load_package(changed, folder));
  }
  return found;
}

TEST(DeclarationFaults, LeaveOutAlternativesAndWhatStandsInThem) {
  const Found found = faults(files_with({{"sample: true\n",
                                          "sample: true\nstacking: { upper-level: deducted }\n"
                                          "alternatives:\n  - { id: 择优, sets: [[a1, c1], [b1]] }\n"}}),
                             {Kind::alternative});
  EXPECT_EQ(found.ids, (std::set<std::string>{"yunxi-1 / alternatives[0] / - alternative",
                                              "yunxi-1 / alternatives[0].sets[0] / - a1",
                                              "yunxi-1 / alternatives[0].sets[0] / - c1"}));
  std::set<std::size_t> left;  // members of the first set that are left; 9: no alternative
  for (const policy::Loaded& mutant : found.mutants) {
    ASSERT_TRUE(mutant.ok()) << render(mutant.diagnostics, Language::en);
    const auto& alternatives = mutant.package->alternatives;
    left.insert(alternatives.empty() ? 9 : alternatives[0].sets[0].size());
  }
  EXPECT_EQ(left, (std::set<std::size_t>{1, 9}));
}

TEST(DeclarationFaults, TurnWhatUpperLevelsPayWhereItIsWritten) {
  const Found found =
      faults(files_with({{"sample: true\n", "sample: true\nstacking: { upper-level: deducted }\n"},
                         {"amount: 10万元\n", "amount: 10万元\nstacking: { upper-level: on-top }\n"}}),
             {Kind::stacking});
  EXPECT_TRUE(found.ids.contains("yunxi-1 / stacking.upper-level / deducted → on-top"));
  EXPECT_TRUE(found.ids.contains("a1 / stacking.upper-level / on-top → deducted"));
  EXPECT_FALSE(found.ids.contains("b1 / stacking.upper-level / deducted → on-top"));
}

TEST(DeclarationFaults, TurnAndLeaveOutWhatRanksAndTheBenefit) {
  const Found found = faults(
      files_with({{"task: { units: [市税局]",
                   "rank by: [{ value: 企业.研发费用 }, 企业.代码]\nbenefit: 优先\n"
                   "matter: { kind: 推荐, parts: [企业.代码] }\ntask: { units: [市税局]"},
                  {"matters:\n",
                   "benefits: { 优先: First }\nmatters:\n  推荐: { parts: [企业], en: Recommended }\n"}}),
      {Kind::ranking, Kind::benefit});
  EXPECT_EQ(found.ids,
            (std::set<std::string>{"e1 / benefit / - benefit", "e1 / rank by[0] / + order: ascending",
                                   "e1 / rank by[0] / - rank", "e1 / rank by[1] / + order: ascending",
                                   "e1 / rank by[1] / - rank"}));
  int ascending = 0;
  int single = 0;
  for (const policy::Loaded& mutant : found.mutants) {
    ASSERT_TRUE(mutant.ok()) << render(mutant.diagnostics, Language::en);
    const auto& keys = mutant.package->provision("e1")->rank_by;
    single += keys.size() == 1 ? 1 : 0;
    for (const policy::RankKey& key : keys) ascending += key.ascending ? 1 : 0;
  }
  EXPECT_EQ(ascending, 2);
  EXPECT_EQ(single, 2);
}

}  // namespace
}  // namespace enact::mutate
