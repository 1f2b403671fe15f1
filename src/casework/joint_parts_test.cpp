// A joint application that is paid by shares, out of appropriations that do not suffice: each part is divided
// so that everybody has its share of all that was granted, whatever the parts, and whatever orders take back
// between them.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "casework/joint.hpp"
#include "casework/test_shares.hpp"
#include "casework/test_short_town.hpp"
#include "ledger/test_budget.hpp"

namespace enact::casework {
namespace {

using namespace test;
using determine::AllocationRule;

constexpr Fen claim{10'000'000};  // 100,000 yuan

// A joint case that waits for money; the shares are the subject's and then the members'.
struct Together : ShortTown {
  Together(AllocationRule by, std::vector<int> wanted) : ShortTown(by, "", true), shares(std::move(wanted)) {
    id = open().value().case_id;
    attach(id).value();
    pay_into(id).value();
    MembersRequest request{id, shares.front(), {}};
    std::vector<Person> people;
    for (std::size_t i = 1; i < shares.size(); ++i) {
      const std::string number = fmt::format("93{}", i);
      members.push_back(add_enterprise(number, "样例联合" + number, {"J-" + number}));
      people.push_back({"企业" + number, {{identity::Role::applicant, "", members.back()}}});
      request.members.push_back({"企业", number, shares[i]});
    }
    step([&](store::Transaction& tx) { return set_members(tx, library, applicant, request); }).value();
    for (std::size_t i = 0; i < people.size(); ++i) {
      step([&](store::Transaction& tx) {
        return cases.set_payee(tx, people[i],
                               {id, {"户名", "样例银行", fmt::format("6222000000000{}", i)}, members[i]});
      }).value();
      step([&](store::Transaction& tx) {
        return answer_as_member(tx, library, people[i], {id, members[i], true, ""});
      }).value();
    }
    submit(id).value();
    advance_to(id, "资金安排");
    // It is not alone, so that by proportion it gets a part.
    rival = waiting("91R");
  }

  using Sum = std::int64_t (*)(const ledger::Commitment&);
  // Of the case's commitments by whom they are for, in the order of the shares.
  std::vector<Fen> by_member(Sum of) {
    return read([&](const store::Reader& reader) {
      std::vector<Fen> sums(shares.size());
      for (const ledger::Commitment& one : ledger::commitments_of_case(reader, id)) {
        const auto place = std::ranges::find(members, member_of(one.claim)) - members.begin();
        const bool lead = member_of(one.claim).empty();
        sums.at(lead ? 0 : static_cast<std::size_t>(place) + 1).count += of(one);
      }
      return sums;
    });
  }
  std::vector<Fen> granted() {
    return by_member([](const ledger::Commitment& one) { return one.fen.count - one.cancelled.count; });
  }
  std::vector<Fen> paid() {
    return by_member([](const ledger::Commitment& one) { return one.paid.count; });
  }
  // The commitments of which there is something to take: payable in no batch, or paid and not demanded back.
  std::vector<ledger::Commitment> open_to(Sum of) {
    auto all = read([&](const store::Reader& reader) { return ledger::commitments_of_case(reader, id); });
    std::erase_if(all, [&](const ledger::Commitment& one) { return of(one) == 0; });
    return all;
  }
  void add_fen(std::int64_t fen) {
    step([&](store::Transaction& tx) {
      return casework::appropriate(tx, finance, at, Fen{fen}, "样财指〔2026〕9号");
    }).value();
  }
  // Of the first demand that wants something yet: all of it comes in.
  void comes_back() {
    const auto demand = read([](const store::Reader& reader) {
      const auto all = ledger::list_demands(reader);
      return *std::ranges::find_if(all, [](const ledger::Demand& one) { return one.remaining().count > 0; });
    });
    step([&](store::Transaction& tx) {
      return receive(tx, library, maker, demand.order, demand.remaining(), "B-" + demand.order);
    }).value();
  }
  void decide_anew() {
    take(finance, id, "资金安排", "return", "重审").value();
    take(approver, id, "决定", "decide").value();
    approve(id).value();
    take(finance, id, "财审", "pass").value();
  }
  // Also that the year's list for the budget system says what the ledger says.
  void expect_books() {
    expect_sound();
    read([&](const store::Reader& reader) {
      ledger::expect_budget_list(reader, at);
      return 0;
    });
  }
  bool is_open() { return status(id) == "资金安排"; }

