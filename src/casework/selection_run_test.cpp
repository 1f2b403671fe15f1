// Article 2 of a policy as a whole, in both modes: six needs, fifteen teams, nine experts; conflicts found,
// one team eliminated, one acceptance that fails and pays nothing, an amount outside the band refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "casework/retention.hpp"
#include "casework/test_contest.hpp"
#include "selection/entries.hpp"

namespace enact::casework {
namespace {

using namespace test;
using policy::SelectionMode;
using selection::Kind;

class SelectionRun : public ::testing::Test {
 protected:
  // Needs 0 to 2 by open call, 3 to 5 in a race; bids of firms 1 to 15.
  void SetUp() override {
    for (int i = 0; i < 15; ++i) bids.push_back(contest.bid(i + 1, i % 6));
  }
  std::string run(SelectionMode mode, std::vector<std::string> needs) {
    const std::string call = contest.open(mode, std::move(needs)).value().id;
    contest.days(1);
    contest.act(handler, call, {.kind = Kind::bids_closed}).value();
    contest.act(handler, call, {.kind = Kind::drawn}).value();
    contest.judge_all(call, points());
    return call;
  }
  // The earlier a firm the better.
  std::map<std::string, int> points() const {
    std::map<std::string, int> made;
    for (std::size_t i = 0; i < bids.size(); ++i) made[bids[i]] = 95 - static_cast<int>(i) * 2;
    return made;
  }
  DoneOr open_case(int number) {
    return contest.step([&](store::Transaction& tx) {
      return contest.cases.open_case(tx, contest.firm(number),
                                     {contest.subject(number), "sample-town", "a2", "", Mode::apply});
    });
  }

