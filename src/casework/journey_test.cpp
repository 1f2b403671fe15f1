// One case, end to end, and what is refused on the way.
#include <gtest/gtest.h>

#include <algorithm>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

TEST(Journey, CasesAreNumberedOneAfterAnother) {
  Town town;
  const auto opened_by = [&](const std::string& subject) {
    return town
        .step([&](store::Transaction& tx) {
          return town.cases.open_case(tx, {"someone", {{identity::Role::applicant, "", subject}}},
                                      {subject, "sample-town", "a1", "", Mode::apply});
        })
        .value()
        .reference.substr(0, 12);
  };
  EXPECT_EQ(opened_by(town.enterprise), "2026-000001-");
  EXPECT_EQ(opened_by(town.add_enterprise("91B", "样例二厂", {"C-2"})), "2026-000002-");
  ASSERT_TRUE(town.space.database().rebuild());
  EXPECT_EQ(opened_by(town.add_enterprise("91C", "样例三厂", {"C-3"})), "2026-000003-");
  town.expect_sound();
}

TEST(Journey, FromApplicationToPaid) {
  Town town;
  const SubjectSpace before = town.own_space();
  ASSERT_EQ(before.entitlements.size(), 2U);
  EXPECT_TRUE(before.entitlements[0].confirmable);
  EXPECT_FALSE(before.entitlements[1].confirmable) << "a band is to be decided first";

  const std::string id = town.reach("支付");
  EXPECT_EQ(town.status(id), "支付");
  const auto batch = town.batch({id});
  ASSERT_TRUE(batch) << batch.error().message.en;
  EXPECT_EQ(batch->total, Fen{10'000'000});
  EXPECT_EQ(batch->lines.at(0).payee.account_number, account.account_number);
  ASSERT_TRUE(town.release(batch->id));
  ASSERT_TRUE(town.bank(batch->id, ledger::BankResult::paid));
  EXPECT_EQ(town.status(id), "paid");

  const CaseDetail detail = town.detail(town.applicant, id).value();
  EXPECT_EQ(detail.summary.amount, Fen{10'000'000});
  EXPECT_TRUE(detail.summary.ended);
  EXPECT_TRUE(detail.actions.empty());
  EXPECT_EQ(detail.payee->account_masked, "****2222");
  ASSERT_FALSE(detail.determination.empty());
  EXPECT_TRUE(detail.explanation.starts_with("{\"kind\":\"provision\"")) << detail.explanation;
  std::vector<std::string> titles;
  for (const TimelineEntry& entry : detail.timeline) titles.push_back(entry.title.zh);
  EXPECT_EQ(titles,
            (std::vector<std::string>{"开始办理", "上传材料：认定证书", "填写收款账户", "申请：提交",
                                      "受理：受理", "会审：同意", "会审：同意", "发布公示", "公示：公示期满",
                                      "决定：同意兑现", "批准：批准", "财政审核：通过", "资金安排：列入指标",
                                      "列入支付批次", "支付批次放行", "银行已付"}));

  const SubjectSpace after = town.own_space();
  ASSERT_EQ(after.payments.size(), 1U);
  EXPECT_EQ(after.payments[0].fen, Fen{10'000'000});
  town.expect_sound();
}

TEST(Journey, APaidMatterIsNotPaidAgain) {
  Town town;
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  const auto again = town.open();
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().code == "casework.nothing-left" || again.error().code == "casework.not-due")
      << again.error().code;
  EXPECT_EQ(code(town.batch({id})), "casework.nothing-payable");
}

TEST(Journey, TwoTabsAreOneCase) {
  Town town;
  const auto first = town.open().value();
  const auto second = town.open().value();
  EXPECT_FALSE(first.existed);
  EXPECT_TRUE(second.existed);
  EXPECT_EQ(first.case_id, second.case_id);
  town.attach(first.case_id).value();
  town.pay_into(first.case_id).value();
  EXPECT_EQ(code(town.submit(first.case_id)), "");
  EXPECT_EQ(code(town.submit(first.case_id)), "procedure.not-open");
  EXPECT_EQ(town.own_space().cases.size(), 1U);
}

TEST(Journey, ConfirmingWantsNoEvidenceButAttestedFacts) {
  Town town;
  const auto opened = town.open("a1", Mode::confirm).value();
  town.pay_into(opened.case_id).value();
  EXPECT_EQ(code(town.submit(opened.case_id)), "");
  Town doubtful;
  doubtful.enterprise = doubtful.add_enterprise("91B", "样例二厂", {"C-2"}, /*attested=*/false);
  doubtful.applicant.grants = {{identity::Role::applicant, "", doubtful.enterprise}};
  EXPECT_EQ(code(doubtful.open("a1", Mode::confirm)), "casework.not-confirmable");
  EXPECT_EQ(code(doubtful.open("a1", Mode::apply)), "");
}

