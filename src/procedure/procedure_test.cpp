// The engine on a made-up procedure: each rule of procedure.hpp once, and what must be refused.
#include "procedure/procedure.hpp"

#include <gtest/gtest.h>

#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::Bench;
using sample::day;

TEST(Procedure, RunsTheStraightWayToPaid) {
  Bench bench;
  EXPECT_EQ(bench.state.status(), "申请");
  for (const char* at : {"受理", "会审", "公示", "决定", "审批", "财审", "下达", "支付"}) {
    Bench one;
    one.reach(at);
    EXPECT_EQ(one.state.status(), at);
  }
  bench.reach("支付");
  EXPECT_EQ(bench.take(Bench::officer("财二", "财局", "treasury_maker"), "支付", "paid"),
            "procedure.by-ledger");
  EXPECT_EQ(bench.take(Bench::ledger(), "支付", "paid"), "");
  EXPECT_EQ(bench.state.status(), "paid");
  EXPECT_TRUE(bench.state.open.empty());
}

TEST(Procedure, NothingHappensToAnEndedCase) {
  Bench bench;
  bench.reach("受理");
  EXPECT_EQ(bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "reject", "不符合"), "");
  EXPECT_EQ(bench.state.ended_as, "rejected");
  EXPECT_EQ(bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "accept"), "procedure.ended");
  EXPECT_EQ(bench.act(Bench::applicant(), {.kind = Action::Kind::withdraw, .reason = "x"}),
            "procedure.ended");
}

TEST(Procedure, AsksEveryUnitOnceAndWaitsForAll) {
  Bench bench;
  bench.reach("会审");
  ASSERT_EQ(bench.state.open.size(), 2U);
  EXPECT_EQ(bench.take(Bench::officer("乙一", "乙局", "reviewer"), "会审", "agree"), "");
  EXPECT_EQ(bench.state.status(), "会审");
  EXPECT_EQ(bench.take(Bench::officer("乙二", "乙局", "reviewer"), "会审", "agree"), "procedure.not-open");
  EXPECT_EQ(bench.take(Bench::officer("甲一", "甲局", "reviewer"), "会审", "agree"),
            "procedure.not-your-step");
  EXPECT_EQ(bench.take(Bench::officer("丙一", "丙局", "reviewer"), "会审", "agree"), "");
  EXPECT_EQ(bench.state.status(), "公示");
}

TEST(Procedure, ADisagreementDecidesWhateverTheOrderOfAnswers) {
  for (const bool first : {true, false}) {
    Bench bench;
    bench.reach("会审");
    const Actor second = Bench::officer("乙一", "乙局", "reviewer");
    const Actor third = Bench::officer("丙一", "丙局", "reviewer");
    bench.take(first ? second : third, "会审", "disagree", "材料存疑");
    EXPECT_EQ(bench.state.status(), "会审") << "the others are still heard";
    bench.take(first ? third : second, "会审", "agree");
    EXPECT_EQ(bench.state.status(), "受理");
    bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "accept");
    EXPECT_EQ(bench.state.open.size(), 2U) << "both are asked again";
    bench.take(second, "会审", "agree");
    bench.take(third, "会审", "agree");
    EXPECT_EQ(bench.state.status(), "公示") << "the disagreement of the first round is void";
  }
}

TEST(Procedure, PassesAReviewThatNobodyIsAskedFor) {
  Bench bench;
  bench.run.parties.opinions.clear();
  bench.reach("受理");
  bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "accept");
  EXPECT_EQ(bench.state.status(), "公示");
}

TEST(Procedure, CountsDeadlinesInWorkingDays) {
  Bench bench;
  bench.today = day(1, 2);  // a Friday; Sunday the 4th is worked
  bench.reach("受理");
  EXPECT_EQ(bench.state.open.front().deadline, (Deadline{day(1, 8), false}));
  Bench late;
  late.today = day(12, 30);
  late.reach("受理");
  EXPECT_TRUE(late.state.open.front().deadline->provisional);
}

TEST(Procedure, StopsTheClockWhileTheApplicantCorrects) {
  Bench bench;
  const Actor handler = Bench::officer("甲一", "甲局", "handler");
  bench.reach("受理");      // opened on Monday the 2nd, 5 working days
  bench.today = day(3, 4);  // two of them are used
  EXPECT_EQ(bench.take(handler, "受理", "return"), "procedure.reason-required");
  EXPECT_EQ(bench.take(handler, "受理", "return", "缺证书"), "");
  EXPECT_EQ(bench.state.status(), "申请");
  bench.today = day(3, 20);  // a Friday, long after
  EXPECT_EQ(bench.take(Bench::applicant(), "申请", "submit"), "");
  EXPECT_EQ(bench.state.open.front().deadline->day, day(3, 25)) << "three are left";
}

TEST(Procedure, GivesAFullClockWhenOthersSentItBack) {
  Bench bench;
  bench.reach("会审");
  bench.take(Bench::officer("乙一", "乙局", "reviewer"), "会审", "disagree", "x");
  bench.take(Bench::officer("丙一", "丙局", "reviewer"), "会审", "agree");
  EXPECT_EQ(bench.state.open.front().deadline->day, day(3, 9));
}

