// What a change voids, and how an ended case is taken up again.
#include <gtest/gtest.h>

#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::Bench;

const Actor second = Bench::officer("乙一", "乙局", "reviewer");
const Actor third = Bench::officer("丙一", "丙局", "reviewer");
const Actor handler = Bench::officer("甲一", "甲局", "handler");

bool change(Bench& bench, std::vector<Event::Voided> relied) {
  const auto event = void_changed(bench.run, bench.state, std::move(relied), bench.today);
  if (event) apply(bench.run, bench.state, *event);
  return event.has_value();
}

TEST(Change, VoidsOneOpinionAndAsksOnlyThatUnitAgain) {
  Bench bench;
  bench.reach("决定");
  ASSERT_TRUE(change(bench, {{"会审", "乙局"}}));
  EXPECT_EQ(bench.state.status(), "会审");
  ASSERT_EQ(bench.state.open.size(), 1U);
  EXPECT_EQ(bench.state.open.front().unit, "乙局");
  EXPECT_EQ(bench.take(third, "会审", "agree"), "procedure.not-open") << "its answer stands";
  EXPECT_EQ(bench.take(second, "会审", "agree"), "");
  EXPECT_EQ(bench.state.status(), "决定") << "notice and acceptance stand";
}

TEST(Change, AnotherAnswerLeadsAnotherWay) {
  Bench bench;
  bench.reach("决定");
  ASSERT_TRUE(change(bench, {{"会审", "乙局"}}));
  EXPECT_EQ(bench.take(second, "会审", "disagree", "不再符合"), "");
  EXPECT_EQ(bench.state.status(), "受理") << "a disagreement leads back, and back is done again";
  EXPECT_EQ(bench.state.settled("公示", "甲局"), nullptr);
}

TEST(Change, WhatComesAfterWaitsInOrder) {
  Bench bench;
  bench.reach("审批");
  ASSERT_TRUE(change(bench, {{"受理", "甲局"}, {"决定", "甲局"}}));
  EXPECT_EQ(bench.state.status(), "受理") << "the decision waits for it";
  EXPECT_EQ(bench.take(handler, "受理", "accept"), "");
  EXPECT_EQ(bench.state.status(), "决定");
  EXPECT_EQ(bench.take(Bench::officer("甲二", "甲局", "approver"), "决定", "grant"), "");
  EXPECT_EQ(bench.state.status(), "审批");
}

TEST(Change, ARunningNoticeIsPublishedAgain) {
  Bench bench;
  bench.reach("公示");
  bench.publish();
  ASSERT_TRUE(change(bench, {{"会审", "丙局"}}));
  EXPECT_FALSE(bench.state.notice);
  bench.take(third, "会审", "agree");
  EXPECT_EQ(bench.state.status(), "公示");
  EXPECT_EQ(bench.publish(), "");
}

TEST(Change, IsNothingForWhatDoesNotStandAndOnceMoneyIsCommitted) {
  Bench bench;
  bench.reach("会审");
  EXPECT_FALSE(change(bench, {{"会审", "乙局"}, {"决定", "甲局"}}));
  EXPECT_EQ(bench.state.status(), "会审");
  Bench late;
  late.reach("支付");
  EXPECT_FALSE(change(late, {{"受理", "甲局"}}));
}

struct Appeals : Bench {
  Appeals() {
    policy::TakingUp appeal;
    appeal.id = "申诉";
    appeal.title = {"申诉", "appeal"};
    appeal.after = {"rejected"};
    appeal.actor = "applicant";
    appeal.role = "applicant";
    appeal.working_days = 5;
    appeal.to = "受理";
    policy::TakingUp reopening = appeal;
    reopening.id = "重启";
    reopening.actor = "lead";
    reopening.role = "approver";
    reopening.working_days.reset();
    procedure.again = {appeal, reopening};
    reach("受理");
    take(handler, "受理", "reject", "不符合");
  }
  std::string again(const Actor& actor, std::string way, std::string reason = "有新材料") {
    return act(actor,
               {.kind = Action::Kind::take_up, .outcome = std::move(way), .reason = std::move(reason)});
  }
};

TEST(Again, AnAppealReopensWithinItsTerm) {
  Appeals bench;
  EXPECT_EQ(bench.again(Bench::applicant(), "申诉", ""), "procedure.reason-required");
  EXPECT_EQ(bench.again(handler, "申诉"), "procedure.not-yours-to-take-up");
  // Rejected on Monday 2 March: five working days after it are over at the end of Monday the 9th.
  bench.today = sample::day(3, 9);
  EXPECT_EQ(bench.again(Bench::applicant(), "申诉"), "");
  EXPECT_EQ(bench.state.status(), "受理");
  EXPECT_FALSE(bench.state.ended());
  EXPECT_EQ(bench.again(Bench::applicant(), "申诉"), "procedure.not-to-be-taken-up") << "it runs";
  EXPECT_EQ(bench.take(handler, "受理", "reject", "仍不符合"), "");
  EXPECT_EQ(bench.state.ended_as, "rejected");
}

TEST(Again, TooLateIsTooLateForTheApplicantNotForTheUnit) {
  Appeals bench;
  bench.today = sample::day(3, 10);
  EXPECT_EQ(bench.again(Bench::applicant(), "申诉"), "procedure.too-late-to-take-up");
  EXPECT_EQ(bench.again(handler, "重启"), "procedure.not-yours-to-take-up") << "its role is another";
  EXPECT_EQ(bench.again(Bench::officer("甲二", "甲局", "approver"), "重启"), "");
  EXPECT_EQ(bench.state.status(), "受理");
}

TEST(Again, OnlyAfterTheEndsItNames) {
  Bench plain;
  EXPECT_EQ(plain.act(Bench::applicant(), {.kind = Action::Kind::take_up, .outcome = "申诉", .reason = "x"}),
            "procedure.not-to-be-taken-up");
  Appeals bench;
  bench.procedure.again.front().after = {"refused"};
  EXPECT_EQ(bench.again(Bench::applicant(), "申诉"), "procedure.not-to-be-taken-up");
}

}  // namespace
}  // namespace enact::procedure
