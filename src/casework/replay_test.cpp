// Pinned determinations of cases, computed once more.
#include "casework/replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "casework/case_file.hpp"
#include "casework/test_short_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::vector<ReplayedStep> replayed(Town& town, std::string_view reference = "") {
  return town.read(
      [&](const store::Reader& reader) { return replay_cases(reader, town.library, reference); });
}

TEST(Replay, EveryPinnedDeterminationIsIdentical) {
  Town town;
  const std::string id = town.reach("支付");  // submitted, decided, committed
  const auto steps = replayed(town);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].step, "申请");
  EXPECT_EQ(steps[1].step, "决定");
  EXPECT_EQ(steps[2].step, "资金安排");
  for (const ReplayedStep& step : steps) {
    EXPECT_EQ(step.outcome, ReplayOutcome::identical) << step.step << ": " << step.because.en;
    EXPECT_EQ(step.case_id, id);
  }
  EXPECT_EQ(replayed(town, steps[0].reference).size(), 3U);
  EXPECT_TRUE(replayed(town, "nothing").empty());
}

// A part that is committed leaves its step open; the history names it all the same.
TEST(Replay, APartThatWasCommittedNamesItsStep) {
  ShortTown town(determine::AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  const auto steps = replayed(town);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[2].step, "资金安排");
  EXPECT_EQ(steps[2].outcome, ReplayOutcome::identical) << steps[2].because.en;
  const auto timeline = town.detail(auditor, id).value().timeline;
  EXPECT_EQ(timeline.back().kind, "case.part_committed");
  EXPECT_EQ(timeline.back().step, "资金安排");
  EXPECT_EQ(timeline.back().step_title.en, "Commitment");
  // Events of earlier days do not hold it.
  EXPECT_EQ(step_of_part(town.library.current()->package("sample-town")->procedures.front(), {}), "资金安排");
}

// Facts that are entered after a decision do not reach into its replay.
TEST(Replay, LooksOnlyAtWhatWasPinned) {
  Town town;
  town.reach("受理");
  town.days(3);
  ASSERT_TRUE(town.step([&](store::Transaction& tx) {
                    return store::add_fact(tx, {.subject_id = town.enterprise,
                                                .name = "认定",
                                                .value = "[]",
                                                .source = store::FactSource::attested,
                                                .attested_by = "市科局"});
                  })
                  .has_value());
  const auto steps = replayed(town);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].outcome, ReplayOutcome::identical) << steps[0].because.en;
}

// A judgement on a band and an earlier payment for the matter are pinned too.
TEST(Replay, HoldsDecisionsAndPayments) {
  Town town;
  const std::string id = town.reach("决定", "a2");
  ASSERT_TRUE(town.take(approver, TakeRequest{.case_id = id,
                                              .step = "决定",
                                              .outcome = "decide",
                                              .reason = "验收良好",
                                              .amount = Fen{8'000'000}})
                  .has_value());
  const auto steps = replayed(town);
  ASSERT_EQ(steps.size(), 2U);
  for (const ReplayedStep& step : steps) {
    EXPECT_EQ(step.outcome, ReplayOutcome::identical) << step.step << ": " << step.because.en;
  }
}

TEST(Replay, AnImageThatIsNotThereIsToldAndNothingElse) {
  Town town;
  town.reach("受理");
  const Library empty({});
  const auto steps = town.read([&](const store::Reader& reader) { return replay_cases(reader, empty, ""); });
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].outcome, ReplayOutcome::impossible);
  EXPECT_FALSE(steps[0].because.en.empty());
  EXPECT_EQ(count_of(steps).impossible, 1U);
}

// A package that pays another figure under the same hash, as a changed engine would: told, by provision.
TEST(Replay, ADifferenceIsTold) {
  Town town;
  town.reach("受理");
  auto changed = std::make_shared<policy::Package>(*package());
  std::erase_if(changed->provisions, [](const policy::Provision& one) { return one.id == "a1"; });
  const Library library({changed});
  const auto steps =
      town.read([&](const store::Reader& reader) { return replay_cases(reader, library, ""); });
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].outcome, ReplayOutcome::different);
  const auto lost = std::ranges::find_if(steps[0].differences, [](const determine::ResultDifference& one) {
    return one.provision == "sample-town/a1" && one.after.empty();
  });
  EXPECT_NE(lost, steps[0].differences.end()) << determine::to_json(steps[0].differences);
}

}  // namespace
}  // namespace enact::casework
