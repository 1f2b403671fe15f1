// Ways by which money could leave twice, to the wrong account, or for the wrong reason; and cases that could
// get stuck over money.
#include <gtest/gtest.h>

#include <algorithm>

#include "casework/claims.hpp"
#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// The town's policy once more, under another name and with another amount: it pays for the same matters.
policy::PackagePtr rival_package(std::string_view said, std::string_view amount) {
  const auto said_so = [&](std::string_view text) {
    return replaced(std::string(text), "给予10万元奖励", said);
  };
  const std::string text = said_so(official);
  const std::string document =
      replaced(fmt::format(fmt::runtime(front), store::sha256_hex(text)), "sample-town", "rival-town") +
      replaced(said_so(articles), fmt::format("{{ value: 10万元, text: 市财政{} }}", said), amount);
  const policy::FileSet files = {
      {"policies/rival-town/official.txt", text},
      {"policies/rival-town/policy.md", document},
      {"policies/rival-town/vocabulary.yaml", vocabulary},
      {"policies/rival-town/units.yaml", units},
      {"policies/rival-town/procedures.yaml", procedures},
      {"policies/rival-town/parameters/working-days.yaml", working_days},
  };
  policy::Loaded loaded = policy::load_package(files, "policies/rival-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

policy::PackagePtr generous_rival() {
  return rival_package("给予30万元奖励", "{ value: 30万元, text: 市财政给予30万元奖励 }");
}

void pay(Town& town, const std::string& id) {
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
}

std::int64_t seq_of(Town& town, std::string_view name) {
  return town.read([&](const store::Reader& reader) {
    std::int64_t seq = 0;
    for (const store::Fact& fact : store::facts_known_at(reader, town.enterprise, town.space.clock.now())) {
      if (fact.name == name) seq = fact.seq;
    }
    return seq;
  });
}

std::expected<store::Fact, store::Fault> enter(Town& town, const store::Actor& actor, std::string value,
                                               std::int64_t supersedes) {
  return town.step([&](store::Transaction& tx) {
    return enter_fact(tx, town.library, actor, town.enterprise,
                      {.name = "认定",
                       .value = std::move(value),
                       .valid_from = {},
                       .valid_to = {},
                       .evidence = {},
                       .supersedes = supersedes});
  });
}

TEST(DoublePayment, AMatterPaidToOneSubjectIsNotPaidToAnother) {
  Town town;
  const std::string first = town.reach("决定", "a2");
  town.take(approver, TakeRequest{.case_id = first,
                                  .step = "决定",
                                  .outcome = "decide",
                                  .reason = "优",
                                  .amount = Fen{20'000'000}})
      .value();
  town.approve(first).value();
  town.take(finance, first, "财审", "pass").value();
  town.appropriate(500'000).value();
  town.commit(first).value();
  pay(town, first);
  // The project is a joint one: the second enterprise has the same project on record.
  town.enterprise = town.add_enterprise("91B", "样例二厂", {"C-2"});
  town.applicant = {"企业二", {{identity::Role::applicant, "", town.enterprise}}};
  const auto second = town.open("a2");
  ASSERT_TRUE(second) << "up to 300,000 yuan were offered, 200,000 are paid";
  town.pay_into(second->case_id).value();
  town.submit(second->case_id).value();
  town.advance_to(second->case_id, "决定");
  town.take(approver, TakeRequest{.case_id = second->case_id,
                                  .step = "决定",
                                  .outcome = "decide",
                                  .reason = "优",
                                  .amount = Fen{30'000'000}})
      .value();
  EXPECT_EQ(town.detail(approver, second->case_id)->summary.amount, Fen{10'000'000})
      << "what the other subject was paid for the matter counts";
  town.expect_sound();
}

TEST(DoublePayment, AReturnedPaymentIsRecordedThoughTheMatterHasANewerCase) {
  Town town;
  const std::string first = town.reach("支付");
  const auto batch = town.batch({first}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::paid).value();
  const Library both({package(), generous_rival()});
  const Casework cases(both);
  const auto more = town.step([&](store::Transaction& tx) {
    return cases.open_case(tx, town.applicant, {town.enterprise, "rival-town", "a1", "", Mode::apply});
  });
  ASSERT_TRUE(more) << more.error().message.en;
  ASSERT_NE(more->case_id, first);
  EXPECT_EQ(code(town.bank(batch.id, ledger::BankResult::returned, "R2")), "");
  EXPECT_EQ(town.status(first), "支付");
  town.expect_sound();
}

// Brings a case of a1 beside the undecided rival up to its decision and takes it: what is decided, or the
// code of the refusal.
std::expected<std::optional<Fen>, std::string> decide_beside(Town& town, const policy::PackagePtr& rival) {
  const Library both({package(), rival});
  const Casework cases(both);
  const std::string id = town.reach("决定");  // opened under the first policy alone
  const auto other = town.step(
      [&](store::Transaction& tx) { return cases.withdraw(tx, town.applicant, id, "改按两项政策"); });
  if (!other) return std::unexpected(other.error().code);
  const auto opened = town.step([&](store::Transaction& tx) {
    return cases.open_case(tx, town.applicant, {town.enterprise, "sample-town", "a1", "", Mode::apply});
  });
  if (!opened) return std::unexpected(opened.error().code);
  const auto act = [&](const Person& person, TakeRequest request) {
    return town.step([&](store::Transaction& tx) { return cases.take(tx, person, request); });
  };
  const std::string now = opened->case_id;
  town.step([&](store::Transaction& tx) {
        return cases.add_evidence(tx, town.applicant, {now, "认定证书", "证书.pdf", bytes(pdf)});
      })
      .value();
  town.step([&](store::Transaction& tx) { return cases.set_payee(tx, town.applicant, {now, account}); })
      .value();
  act(town.applicant, {.case_id = now, .step = "申请", .outcome = "submit", .consent = true}).value();
  act(handler, {.case_id = now, .step = "受理", .outcome = "accept"}).value();
  act(industry, {.case_id = now, .step = "会审", .outcome = "agree"}).value();
  act(tax, {.case_id = now, .step = "会审", .outcome = "agree"}).value();
  town.step([&](store::Transaction& tx) { return cases.publish_notice(tx, handler, {now, "公示", ""}); })
      .value();
  town.days(8);
  act(handler, {.case_id = now, .step = "公示", .outcome = "close"}).value();
  const auto decided = act(approver, {.case_id = now, .step = "决定", .outcome = "decide"});
  if (!decided) return std::unexpected(decided.error().code);
  const auto detail = town.read([&](const store::Reader& reader) {
    return case_detail(reader, both, town.alikes, auditor, now, town.today());
  });
  return detail.value().summary.amount;
}

policy::PackagePtr undecided_rival(std::string_view stacking) {
  return rival_package(
      "最高给予30万元奖励",
      fmt::format("{{ value: '(0元..30万元]', decided by: [市科局], text: 市财政最高给予30万元奖励 }}{}",
                  stacking));
}

TEST(DoublePayment, BesideAnUndecidedRivalThatTopsUpWhatIsSafeIsDecided) {
  Town town;
  const auto decided = decide_beside(town, undecided_rival(""));
  ASSERT_TRUE(decided) << decided.error();
  EXPECT_EQ(*decided, Fen{10'000'000});
}

TEST(DoublePayment, AnUndecidedRivalThatPaysOnceIsWaitedFor) {
  Town town;
  const auto decided = decide_beside(town, undecided_rival("\nstacking: { second payment: none }"));
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error(), "casework.rival-undecided");
}

TEST(DoublePayment, AnEstimateIsNeverSettled) {
  determine::Claim claim;
  claim.status = determine::Status::due;
  claim.matter = {"认定", {"91A"}, "认定|91A"};
  EXPECT_FALSE(unsettled(claim));
  claim.estimate = true;
  const auto fault = unsettled(claim);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "casework.estimate");
}

TEST(StuckCase, WhatIsNoLongerDueGoesBackToWhoAcceptedIt) {
  Town town;
  const std::string id = town.reach("资金安排");
  town.appropriate(500'000).value();
  ASSERT_TRUE(enter(town, {"科一", "市科局"}, "[]", seq_of(town, "认定")));
  EXPECT_EQ(town.status(id), "受理");
  EXPECT_EQ(code(town.commit(id)), "procedure.not-open");
  EXPECT_EQ(code(town.take(test::handler, id, "受理", "reject", "不再符合条件")), "");
  EXPECT_EQ(town.status(id), "rejected");
  town.expect_sound();
}

TEST(Confirming, IsRefusedOnceTheFactsAreOnlyDeclared) {
  Town town;
  const std::string id = town.open("a1", Mode::confirm).value().case_id;
  town.pay_into(id).value();
  ASSERT_TRUE(town.step([&](store::Transaction& tx) {
    return store::add_fact(tx, {.subject_id = town.enterprise,
                                .name = "认定",
                                .value = R"([{"类别":"示范企业","日期":"2026-02-01","证书编号":"C-1"}])",
                                .source = store::FactSource::declared,
                                .attested_by = "企业一",
                                .evidence = {},
                                .known_on = {},
                                .supersedes = seq_of(town, "认定")});
  }));
  EXPECT_EQ(code(town.submit(id)), "casework.not-confirmable");
}

TEST(Facts, WhatAUnitAttestedIsNotCorrectedByADeclaration) {
  Town town;
  const std::int64_t attested = seq_of(town, "认定");
  EXPECT_EQ(code(enter(town, {"企业一", ""}, R"([{"类别":"示范企业","日期":"2026-03-01","证书编号":"C-9"}])",
                       attested)),
            "casework.attested-fact");
  EXPECT_EQ(code(enter(town, {"科一", "市科局"}, "[]", attested)), "");
}

TEST(Facts, AreAttestedByTheUnitThatMayAndDeclaredByWhoActsForTheSubject) {
  Town town;
  const auto actor = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) {
      return fact_actor(reader, *town.library.current(), person, town.enterprise, "认定");
    });
  };
  EXPECT_EQ(actor(handler).value().unit, "市科局");
  Person several = officer("两局", "市税局", identity::Role::handler);
  several.grants.push_back({identity::Role::handler, "市科局", ""});
  several.grants.push_back({identity::Role::handler, "市财局", ""});
  EXPECT_EQ(actor(several).value().unit, "市科局");
  EXPECT_EQ(actor(town.applicant).value().unit, "");
  several.grants.push_back({identity::Role::applicant, "", town.enterprise});
  EXPECT_EQ(actor(several).value().unit, "") << "nobody attests facts of a subject it acts for";
  EXPECT_EQ(code(actor(tax)), "casework.not-permitted") << "a reviewer attests nothing";
  EXPECT_EQ(code(actor({"企业二", {{identity::Role::applicant, "", "another"}}})), "casework.not-permitted");
}

