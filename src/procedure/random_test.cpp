// Random procedures run by random actors, held against a model that knows only what a declaration says: what
// may stand open, what must have been answered before, what a change voids, and that a case never gets stuck.
// The seed of a failure is printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/clock.hpp"
#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::day;
using sample::outcome;

// A procedure of three to nine steps: every step but the last leads on to the next one, some over two
// branches that join again, some also back or out.
policy::Procedure random_procedure(SeededRandom& random) {
  policy::Procedure made;
  made.id = "随机";
  const std::size_t count = 3 + random.below(7);
  const auto name = [](std::size_t i) { return "步" + std::to_string(i); };
  for (std::size_t i = 0; i < count; ++i) {
    const bool last = i + 1 == count;
    policy::ProcedureStep step;
    step.id = name(i);
    step.title = {step.id, step.id};
    step.role = "r";
    if (i == 0) {
      step.kind = "apply";
      step.actor = "applicant";
    } else {
      const auto kind = random.below(6);
      step.kind = kind == 0 && !last ? "notice" : kind <= 2 ? "opinions" : "check";
      step.actor = step.kind == "opinions" ? "opinions" : random.below(3) == 0 ? "payer" : "lead";
      if (step.kind == "check" && random.below(3) == 0) step.actor = "place:镇街";
    }
    if (step.kind == "notice" || random.below(2) == 0)
      step.working_days = 1 + static_cast<int>(random.below(6));
    std::vector<std::string> next;
    if (!last) {
      next.push_back(name(i + 1));
      if (i + 2 < count && random.below(4) == 0) next.push_back(name(i + 2));
    }
    step.outcomes.push_back(outcome("on", next, last ? "done" : ""));
    if (i > 0 && (step.kind == "notice" || random.below(3) == 0)) {
      step.outcomes.push_back(outcome("back", {name(random.below(i))}));
    }
    if (i > 0 && step.kind == "check" && random.below(5) == 0)
      step.outcomes.push_back(outcome("out", {}, "out"));
    if (step.working_days && step.kind == "opinions" && random.below(3) == 0) {
      step.late = {.take = "on", .escalate = ""};
    } else if (step.working_days && step.kind == "check" && random.below(3) == 0) {
      step.late = {.take = "", .escalate = "督办"};
    }
    made.steps.push_back(std::move(step));
  }
  policy::TakingUp up;
  up.id = "申诉";
  up.title = {"申诉", "appeal"};
  up.after = {"out"};
  up.actor = "applicant";
  up.working_days = 5;
  up.to = name(random.below(2));
  made.again.push_back(up);
  return made;
}

class RandomWalk {
 public:
  explicit RandomWalk(std::uint64_t seed) : random_(seed), procedure_(random_procedure(random_)) {
    EXPECT_TRUE(check_procedure(procedure_).empty());
    run_ = {&procedure_, {"甲局", {"乙局", "丙局"}, "财局"}, &calendar_};
    record({.kind = Event::Kind::opened, .on = today_});
  }

