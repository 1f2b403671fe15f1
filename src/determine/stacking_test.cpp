// Stacking: the worked cases of 就高，从优，不重复, and its laws on random small cases against plain
// enumeration.
#include "determine/stacking.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

namespace enact::determine {
namespace {

Offer offer(std::string provision, std::int64_t amount, std::string matter = "m") {
  Offer made;
  made.policy = "p";
  made.provision = std::move(provision);
  made.matter = std::move(matter);
  made.low = amount;
  made.high = amount;
  made.certain = true;
  made.date = Date{2026, 1, 1};
  return made;
}

std::vector<std::int64_t> highs_of(const Stack& stack) {
  std::vector<std::int64_t> figures;
  for (const Offer& one : stack.offers) figures.push_back(*one.high);
  return figures;
}

std::vector<std::int64_t> paid_out(const Stack& stack) {
  const std::vector<Payout> payouts = *pay_out(stack, highs_of(stack));
  std::vector<std::int64_t> pay;
  for (const Payout& payout : payouts) pay.push_back(payout.pay);
  return pay;
}

std::vector<std::int64_t> paid_out(const std::vector<Offer>& offers, const std::vector<Pool>& pools = {}) {
  return paid_out(Stack{offers, pools, {}});
}

Offer in_set(Offer offer, std::uint64_t sets) {
  offer.member_of = {{0, sets}};
  return offer;
}

TEST(Stacking, TheHighestPaysAlone) {
  EXPECT_EQ(paid_out({offer("this", 500), offer("other", 600)}), (std::vector<std::int64_t>{0, 600}));
}

TEST(Stacking, WhatTheOtherPaidIsDeducted) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  for (Offer& one : offers) one.paid_city = 200;
  offers[1].paid_own = 200;
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{0, 400}));
}

TEST(Stacking, TheDifferenceToALowerPaymentIsDue) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 200)};
  for (Offer& one : offers) one.paid_city = 200;
  offers[1].paid_own = 200;
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{300, 0}));
}

TEST(Stacking, TheOtherPaysTheDifferenceToWhatThisPaid) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  for (Offer& one : offers) one.paid_city = 500;
  offers[0].paid_own = 500;
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{0, 100}));
}

TEST(Stacking, WithoutTopUpNothingFollowsAPayment) {
  std::vector<Offer> offers{offer("this", 500)};
  offers[0].paid_city = 200;
  offers[0].top_up = false;
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{0}));
}

TEST(Stacking, ACapIsUsedUpInTheOrderOfDates) {
  std::vector<Offer> offers{offer("c", 300, "b"), offer("c", 900, "a")};
  offers[0].date = Date{2027, 1, 1};
  for (Offer& one : offers) one.draws = {{0}};
  EXPECT_EQ(paid_out(offers, {{1000, 0}}), (std::vector<std::int64_t>{100, 900}));
}

TEST(Stacking, WhatWasPaidWithinACapIsNotPaidTwice) {
  std::vector<Offer> offers{offer("c", 900, "a"), offer("c", 300, "b")};
  offers[0].paid_own = offers[0].paid_city = 900;
  offers[1].date = Date{2027, 1, 1};
  offers[0].draws = {{0, 900}};
  offers[1].draws = {{0}};
  EXPECT_EQ(paid_out(offers, {{1000, 900}}), (std::vector<std::int64_t>{0, 100}));
}

TEST(Stacking, AnUncertainRivalOpensTheClaimButNotTheTotal) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  offers[1].certain = false;
  const Settlement settlement = settle({offers, {}, {}});
  EXPECT_EQ(settlement.claims[0].low, 0);
  EXPECT_EQ(settlement.claims[0].high, 500);
  EXPECT_EQ(settlement.claims[0].rival, 1U);
  ASSERT_EQ(settlement.components.size(), 1U);
  EXPECT_EQ(settlement.components[0].low, 500);
  EXPECT_EQ(settlement.components[0].high, 600);
}

TEST(Stacking, WithoutABoundThereIsNoMaximum) {
  std::vector<Offer> offers{offer("this", 500)};
  offers[0].high.reset();
  EXPECT_FALSE(settle({offers, {}, {}}).components[0].high);
  offers[0].draws = {{0}};
  EXPECT_EQ(settle({offers, {{1000, 400}}, {}}).components[0].high, 600);
}

