// A call from its opening to a settled result: what may be done when and by whom.
#include "selection/call.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "selection/test_call.hpp"

namespace enact::selection {
namespace {

using sample::approver;
using sample::Bench;
using sample::bidder;
using sample::handler;
using sample::judge;
using sample::other_handler;

TEST(Call, RunsToASettledResult) {
  Bench bench;
  bench.to_settled();
  EXPECT_EQ(bench.call.stage, CallStage::settled);
  EXPECT_TRUE(is_winner(bench.rules, bench.call, "B1"));
  EXPECT_FALSE(is_winner(bench.rules, bench.call, "B2"));
  EXPECT_FALSE(is_winner(bench.rules, bench.call, "B4"));  // below the pass mark
  const auto ranked = ranking(bench.rules, bench.call, "N1", "");
  EXPECT_EQ(ranked[1].standing, Standing::reserve);
  EXPECT_EQ(ranked[2].standing, Standing::passed);
  // The seed that was published is the one that was committed, and gives the panels that sat.
  EXPECT_EQ(commitment(bench.call.seed), bench.call.commitment);
  const auto again = candidates(*bench.rules.selection, "陶", bench.experts, {});
  EXPECT_EQ(draw(bench.rules.selection->panel, again, bench.call.seed).members,
            bench.call.panels.at("N1").members);
  EXPECT_EQ(replay(bench.rules, bench.events).stage, CallStage::settled);
}

TEST(Call, OpensForTheOrganisersHandlerOnly) {
  Bench bench;
  EXPECT_EQ(bench.code(approver, bench.opening()), "selection.not-permitted");
  EXPECT_EQ(bench.code(bidder("S1"), bench.opening()), "selection.not-permitted");
  Event late = bench.opening();
  late.until = bench.today.add_days(-1);
  EXPECT_EQ(bench.code(handler, late), "selection.until");
  Event bare = bench.opening();
  bare.needs.clear();
  EXPECT_EQ(bench.code(handler, bare), "selection.no-needs");
  Event plain = bench.opening();
  plain.commitment = "x";
  EXPECT_EQ(bench.code(handler, plain), "selection.commitment");
}

TEST(Call, BidsAreClosedAfterTheirLastDayOnly) {
  Bench bench;
  ASSERT_EQ(bench.code(handler, bench.opening()), "");
  EXPECT_EQ(bench.code(handler, Bench::closing()), "selection.bids-open");
  bench.days(1);
  EXPECT_EQ(bench.code(handler, {.kind = Kind::bids_closed}), "selection.no-bids");
  EXPECT_EQ(bench.code(handler, Bench::closing()), "");
  EXPECT_EQ(bench.code(handler, Bench::closing()), "selection.stage");
}

TEST(Call, AConflictIsFoundAndTheExpertNeverSits) {
  Bench bench;
  bench.on_record = {{.id = "B1", .bidder = "所1", .team = {}, .partners = {}}};
  bench.to_scoring();
  const Panel& panel = bench.call.panels.at("N1");
  EXPECT_EQ(panel.passed_over, (std::vector<PassedOver>{{"E1", "same_employer", "B1"}}));
  EXPECT_EQ(std::ranges::find(panel.order, "E1"), panel.order.end());
}

TEST(Call, TooFewExpertsAreSaidWithTheNeed) {
  Bench bench;
  bench.experts.resize(2);
  ASSERT_EQ(bench.code(handler, bench.opening()), "");
  bench.days(1);
  ASSERT_EQ(bench.code(handler, Bench::closing()), "");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::drawn}), "selection.too-few-experts");
}

