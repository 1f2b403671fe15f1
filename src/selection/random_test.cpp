// Random actions by random people against a call, held after every step against rules that know nothing of
// how it works: only of what must never be seen.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/clock.hpp"
#include "selection/event_json.hpp"
#include "selection/test_call.hpp"

namespace enact::selection {
namespace {

using sample::Bench;

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed) {
    bench_.on_record = {{.id = "B1", .bidder = "所1", .team = {}, .partners = {}},
                        {.id = "B4", .bidder = "所4", .team = {"专家6"}, .partners = {}}};
    for (const int number : {7, 8}) {
      const std::string name = std::to_string(number);
      bench_.experts.push_back({.id = "E" + name,
                                .person = "专家" + name,
                                .employer = "所" + name,
                                .listed = {},
                                .fields = {number == 8 ? "芯" : "陶"}});
    }
  }

  void run(int steps) {
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
      if (random_.below(6) == 0) bench_.days(1 + static_cast<int>(random_.below(5)));
      const Actor actor = some_actor();
      const auto event = bench_.act(actor, some_action(actor));
      if (!event) continue;
      ++accepted_;
      judge(*event);
      same_after_replay();
    }
  }
  int accepted() const { return accepted_; }
  CallStage stage() const { return bench_.call.stage; }
  std::size_t ended() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(bench_.call.contracts, [](const auto& one) { return !one.second.running(); }));
  }

 private:
  std::string pick(const std::vector<std::string>& from) { return from[random_.below(from.size())]; }

  Actor some_actor() {
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
        return sample::officer(
            pick({"经办一", "经办一", "经办一", "经办一", "经办二", "经办二", "经办二", "A-E5"}), "handler");
      case 3:
        return sample::officer(pick({"领导", "经办一", "A-E5"}), "approver");
      case 4:
        return sample::bidder(pick({"S1", "S2", "S3", "S4"}));
      case 5:
        return {};
      default:
        return sample::judge(pick({"E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"}));
    }
  }

  // Mostly of a kind that fits the stage, with random particulars.
  Event some_action(const Actor& actor) {
    const std::vector<Kind> fitting = allowed(bench_.rules, bench_.call, actor);
    const Kind kind = fitting.empty() || random_.below(8) == 0
                          ? static_cast<Kind>(random_.below(static_cast<std::uint64_t>(Kind::cancelled)))
                          : fitting[random_.below(fitting.size())];
    if (kind == Kind::opened)
      return bench_.opening(random_.below(2) == 0 ? policy::SelectionMode::best
                                                  : policy::SelectionMode::race);
    if (kind == Kind::bids_closed) return Bench::closing();
    Event wanted;
    wanted.kind = kind;
    wanted.need = pick({"N1", "N2"});
    wanted.bid = pick({"B1", "B2", "B3", "B4"});
    wanted.expert = actor.account.starts_with("A-") ? actor.account.substr(2)
                                                    : pick({"E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"});
    if (const BidEntry* bid = bench_.call.bid(wanted.bid); bid != nullptr && kind == Kind::sheet_handed_in)
      wanted.need = bid->need;
    // Half of the time what the expert still owes, or sheets would take for ever to come in.
    for (const Outstanding& one : outstanding(bench_.call)) {
      if (one.expert != wanted.expert || random_.below(2) == 0) continue;
      wanted.need = one.need;
      if (one.bid.empty()) continue;
      wanted.bid = one.bid;
      if (kind == Kind::agreed) wanted.kind = Kind::sheet_handed_in;
    }
    if (kind == Kind::stepped_back || kind == Kind::dismissed || kind == Kind::disqualified ||
        kind == Kind::cancelled) {
      // Rarely, or no call would come to an end.
      if (random_.below(kind == Kind::cancelled ? 500 : 60) != 0) wanted.kind = Kind::agreed;
    }
    if (kind == Kind::stepped_back) wanted.bid.clear();
    wanted.reason = "理由";
    wanted.upheld = random_.below(4) != 0;
    if (kind == Kind::answered) wanted.upheld = random_.below(4) == 0;
    if (kind == Kind::objected && random_.below(10) != 0) wanted.kind = Kind::agreed;
    wanted.objection = "O" + std::to_string(objections_);
    if (wanted.kind == Kind::objected) wanted.objection = "O" + std::to_string(++objections_);
    for (const Objection& one : bench_.call.objections) {
      if (kind == Kind::answered && !one.answered) wanted.objection = one.id;
    }
    wanted.stage = pick({"1", "2"});
    wanted.number = "H" + wanted.bid;
    for (const auto& criterion : bench_.rules.selection->criteria)
      wanted.hundredths.push_back(static_cast<std::int64_t>(4 + random_.below(7)) * 10 * criterion.most);
    if (kind == Kind::contracted || kind == Kind::change_asked) wanted.terms = bench_.terms();
    return wanted;
  }

  void judge(const Event& event) {
    const Call& call = bench_.call;
    // Nobody with a conflict ever sits, and nobody judges what it has not agreed to.
    for (const auto& [need, members] : call.members) {
      std::set<std::string> seen;
      int sitting = 0;
      for (const Member& one : members) {
        EXPECT_FALSE(need == "N1" && one.expert == "E1");
        EXPECT_FALSE(need == "N2" && (one.expert == "E4" || one.expert == "E6"));
        EXPECT_TRUE(seen.insert(one.expert).second) << "the same expert came twice";
        sitting += one.standing == Member::Standing::left ? 0 : 1;
      }
      EXPECT_LE(sitting, bench_.rules.selection->panel.size);
    }
    if (event.kind == Kind::sheet_handed_in) {
      EXPECT_EQ(event.account, "A-" + event.expert);
      EXPECT_EQ(call.member(event.need, event.expert)->standing, Member::Standing::agreed);
      scored_by_.insert(event.account);
    }
    if (!event.unit.empty()) {
      EXPECT_FALSE(scored_by_.contains(event.account));
    }
    if (event.kind == Kind::scoring_closed) {
      for (const Need& need : call.needs) {
        EXPECT_EQ(scores(bench_.rules, call, need.id).size(), call.judged_bids(need.id).size());
      }
      closers_.insert(event.account);
    }
    if (event.kind == Kind::published) {
      EXPECT_EQ(commitment(event.seed), call.commitment);
      EXPECT_FALSE(closers_.contains(event.account));
    }
    if (event.kind == Kind::settled) {
      EXPECT_GT(event.on, call.closes);
    }
    if (event.kind == Kind::contracted) {
      EXPECT_TRUE(is_winner(bench_.rules, call, event.bid));
    }
    if (event.kind == Kind::examined && event.upheld) {
      for (const auto& judged : call.contracts.at(event.bid).judged)
        EXPECT_EQ(judged.standing, StageStanding::passed);
    }
    for (const Need& need : call.needs) {
      EXPECT_LE(call.accepted_of(need.id), 1);
      int winners = 0;
      for (const Ranked& one : ranking(bench_.rules, call, need.id, sample::seed)) {
        if (one.standing != Standing::winner) continue;
        ++winners;
        EXPECT_FALSE(call.disqualified.contains(one.bid));
      }
      EXPECT_LE(winners, call.places);
    }
    // No money before acceptance where the provision does not pay by stages.
    for (const auto& [bid, contract] : call.contracts) EXPECT_EQ(contract.granted(), Fen{0});
  }

  // The log gives the same state, also through its written form.
  void same_after_replay() {
    std::vector<Event> read;
    for (const Event& event : bench_.events) {
      const auto written = boost::json::serialize(to_json(event));
      read.push_back(event_from_json(event.kind, boost::json::parse(written).as_object()));
    }
    const Call again = replay(bench_.rules, read);
    EXPECT_EQ(again.stage, bench_.call.stage);
    EXPECT_EQ(again.sheets.size(), bench_.call.sheets.size());
    EXPECT_EQ(again.contracts.size(), bench_.call.contracts.size());
    EXPECT_EQ(outstanding(again).size(), outstanding(bench_.call).size());
  }

  SeededRandom random_;
  Bench bench_;
  std::set<std::string> scored_by_;
  std::set<std::string> closers_;
  int objections_ = 0;
  int accepted_ = 0;
};

TEST(RandomCalls, KeepWhatMustHold) {
  int settled = 0;
  std::size_t contracts_ended = 0;
  int accepted = 0;
  for (std::uint64_t seed = 1; seed <= 60 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Walk walk(seed);
    walk.run(800);
    settled += walk.stage() == CallStage::settled ? 1 : 0;
    contracts_ended += walk.ended();
    accepted += walk.accepted();
  }
  // The walks come far enough for the rules to bite.
  EXPECT_GT(settled, 15);
  EXPECT_GT(contracts_ended, 5U);
  EXPECT_GT(accepted, 1500);
}

}  // namespace
}  // namespace enact::selection