  std::vector<int> shares;
  std::vector<std::string> members;
  std::string id;
  std::string rival;
};

// Two thirds of a fen more to somebody with each part would be a fen too much after two of them.
TEST(JointParts, ThreePartsComeToTheSharesOfTheWhole) {
  Together town(AllocationRule::pro_rata, {3'333, 3'333, 3'334});
  for (int i = 0; i < 3; ++i) {
    town.add_fen(10);  // 5 for each of the two cases
    town.share_out();
  }
  EXPECT_EQ(town.granted(), (std::vector<Fen>{{5}, {5}, {5}}));
  town.pay_out(town.id);
  EXPECT_EQ(town.paid(), (std::vector<Fen>{{5}, {5}, {5}}));
  town.expect_books();
}

// INVARIANT: after each part everybody was granted its share of what was granted, to the fen; in the end
// everybody is paid its share of the claim; and never is more committed than the matter's claim.
TEST(JointParts, EverybodyHasItsShareWhateverTheParts) {
  std::mt19937 random(20261127);
  for (int i = 0; i < 4; ++i) {
    Together town(i % 2 == 0 ? AllocationRule::pro_rata : AllocationRule::queue, random_shares(random, 1, 3));
    for (int round = 0; town.is_open(); ++round) {
      ASSERT_LT(round, 100);
      town.add_fen(std::uniform_int_distribution<std::int64_t>(1, 8'000'000)(random));
      town.share_out();
      const Fen all = town.committed_for(town.id);
      EXPECT_EQ(town.granted(), split_by_shares(all, town.shares));
      const ledger::MatterState matter = town.matter_of(town.id);
      EXPECT_LE(matter.committed, claim);
      EXPECT_EQ(matter.ceiling, claim);
      if (std::uniform_int_distribution<int>(0, 1)(random) == 1 && town.paid_for(town.id) < all)
        town.pay_out(town.id);
    }
    if (town.paid_for(town.id) < claim) town.pay_out(town.id);
    EXPECT_EQ(town.paid(), split_by_shares(claim, town.shares));
    EXPECT_EQ(town.status(town.id), "paid");
    town.expect_books();
  }
}

// INVARIANT: what an order cancels of somebody's part before it is paid is that one's again, and what is
// demanded back and comes in is nobody's; so in the end everybody has its share of the claim, less what it
// paid back.
TEST(JointParts, WhatOrdersTakeFromOneIsNotTheOthers) {
  std::mt19937 random(20261128);
  for (int i = 0; i < 4; ++i) {
    Together town(AllocationRule::pro_rata, random_shares(random, 1, 3));
    std::vector<Fen> back(town.shares.size());
    const auto some_of = [&](Fen all) {
      return Fen{std::uniform_int_distribution<std::int64_t>(1, all.count)(random)};
    };
    for (int round = 0; town.is_open(); ++round) {
      ASSERT_LT(round, 100);
      town.add_fen(std::uniform_int_distribution<std::int64_t>(1, 5'000'000)(random));
      town.share_out();
      if (!town.is_open()) break;
      const auto payable =
          town.open_to([](const ledger::Commitment& one) { return one.payable.count - one.batched.count; });
      if (!payable.empty() && round % 3 == 0) {
        const ledger::Commitment& one = payable[random() % payable.size()];
        town.order({.kind = ledger::OrderKind::cancel,
                    .commitment = one.id,
                    .fen = some_of(one.payable),
                    .reason = "错"});
      }
      if (round % 2 == 1 && town.paid_for(town.id) < town.committed_for(town.id)) town.pay_out(town.id);
      const auto paid =
          town.open_to([](const ledger::Commitment& one) { return one.paid.count - one.claimed.count; });
      if (!paid.empty() && round % 4 == 3) {
        const auto before = town.paid();
        const ledger::Commitment& one = paid[random() % paid.size()];
        town.order({.kind = ledger::OrderKind::demand,
                    .commitment = one.id,
                    .fen = some_of(one.paid),
                    .reason = "追"});
        town.comes_back();
        const auto after = town.paid();
        for (std::size_t k = 0; k < back.size(); ++k) back[k].count += before[k].count - after[k].count;
      }
      EXPECT_LE(town.matter_of(town.id).committed, claim);
    }
    town.read([&](const store::Reader& reader) {
      for (const ledger::Commitment& one : ledger::commitments_of_case(reader, town.id)) {
        EXPECT_EQ(one.claimed.count, 0);
      }
      return 0;
    });
    const auto left = town.open_to([](const ledger::Commitment& one) { return one.payable.count; });
    if (!left.empty()) town.pay_out(town.id);
    std::vector<Fen> wanted = split_by_shares(claim, town.shares);
    for (std::size_t k = 0; k < wanted.size(); ++k) wanted[k].count -= back[k].count;
    EXPECT_EQ(town.paid(), wanted);
    EXPECT_EQ(town.status(town.id), "paid");
    town.expect_books();
  }
}

// Who decides anew knows what came back of whom: it is owed to that one again.
TEST(JointParts, DecidedAnewWhatCameBackOfOneIsItsAgain) {
  Together town(AllocationRule::queue, {5'000, 2'500, 2'500});
  town.add_fen(4'000'000);
  town.share_out();
  town.pay_out(town.id);
  ASSERT_EQ(town.paid(), (std::vector<Fen>{{2'000'000}, {1'000'000}, {1'000'000}}));
  const auto all = town.open_to([](const ledger::Commitment& one) { return one.paid.count; });
  const auto of_second = std::ranges::find(
      all, town.members[0], [](const ledger::Commitment& one) { return member_of(one.claim); });
  town.order(
      {.kind = ledger::OrderKind::demand, .commitment = of_second->id, .fen = {700'000}, .reason = "追"});
  town.comes_back();
  town.decide_anew();
  // The line has the 700,000 that came back.
  ASSERT_EQ(town.available(), Fen{700'000});
  town.share_out();
  EXPECT_EQ(town.granted(), (std::vector<Fen>{{2'000'000}, {1'000'000}, {1'000'000}}));
  town.add_fen(20'000'000);
  town.commit(town.id).value();
  town.pay_out(town.id);
  EXPECT_EQ(town.paid(), (std::vector<Fen>{{5'000'000}, {2'500'000}, {2'500'000}}));
  town.expect_books();
}

}  // namespace
}  // namespace enact::casework