TEST(Stacking, ManyUncertainClaimsKeepSoundBounds) {
  std::vector<Offer> offers;
  for (int i = 0; i < 40; ++i) {
    offers.push_back(offer("c", 100, std::to_string(i)));
    offers.back().certain = i == 0;
    offers.back().draws = {{0}};
  }
  const Settlement settlement = settle({offers, {{1000, 0}}, {}});
  ASSERT_EQ(settlement.components.size(), 1U);
  EXPECT_LE(settlement.components[0].low, 100);
  EXPECT_EQ(settlement.components[0].high, 1000);
}

TEST(Stacking, WhereACapIsSharedTheGreatestTotalDecidesWhoPaysAMatter) {
  // The highest for matter `a` would use up the cap that the claim for `b` needs: 300 + 0 against 250 + 300.
  std::vector<Offer> offers{offer("x", 300, "a"), offer("y", 250, "a"), offer("x", 300, "b")};
  offers[0].draws = offers[2].draws = {{0}};
  offers[2].date = Date{2026, 2, 1};
  EXPECT_EQ(paid_out(offers, {{300, 0}}), (std::vector<std::int64_t>{0, 250, 300}));
}

TEST(Stacking, OfEqualsTheEarlierPolicyPaysThenTheLesserNumberThenTheProvision) {
  std::vector<Offer> offers{offer("b", 500), offer("a", 500)};
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{0, 500}));
  offers[1].policy_number = "2";
  offers[0].policy_number = "1";
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{500, 0}));
  offers[1].policy_date = Date{2024, 1, 1};
  offers[0].policy_date = Date{2025, 1, 1};
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{0, 500}));
}

TEST(Stacking, TheBetterBundleIsPaidWhole) {
  // a + b against c: 300 + 250 > 500.
  Stack stack{
      {in_set(offer("a", 300, "a"), 1), in_set(offer("b", 250, "b"), 1), in_set(offer("c", 500, "c"), 2)},
      {},
      {{2, {}}}};
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{300, 250, 0}));
  EXPECT_EQ(pay_out(stack, highs_of(stack))->at(2).closed, 0U);
  const Settlement settlement = settle(stack);
  EXPECT_EQ(settlement.alternatives[0].chosen, 0U);
  EXPECT_EQ(settlement.alternatives[0].totals, (std::vector<std::int64_t>{550, 500}));
  stack.offers[2].low = 551;
  stack.offers[2].high = 551;
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{0, 0, 551}));
  stack.offers[2].high = 550;  // of equals the set that is declared first
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{300, 250, 0}));
}

TEST(Stacking, WhatWasPaidUnderAnotherSetIsDeducted) {
  Stack stack{
      {in_set(offer("a", 300, "a"), 1), in_set(offer("b", 250, "b"), 1), in_set(offer("c", 500, "c"), 2)},
      {},
      {{2, {{"c", 2, 500}}}}};
  stack.offers[2].paid_own = stack.offers[2].paid_city = 500;
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{0, 50, 0}));  // 550 in all
  for (Offer& one : stack.offers) one.top_up = false;
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{0, 0, 0}));
}

TEST(Stacking, WhatOpenListsMightBringToEitherSetKeepsTheBoundsExact) {
  const auto open = [](std::string provision, std::uint64_t sets) {
    Offer made = in_set(offer(std::move(provision), 0, ""), sets);
    made.high.reset();
    made.certain = false;
    return made;
  };
  const Stack stack{{in_set(offer("a", 100), 1), open("a", 1), open("b", 1), open("c", 2), open("d", 2)},
                    {},
                    {Alternative{2, {}}}};
  const Settlement settlement = settle(stack);
  ASSERT_EQ(settlement.components.size(), 1U);
  EXPECT_TRUE(settlement.components[0].exact);
  EXPECT_EQ(settlement.components[0].low, 100);
  EXPECT_FALSE(settlement.components[0].high);
  // c or d may come to more; what was paid is then deducted from them.
  EXPECT_EQ(settlement.claims[0].low, 0);
  EXPECT_EQ(settlement.claims[0].payable, 100);
}

TEST(Stacking, AProvisionMayStandInSeveralSets) {
  // a + b, or a + c: a is paid in either.
  const Stack stack{
      {in_set(offer("a", 100, "a"), 3), in_set(offer("b", 20, "b"), 1), in_set(offer("c", 30, "c"), 2)},
      {},
      {{2, {}}}};
  EXPECT_EQ(paid_out(stack), (std::vector<std::int64_t>{100, 0, 30}));
}

