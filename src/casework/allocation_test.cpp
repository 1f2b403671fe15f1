// A short appropriation shared out: by the declared rule, under four eyes, in one transaction; what is not
// served waits.
#include "casework/allocation_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "casework/orders.hpp"
#include "casework/test_short_town.hpp"
#include "store/test_counting.hpp"

namespace enact::casework {
namespace {

using namespace test;
using determine::AllocationRule;

constexpr std::int64_t ten_thousand = 1'000'000;  // yuan in fen

TEST(Allocation, ByQueueTheFirstIsServedInFullAndTheRestWaits) {
  ShortTown town(AllocationRule::queue);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  const std::string third = town.waiting("91F");
  town.appropriate(150'000).value();  // of 300,000
  EXPECT_EQ(code(town.commit(third)), "casework.allocation-needed") << "nobody goes before the others";
  EXPECT_EQ(town.wait_of(third)->place, 3);
  EXPECT_EQ(town.wait_of(third)->cases, 3);
  EXPECT_EQ(code(town.propose({}, maker)), "casework.not-permitted");
  const AllocationRun run = town.propose().value();
  ASSERT_EQ(run.shares.size(), 3U);
  EXPECT_EQ(run.shares[0].case_id, first);
  EXPECT_EQ(run.shares[0].share, Fen{10 * ten_thousand});
  EXPECT_EQ(run.shares[1].share, Fen{5 * ten_thousand});
  EXPECT_EQ(run.shares[2].share, Fen{0});
  EXPECT_EQ(code(town.propose()), "casework.allocation-open");
  Person same = checker;
  same.account = finance.account;
  EXPECT_EQ(code(town.release_run(run.id, same)), "casework.four-eyes");
  EXPECT_EQ(code(town.release_run(run.id, maker)), "casework.not-permitted");
  town.release_run(run.id).value();
  EXPECT_EQ(code(town.release_run(run.id)), "casework.allocation-decided");
  EXPECT_EQ(town.available(), Fen{0});
  EXPECT_EQ(town.status(first), "支付");
  EXPECT_EQ(town.committed_for(second), Fen{5 * ten_thousand});
  EXPECT_EQ(town.status(third), "资金安排");
  EXPECT_EQ(town.status(second), "资金安排") << "its rest waits";
  EXPECT_EQ(town.wait_of(second)->place, 1);
  EXPECT_EQ(town.wait_of(third)->place, 2) << "it is the next";
  EXPECT_FALSE(town.wait_of(first));
  EXPECT_EQ(town.detail(auditor, second).value().allocated, Fen{5 * ten_thousand});
  town.expect_sound();
  // With money for all, it is committed as ever.
  town.appropriate(150'000).value();
  EXPECT_FALSE(town.wait_of(third));
  EXPECT_TRUE(town.commit(third));
  EXPECT_TRUE(town.commit(second));
  EXPECT_EQ(town.committed_for(second), Fen{10 * ten_thousand});
  EXPECT_EQ(town.status(second), "支付");
  town.pay_out(second);
  EXPECT_EQ(town.status(second), "paid");
  town.expect_sound();
}

TEST(Allocation, APartIsPaidAndTheRestWaitsInTheSameCase) {
  ShortTown town(AllocationRule::pro_rata);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  town.appropriate(50'000).value();
  town.share_out();
  EXPECT_EQ(town.part_of(second)->granted, Fen{25'000'00});
  EXPECT_EQ(town.part_of(second)->rest, Fen{75'000'00});
  EXPECT_EQ(town.detail(auditor, second).value().summary.status_title.zh, "部分已安排，余额待安排");
  town.pay_out(second);
  EXPECT_EQ(town.status(second), "资金安排");
  EXPECT_EQ(town.part_of(second)->paid, Fen{25'000'00});
  EXPECT_EQ(town.wait_of(second)->cases, 2);
  EXPECT_TRUE(town.open("a1").value().existed) << "one case of the matter";
  // A fact that changes nothing of the claim, and money for both.
  town.appropriate(150'000).value();
  EXPECT_FALSE(town.wait_of(second));
  town.commit(second).value();
  EXPECT_FALSE(town.part_of(second));
  town.pay_out(second);
  EXPECT_EQ(town.status(second), "paid");
  EXPECT_EQ(town.paid_for(second), Fen{100'000'00});
  EXPECT_EQ(town.matter_of(second).ceiling, Fen{100'000'00});
  EXPECT_EQ(code(town.open("a1")), "casework.nothing-left");
  town.commit(first).value();
  town.pay_out(first);
  EXPECT_EQ(town.paid_for(first), Fen{100'000'00}) << "both parts in one batch";
  EXPECT_EQ(town.status(first), "paid");
  town.expect_sound();
}

TEST(Allocation, TheRestIsServedFromNextYearsAppropriation) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  // The year ends while the part is payable: it goes over, and the rest still is the rest.
  town.order({.kind = ledger::OrderKind::close, .line = line, .fen = {}, .reason = "年终"});
  town.days(365);
  town.at = {"sample-town", 2027, "市财局"};
  EXPECT_EQ(town.part_of(id)->rest, Fen{60'000'00});
  EXPECT_EQ(town.wait_of(id)->year, 2027);
  town.add_money(20'000);
  town.share_out();
  EXPECT_EQ(town.part_of(id)->rest, Fen{40'000'00});
  town.pay_out(id);
  EXPECT_EQ(town.paid_for(id), Fen{60'000'00});
  town.add_money(40'000);
  town.commit(id).value();
  town.pay_out(id);
  EXPECT_EQ(town.paid_for(id), Fen{100'000'00});
  EXPECT_EQ(town.status(id), "paid");
  town.expect_sound();
}

TEST(Allocation, APartThatTheBankRefusesIsPaidAgain) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  const auto first = town.batch({id}).value();
  town.release(first.id).value();
  town.bank(first.id, ledger::BankResult::failed).value();
  town.step([&](store::Transaction& tx) {
        return town.cases.set_payee(tx, town.applicant_of(id),
                                    {id, {"样例一厂", "样例银行", "6222000099990000"}});
      })
      .value();
  const auto again =
      town.step([&](store::Transaction& tx) { return reissue_line(tx, town.library, maker, first.id, 1); })
          .value();
  town.release(again.id).value();
  town.bank(again.id, ledger::BankResult::paid, "R2").value();
  town.bank(again.id, ledger::BankResult::returned, "R3").value();
  EXPECT_EQ(town.paid_for(id), Fen{});
  EXPECT_EQ(town.part_of(id)->rest, Fen{60'000'00}) << "the part is owed as a part";
  town.pay_out(id);
  EXPECT_EQ(town.part_of(id)->paid, Fen{40'000'00});
  town.expect_sound();
}

TEST(Allocation, WhatAnOrderCancelsOfAPartIsOwedAgainAndWhatIsClawedBackIsNot) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  const auto commitment = [&] {
    return town.read(
        [&](const store::Reader& reader) { return ledger::commitments_of_case(reader, id).back().id; });
  };
  town.order(
      {.kind = ledger::OrderKind::cancel, .commitment = commitment(), .fen = Fen{40'000'00}, .reason = "错"});
  EXPECT_EQ(town.status(id), "资金安排");
  EXPECT_FALSE(town.part_of(id));
  EXPECT_EQ(town.detail(auditor, id).value().summary.status_title.zh, "资金安排");
  town.share_out();
  town.pay_out(id);
  town.order(
      {.kind = ledger::OrderKind::demand, .commitment = commitment(), .fen = Fen{10'000'00}, .reason = "追"});
  const std::string demand =
      town.read([](const store::Reader& reader) { return ledger::list_demands(reader).front().order; });
  town.step([&](store::Transaction& tx) {
        return receive(tx, town.library, maker, demand, Fen{10'000'00}, "B1");
      })
      .value();
  EXPECT_EQ(town.paid_for(id), Fen{30'000'00});
  EXPECT_EQ(town.part_of(id)->rest, Fen{60'000'00}) << "nobody has decided to pay it again";
  town.appropriate(100'000).value();
  town.commit(id).value();
  town.pay_out(id);
  EXPECT_EQ(town.paid_for(id), Fen{90'000'00});
  EXPECT_EQ(town.matter_of(id).ceiling, Fen{90'000'00});
  town.expect_sound();
}

TEST(Allocation, TheApplicantMayDoWithoutTheRest) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  const auto give_up = [&](const Person& who) {
    return town.step([&](store::Transaction& tx) { return town.cases.withdraw(tx, who, id, "不再需要"); });
  };
  EXPECT_EQ(code(give_up(finance)), "procedure.not-applicant");
  give_up(town.applicant_of(id)).value();
  EXPECT_EQ(town.status(id), "支付");
  town.pay_out(id);
  EXPECT_EQ(town.status(id), "paid");
  EXPECT_EQ(town.paid_for(id), Fen{40'000'00});
  const std::string other = town.waiting("91E");
  town.add_money(40'000);
  town.share_out();
  town.pay_out(other);
  town.step([&](store::Transaction& tx) {
        return town.cases.withdraw(tx, town.applicant_of(other), other, "");
      })
      .value();
  EXPECT_EQ(town.status(other), "paid") << "nothing is on its way";
  town.expect_sound();
}

TEST(Allocation, APartOnItsWayKeepsTheCaseWhereItIs) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  EXPECT_EQ(code(town.take(finance, id, "资金安排", "return", "重审")), "casework.part-on-its-way");
  town.pay_out(id);
  town.take(finance, id, "资金安排", "return", "重审").value();
  EXPECT_EQ(town.status(id), "决定");
  town.take(approver, id, "决定", "decide").value();
  town.approve(id).value();
  town.take(finance, id, "财审", "pass").value();
  EXPECT_EQ(town.part_of(id)->rest, Fen{60'000'00});
  town.add_money(100'000);
  town.commit(id).value();
  town.pay_out(id);
  EXPECT_EQ(town.paid_for(id), Fen{100'000'00});
  EXPECT_EQ(town.status(id), "paid");
  town.expect_sound();
}

TEST(Allocation, WhereThePackageSaysSoTheRestLapses) {
  ShortTown town(AllocationRule::pro_rata, "lapses");
  const std::string id = town.waiting("91D");
  town.appropriate(40'000).value();
  town.share_out();
  EXPECT_EQ(town.status(id), "支付");
  EXPECT_TRUE(town.part_of(id)->lapsed);
  EXPECT_EQ(town.part_of(id)->rest, Fen{60'000'00});
  town.pay_out(id);
  EXPECT_EQ(town.status(id), "paid");
  EXPECT_EQ(code(town.open("a1")), "casework.rest-lapsed");
  town.expect_sound();
  ShortTown other(AllocationRule::pro_rata, "stays open");
  const std::string open = other.waiting("91D");
  other.appropriate(40'000).value();
  other.share_out();
  EXPECT_FALSE(other.part_of(open)->lapsed);
}

TEST(Allocation, ByRankTheGreaterComesFirstWhoeverCameFirst) {
  ShortTown town(AllocationRule::ranking);
  const std::string small = town.waiting("91D", "1000000");
  const std::string unknown = town.waiting("91E");
  const std::string great = town.waiting("91F", "9000000");
  town.appropriate(120'000).value();
  const AllocationRun run = town.propose().value();
  EXPECT_EQ(run.shares[0].case_id, great);
  EXPECT_EQ(run.shares[0].share, Fen{10 * ten_thousand});
  EXPECT_EQ(run.shares[1].case_id, small);
  EXPECT_EQ(run.shares[1].share, Fen{2 * ten_thousand});
  EXPECT_EQ(run.shares[2].case_id, unknown);
  EXPECT_EQ(run.shares[2].place, 0);
  town.release_run(run.id).value();
  town.expect_sound();
}

// By proportion whoever has come since is due a part of the money, by queue only what is left.
TEST(Allocation, WhatTheRuleWouldNowGiveToOthersIsProposedAnew) {
  ShortTown town(AllocationRule::pro_rata);
  town.waiting("91D");
  town.appropriate(50'000).value();
  const AllocationRun run = town.propose().value();
  town.waiting("91E");
  EXPECT_EQ(code(town.release_run(run.id)), "casework.allocation-changed");
  EXPECT_EQ(
      code(town.step([&](store::Transaction& tx) { return refuse_allocation(tx, checker, run.id, ""); })),
      "procedure.reason-required");
  town.step([&](store::Transaction& tx) { return refuse_allocation(tx, checker, run.id, "有新办件"); })
      .value();
  town.release_run(town.propose().value().id).value();
  town.expect_sound();

  ShortTown queue(AllocationRule::queue);
  const std::string first = queue.waiting("91D");
  queue.appropriate(50'000).value();
  const AllocationRun other = queue.propose().value();
  const std::string second = queue.waiting("91E");
  queue.release_run(other.id).value();
  EXPECT_EQ(queue.committed_for(first), Fen{5 * ten_thousand});
  EXPECT_EQ(queue.committed_for(second), Fen{}) << "it has come later, and was not approved";
  queue.expect_sound();
}

// One case in the way keeps nobody from its money: it is left out and named, and the others are given what
// was approved, to the fen; what is left over stays on the line.
TEST(Allocation, WhoeverIsInTheWayIsLeftOutAndTheOthersGetWhatWasApproved) {
  ShortTown town(AllocationRule::pro_rata);
  const std::string withdrawn = town.waiting("91D");
  const std::string changed = town.waiting("91E");
  const std::string sent_back = town.waiting("91F");
  const std::string stays = town.waiting("91G");
  town.appropriate(200'000).value();  // of 400,000
  const AllocationRun run = town.propose().value();
  // One gives its application up, one has facts that the commitment finds changed, one goes back.
  town.step([&](store::Transaction& tx) {
        return town.cases.withdraw(tx, town.applicant_of(withdrawn), withdrawn, "不再需要");
      })
      .value();
  town.step([&](store::Transaction& tx) {
        return store::add_fact(tx, {.subject_id = town.subject_of(changed),
                                    .name = "认定",
                                    .value = "[]",
                                    .source = store::FactSource::attested,
                                    .attested_by = "市科局"});
      })
      .value();
  town.take(finance, sent_back, "资金安排", "return", "重审").value();
  const AllocationRun done = town.release_run(run.id).value();
  EXPECT_EQ(done.state, "released");
  EXPECT_EQ(town.committed_for(stays), Fen{5 * ten_thousand}) << "as approved, no fen of the others'";
  EXPECT_EQ(town.available(), Fen{15 * ten_thousand});
  for (const AllocationShare& one : done.shares) {
    EXPECT_EQ(one.share, Fen{5 * ten_thousand}) << "what was approved stays on record";
    EXPECT_EQ(one.left_out.zh.empty(), one.case_id == stays) << one.reference;
    EXPECT_EQ(one.left_out.en.empty(), one.case_id == stays) << one.reference;
    if (one.case_id != stays) {
      EXPECT_EQ(town.committed_for(one.case_id), Fen{});
    }
  }
  EXPECT_EQ(town.status(changed), "资金安排") << "it waits as before";
  town.expect_sound();
}

TEST(Allocation, WhereNobodyIsLeftNothingIsReleased) {
  ShortTown town(AllocationRule::queue);
  const std::string id = town.waiting("91D");
  town.appropriate(50'000).value();
  const AllocationRun run = town.propose().value();
  town.take(finance, id, "资金安排", "return", "重审").value();
  EXPECT_EQ(code(town.release_run(run.id)), "casework.allocation-changed");
  town.expect_sound();
}

// Not enough for all that was approved: nobody chooses who goes short, and no share is cut.
TEST(Allocation, WhatWasApprovedIsPaidAsItIsOrNotAtAll) {
  ShortTown town(AllocationRule::queue);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  town.appropriate(150'000).value();
  const AllocationRun run = town.propose().value();
  town.order({.kind = ledger::OrderKind::lower, .line = line, .fen = Fen{1}, .reason = "调减"});
  const auto refused = town.release_run(run.id);
  EXPECT_EQ(code(refused), "casework.allocation-changed");
  EXPECT_EQ(refused.error().figures.front().second, 15 * ten_thousand);
  EXPECT_EQ(town.committed_for(first), Fen{});
  EXPECT_EQ(town.committed_for(second), Fen{});
  town.add_money(1);
  town.release_run(run.id).value();
  EXPECT_EQ(town.committed_for(second), Fen{5 * ten_thousand});
  town.expect_sound();
}

// INVARIANT: whatever happens to some of the cases between proposal and release, a release commits to each
// case what was approved for it or nothing, and what is left out is named.
TEST(Allocation, ARandomChangeBetweenProposalAndReleaseTakesNothingFromTheOthers) {
  std::mt19937 random(20261128);
  for (int i = 0; i < 12; ++i) {
    ShortTown town(i % 2 == 0 ? AllocationRule::queue : AllocationRule::pro_rata);
    std::vector<std::string> ids;
    for (int k = 0; k < 3; ++k) ids.push_back(town.waiting(fmt::format("94{}", k)));
    town.add_money(std::uniform_int_distribution<std::int64_t>(1, 300'000)(random));
    const AllocationRun run = town.propose().value();
    for (const std::string& id : ids) {
      if (random() % 3 == 0) town.take(finance, id, "资金安排", "return", "重审").value();
    }
    const auto done = town.release_run(run.id);
    for (const AllocationShare& one : run.shares) {
      const Fen committed = town.committed_for(one.case_id);
      EXPECT_TRUE(committed == one.share || committed == Fen{});
      if (!done) {
        EXPECT_EQ(committed, Fen{});
      }
    }
    if (done) {
      for (const AllocationShare& one : done->shares) {
        const Fen committed = town.committed_for(one.case_id);
        EXPECT_EQ(committed, one.left_out.zh.empty() ? one.share : Fen{});
      }
    }
    town.expect_sound();
  }
}

// What the handling lead proposes for a provision of its own, the treasury confirms.
TEST(Allocation, ALeadProposesForItsProvisionAndTheTreasuryConfirms) {
  ShortTown town(AllocationRule::queue);
  const std::string first = town.waiting("91D");
  const std::string second = town.waiting("91E");
  town.appropriate(150'000).value();
  const auto by_lead = [&](const Person& who, const std::string& lead, const std::string& provision) {
    return town.step([&](store::Transaction& tx) {
      return propose_allocation(
          tx, town.library, who,
          {.line = line, .provision = provision, .rule = AllocationRule::queue, .lead = lead});
    });
  };
  const auto seen = [&](const Person& who) {
    return town.read([&](const store::Reader& reader) {
      return lead_allocations(reader, town.library, who, town.today());
    });
  };
  EXPECT_EQ(code(seen(industry)), "casework.not-permitted") << "a reviewer handles nothing";
  const Person elsewhere = officer("工二", "市工局", identity::Role::handler);
  EXPECT_TRUE(seen(elsewhere).value().waiting.empty()) << "its unit leads together, and does not handle";
  ASSERT_EQ(seen(handler).value().waiting.size(), 1U);
  EXPECT_EQ(seen(handler).value().waiting.front().cases, 2);
  EXPECT_EQ(code(by_lead(handler, "市科局", "")), "casework.allocation-provision");
  EXPECT_EQ(code(by_lead(handler, "市工局", "a1")), "casework.not-permitted");
  EXPECT_EQ(code(by_lead(elsewhere, "市工局", "a1")), "casework.nothing-waiting");
  const auto made = by_lead(handler, "市科局", "a1");
  ASSERT_EQ(code(made), "");
  const AllocationRun& run = *made;
  EXPECT_EQ(run.lead, "市科局");
  EXPECT_EQ(code(town.propose()), "casework.allocation-open") << "one proposal a line";
  EXPECT_EQ(code(town.release_run(run.id, handler)), "casework.not-permitted");
  EXPECT_EQ(code(town.release_run(run.id, checker)), "casework.not-permitted")
      << "who confirms takes the steps of commitment";
  Person same = finance;
  same.account = handler.account;
  EXPECT_EQ(code(town.release_run(run.id, same)), "casework.four-eyes");
  ASSERT_EQ(code(town.release_run(run.id, finance)), "");
  EXPECT_EQ(town.committed_for(first), Fen{10 * ten_thousand});
  EXPECT_EQ(town.part_of(second)->granted, Fen{5 * ten_thousand});
  const auto timeline = town.detail(auditor, first).value().timeline;
  EXPECT_EQ(timeline.back().account, finance.account);
  EXPECT_EQ(seen(handler).value().runs.front().state, "released");
  EXPECT_TRUE(seen(elsewhere).value().runs.empty());
  town.add_money(10'000);
  const auto other = by_lead(handler, "市科局", "a1");
  ASSERT_EQ(code(other), "");
  town.step([&](store::Transaction& tx) { return refuse_allocation(tx, finance, other->id, "另行安排"); })
      .value();
  town.expect_sound();
}

// However many units somebody handles cases for, and whatever rules there are, what waits is read once.
TEST(Allocation, ALeadsPageReadsEachWaitingCaseOnce) {
  ShortTown town(AllocationRule::queue);
  constexpr int cases = 3;
  for (int i = 0; i < cases; ++i) town.waiting(fmt::format("95{}", i));
  town.appropriate(50'000).value();
  const Person both{"科一",
                    {{identity::Role::handler, "市科局", ""}, {identity::Role::handler, "市工局", ""}}};
  store::CountingConnection counting(town.space.connection());
  counting.begin_read();
  const auto seen = lead_allocations(store::Reader(counting), town.library, both, town.today()).value();
  ASSERT_EQ(seen.waiting.size(), 1U);
  EXPECT_EQ(seen.waiting.front().cases, cases);
  EXPECT_EQ(seen.waiting.front().due, Fen{cases * 10 * ten_thousand});
  EXPECT_EQ(counting.asked("JOIN case_step"), 1);
  EXPECT_EQ(counting.asked("FROM event WHERE"), cases);
}

TEST(Allocation, WithoutADeclaredRuleWhoeverIsCommittedFirstIsPaidFirst) {
  Town town;
  const std::string id = town.reach("资金安排");
  town.appropriate(50'000).value();
  EXPECT_EQ(code(town.commit(id)), "ledger.insufficient-appropriation");
  EXPECT_FALSE(town.detail(auditor, id).value().money_wait);
}

// INVARIANT: the shares add up to the smaller of budget and claims, none is above what is left of its claim,
// by queue nobody is served before all that came earlier are served in full, nothing is committed above the
// appropriation or paid above the claim, and when there is money enough in the end everybody has been paid
// all of it; whatever the sums, and whether a part is paid before the next one is granted.
TEST(Allocation, HoldsForRandomCasesAndSums) {
  std::mt19937 random(20261126);
  constexpr std::int64_t claim = 10 * ten_thousand;
  for (const AllocationRule rule : {AllocationRule::queue, AllocationRule::pro_rata}) {
    ShortTown town(rule);
    std::map<std::string, std::int64_t> granted;
    for (int i = 0; i < 3; ++i) granted[town.waiting(fmt::format("92{}", i))] = 0;
    const auto open = [&] {
      return std::ranges::any_of(granted, [](const auto& one) { return one.second < claim; });
    };
    for (int round = 0; open(); ++round) {
      ASSERT_LT(round, 200);
      town.add_money(std::uniform_int_distribution<std::int64_t>(1, 90'000)(random));
      const Fen before = town.available();
      const auto run = town.propose();
      ASSERT_TRUE(run) << code(run);
      std::int64_t sum = 0;
      std::int64_t claims = 0;
      bool short_of_one = false;
      for (const AllocationShare& share : run->shares) {
        EXPECT_EQ(share.due.count, claim - granted[share.case_id]);
        EXPECT_LE(share.share, share.due);
        if (rule == AllocationRule::queue) {
          EXPECT_TRUE(!short_of_one || share.share.count == 0);
          short_of_one = short_of_one || share.share < share.due;
        }
        sum += share.share.count;
        claims += share.due.count;
      }
      EXPECT_EQ(sum, std::min(before.count, claims));
      town.release_run(run->id).value();
      EXPECT_EQ(town.available().count, before.count - sum);
      for (const AllocationShare& share : run->shares) {
        granted[share.case_id] += share.share.count;
        EXPECT_EQ(town.committed_for(share.case_id).count, granted[share.case_id]);
        if (granted[share.case_id] == 0) continue;
        if (std::uniform_int_distribution<int>(0, 1)(random) == 1 &&
            town.paid_for(share.case_id).count < granted[share.case_id]) {
          town.pay_out(share.case_id);
          EXPECT_EQ(town.paid_for(share.case_id).count, granted[share.case_id]);
        }
        const ledger::MatterState matter = town.matter_of(share.case_id);
        EXPECT_LE(matter.committed, matter.ceiling);
        EXPECT_EQ(matter.ceiling.count, claim);
      }
      town.expect_sound();
    }
    for (const auto& [id, all] : granted) {
      if (town.paid_for(id).count < claim) town.pay_out(id);
      EXPECT_EQ(town.paid_for(id).count, claim);
      EXPECT_EQ(town.status(id), "paid");
    }
    town.expect_sound();
  }
}

}  // namespace
}  // namespace enact::casework