TEST(Batches, AccountNumbersAndContactsStandSealedInTheDatabase) {
  Town town;
  const std::string id = town.reach("公示");
  town.publish(id).value();
  town.object(id).value();
  const auto kept = [&](const std::string& sql) {
    return town.read([&](const store::Reader& reader) { return reader.text(sql, {}).value(); });
  };
  EXPECT_TRUE(kept("SELECT account_number FROM case_payee").starts_with("sealed:1:"));
  EXPECT_TRUE(kept("SELECT name FROM objection_contact").starts_with("sealed:1:"));
  EXPECT_TRUE(kept("SELECT contact FROM objection_contact").starts_with("sealed:1:"));
  const auto seen = town.detail(handler, id).value().objections.at(0);
  EXPECT_EQ(seen.name, "张三");
  EXPECT_EQ(seen.contact, "13800000000");
  Town paying;
  const std::string due = paying.reach("支付");
  const auto batch = paying.batch({due}).value();
  EXPECT_EQ(batch.lines.at(0).payee.account_number, account.account_number);
  EXPECT_TRUE(paying
                  .read([](const store::Reader& reader) {
                    return reader.text("SELECT payee_account FROM payment_line", {}).value();
                  })
                  .starts_with("sealed:1:"));
}

TEST(Batches, ShowAccountNumbersToThoseWhoPayOnly) {
  Town town;
  const std::string id = town.reach("支付");
  const auto batch = town.batch({id}).value();
  const auto seen = [&](const Person& person) {
    return town.read([&](const store::Reader& reader) { return casework::batch(reader, person, batch.id); })
        .value()
        .lines.at(0)
        .payee.account_number;
  };
  const auto exported = [&](const Person& person) {
    return town.step([&](store::Transaction& tx) { return batch_export(tx, person, batch.id); });
  };
  const auto opened = [&](const Person& person) {
    return town.step([&](store::Transaction& tx) { return batch_accounts(tx, person, batch.id); });
  };
  const auto last = [&] {
    return town.read([](const store::Reader& reader) { return store::last_event(reader).value(); });
  };
  EXPECT_EQ(code(exported(maker)), "ledger.batch-not-released");
  town.release(batch.id).value();
  const Person elsewhere = officer("科三", "市科局", identity::Role::treasury_maker);
  for (const Person& person : {maker, checker}) {
    EXPECT_EQ(seen(person), "****2222");
    EXPECT_EQ(opened(person).value().lines.at(0).payee.account_number, account.account_number);
    EXPECT_EQ(last().kind, "treasury.accounts_read");
    EXPECT_EQ(last().actor.account, person.account) << "who read is in the log";
    EXPECT_NE(sheet::csv_of(exported(person).value(), Language::zh).find(account.account_number),
              std::string::npos);
  }
  for (const Person& person : {auditor, finance, elsewhere}) {
    EXPECT_EQ(seen(person), "****2222") << person.account;
    EXPECT_EQ(code(exported(person)), "casework.not-permitted") << person.account;
    EXPECT_EQ(code(opened(person)), "casework.not-permitted") << person.account;
  }
}