TEST(Stacking, BenefitsGoByTheirOrderAndMoneyBeforeThem) {
  std::vector<Offer> offers{offer("ordinary", 0), offer("preferred", 0)};
  for (Offer& one : offers) one.money = false;
  offers[0].benefit = 1;
  std::vector<Payout> payouts = *pay_out({offers, {}, {}}, {0, 0});
  EXPECT_EQ(payouts[0].winner, 1U);
  EXPECT_FALSE(payouts[1].winner);
  payouts = *pay_out({offers, {}, {}}, {0, absent});
  EXPECT_FALSE(payouts[0].winner);
  offers.push_back(offer("money", 1));
  payouts = *pay_out({offers, {}, {}}, {0, 0, 1});
  EXPECT_EQ(payouts[1].winner, 2U);
}

TEST(Stacking, WhatARivalCannotTakeBackIsPayable) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  offers[1].certain = false;
  // Whatever becomes of the other, 500 are owed; it would pay the 100 that are left.
  Settlement settlement = settle({offers, {}, {}});
  EXPECT_EQ(settlement.claims[0].payable, 500);
  EXPECT_EQ(settlement.claims[1].payable, 0);
  // One that pays nothing after a payment would leave the subject with less: wait.
  offers[1].top_up = false;
  settlement = settle({offers, {}, {}});
  EXPECT_EQ(settlement.claims[0].payable, 0);
}

TEST(Stacking, BeyondTheSizeThatIsTriedNothingOpenIsPayable) {
  // Thirteen matters with two claims each, on one cap: 8,192 choices.
  Stack stack{{}, {{1000, 0}}, {}};
  for (int i = 0; i < 26; ++i) {
    stack.offers.push_back(offer(std::to_string(i % 2), 100 + i, std::to_string(i / 2)));
    stack.offers.back().draws = {{0}};
  }
  EXPECT_FALSE(pay_out(stack, highs_of(stack)));
  const Settlement settlement = settle(stack);
  ASSERT_EQ(settlement.components.size(), 1U);
  EXPECT_FALSE(settlement.components[0].exact);
  EXPECT_EQ(settlement.components[0].low, 0);
  EXPECT_EQ(settlement.components[0].high, 1000);
  for (const Settled& claim : settlement.claims) EXPECT_EQ(claim.payable, 0);
  stack.offers.resize(24);
  EXPECT_TRUE(settle(stack).components[0].exact);
}

// ---- laws on random cases --------------------------------------------------------------------------------

using Case = Stack;

// A payment for the matter of `payer` under its provision used this much of the pool.
void add_paid(Offer& offer, const Offer& payer, std::size_t pool, std::int64_t paid) {
  if (offer.matter != payer.matter || offer.provision != payer.provision) return;
  for (Offer::Draw& draw : offer.draws) {
    if (draw.pool == pool) draw.paid += paid;
  }
}