TEST(Journey, ASubmissionMustBeComplete) {
  Town town;
  const std::string id = town.open().value().case_id;
  EXPECT_EQ(code(town.submit(id)), "casework.evidence-missing");
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return town.cases.add_evidence(tx, town.applicant,
                                             {id, "认定证书", "x.pdf", bytes("MZ\x90 a program")});
            })),
            "casework.evidence-type");
  town.attach(id).value();
  EXPECT_EQ(code(town.submit(id)), "casework.payee-missing");
  EXPECT_EQ(code(town.pay_into(id, {"样例一厂", "样例银行", "12"})), "casework.bad-account");
  town.pay_into(id).value();
  EXPECT_EQ(code(town.take(town.applicant, id, "申请", "submit")), "casework.consent-missing");
  EXPECT_EQ(code(town.submit(id)), "");
  EXPECT_EQ(code(town.attach(id)), "procedure.not-open");
}

TEST(Journey, ReturnsForCorrectionAndIsSubmittedAgain) {
  Town town;
  const std::string id = town.reach("受理");
  EXPECT_EQ(code(town.take(handler, id, "受理", "return")), "procedure.reason-required");
  EXPECT_EQ(code(town.take(handler, id, "受理", "return", "证书不清晰")), "");
  EXPECT_EQ(town.detail(town.applicant, id)->summary.status_title.zh, "退回补正");
  EXPECT_EQ(code(town.attach(id)), "");
  EXPECT_EQ(code(town.submit(id)), "");
  EXPECT_EQ(town.status(id), "受理");
  town.expect_sound();
}

TEST(Journey, ANoticeIsObjectedToAndTheReviewReopened) {
  Town town;
  const std::string id = town.reach("公示");
  EXPECT_EQ(code(town.object(id)), "casework.no-case") << "not under notice: the public knows nothing of it";
  town.publish(id).value();
  const auto objection = town.object(id);
  ASSERT_TRUE(objection);
  EXPECT_EQ(town.detail(handler, id)->objections.at(0).name, "张三");
  EXPECT_EQ(town.detail(town.applicant, id)->objections.at(0).name, "");
  EXPECT_EQ(code(town.take(handler, id, "公示", "close")), "procedure.notice-running");
  town.days(8);
  EXPECT_EQ(code(town.take(handler, id, "公示", "close")), "procedure.objection-open");
  EXPECT_EQ(code(town.answer(id, objection->id, true)), "");
  EXPECT_EQ(town.status(id), "受理");
  town.advance_to(id, "决定");
  EXPECT_EQ(town.status(id), "决定");
  town.expect_sound();
}