TEST(Call, AnExpertStepsBackAndIsReplaced) {
  Bench bench;
  bench.to_scoring();
  const std::string leaver = bench.call.members.at("N1")[0].expert;
  EXPECT_EQ(
      bench.code(judge(leaver),
                 {.kind = Kind::stepped_back, .need = "N1", .bid = "B4", .expert = leaver, .reason = "校友"}),
      "selection.no-bid");
  EXPECT_EQ(
      bench.code(judge("E9"), {.kind = Kind::stepped_back, .need = "N1", .expert = leaver, .reason = "x"}),
      "selection.not-on-panel");
  EXPECT_EQ(
      bench.code(judge(leaver), {.kind = Kind::stepped_back, .need = "N1", .bid = "B1", .expert = leaver}),
      "selection.reason-required");
  EXPECT_EQ(
      bench.code(
          judge(leaver),
          {.kind = Kind::stepped_back, .need = "N1", .bid = "B1", .expert = leaver, .reason = "曾合作"}),
      "");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "selection.panel-incomplete");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::replaced, .need = "N1"}), "");
  const Member& comer = bench.call.members.at("N1").back();
  EXPECT_NE(comer.expert, leaver);
  EXPECT_EQ(bench.call.member("N1", leaver), nullptr);
  EXPECT_EQ(bench.code(handler, {.kind = Kind::replaced, .need = "N1"}), "selection.panel-full");
}

TEST(Call, WhoeverIsNoExpertAnyMoreJudgesNothing) {
  Bench bench;
  bench.to_scoring();
  const std::string expert = bench.call.members.at("N1")[0].expert;
  Actor former = judge(expert);
  former.expert = false;
  EXPECT_EQ(bench.code(former, {.kind = Kind::stepped_back, .need = "N1", .expert = expert, .reason = "x"}),
            "selection.not-on-panel");
}

TEST(Call, ASheetWantsAnAgreementAndEveryScore) {
  Bench bench;
  ASSERT_EQ(bench.code(handler, bench.opening()), "");
  bench.days(1);
  ASSERT_EQ(bench.code(handler, Bench::closing()), "");
  ASSERT_EQ(bench.code(handler, {.kind = Kind::drawn}), "");
  const std::string expert = bench.call.members.at("N1")[0].expert;
  EXPECT_EQ(bench.hand_in(expert, "B1", {100, 100, 100}), "selection.not-agreed");
  bench.agree();
  EXPECT_EQ(bench.hand_in(expert, "B1", {100, 100}), "selection.sheet");
  EXPECT_EQ(bench.hand_in(expert, "B1", {100, 100, 1001}), "selection.sheet");
  EXPECT_EQ(bench.hand_in(expert, "B1", {100, 100, 1000}), "");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "selection.sheets-missing");
}

TEST(Call, AnOutlierIsSentBackOnceAndWantsAReason) {
  Bench bench;
  bench.to_scoring();
  bench.score_all({{"B1", 90}, {"B2", 80}, {"B3", 70}, {"B4", 50}});
  const std::string expert = bench.call.members.at("N1")[0].expert;
  ASSERT_EQ(bench.hand_in(expert, "B1", {1000, 500, 100}), "");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "selection.outliers");
  ASSERT_EQ(bench.code(handler, {.kind = Kind::sent_back}), "");
  EXPECT_EQ(bench.events.back().sheets, (std::vector<std::pair<std::string, std::string>>{{expert, "B1"}}));
  EXPECT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "selection.sheets-missing");
  EXPECT_EQ(bench.hand_in(expert, "B1", {1000, 500, 100}), "selection.reason-required");
  EXPECT_EQ(bench.hand_in(expert, "B1", {1000, 500, 100}, "原理不可行"), "");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::sent_back}), "selection.no-outliers");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "");
}

