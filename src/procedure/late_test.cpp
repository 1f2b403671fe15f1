// What the clock does by itself when a term is over: lapses, tacit answers, escalation, and for nobody else.
#include <gtest/gtest.h>

#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::Bench;
using sample::day;
using sample::outcome;

// The sample's procedure, in which an application lapses after ten working days, an opinion not given within
// three is an agreement, and a late decision is told to 督办.
struct Timed : Bench {
  Timed() {
    auto& steps = procedure.steps;
    steps[0].working_days = 10;
    steps[0].late = {.take = "lapse", .escalate = ""};
    steps[0].outcomes.push_back(outcome("lapse", {}, "lapsed"));
    steps[0].outcomes.back().by_clock = true;
    steps[2].late = {.take = "agree", .escalate = ""};
    steps[4].late = {.take = "", .escalate = "督办"};
    state = {};
    apply(run, state, Event{.kind = Event::Kind::opened, .on = today});
  }
  // Does all that the clock has to do today; answers how much.
  int clock() {
    int done = 0;
    for (auto due = due_by_clock(state, today); !due.empty(); due = due_by_clock(state, today)) {
      EXPECT_EQ(act(due.front().actor, due.front().action), "");
      ++done;
    }
    return done;
  }
};

TEST(Late, ADraftLapsesOnTheDayAfterItsTermAndNotBefore) {
  Timed bench;
  // Opened Monday 2 March: the tenth working day after it is Monday the 16th.
  EXPECT_EQ(bench.state.open.front().deadline, (Deadline{day(3, 16), false}));
  bench.today = day(3, 16);
  EXPECT_EQ(bench.clock(), 0);
  EXPECT_EQ(bench.take(Bench::applicant(), "申请", "lapse"), "procedure.by-clock");
  bench.today = day(3, 17);
  EXPECT_EQ(bench.take(Bench::applicant(), "申请", "submit"), "procedure.term-over")
      << "the day decides, not whether the clock came first";
  EXPECT_EQ(bench.clock(), 1);
  EXPECT_EQ(bench.state.ended_as, "lapsed");
  EXPECT_EQ(bench.clock(), 0) << "once";
}

TEST(Late, ACorrectionHasATermOfItsOwn) {
  Timed bench;
  bench.today = day(3, 13);
  bench.take(Bench::applicant(), "申请", "submit");
  bench.today = day(3, 16);
  bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "return", "缺材料");
  // Returned Monday 16 March: the tenth working day after it is Monday the 30th.
  EXPECT_EQ(bench.state.open.front().deadline, (Deadline{day(3, 30), false}));
  bench.today = day(3, 31);
  EXPECT_EQ(bench.clock(), 1);
  EXPECT_EQ(bench.state.ended_as, "lapsed");
}

TEST(Late, SilenceOfEachUnitIsItsAgreement) {
  Timed bench;
  bench.reach("会审");
  bench.take(Bench::officer("乙一", "乙局", "reviewer"), "会审", "agree");
  bench.today = day(3, 6);  // three working days after Monday are over at the end of Thursday
  EXPECT_EQ(bench.take(Bench::officer("丙一", "丙局", "reviewer"), "会审", "disagree", "晚了"),
            "procedure.term-over");
  EXPECT_EQ(bench.clock(), 1);
  EXPECT_EQ(bench.state.status(), "公示");
  EXPECT_EQ(bench.state.done.back().unit, "丙局");
  EXPECT_EQ(bench.state.done.back().account, "");
}

TEST(Late, EscalationTellsOnceAndTheStepStaysOpen) {
  Timed bench;
  bench.reach("决定");
  bench.today = *bench.state.open.front().deadline->day.add_days(1);
  EXPECT_EQ(bench.clock(), 1);
  EXPECT_EQ(bench.state.status(), "决定");
  EXPECT_EQ(bench.state.open.front().escalated, bench.today);
  bench.today = *bench.today.add_days(30);
  EXPECT_EQ(bench.clock(), 0);
  EXPECT_EQ(bench.take(Bench::officer("甲二", "甲局", "approver"), "决定", "grant"), "")
      << "late, not barred";
}

TEST(Late, NothingHappensWhileTheCalendarOfTheDayIsNotAnnounced) {
  Timed bench;
  bench.calendar = WorkingDays({day(1, 1)}, {day(1, 4)}, day(3, 10));
  bench.state = {};
  apply(bench.run, bench.state, Event{.kind = Event::Kind::opened, .on = bench.today});
  bench.today = day(3, 20);
  EXPECT_EQ(bench.clock(), 0);
  EXPECT_EQ(bench.take(Bench::applicant(), "申请", "submit"), "");
}

TEST(Late, OnlyTheClockEscalates) {
  Timed bench;
  bench.reach("决定");
  bench.today = day(6, 1);
  for (const Actor& actor :
       {Bench::applicant(), Bench::officer("甲二", "甲局", "approver"), Bench::ledger()}) {
    EXPECT_EQ(bench.act(actor, {.kind = Action::Kind::escalate, .step = "决定"}), "procedure.not-open");
  }
}

}  // namespace
}  // namespace enact::procedure