TEST(Procedure, ClosesANoticeOnlyAfterItsTermAndItsObjections) {
  Bench bench;
  const Actor handler = Bench::officer("甲一", "甲局", "handler");
  bench.reach("公示");
  EXPECT_EQ(bench.take(handler, "公示", "close"), "procedure.notice-not-published");
  EXPECT_EQ(bench.act({}, {.kind = Action::Kind::object, .reason = "重复"}), "procedure.notice-closed");
  EXPECT_EQ(bench.publish(), "");
  EXPECT_EQ(bench.publish(), "procedure.notice-published");
  EXPECT_EQ(bench.state.notice->closes, day(3, 9)) << "the day of publication is not counted";
  bench.today = day(3, 9);
  EXPECT_EQ(bench.take(handler, "公示", "close"), "procedure.notice-running");
  EXPECT_EQ(bench.act({}, {.kind = Action::Kind::object}), "procedure.reason-required");
  EXPECT_EQ(bench.act({}, {.kind = Action::Kind::object, .reason = "重复"}), "") << "on the last day";
  bench.today = day(3, 10);
  EXPECT_EQ(bench.act({}, {.kind = Action::Kind::object, .reason = "晚了"}), "procedure.notice-closed");
  EXPECT_EQ(bench.take(handler, "公示", "close"), "procedure.objection-open");
  const Action dismiss{.kind = Action::Kind::answer_objection, .reason = "查无此事", .objection = "异议1"};
  EXPECT_EQ(bench.act(Bench::officer("乙一", "乙局", "handler"), dismiss), "procedure.not-your-step");
  EXPECT_EQ(bench.act(handler, dismiss), "");
  EXPECT_EQ(bench.act(handler, dismiss), "procedure.no-open-objection");
  EXPECT_EQ(bench.take(handler, "公示", "close"), "");
  EXPECT_EQ(bench.state.status(), "决定");
}

TEST(Procedure, AnUpheldObjectionReopensTheReview) {
  Bench bench;
  const Actor handler = Bench::officer("甲一", "甲局", "handler");
  bench.reach("公示");
  bench.publish();
  bench.act({}, {.kind = Action::Kind::object, .reason = "重复"});
  bench.act(handler,
            {.kind = Action::Kind::answer_objection, .reason = "属实", .objection = "异议1", .upheld = true});
  EXPECT_EQ(bench.state.status(), "会审");
  EXPECT_EQ(bench.state.open.size(), 2U);
  EXPECT_FALSE(bench.state.notice.has_value());
  EXPECT_EQ(bench.state.settled("会审", "乙局"), nullptr) << "the opinion of the first round is void";
  EXPECT_NE(bench.state.settled("受理", "甲局"), nullptr) << "the acceptance before it holds";
}

TEST(Procedure, SeparatesDuties) {
  Bench bench;
  bench.reach("决定");
  const Actor both{.account = "甲一", .unit = "甲局", .roles = {"handler", "approver"}};
  EXPECT_EQ(bench.take(both, "决定", "grant"), "procedure.separation") << "accepted the case itself";
  const Actor entered{.account = "申请人", .unit = "甲局", .roles = {"approver"}};
  EXPECT_EQ(bench.take(entered, "决定", "grant"), "procedure.separation") << "entered the application";
  EXPECT_EQ(bench.take(Bench::officer("甲三", "甲局", "handler"), "决定", "grant"),
            "procedure.not-your-step");
  EXPECT_EQ(bench.take(Bench::applicant(), "决定", "grant"), "procedure.not-your-step");
  EXPECT_EQ(bench.take(Bench::officer("甲二", "甲局", "approver"), "决定", "maybe"),
            "procedure.unknown-outcome");
  EXPECT_EQ(bench.take(Bench::officer("甲二", "甲局", "approver"), "决定", "grant"), "");
}

TEST(Procedure, SeparationRemembersARoundThatIsVoid) {
  Bench bench;
  bench.reach("受理");
  const Actor both{.account = "甲二", .unit = "甲局", .roles = {"handler", "approver"}};
  bench.take(both, "受理", "return", "缺证书");
  bench.reach("决定");
  EXPECT_EQ(bench.take(both, "决定", "grant"), "procedure.separation");
}

TEST(Procedure, IsWithdrawnUntilMoneyIsCommitted) {
  Bench bench;
  bench.reach("下达");
  EXPECT_EQ(bench.act(Bench::officer("甲一", "甲局", "handler"), {.kind = Action::Kind::withdraw}),
            "procedure.not-applicant");
  bench.take(Bench::officer("财二", "财局", "treasury_maker"), "下达", "commit");
  EXPECT_EQ(bench.act(Bench::applicant(), {.kind = Action::Kind::withdraw}),
            "procedure.too-late-to-withdraw");
  Bench early;
  early.reach("公示");
  early.publish();
  EXPECT_EQ(early.act(Bench::applicant(), {.kind = Action::Kind::withdraw, .reason = "改期"}), "");
  EXPECT_EQ(early.state.status(), "withdrawn");
}