  Contest contest;
  std::vector<std::string> bids;
};

TEST_F(SelectionRun, ByOpenCallAndAcceptedAndPaidWithinTheBandOnly) {
  const std::string call = run(SelectionMode::best, {contest.needs[0], contest.needs[1], contest.needs[2]});
  // Bids 0 and 6 and 12 are for need 0, and so on.
  {
    const selection::CallFile file = contest.file(call);
    EXPECT_EQ(file.call.bids.size(), 9U);
    const auto& first = file.call.panels.at(contest.needs[0]);
    // The first expert works for the first bidder of need 0; the second lists the bidder of need 1.
    EXPECT_EQ(first.passed_over,
              (std::vector<selection::PassedOver>{{contest.experts[1], "same_employer", bids[0]}}));
    const auto& second = file.call.panels.at(contest.needs[1]);
    EXPECT_EQ(second.passed_over,
              (std::vector<selection::PassedOver>{{contest.experts[2], "listed", bids[1]}}));
    EXPECT_EQ(std::ranges::find(first.order, contest.experts[1]), first.order.end());
    EXPECT_EQ(file.call.seed, "");
  }
  contest.settle(call);
  EXPECT_EQ(selection::commitment(contest.file(call).call.seed), contest.file(call).call.commitment);
  contest.contract(call, bids[0], "HT-1");
  contest.contract(call, bids[1], "HT-2");
  contest.stage(call, bids[0], "1", true);
  EXPECT_EQ(code(contest.examine(call, bids[0], true)), "selection.stages-open");
  contest.stage(call, bids[0], "2", true);
  // Nothing is due before acceptance.
  EXPECT_EQ(code(open_case(1)), "casework.not-due");
  contest.examine(call, bids[0], true).value();

  // The other one fails its acceptance and is paid nothing.
  contest.stage(call, bids[1], "1", true);
  contest.stage(call, bids[1], "2", true);
  contest.examine(call, bids[1], false).value();
  EXPECT_EQ(code(open_case(2)), "casework.not-due");
  EXPECT_EQ(contest.file(call).call.contracts.at(bids[1]).end, selection::ContractEnd::failed);

  const std::string id = open_case(1).value().case_id;
  contest
      .step(
          [&](store::Transaction& tx) { return contest.cases.set_payee(tx, contest.firm(1), {id, account}); })
      .value();
  const auto take = [&](const Person& person, TakeRequest request) {
    request.case_id = id;
    return contest.step([&](store::Transaction& tx) { return contest.cases.take(tx, person, request); });
  };
  take(contest.firm(1), {.step = "申请", .outcome = "submit", .consent = true}).value();
  take(handler, {.step = "受理", .outcome = "accept"}).value();
  contest
      .step(
          [&](store::Transaction& tx) { return contest.cases.publish_notice(tx, handler, {id, "公示", ""}); })
      .value();
  contest.days(10);
  take(handler, {.step = "公示", .outcome = "close"}).value();
  // The band of a2 is up to 300,000.
  const auto outside =
      take(approver, {.step = "决定", .outcome = "decide", .reason = "贡献突出", .amount = Fen{31'000'000}});
  EXPECT_EQ(code(outside), "casework.amount-outside");
  EXPECT_TRUE(
      take(approver, {.step = "决定", .outcome = "decide", .reason = "按贡献", .amount = Fen{25'000'000}})
          .has_value());
  contest.expect_sound();
}

TEST_F(SelectionRun, ByRaceWithElimination) {
  const std::string call = run(SelectionMode::race, {contest.needs[3], contest.needs[4], contest.needs[5]});
  contest.settle(call);
  // Need 3 has bids 3 and 9: both run.
  contest.contract(call, bids[3], "HT-1");
  contest.contract(call, bids[9], "HT-2");
  contest.stage(call, bids[3], "1", true);
  contest.stage(call, bids[9], "1", true);
  contest.act(handler, call, {.kind = Kind::eliminated, .bid = bids[9], .reason = "指标落后"}).value();
  contest.stage(call, bids[3], "2", true);
  EXPECT_EQ(code(contest.examine(call, bids[9], true)), "selection.contract-ended");
  contest.examine(call, bids[3], true).value();
  EXPECT_TRUE(open_case(4).has_value());
  EXPECT_EQ(code(open_case(10)), "casework.not-due");
  contest.expect_sound();
}

TEST_F(SelectionRun, OnceAYearInEachModeAndABidInOneCallOnly) {
  const std::string call = run(SelectionMode::best, {contest.needs[0]});
  EXPECT_EQ(code(contest.open(SelectionMode::best)), "selection.this-year");
  const std::string race = contest.open(SelectionMode::race).value().id;
  contest.days(1);
  contest.act(handler, race, {.kind = Kind::bids_closed}).value();
  EXPECT_EQ(contest.file(race).call.bid(bids[0]), nullptr);
  EXPECT_NE(contest.file(race).call.bid(bids[1]), nullptr);
}

TEST_F(SelectionRun, WhoEnteredIsKeptAndTheReasonIsSaid) {
  const RetentionRules rules{{"subject record", {60, "六十日"}}};
  const auto held = [&](int number) {
    for (const Expired& one : contest.read([&](const store::Reader& reader) {
           return held_records(reader, rules, contest.space.clock.now());
         }))
      if (one.record == contest.subject(number)) return one.held;
    return std::string();
  };
  contest.days(50);
  EXPECT_EQ(held(2), "") << "not past its term";
  contest.days(50);
  EXPECT_EQ(held(2), "entry");
  run(SelectionMode::best, {contest.needs[0], contest.needs[1]});
  for (const int number : {2, 6}) contest.take(handler, bids.at(number - 1U), "有效", "finish");
  EXPECT_EQ(held(2), "") << "its entry ended today";
  EXPECT_EQ(held(3), "entry");
  contest.days(100);
  EXPECT_EQ(held(2), "bid");
  EXPECT_EQ(held(6), "") << "its bid was in no call";
  EXPECT_EQ(std::ranges::count(contest.read([&](const store::Reader& reader) {
              return expired_records(reader, rules, contest.space.clock.now());
            }),
                               contest.subject(6), &Expired::record),
            1);
}

TEST_F(SelectionRun, ExpertsSeeBlindBidsAndTheirOwnSheetsOnly) {
  const std::string call = run(SelectionMode::best, {contest.needs[0]});
  const selection::CallFile file = contest.file(call);
  const selection::Member& member = file.call.members.at(contest.needs[0]).front();
  const Person& judge = contest.judge_of(member.expert);
  const selection::BidEntry& entry = file.call.bids.front();

  const selection::Sight expert = selection::sight_of(judge, file);
  EXPECT_TRUE(expert.content(entry));
  EXPECT_FALSE(expert.whole_content(entry));
  EXPECT_FALSE(expert.bidders());
  EXPECT_FALSE(expert.scores());
  const std::string blind = contest.read([&](const store::Reader& reader) {
    return selection::blind_values(*file.declared, *selection::entry_of(reader, entry.id));
  });
  EXPECT_NE(blind.find("方案"), std::string::npos);
  EXPECT_NE(blind.find("1234567.89"), std::string::npos);
  EXPECT_EQ(blind.find("负责人"), std::string::npos);
  EXPECT_EQ(blind.find("成员"), std::string::npos);

  // The same person as an officer does not see more.
  Person both = judge;
  both.grants.push_back({identity::Role::handler, "市科局", ""});
  EXPECT_FALSE(selection::sight_of(both, file).bidders());
  // The organiser sees who bids, and no scores before scoring is closed.
  EXPECT_TRUE(selection::sight_of(handler, file).bidders());
  EXPECT_FALSE(selection::sight_of(handler, file).scores());
  const selection::Sight anybody = selection::sight_of({}, file);
  EXPECT_FALSE(anybody.bid(entry));
  EXPECT_FALSE(selection::sight_of(contest.firm(9), file).bid(entry));

  contest.settle(call);
  const selection::CallFile settled = contest.file(call);
  EXPECT_TRUE(selection::sight_of({}, settled).scores());
  EXPECT_FALSE(selection::sight_of({}, settled).whole_content(entry));
}

TEST_F(SelectionRun, WhoSatInACallThisYearIsPassedOver) {
  const std::string first = run(SelectionMode::best, {contest.needs[0]});
  const std::string second = run(SelectionMode::race, {contest.needs[2]});
  std::set<std::string> sat;
  const auto sat_in = contest.file(first);
  for (const std::string& one : sat_in.call.panels.at(contest.needs[0]).members) sat.insert(one);
  std::set<std::string> rotated;
  const auto drawn = contest.file(second);
  for (const selection::PassedOver& one : drawn.call.panels.at(contest.needs[2]).passed_over) {
    if (one.reason == "rotation") rotated.insert(one.expert);
  }
  EXPECT_EQ(rotated, sat);
}

}  // namespace
}  // namespace enact::casework