// Caps as packages declare them: one provision's, by key, and perhaps a second by year within it.
Case random_case() {
  Case made;
  const int provisions = *rc::gen::inRange(1, 5);
  std::vector<std::vector<std::size_t>> pools_of(5);
  for (int p = 0; p < provisions; ++p) {
    if (*rc::gen::inRange(0, 2) == 0) continue;
    for (int nested = *rc::gen::inRange(1, 3); nested > 0; --nested) {
      pools_of[static_cast<std::size_t>(p)].push_back(made.pools.size());
      made.pools.push_back({*rc::gen::inRange<std::int64_t>(0, 12), 0});
    }
  }
  if (*rc::gen::inRange(0, 2) == 0) made.alternatives.push_back({2, {}});
  const int count = *rc::gen::inRange(1, 5);
  const std::int64_t widest = *rc::gen::inRange(0, 8) == 0 ? 9 : 3;  // seldom: all figures are enumerated
  for (int i = 0; i < count; ++i) {
    const auto provision = static_cast<std::size_t>(*rc::gen::inRange(0, provisions));
    Offer one;
    one.policy = "p" + std::to_string(provision % 2);
    one.policy_number = one.policy;
    one.provision = std::to_string(provision);
    one.matter = std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, 3)));
    // Distinct days, so that claims of one provision are told apart by them and not by their place.
    one.date = Date{2026, 1, static_cast<std::int8_t>(1 + i * 5 + *rc::gen::inRange(0, 5))};
    one.low = *rc::gen::inRange<std::int64_t>(0, 7);
    one.high = one.low + *rc::gen::inRange<std::int64_t>(0, widest);
    one.certain = *rc::gen::arbitrary<bool>();
    one.top_up = provision != 2;
    for (std::size_t pool = 0; pool < pools_of[provision].size(); ++pool) {
      if (pool == 0 || *rc::gen::arbitrary<bool>()) one.draws.push_back({pools_of[provision][pool]});
    }
    if (!made.alternatives.empty() && provision < 4) {
      const std::uint64_t sets = provision == 1 ? 2 : provision == 3 ? 3 : 1;
      one.member_of = {{0, sets}};
    }
    made.offers.push_back(std::move(one));
  }
  // Payments are facts of a matter: every offer of it sees the same, every claim of a provision its
  // provision's.
  std::map<std::pair<std::string, std::string>, std::int64_t> own;
  std::map<std::string, std::int64_t> city;
  for (const Offer& one : made.offers) {
    if (*rc::gen::inRange(0, 4) != 0 || own.contains({one.matter, one.provision})) continue;
    const std::int64_t paid = *rc::gen::inRange<std::int64_t>(1, 5);
    own[{one.matter, one.provision}] = paid;
    city[one.matter] += paid;
    for (const Offer::Draw& draw : one.draws) {
      made.pools[draw.pool].used += paid;
      for (Offer& same : made.offers) add_paid(same, one, draw.pool, paid);
    }
    for (const Offer::Member& member : one.member_of) {
      made.alternatives[0].paid.push_back({one.matter, member.sets, paid});
    }
  }
  for (Offer& one : made.offers) {
    one.paid_own = own[{one.matter, one.provision}];
    one.paid_city = city[one.matter];
  }
  return made;
}

// Every completion: nothing or a whole number of the range for each offer.
void for_each_completion(const Case& of, const std::function<void(const std::vector<std::int64_t>&)>& visit) {
  std::vector<std::int64_t> figures(of.offers.size());
  const std::function<void(std::size_t)> choose = [&](std::size_t i) {
    if (i == figures.size()) return visit(figures);
    std::set<std::int64_t> values;
    if (!of.offers[i].certain) values.insert(absent);
    for (std::int64_t x = of.offers[i].low; x <= *of.offers[i].high; ++x) values.insert(x);
    for (const std::int64_t x : values) {
      figures[i] = x;
      choose(i + 1);
    }
  };
  choose(0);
}

std::int64_t total(const std::vector<Payout>& payouts) {
  std::int64_t sum = 0;
  for (const Payout& payout : payouts) sum += payout.pay;
  return sum;
}

RC_GTEST_PROP(StackingLaws, TotalsAreThoseOfEnumeration, ()) {
  const Case one = random_case();
  std::optional<std::int64_t> least, greatest;
  std::vector<std::int64_t> low(one.offers.size(), INT64_MAX), high(one.offers.size(), 0);
  for_each_completion(one, [&](const std::vector<std::int64_t>& figures) {
    const std::vector<Payout> payouts = *pay_out(one, figures);
    const std::int64_t sum = total(payouts);
    least = std::min(least.value_or(sum), sum);
    greatest = std::max(greatest.value_or(sum), sum);
    for (std::size_t i = 0; i < payouts.size(); ++i) {
      low[i] = std::min(low[i], payouts[i].pay);
      high[i] = std::max(high[i], payouts[i].pay);
    }
  });
  const Settlement settlement = settle(one);
  std::int64_t certain = 0, max = 0;
  for (const Settlement::Component& component : settlement.components) {
    RC_PRE(component.exact);  // not beyond the size that is tried
    certain += component.low;
    max += *component.high;
  }
  RC_ASSERT(certain == *least);
  RC_ASSERT(max == *greatest);
  for (std::size_t i = 0; i < one.offers.size(); ++i) {
    RC_ASSERT(settlement.claims[i].low == low[i]);
    RC_ASSERT(settlement.claims[i].high == high[i]);
  }
}