  void run(int steps) {
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
      if (random_.below(5) == 0) today_ = *today_.add_days(1 + static_cast<std::int64_t>(random_.below(4)));
      const auto choice = random_.below(12);
      if (choice == 0) {
        change();
      } else if (choice == 1) {
        clock();
      } else {
        act();
      }
      judge();
      if (state_.ended() && random_.below(3) != 0) return;
    }
  }
  int events() const { return static_cast<int>(events_.size()); }
  bool ended() const { return state_.ended(); }
  static inline int voided = 0;
  static inline int taken_up = 0;
  static inline int by_clock = 0;
  static inline int by_place = 0;

 private:
  void record(Event event) {
    if (event.kind == Event::Kind::objected) event.objection = "异议" + std::to_string(++objections_);
    apply(run_, state_, event);
    events_.push_back(std::move(event));
  }

  Actor actor_of(const std::string& unit) {
    // Somebody new each time: separation of duties has tests of its own.
    const std::string account = "人" + std::to_string(++people_);
    if (unit.empty()) return {.account = account, .unit = "", .roles = {}, .applicant = true};
    return {.account = account, .unit = unit, .roles = {"r"}};
  }

  // Everything that somebody could try now.
  std::vector<std::pair<Actor, Action>> possible() {
    std::vector<std::pair<Actor, Action>> all;
    for (const OpenStep& open : state_.open) {
      for (const auto& one : open.step->outcomes) {
        all.push_back({actor_of(open.unit), {.step = open.step->id, .outcome = one.id, .reason = "理由"}});
      }
      if (open.step->kind == "notice") {
        all.push_back({actor_of(open.unit), {.kind = Action::Kind::publish_notice, .step = open.step->id}});
      }
    }
    if (state_.notice) all.push_back({actor_of("甲局"), {.kind = Action::Kind::object, .reason = "理由"}});
    for (const Objection& one : state_.objections) {
      if (one.answered || state_.open.empty()) continue;
      all.push_back({actor_of(state_.open.front().unit),
                     {.kind = Action::Kind::answer_objection,
                      .reason = "理由",
                      .objection = one.id,
                      .upheld = random_.below(4) == 0}});
    }
    if (state_.ended()) {
      all.push_back({actor_of(""), {.kind = Action::Kind::take_up, .outcome = "申诉", .reason = "理由"}});
    }
    return all;
  }

  void act() {
    auto all = possible();
    if (all.empty()) return;
    const auto& [actor, action] = all[random_.below(all.size())];
    const State before = state_;
    auto event = attempt(run_, state_, actor, action, today_);
    if (!event) return;
    if (event->kind == Event::Kind::step_done && event->step == procedure_.steps.front().id) place(*event);
    if (event->kind == Event::Kind::step_done) {
      EXPECT_EQ(before.settled(event->step, event->unit), nullptr) << "nobody answers what stands";
      EXPECT_NE(before.open_step(event->step, event->unit), nullptr);
    }
    if (event->kind == Event::Kind::taken_up) {
      EXPECT_EQ(before.ended_as, "out");
      EXPECT_LE(calendar_.between(*before.ended_on, today_), 5);
      ++taken_up;
    }
    record(*event);
  }

  // Where the applicant is, as it says this time: somewhere, or nowhere that has a unit.
  void place(Event& event) {
    placed_.clear();
    for (const auto& step : procedure_.steps) {
      const auto town = random_.below(3);
      if (!place_fact(step).empty() && town > 0) placed_[step.id] = town == 1 ? "甲镇" : "乙镇";
    }
    event.placed = placed_;
  }

  // Something that stands has led here, perhaps past steps of a place that has no unit.
  bool led_to(const std::string& id) const {
    const auto names = [&](const policy::ProcedureStep::Outcome& outcome) {
      return std::ranges::find(outcome.next, id) != outcome.next.end();
    };
    if (std::ranges::any_of(state_.done, [&](const DoneStep& done) { return names(*done.outcome); }))
      return true;
    return std::ranges::any_of(procedure_.steps, [&](const policy::ProcedureStep& step) {
      return !place_fact(step).empty() && !placed_.contains(step.id) && names(step.outcomes.front()) &&
             step.id != id && led_to(step.id);
    });
  }

  void clock() {
    for (auto due = due_by_clock(state_, today_); !due.empty(); due = due_by_clock(state_, today_)) {
      const OpenStep* open = state_.open_step(due.front().action.step, due.front().actor.unit);
      ASSERT_NE(open, nullptr);
      EXPECT_LT(open->deadline->day, today_);
      const auto event = attempt(run_, state_, due.front().actor, due.front().action, today_);
      ASSERT_TRUE(event) << event.error().message.en;
      record(*event);
      ++by_clock;
    }
  }

  // Of the answers that stand, some are said to have relied on what has changed.
  void change() {
    std::vector<Event::Voided> relied;
    for (const DoneStep& done : state_.done) {
      if (!done.voided && random_.below(3) == 0) relied.push_back({done.step->id, done.unit});
    }
    const State before = state_;
    const auto event = void_changed(run_, state_, relied, today_);
    if (!event) return;
    record(*event);
    ++voided;
    std::set<std::pair<std::string, std::string>> named;
    for (const Event::Voided& one : event->voids) named.insert({one.step, one.unit});
    for (std::size_t i = 0; i < before.done.size(); ++i) {
      const DoneStep& was = before.done[i];
      if (was.voided) continue;
      EXPECT_EQ(state_.done[i].voided, named.contains({was.step->id, was.unit}))
          << "exactly what relied on it";
    }
    // Each is asked again, now or once what comes before it has been answered.
    for (const auto& [step, unit] : named) {
      const bool waits =
          std::ranges::any_of(state_.waiting, [&](const auto* one) { return one->id == step; });
      EXPECT_TRUE(waits || state_.open_step(step, unit) != nullptr) << step << " " << unit;
    }
  }

  void judge() {
    EXPECT_EQ(state_.ended(), state_.open.empty()) << "a case runs exactly while a step is open";
    for (const OpenStep& open : state_.open) {
      EXPECT_EQ(state_.settled(open.step->id, open.unit), nullptr) << "what stands is not asked";
      if (open.step == &procedure_.steps.front()) continue;
      EXPECT_TRUE(led_to(open.step->id)) << open.step->id;
      if (!place_fact(*open.step).empty()) {
        ASSERT_TRUE(placed_.contains(open.step->id)) << "asked of a place that has no unit";
        EXPECT_EQ(open.unit, placed_.at(open.step->id)) << "the unit of another place is asked";
        ++by_place;
      }
    }
    for (const auto* waiting : state_.waiting) {
      EXPECT_TRUE(
          std::ranges::none_of(state_.open, [&](const OpenStep& open) { return open.step == waiting; }));
    }
    const State again = replay(run_, events_);
    EXPECT_EQ(again.status(), state_.status());
    EXPECT_EQ(again.done.size(), state_.done.size());
    EXPECT_EQ(again.open.size(), state_.open.size());
    if (!state_.ended()) never_stuck();
  }

  // Somebody can do something: today, or once the days have gone by that a notice runs.
  void never_stuck() {
    const Date later = *today_.add_days(60);
    for (const auto& [actor, action] : possible()) {
      if (attempt(run_, state_, actor, action, today_) || attempt(run_, state_, actor, action, later)) return;
    }
    EXPECT_FALSE(due_by_clock(state_, later).empty()) << "stuck at " << state_.status();
  }

  SeededRandom random_;
  policy::Procedure procedure_;
  WorkingDays calendar_{{day(1, 1)}, {day(1, 4)}, day(12, 31)};
  Run run_;
  State state_;
  Date today_ = day(3, 2);
  std::vector<Event> events_;
  std::map<std::string, std::string> placed_;  // as the last application said
  int objections_ = 0;
  int people_ = 0;
};

TEST(RandomProcedures, KeepToTheirDeclarations) {
  int events = 0;
  int ended = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomWalk walk(seed);
    walk.run(120);
    events += walk.events();
    ended += walk.ended() ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(events, 6000) << "the walks must get somewhere";
  EXPECT_GT(ended, 100);
  EXPECT_GT(RandomWalk::voided, 100);
  EXPECT_GT(RandomWalk::taken_up, 10);
  EXPECT_GT(RandomWalk::by_clock, 50);
  EXPECT_GT(RandomWalk::by_place, 300);
}

}  // namespace
}  // namespace enact::procedure
