// Void on change, appeal and re-examination on real cases.
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using test::code;
using test::Town;

std::expected<store::Fact, store::Fault> enter(Town& town, const std::string& name, const std::string& value,
                                               const std::string& unit) {
  return town.step([&](store::Transaction& tx) {
    std::optional<std::int64_t> seq;
    for (const store::Fact& fact : store::facts_known_at(tx, town.enterprise, tx.now())) {
      if (fact.name == name) seq = fact.seq;
    }
    const store::Actor actor = unit.empty() ? store::Actor{"企业一", ""} : store::Actor{"官", unit};
    return enter_fact(tx, town.library, actor, town.enterprise,
                      {.name = name, .value = value, .evidence = {}, .supersedes = seq});
  });
}

std::string recognised(const std::string& on, const std::string& more = "") {
  return R"([{"类别":"示范企业","日期":")" + on + R"(","证书编号":"C-1"})" + more + "]";
}

TEST(Reliance, AChangedFactVoidsTheReviewsThatReadItAndKeepsTheOthers) {
  Town town;
  const std::string id = town.reach("资金安排");
  ASSERT_TRUE(enter(town, "认定", recognised("2026-02-02"), "市科局"));
  EXPECT_EQ(town.status(id), "受理");
  const auto detail = town.detail(test::auditor, id).value();
  EXPECT_EQ(detail.timeline.back().kind, "case.changed");
  EXPECT_EQ(detail.summary.amount, Fen{100'000'00});
  // Every review looked at the recognition, but the finance check, which relies on the amount alone, stands:
  // when its turn comes it is not asked again.
  town.advance_to(id, "财审");
  EXPECT_EQ(town.status(id), "资金安排");
  town.appropriate(500'000).value();
  EXPECT_EQ(code(town.commit(id)), "");
  town.expect_sound();
}

TEST(Reliance, WhatTheClaimDoesNotReadVoidsNothing) {
  Town town;
  const std::string id = town.reach("批准");
  ASSERT_TRUE(enter(town, "名称", R"("样例新一厂")", ""));
  EXPECT_EQ(town.status(id), "批准");
  ASSERT_TRUE(enter(town, "项目", "[]", "市科局"));
  EXPECT_EQ(town.status(id), "批准");
  town.expect_sound();
}

TEST(Reliance, TheSameValueAgainVoidsNothing) {
  Town town;
  const std::string id = town.reach("批准");
  ASSERT_TRUE(enter(town, "认定", recognised("2026-02-01"), "市科局"));
  EXPECT_EQ(town.status(id), "批准");
}

TEST(Reliance, ADecisionIsNotVoidByItsOwnJudgement) {
  Town town;
  const std::string id = town.reach("决定", "a2");
  ASSERT_TRUE(town.take(
      test::approver,
      TakeRequest{
          .case_id = id, .step = "决定", .outcome = "decide", .reason = "优", .amount = Fen{20'000'000}}));
  ASSERT_TRUE(enter(town, "名称", R"("样例新一厂")", ""));
  EXPECT_EQ(town.status(id), "批准");
  ASSERT_TRUE(enter(town, "项目", R"([{"编号":"P-1","日期":"2026-02-11","合格":true}])", "市科局"));
  EXPECT_EQ(town.status(id), "受理");
  EXPECT_FALSE(town.detail(test::auditor, id)->summary.amount) << "the judgement is void with its review";
  town.expect_sound();
}

TEST(Reliance, WhatIsCommittedIsNotTouched) {
  Town town;
  const std::string id = town.reach("支付");
  ASSERT_TRUE(enter(town, "认定", "[]", "市科局"));
  EXPECT_EQ(town.status(id), "支付") << "money is taken back by orders, not by a change of facts";
}

TEST(Appeal, TakesARejectedCaseUpAgain) {
  Town town;
  const std::string id = town.reach("受理");
  town.take(test::handler, id, "受理", "reject", "材料不实").value();
  const auto appeal = [&](const Person& person) {
    return town.step(
        [&](store::Transaction& tx) { return town.cases.take_up(tx, person, {id, "申诉", "", "材料属实"}); });
  };
  const auto offered = town.detail(town.applicant, id).value().actions;
  ASSERT_EQ(offered.size(), 1U);
  EXPECT_EQ(offered.front().kind, procedure::Action::Kind::take_up);
  EXPECT_EQ(code(appeal(test::handler)), "casework.not-permitted");
  EXPECT_EQ(code(appeal(town.applicant)), "");
  EXPECT_EQ(town.status(id), "受理");
  EXPECT_EQ(town.detail(town.applicant, id)->timeline.back().title.zh, "申诉");
  town.take(test::handler, id, "受理", "reject", "仍不实").value();
  // A new application of the matter stands in the way of another appeal.
  town.open().value();
  EXPECT_EQ(code(appeal(town.applicant)), "casework.matter-open");
  EXPECT_TRUE(town.detail(town.applicant, id)->actions.front().blocked);
  town.expect_sound();
}

TEST(Appeal, ComesTooLateAfterItsTerm) {
  Town town;
  const std::string id = town.reach("受理");
  town.take(test::handler, id, "受理", "reject", "材料不实").value();
  town.days(15);  // ten working days after Tuesday 10 March are over at the end of the 24th
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return town.cases.take_up(tx, town.applicant, {id, "申诉", "", "晚了"});
            })),
            "procedure.too-late-to-take-up");
}

TEST(Reexamination, AnUpheldObjectionVoidsWhatItPutInDoubt) {
  Town town;
  const std::string id = town.reach("公示");
  town.publish(id).value();
  const auto objected = town.object(id).value();
  town.answer(id, objected.id, true).value();
  EXPECT_EQ(town.status(id), "受理");
  town.advance_to(id, "决定");
  EXPECT_EQ(town.status(id), "决定") << "acceptance, opinions and notice were done again";
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