TEST(Journey, ABandIsDecidedWithinItsBoundsWithAReason) {
  Town town;
  const std::string id = town.reach("决定", "a2");
  const auto decide = [&](std::optional<std::int64_t> yuan, const std::string& reason) {
    TakeRequest request{.case_id = id, .step = "决定", .outcome = "decide", .reason = reason};
    if (yuan) request.amount = Fen{*yuan * 100};
    return town.take(approver, request);
  };
  const CaseDetail before = town.detail(approver, id).value();
  EXPECT_EQ(before.amount_max, Fen{30'000'000});
  EXPECT_TRUE(std::ranges::any_of(before.actions, [](const ActionView& one) { return one.amount_required; }));
  EXPECT_EQ(code(decide({}, "验收优秀")), "casework.amount-required");
  EXPECT_EQ(code(decide(200'000, "")), "procedure.reason-required");
  const auto above = decide(300'001, "验收优秀");
  ASSERT_FALSE(above);
  EXPECT_EQ(above.error().code, "casework.amount-outside");
  EXPECT_EQ(above.error().figure("max_fen"), 30'000'000);
  EXPECT_EQ(code(decide(0, "验收优秀")), "casework.amount-outside") << "the band does not contain nothing";
  EXPECT_EQ(code(decide(200'000, "验收优秀")), "");
  EXPECT_EQ(town.detail(approver, id)->summary.amount, Fen{20'000'000});
  town.take(mayor, id, "批准", "return", "请再议").value();
  EXPECT_EQ(town.detail(approver, id)->summary.amount, std::nullopt) << "to be decided again";
  EXPECT_EQ(town.detail(approver, id)->amount_max, Fen{30'000'000});
  EXPECT_EQ(code(decide(250'000, "再议")), "");
  town.approve(id).value();
  town.take(finance, id, "财审", "pass").value();
  town.appropriate(500'000).value();
  EXPECT_EQ(code(town.commit(id)), "");
  town.expect_sound();
}

TEST(Journey, AFixedAmountCannotBeChanged) {
  Town town;
  const std::string id = town.reach("决定");
  TakeRequest request{
      .case_id = id, .step = "决定", .outcome = "decide", .reason = "x", .amount = Fen{9'000'000}};
  EXPECT_EQ(code(town.take(approver, request)), "casework.amount-outside");
  request.amount = Fen{10'000'000};
  EXPECT_EQ(code(town.take(approver, request)), "");
}

TEST(Journey, WhatWasDecidedMustStillBeDueWhenCommitted) {
  Town town;
  const std::string id = town.reach("资金安排");
  town.appropriate(500'000).value();
  const auto corrected = town.step([&](store::Transaction& tx) {
    std::int64_t seq = 0;
    for (const store::Fact& fact : store::facts_known_at(tx, town.enterprise, tx.now())) {
      if (fact.name == "认定") seq = fact.seq;
    }
    // Past enter_fact, which would void the reviews: the commitment looks for itself.
    return store::add_fact(tx, {.subject_id = town.enterprise,
                                .name = "认定",
                                .value = "[]",
                                .source = store::FactSource::attested,
                                .attested_by = "市科局",
                                .evidence = {},
                                .known_on = {},
                                .supersedes = seq});
  });
  ASSERT_TRUE(corrected) << corrected.error().message.en;
  EXPECT_EQ(code(town.commit(id)), "casework.not-due");
  EXPECT_EQ(town.status(id), "资金安排") << "nothing was done";
  town.expect_sound();
}

TEST(Journey, MoneyMustBeThereAndFourEyesReleaseIt) {
  Town town;
  const std::string id = town.reach("资金安排");
  EXPECT_EQ(code(town.commit(id)), "casework.line-required");
  town.appropriate(99'999).value();
  EXPECT_EQ(code(town.commit(id)), "ledger.insufficient-appropriation");
  EXPECT_EQ(town.status(id), "资金安排");
  town.appropriate(1).value();
  EXPECT_EQ(code(town.commit(id)), "");
  const auto batch = town.batch({id}).value();
  EXPECT_EQ(code(town.release(batch.id, maker)), "casework.not-permitted");
  Person both = checker;
  both.account = maker.account;
  EXPECT_EQ(code(town.release(batch.id, both)), "ledger.four-eyes");
  EXPECT_EQ(code(town.release(batch.id)), "");
  town.expect_sound();
}

TEST(Journey, AFailedPaymentIsIssuedAgainIntoTheCorrectedAccount) {
  Town town;
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::failed).value();
  EXPECT_EQ(town.status(id), "支付");
  town.pay_into(id, {"样例一厂", "样例银行", "6222000099998888"}).value();
  const auto again =
      town.step([&](store::Transaction& tx) { return reissue_line(tx, town.library, maker, batch.id, 1); })
          .value();
  EXPECT_EQ(again.lines.at(0).payee.account_number, "6222000099998888");
  town.release(again.id).value();
  EXPECT_EQ(code(town.bank(again.id, ledger::BankResult::paid)), "");
  EXPECT_EQ(code(town.bank(again.id, ledger::BankResult::paid)), "") << "the same word again";
  EXPECT_EQ(town.status(id), "paid");
  EXPECT_EQ(town.own_space().payments.size(), 1U);
  EXPECT_EQ(code(town.bank(again.id, ledger::BankResult::returned, "R9")), "");
  EXPECT_EQ(town.status(id), "支付") << "returned after it was paid: to be paid again";
  EXPECT_TRUE(town.own_space().payments.empty());
  town.expect_sound();
}

TEST(Journey, WithdrawnAndRejectedCasesMayBeMadeAnew) {
  Town town;
  const std::string first = town.reach("公示");
  town.publish(first).value();
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return town.cases.withdraw(tx, town.applicant, first, "改期");
            })),
            "");
  EXPECT_EQ(town.status(first), "withdrawn");
  const std::string second = town.reach("受理");
  EXPECT_NE(first, second);
  town.take(handler, second, "受理", "reject", "材料不实").value();
  EXPECT_EQ(code(town.open()), "");
  town.expect_sound();
}

}  // namespace
}  // namespace enact::casework