// One matter without caps and alternatives is settled directly: a cap that cuts nothing sends it through the
// search, which gives the same.
RC_GTEST_PROP(StackingLaws, TheDirectFormGivesWhatTheSearchGives, ()) {
  Case direct = random_case();
  direct.pools.clear();
  direct.alternatives.clear();
  for (Offer& one : direct.offers) {
    one.paid_city = direct.offers.front().paid_city;
    one.matter = "a";
    one.draws.clear();
    one.member_of.clear();
    if (one.certain && *rc::gen::inRange(0, 4) == 0) one.low = *one.high;
  }
  Case searched = direct;
  searched.pools.push_back({1'000'000, 0});
  searched.offers.front().draws = {{0}};
  const Settlement a = settle(direct);
  const Settlement b = settle(searched);
  RC_ASSERT(a.components.size() == 1U);
  RC_ASSERT(a.components[0].low == b.components[0].low);
  RC_ASSERT(a.components[0].high == b.components[0].high);
  for (std::size_t i = 0; i < direct.offers.size(); ++i) {
    RC_ASSERT(a.claims[i].low == b.claims[i].low);
    RC_ASSERT(a.claims[i].high == b.claims[i].high);
    RC_ASSERT(a.claims[i].payable == b.claims[i].payable);
    RC_ASSERT(a.claims[i].rival == b.claims[i].rival);
    RC_ASSERT(a.claims[i].as_known.capped == b.claims[i].as_known.capped);
    RC_ASSERT(a.claims[i].as_known.pay == b.claims[i].as_known.pay);
    RC_ASSERT(a.claims[i].as_known.winner == b.claims[i].as_known.winner);
  }
}

RC_GTEST_PROP(StackingLaws, TheOrderOfOffersDoesNotMatter, ()) {
  const Case one = random_case();
  const std::vector<std::int64_t> figures = highs_of(one);
  std::vector<std::size_t> order(one.offers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(i)))]);
  }
  Case shuffled{{}, one.pools, one.alternatives};
  std::vector<std::int64_t> shuffled_figures;
  for (const std::size_t i : order) {
    shuffled.offers.push_back(one.offers[i]);
    shuffled_figures.push_back(figures[i]);
  }
  const std::vector<Payout> before = *pay_out(one, figures);
  const std::vector<Payout> after = *pay_out(shuffled, shuffled_figures);
  for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(after[i].pay == before[order[i]].pay);
  const Settlement settled = settle(one);
  const Settlement settled_after = settle(shuffled);
  for (std::size_t i = 0; i < order.size(); ++i) {
    RC_ASSERT(settled_after.claims[i].payable == settled.claims[order[i]].payable);
  }
}

// Once a matter: with what was paid, never more than the highest offer; nor a cap exceeded.
RC_GTEST_PROP(StackingLaws, NeverPaysTwice, ()) {
  const Case one = random_case();
  const std::vector<std::int64_t> figures = highs_of(one);
  const std::vector<Payout> payouts = *pay_out(one, figures);
  std::map<std::string, std::int64_t> paid, highest, before;
  for (std::size_t i = 0; i < payouts.size(); ++i) {
    const Offer& of = one.offers[i];
    RC_ASSERT(payouts[i].pay >= 0);
    RC_ASSERT(payouts[i].pay <= *of.high);
    before[of.matter] = of.paid_city;
    paid[of.matter] += payouts[i].pay;
    highest[of.matter] = std::max(highest[of.matter], *of.high);
  }
  for (const auto& [matter, sum] : paid) {
    if (sum > 0) RC_ASSERT(sum + before[matter] <= highest[matter]);
  }
  for (std::size_t pool = 0; pool < one.pools.size(); ++pool) {
    std::int64_t drawn = 0;
    for (std::size_t i = 0; i < payouts.size(); ++i) {
      for (const Offer::Draw& draw : one.offers[i].draws) {
        if (draw.pool == pool) drawn += payouts[i].pay;
      }
    }
    if (drawn > 0)
      RC_ASSERT(one.pools[pool].used + drawn <= std::max(one.pools[pool].limit, one.pools[pool].used));
  }
}

// Of an alternative one set is paid: with what was paid before, never more than its better set.
RC_GTEST_PROP(StackingLaws, OneSetIsPaid, ()) {
  const Case one = random_case();
  const std::vector<Payout> payouts = *pay_out(one, highs_of(one));
  for (std::size_t a = 0; a < one.alternatives.size(); ++a) {
    std::uint64_t open = 3;
    for (std::size_t i = 0; i < payouts.size(); ++i) {
      for (const Offer::Member& member : one.offers[i].member_of) {
        if (payouts[i].pay > 0) open &= member.sets;
      }
    }
    RC_ASSERT(open != 0U);
  }
}