TEST(Procedure, TheLedgerReopensAPaidCase) {
  Bench bench;
  bench.reach("支付");
  const Action reopen{.kind = Action::Kind::reopen, .step = "支付"};
  EXPECT_EQ(bench.act(Bench::ledger(), reopen), "procedure.not-open") << "nothing was paid yet";
  bench.take(Bench::ledger(), "支付", "paid");
  EXPECT_EQ(bench.act(Bench::officer("财二", "财局", "treasury_maker"), reopen), "procedure.not-open");
  EXPECT_EQ(bench.act(Bench::ledger(), reopen), "");
  EXPECT_EQ(bench.state.status(), "支付");
  EXPECT_EQ(bench.take(Bench::ledger(), "支付", "paid"), "");
  EXPECT_EQ(bench.state.status(), "paid");
}

TEST(Procedure, JoinsBranchesThatLeadToOneStep) {
  policy::Procedure fork;
  fork.steps = {sample::step("一", "apply", "applicant", "", {}, {sample::outcome("go", {"二", "三", "五"})}),
                sample::step("二", "check", "lead", "", {}, {sample::outcome("ok", {"五"})}),
                sample::step("三", "check", "unit:乙局", "", {}, {sample::outcome("ok", {"四"})}),
                sample::step("四", "check", "unit:乙局", "", {}, {sample::outcome("ok", {"五"})}),
                sample::step("五", "check", "lead", "", {}, {sample::outcome("ok", {}, "done")})};
  Bench bench;
  bench.run.procedure = &fork;
  bench.state = {};
  apply(bench.run, bench.state, Event{.kind = Event::Kind::opened, .on = bench.today});
  bench.take(Bench::applicant(), "一", "go");
  EXPECT_EQ(bench.state.status(), "二+三");
  bench.take(Bench::officer("甲", "甲局", ""), "二", "ok");
  EXPECT_EQ(bench.state.status(), "三");
  bench.take(Bench::officer("乙", "乙局", ""), "三", "ok");
  EXPECT_EQ(bench.state.status(), "四");
  bench.take(Bench::officer("乙", "乙局", ""), "四", "ok");
  EXPECT_EQ(bench.state.status(), "五");
}

TEST(Procedure, OffersWhatTheActorMayDo) {
  Bench bench;
  bench.reach("受理");
  const auto ids = [&](const Actor& actor) {
    std::string text;
    for (const Option& option : allowed(bench.run, bench.state, actor, bench.today)) {
      text += option.action.step + "/" + option.action.outcome + (option.blocked ? "!" : "") + " ";
    }
    return text;
  };
  EXPECT_EQ(ids(Bench::officer("甲一", "甲局", "handler")), "受理/accept 受理/return 受理/reject ");
  EXPECT_EQ(ids(Bench::officer("乙一", "乙局", "handler")), "");
  EXPECT_EQ(ids(Bench::applicant()), "/ ") << "only to withdraw";
  bench.take(Bench::officer("甲一", "甲局", "handler"), "受理", "accept");
  bench.take(Bench::officer("乙一", "乙局", "reviewer"), "会审", "agree");
  bench.take(Bench::officer("丙一", "丙局", "reviewer"), "会审", "agree");
  bench.publish();
  EXPECT_EQ(ids(Bench::officer("甲一", "甲局", "handler")), "公示/close! ") << "offered, but it has to wait";
}

TEST(Procedure, ChecksWhatItCannotRun) {
  policy::Procedure bad = sample::standard();
  EXPECT_TRUE(check_procedure(bad).empty());
  bad.steps[3].working_days.reset();
  bad.steps[3].outcomes.pop_back();
  bad.steps[4].kind = "ponder";
  bad.steps[5].outcomes.clear();
  bad.steps[6].outcomes[0].next = {"无此步骤"};
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : check_procedure(bad)) codes.push_back(diagnostic.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"procedure.notice-without-term",
                                             "procedure.notice-without-objection", "procedure.unknown-kind",
                                             "procedure.no-outcome", "procedure.unknown-step"}));
}

TEST(Parties, AskEachUnitOnceAndResolveGroups) {
  policy::Package package;
  package.units = {{.id = "甲局", .title = {}, .also = {}, .members = {}, .areas = {}},
                   {.id = "国企", .title = {}, .also = {}, .members = {"集团一", "集团二"}, .areas = {}},
                   {.id = "市财局", .title = {}, .also = {"市财"}, .members = {}, .areas = {}}};
  policy::Provision provision;
  provision.leads = {"甲局", "乙局"};
  provision.opinions = {"乙局", "国企", "甲局", "集团一"};
  provision.payer = "市财";
  const Parties parties = parties_of(package, provision);
  EXPECT_EQ(parties.handler, "甲局");
  EXPECT_EQ(parties.opinions, (std::vector<std::string>{"乙局", "集团一", "集团二"}));
  EXPECT_EQ(parties.payer, "市财局");
}

}  // namespace
}  // namespace enact::procedure