TEST(Call, DutiesAreKeptApart) {
  Bench bench;
  bench.to_scoring();
  // An expert in the organiser's service may not act for it, a bidder's officer neither.
  const std::string expert = bench.call.members.at("N1")[0].expert;
  Actor both = handler;
  both.account = "A-" + expert;
  EXPECT_EQ(bench.code(both, {.kind = Kind::sent_back}), "selection.separation");
  Actor bids = handler;
  bids.subjects = {"S1"};
  EXPECT_EQ(bench.code(bids, {.kind = Kind::sent_back}), "selection.separation");
  bench.score_all({{"B1", 90}, {"B2", 80}, {"B3", 70}, {"B4", 50}});
  ASSERT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "");
  ASSERT_EQ(bench.code(handler, {.kind = Kind::minuted, .reason = "纪要"}), "");
  Actor ran = handler;
  ran.roles = {"handler", "approver"};
  EXPECT_EQ(bench.code(ran, {.kind = Kind::published}), "selection.separation");
  EXPECT_EQ(bench.code(approver, {.kind = Kind::published}), "");
}

TEST(Call, AnObjectionUpheldHasTheNeedJudgedAgain) {
  Bench bench;
  bench.to_scoring();
  bench.score_all({{"B1", 90}, {"B2", 80}, {"B3", 70}, {"B4", 70}});
  ASSERT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "");
  ASSERT_EQ(bench.code(handler, {.kind = Kind::minuted, .reason = "纪要"}), "");
  ASSERT_EQ(bench.code(approver, {.kind = Kind::published}), "");
  EXPECT_EQ(bench.code({}, {.kind = Kind::objected, .need = "N9", .objection = "O1", .reason = "抄袭"}),
            "selection.no-need");
  ASSERT_EQ(bench.code({}, {.kind = Kind::objected, .need = "N1", .objection = "O1", .reason = "抄袭"}), "");
  bench.days(10);
  EXPECT_EQ(bench.code({}, {.kind = Kind::objected, .need = "N1", .objection = "O2", .reason = "迟"}),
            "selection.notice-over");
  EXPECT_EQ(bench.code(handler, {.kind = Kind::settled}), "selection.objections-open");
  ASSERT_EQ(bench.code(other_handler,
                       {.kind = Kind::answered, .objection = "O1", .reason = "属实", .upheld = true}),
            "");
  EXPECT_EQ(bench.call.stage, CallStage::scoring);
  // N1 is judged again without the bid in question; N2 keeps its sheets.
  EXPECT_EQ(scores(bench.rules, bench.call, "N1").size(), 0U);
  EXPECT_EQ(scores(bench.rules, bench.call, "N2").size(), 1U);
  ASSERT_EQ(bench.code(handler, {.kind = Kind::disqualified, .bid = "B1", .reason = "抄袭"}), "");
  bench.score_all({{"B2", 80}, {"B3", 70}});
  ASSERT_EQ(bench.code(handler, {.kind = Kind::scoring_closed}), "");
  EXPECT_EQ(ranking(bench.rules, bench.call, "N1", "")[0].bid, "B2");
}

TEST(Call, TheReserveMovesUpAndNobodyBehindIt) {
  Bench bench;
  bench.to_settled();
  EXPECT_EQ(bench.code(handler, {.kind = Kind::declined, .bid = "B2", .reason = "x"}),
            "selection.not-selected");
  ASSERT_EQ(bench.code(handler, {.kind = Kind::declined, .bid = "B1", .reason = "放弃"}), "");
  EXPECT_TRUE(is_winner(bench.rules, bench.call, "B2"));
  ASSERT_EQ(bench.code(handler, {.kind = Kind::declined, .bid = "B2", .reason = "放弃"}), "");
  EXPECT_FALSE(is_winner(bench.rules, bench.call, "B3"));
}

TEST(Call, CancelledByTheApproverBeforeItsResult) {
  Bench bench;
  ASSERT_EQ(bench.code(handler, bench.opening()), "");
  EXPECT_EQ(bench.code(approver, {.kind = Kind::cancelled}), "selection.reason-required");
  ASSERT_EQ(bench.code(approver, {.kind = Kind::cancelled, .reason = "无人申报"}), "");
  EXPECT_TRUE(allowed(bench.rules, bench.call, handler).empty());
}

}  // namespace
}  // namespace enact::selection