TEST(Payee, IsSettledByTheFinanceCheckUnlessTheBankRefusedIt) {
  const ledger::Payee elsewhere{"样例一厂", "样例银行", "6222000099998888"};
  Town town;
  const std::string id = town.reach("财审");
  EXPECT_EQ(code(town.pay_into(id)), "") << "not checked yet";
  town.take(finance, id, "财审", "pass").value();
  EXPECT_EQ(code(town.pay_into(id, elsewhere)), "casework.payee-checked");
  town.appropriate(500'000).value();
  town.commit(id).value();
  EXPECT_EQ(code(town.pay_into(id, elsewhere)), "casework.payee-checked");
  const auto batch = town.batch({id}).value();
  town.release(batch.id).value();
  town.bank(batch.id, ledger::BankResult::failed).value();
  EXPECT_EQ(code(town.pay_into(id, elsewhere)), "");
}

TEST(OwnCase, AnOfficerOfTheApplicantTakesNoOfficialStep) {
  Town town;
  const std::string id = town.reach("受理");
  Person both = handler;
  both.grants.push_back({identity::Role::applicant, "", town.enterprise});
  EXPECT_EQ(code(town.take(both, id, "受理", "accept")), "casework.own-case");
  EXPECT_TRUE(std::ranges::none_of(town.detail(both, id)->actions,
                                   [](const ActionView& one) { return one.step == "受理"; }));
  town.advance_to(id, "支付");
  Person paying = maker;
  paying.grants.push_back({identity::Role::applicant, "", town.enterprise});
  EXPECT_EQ(code(town.step([&](store::Transaction& tx) {
              return make_batch(tx, town.library, paying, std::vector<std::string>{id});
            })),
            "casework.own-case");
  const auto batch = town.batch({id}).value();
  Person releasing = checker;
  releasing.grants.push_back({identity::Role::applicant, "", town.enterprise});
  EXPECT_EQ(code(town.release(batch.id, releasing)), "casework.own-case");
  EXPECT_EQ(code(town.release(batch.id)), "");
}

TEST(Objections, ALimitCountsOnlyWhatIsUnanswered) {
  Town town;
  const std::string id = town.reach("公示");
  town.publish(id).value();
  constexpr int limit = 200;
  std::string first;
  for (int i = 0; i < limit; ++i) {
    const auto made = town.object(id, fmt::format("异议{}", i));
    ASSERT_TRUE(made) << i;
    if (first.empty()) first = made->id;
  }
  EXPECT_EQ(code(town.object(id)), "casework.too-many-objections");
  town.answer(id, first, false).value();
  EXPECT_EQ(code(town.object(id)), "") << "an answered one makes room";
}

}  // namespace
}  // namespace enact::casework
