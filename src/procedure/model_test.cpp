// Random actions by random actors against the engine, checked after every step by rules that know nothing of
// how the engine works: only of what must never be seen in a case.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/clock.hpp"
#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::Bench;

template <class T>
const T& pick(SeededRandom& random, const std::vector<T>& from) {
  return from[static_cast<std::size_t>(random.below(from.size()))];
}

// What the rules remember: plain facts about accepted actions, not the engine's state.
struct Model {
  std::set<std::string> heard;  // units whose opinion stands
  bool published = false;
  bool noticed = false;  // a notice ran its whole term after the last review
  bool decided = false;
  bool committed = false;
  Date closes;
  std::set<std::string> open_objections;
  std::set<std::string> accepters;
  int paid = 0;

  void review_again() {
    heard.clear();
    published = noticed = decided = false;
  }
};

class ModelWalk {
 public:
  explicit ModelWalk(std::uint64_t seed) : random_(seed) {}

  void run(int steps) {
    for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
      if (random_.below(4) == 0) bench_.today = *bench_.today.add_days(1 + random_.below(5));
      const Actor actor = some_actor();
      const Action action = some_action();
      const auto event = attempt(bench_.run, bench_.state, actor, action, bench_.today);
      const State before = bench_.state;
      if (!event) continue;
      Event done = *event;
      if (done.kind == Event::Kind::objected) done.objection = "异议" + std::to_string(++bench_.objections);
      apply(bench_.run, bench_.state, done);
      events_.push_back(done);
      ++accepted_;
      judge(actor, done, before);
      same_after_replay();
    }
  }
  int accepted() const { return accepted_; }
  bool paid() const { return model_.paid == 1; }

 private:
  Actor some_actor() {
    static const std::vector<std::string> units = {"甲局", "乙局", "丙局", "市府", "财局"};
    static const std::vector<std::string> roles = {"handler", "reviewer", "approver", "finance_reviewer",
                                                   "treasury_maker"};
    switch (random_.below(8)) {
      case 0:
        return Bench::applicant();
      case 1:
        return Bench::ledger();
      default:
        return Bench::officer("官" + std::to_string(random_.below(6)), pick(random_, units),
                              pick(random_, roles));
    }
  }

  Action some_action() {
    Action action;
    action.reason = random_.below(5) == 0 ? "" : "理由";
    if (random_.below(4) != 0) {
      const auto& step = pick(random_, bench_.procedure.steps);
      action.step = step.id;
      // The first outcome more often, or few walks would see the end.
      action.outcome = random_.below(3) != 0 ? step.outcomes.front().id : pick(random_, step.outcomes).id;
      const bool refuses = action.outcome == "reject" || action.outcome == "refuse";
      if (refuses && random_.below(80) != 0) action.outcome = step.outcomes.front().id;
      return action;
    }
    action.kind = static_cast<Action::Kind>(1 + random_.below(5));
    action.step = action.kind == Action::Kind::reopen ? "支付" : "公示";
    if (action.kind == Action::Kind::withdraw && random_.below(200) != 0)
      action.kind = Action::Kind::publish_notice;
    action.objection = "异议" + std::to_string(bench_.objections - static_cast<int>(random_.below(2)));
    action.upheld = random_.below(3) == 0;
    return action;
  }

  void judge(const Actor& actor, const Event& event, const State& before) {
    const State& now = bench_.state;
    EXPECT_EQ(now.ended(), now.open.empty()) << "a case runs exactly while a step is open";
    if (before.ended()) {
      EXPECT_TRUE(event.kind == Event::Kind::reopened) << "only the ledger touches an ended case";
    }
    switch (event.kind) {
      case Event::Kind::step_done:
        step_done(actor, event);
        break;
      case Event::Kind::notice_published:
        EXPECT_EQ(model_.heard, (std::set<std::string>{"乙局", "丙局"})) << "opinions come before the notice";
        EXPECT_FALSE(model_.published) << "one notice at a time";
        model_.published = true;
        model_.closes = *event.closes;
        EXPECT_EQ(bench_.calendar.between(event.on, *event.closes), 5);
        break;
      case Event::Kind::objected:
        EXPECT_TRUE(model_.published && event.on <= model_.closes);
        EXPECT_TRUE(model_.open_objections.insert(event.objection).second);
        break;
      case Event::Kind::objection_answered:
        EXPECT_EQ(model_.open_objections.erase(event.objection), 1U) << "each is answered once";
        EXPECT_FALSE(event.reason.empty());
        if (event.upheld) {
          model_.review_again();
          EXPECT_EQ(now.status(), "会审");
        }
        break;
      case Event::Kind::withdrawn:
        EXPECT_TRUE(actor.applicant);
        EXPECT_FALSE(model_.committed);
        break;
      case Event::Kind::reopened:
        EXPECT_EQ(model_.paid--, 1);
        break;
      default:
        ADD_FAILURE() << "an event that no action makes";
    }
  }

  void step_done(const Actor& actor, const Event& event) {
    if (event.step == "受理") {
      EXPECT_TRUE(event.outcome == "accept" || !event.reason.empty());
      // Whoever returned it has acted there as well.
      model_.accepters.insert(actor.account);
      model_.review_again();
    } else if (event.step == "会审") {
      EXPECT_TRUE(model_.heard.insert(actor.unit).second) << "a unit is asked once";
      EXPECT_NE(actor.unit, "甲局");
      if (bench_.state.status() == "受理") model_.review_again();
    } else if (event.step == "公示" && event.outcome == "close") {
      EXPECT_TRUE(model_.published && event.on > model_.closes);
      EXPECT_TRUE(model_.open_objections.empty());
      model_.noticed = true;
      model_.published = false;
    } else if (event.step == "公示") {
      model_.review_again();
    } else if (event.step == "决定") {
      EXPECT_TRUE(model_.noticed);
      EXPECT_FALSE(model_.accepters.contains(actor.account)) << "who accepts does not decide";
      model_.decided = event.outcome == "grant";
    } else if (event.step == "下达") {
      EXPECT_TRUE(model_.noticed && model_.decided);
      model_.committed = true;
    } else if (event.step == "支付") {
      EXPECT_TRUE(model_.committed && actor.ledger);
      EXPECT_EQ(++model_.paid, 1) << "never paid twice";
    } else if (event.outcome == "return") {
      model_.decided = false;
    }
  }

  void same_after_replay() {
    std::vector<Event> all = {Event{.kind = Event::Kind::opened, .on = sample::day(3, 2)}};
    all.insert(all.end(), events_.begin(), events_.end());
    const State again = replay(bench_.run, all);
    EXPECT_EQ(again.status(), bench_.state.status());
    EXPECT_EQ(again.done.size(), bench_.state.done.size());
    EXPECT_EQ(again.open.size(), bench_.state.open.size());
  }

  SeededRandom random_;
  Bench bench_;
  Model model_;
  std::vector<Event> events_;
  int accepted_ = 0;
};

TEST(ProcedureModel, KeepsItsRulesOnRandomWalks) {
  int accepted = 0;
  int paid = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ModelWalk walk(seed);
    walk.run(4000);
    accepted += walk.accepted();
    paid += walk.paid() ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(accepted, 3000) << "the walks must get somewhere";
  EXPECT_GT(paid, 40);
}

}  // namespace
}  // namespace enact::procedure