// Nothing that is chosen is worse than another choice: paying any one set, or any one claim of a matter
// alone, gives no more.
RC_GTEST_PROP(StackingLaws, NoSetAloneIsBetter, ()) {
  const Case one = random_case();
  const std::vector<std::int64_t> figures = highs_of(one);
  const std::int64_t best = total(*pay_out(one, figures));
  for (std::size_t set = 0; set < 2 && !one.alternatives.empty(); ++set) {
    std::vector<std::int64_t> only = figures;
    for (std::size_t i = 0; i < only.size(); ++i) {
      for (const Offer::Member& member : one.offers[i].member_of) {
        if ((member.sets >> set & 1U) == 0) only[i] = absent;
      }
    }
    RC_ASSERT(total(*pay_out(one, only)) <= best);
  }
}

Case after_paying(const Case& before, const std::vector<std::int64_t>& paid) {
  Case after = before;
  for (std::size_t i = 0; i < paid.size(); ++i) {
    const Offer& payer = before.offers[i];
    for (Offer& offer : after.offers) {
      if (offer.matter != payer.matter) continue;
      offer.paid_city += paid[i];
      if (offer.policy == payer.policy && offer.provision == payer.provision) offer.paid_own += paid[i];
    }
    for (const Offer::Draw& draw : payer.draws) {
      after.pools[draw.pool].used += paid[i];
      for (Offer& offer : after.offers) add_paid(offer, payer, draw.pool, paid[i]);
    }
    for (const Offer::Member& member : payer.member_of) {
      after.alternatives[0].paid.push_back({payer.matter, member.sets, paid[i]});
    }
  }
  return after;
}

std::vector<std::int64_t> payable_of(const Settlement& settlement) {
  std::vector<std::int64_t> payable;
  for (const Settled& claim : settlement.claims) payable.push_back(claim.payable);
  return payable;
}

// Paying what is payable leaves nothing payable and changes no total, whatever the rest becomes.
RC_GTEST_PROP(StackingLaws, PayingWhatIsPayableIsSafeAndDoneOnce, ()) {
  const Case before = random_case();
  const Settlement settlement = settle(before);
  const std::vector<std::int64_t> paid = payable_of(settlement);
  const std::int64_t sum = std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
  const Case after = after_paying(before, paid);
  for (const std::int64_t rest : payable_of(settle(after))) RC_ASSERT(rest == 0);
  for_each_completion(before, [&](const std::vector<std::int64_t>& figures) {
    RC_ASSERT(total(*pay_out(after, figures)) + sum == total(*pay_out(before, figures)));
  });
}

void forget_payments(Case& of) {
  for (Offer& one : of.offers) {
    one.paid_own = one.paid_city = 0;
    for (Offer::Draw& draw : one.draws) draw.paid = 0;
  }
  for (Pool& pool : of.pools) pool.used = 0;
  for (Alternative& alternative : of.alternatives) alternative.paid.clear();
}

// Where all is known, what is to be paid is payable, and nothing is left when it has been paid. Begins
// without payments: one made before under a provision that the choice did not call for may have used less of
// a cap.
RC_GTEST_PROP(StackingLaws, WhatIsKnownIsPaidOnce, ()) {
  Case before = random_case();
  forget_payments(before);
  for (Offer& one : before.offers) {
    one.low = *one.high;
    one.certain = true;
  }
  const Settlement settlement = settle(before);
  for (const Settled& claim : settlement.claims) RC_ASSERT(claim.payable == claim.low);
  const Case after = after_paying(before, payable_of(settlement));
  for (const Settlement::Component& rest : settle(after).components) RC_ASSERT(rest.high == 0);
}

// Learning something never widens what is known.
RC_GTEST_PROP(StackingLaws, KnowledgeOnlyNarrows, ()) {
  const Case before = random_case();
  Case after = before;
  const auto i = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(before.offers.size())));
  Offer& known = after.offers[i];
  if (!known.certain && *rc::gen::arbitrary<bool>()) {
    known.low = 0;
    known.high = 0;
  } else {
    known.low = *rc::gen::inRange<std::int64_t>(known.low, *known.high + 1);
    known.high = known.low;
  }
  known.certain = true;
  const auto bounds = [](const Case& of) {
    std::int64_t low = 0, high = 0;
    for (const auto& component : settle(of).components) {
      low += component.low;
      high += *component.high;
    }
    return std::pair(low, high);
  };
  RC_ASSERT(bounds(after).first >= bounds(before).first);
  RC_ASSERT(bounds(after).second <= bounds(before).second);
}

}  // namespace
}  // namespace enact::determine
