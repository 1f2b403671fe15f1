// Steps of the unit of a place: whom the application names is asked, and nobody else; where it names nobody
// the step passes.
#include <gtest/gtest.h>

#include "procedure/event_json.hpp"
#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::outcome;

struct Places : testing::Test {
  Places() {
    procedure.steps.front().outcomes.front().next = {"初审"};
    procedure.steps.insert(
        procedure.steps.begin() + 1,
        sample::step("初审", "check", "place:镇街", "handler", 5,
                     {outcome("accept", {"受理"}), outcome("return", {"申请"}, "", true)}));
    apply(run, state, Event{.kind = Event::Kind::opened, .on = sample::day(3, 2)});
  }
  void submit(std::map<std::string, std::string> placed) {
    auto event = attempt(run, state, sample::Bench::applicant(), {.step = "申请", .outcome = "submit"},
                         sample::day(3, 2));
    ASSERT_TRUE(event) << event.error().message.en;
    event->placed = std::move(placed);
    // As it is kept and read again.
    apply(run, state, event_of(event_json(*event)));
  }
  std::string take(const std::string& unit, const std::string& outcome_id,
                   const std::string& account = "官") {
    const auto event = attempt(run, state, sample::Bench::officer(account + unit, unit, "handler"),
                               {.step = "初审", .outcome = outcome_id, .reason = "理由"}, sample::day(3, 3));
    if (!event) return event.error().code;
    apply(run, state, *event);
    return "";
  }

  policy::Procedure procedure = sample::standard();
  WorkingDays calendar{{sample::day(1, 1)}, {sample::day(1, 4)}, sample::day(12, 31)};
  procedure::Run run{&procedure, {"甲局", {"乙局", "丙局"}, "财局"}, &calendar};
  State state;
};

TEST_F(Places, AskTheUnitThatTheApplicationNames) {
  submit({{"初审", "水镇"}});
  EXPECT_EQ(state.status(), "初审");
  ASSERT_EQ(state.open.size(), 1U);
  EXPECT_EQ(state.open.front().unit, "水镇");
  EXPECT_EQ(take("石镇", "accept"), "procedure.not-your-step");
  EXPECT_EQ(take("甲局", "accept"), "procedure.not-your-step");
  EXPECT_EQ(take("水镇", "accept"), "");
  EXPECT_EQ(state.status(), "受理");
}

TEST_F(Places, PassWhereNobodyIsNamed) {
  submit({});
  EXPECT_EQ(state.status(), "受理");
  EXPECT_EQ(state.done.size(), 1U) << "nobody has checked anything";
}

TEST_F(Places, AnApplicationThatComesAgainFromElsewhereIsCheckedThere) {
  submit({{"初审", "水镇"}});
  EXPECT_EQ(take("水镇", "return"), "");
  EXPECT_EQ(state.status(), "申请");
  submit({{"初审", "石镇"}});
  EXPECT_EQ(take("水镇", "accept"), "procedure.not-your-step");
  EXPECT_EQ(take("石镇", "accept"), "");
  EXPECT_EQ(state.status(), "受理");
}

TEST_F(Places, WhatWasCheckedIsAskedAgainWhenItIsVoid) {
  submit({{"初审", "水镇"}});
  EXPECT_EQ(take("水镇", "accept"), "");
  const auto event = void_changed(run, state, {{"初审", "水镇"}}, sample::day(3, 4));
  ASSERT_TRUE(event);
  apply(run, state, *event);
  EXPECT_EQ(state.status(), "初审");
  EXPECT_EQ(state.open.front().unit, "水镇");
}

// Should what voids a review ever reach the application itself: the old place's answer does not stand in for
// the new.
TEST_F(Places, WhatAnotherPlaceHasSaidStandsNoMore) {
  submit({{"初审", "水镇"}});
  EXPECT_EQ(take("水镇", "accept"), "");
  const auto event = void_changed(run, state, {{"申请", ""}}, sample::day(3, 4));
  ASSERT_TRUE(event);
  apply(run, state, *event);
  submit({{"初审", "石镇"}});
  EXPECT_EQ(state.settled("初审", "水镇"), nullptr);
  EXPECT_NE(state.open_step("初审", "石镇"), nullptr);
}

TEST_F(Places, AreNeverTheFirstStep) {
  EXPECT_TRUE(check_procedure(procedure).empty());
  std::swap(procedure.steps[0], procedure.steps[1]);
  const auto faults = check_procedure(procedure);
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults.front().code, "procedure.place-first");
}

}  // namespace
}  // namespace enact::procedure
