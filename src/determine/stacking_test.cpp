// Stacking: the worked cases of 就高不重复, and its laws on random small cases against plain enumeration.
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

std::vector<std::int64_t> paid_out(const std::vector<Offer>& offers, const std::vector<Pool>& pools = {}) {
  std::vector<std::int64_t> figures;
  for (const Offer& one : offers) figures.push_back(*one.high);
  std::vector<std::int64_t> pay;
  for (const Payout& payout : pay_out(offers, pools, figures)) pay.push_back(payout.pay);
  return pay;
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

TEST(Stacking, ARepeatableOfferIsPaidBeside) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  offers[0].repeatable = true;
  EXPECT_EQ(paid_out(offers), (std::vector<std::int64_t>{500, 600}));
}

TEST(Stacking, ACapIsUsedUpInTheOrderOfDates) {
  std::vector<Offer> offers{offer("c", 300, "b"), offer("c", 900, "a")};
  offers[0].date = Date{2027, 1, 1};
  for (Offer& one : offers) one.pools = {0};
  EXPECT_EQ(paid_out(offers, {{1000, 0}}), (std::vector<std::int64_t>{100, 900}));
}

TEST(Stacking, WhatWasPaidWithinACapIsNotPaidTwice) {
  std::vector<Offer> offers{offer("c", 900, "a"), offer("c", 300, "b")};
  offers[0].paid_own = offers[0].paid_city = 900;
  offers[1].date = Date{2027, 1, 1};
  for (Offer& one : offers) one.pools = {0};
  EXPECT_EQ(paid_out(offers, {{1000, 900}}), (std::vector<std::int64_t>{0, 100}));
}

TEST(Stacking, AnUncertainRivalOpensTheClaimButNotTheTotal) {
  std::vector<Offer> offers{offer("this", 500), offer("other", 600)};
  offers[1].certain = false;
  const Settlement settlement = settle(offers, {});
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
  EXPECT_FALSE(settle(offers, {}).components[0].high);
  offers[0].pools = {0};
  EXPECT_EQ(settle(offers, {{1000, 400}}).components[0].high, 600);
}

TEST(Stacking, ManyUncertainClaimsKeepSoundBounds) {
  std::vector<Offer> offers;
  for (int i = 0; i < 40; ++i) {
    offers.push_back(offer("c", 100, std::to_string(i)));
    offers.back().certain = i == 0;
    offers.back().pools = {0};
  }
  const Settlement settlement = settle(offers, {{1000, 0}});
  ASSERT_EQ(settlement.components.size(), 1U);
  EXPECT_LE(settlement.components[0].low, 100);
  EXPECT_EQ(settlement.components[0].high, 1000);
}

// ---- laws on random cases --------------------------------------------------------------------------------

struct Case {
  std::vector<Offer> offers;
  std::vector<Pool> pools;
};

Case random_case() {
  Case made;
  const int pools = *rc::gen::inRange(0, 3);
  for (int i = 0; i < pools; ++i) made.pools.push_back({*rc::gen::inRange<std::int64_t>(0, 12), 0});
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) {
    Offer one;
    one.policy = "p" + std::to_string(*rc::gen::inRange(0, 2));
    one.provision = std::to_string(i);  // distinct, so that ties are by name, not by place
    one.matter = std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, 3)));
    one.date = Date{2026, 1, static_cast<std::int8_t>(*rc::gen::inRange(1, 4))};
    one.low = *rc::gen::inRange<std::int64_t>(0, 7);
    one.high = one.low + *rc::gen::inRange<std::int64_t>(0, 4);
    one.certain = *rc::gen::arbitrary<bool>();
    one.top_up = *rc::gen::inRange(0, 4) != 0;
    one.repeatable = *rc::gen::inRange(0, 5) == 0;
    for (std::size_t pool = 0; pool < made.pools.size(); ++pool) {
      if (*rc::gen::arbitrary<bool>()) one.pools.push_back(pool);
    }
    made.offers.push_back(std::move(one));
  }
  // Payments are facts of a matter: every offer of it sees the same.
  std::map<std::string, std::int64_t> paid;
  for (Offer& one : made.offers) {
    if (*rc::gen::inRange(0, 4) == 0) one.paid_own = *rc::gen::inRange<std::int64_t>(1, 5);
    paid[one.matter] += one.paid_own;
    for (const std::size_t pool : one.pools) made.pools[pool].used += one.paid_own;
  }
  for (Offer& one : made.offers) one.paid_city = paid[one.matter];
  return made;
}

// Every completion: nothing or a whole number of the range for each offer.
void for_each_completion(const Case& of, const std::function<void(const std::vector<std::int64_t>&)>& visit) {
  std::vector<std::int64_t> figures(of.offers.size());
  const std::function<void(std::size_t)> choose = [&](std::size_t i) {
    if (i == figures.size()) return visit(figures);
    std::set<std::int64_t> values;
    if (!of.offers[i].certain) values.insert(0);
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
    const std::vector<Payout> payouts = pay_out(one.offers, one.pools, figures);
    const std::int64_t sum = total(payouts);
    least = std::min(least.value_or(sum), sum);
    greatest = std::max(greatest.value_or(sum), sum);
    for (std::size_t i = 0; i < payouts.size(); ++i) {
      low[i] = std::min(low[i], payouts[i].pay);
      high[i] = std::max(high[i], payouts[i].pay);
    }
  });
  const Settlement settlement = settle(one.offers, one.pools);
  std::int64_t certain = 0, max = 0;
  for (const Settlement::Component& component : settlement.components) {
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

RC_GTEST_PROP(StackingLaws, TheOrderOfOffersDoesNotMatter, ()) {
  const Case one = random_case();
  std::vector<std::int64_t> figures;
  for (const Offer& of : one.offers) figures.push_back(*of.high);
  std::vector<std::size_t> order(one.offers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(i)))]);
  }
  std::vector<Offer> shuffled;
  std::vector<std::int64_t> shuffled_figures;
  for (const std::size_t i : order) {
    shuffled.push_back(one.offers[i]);
    shuffled_figures.push_back(figures[i]);
  }
  const std::vector<Payout> before = pay_out(one.offers, one.pools, figures);
  const std::vector<Payout> after = pay_out(shuffled, one.pools, shuffled_figures);
  for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(after[i].pay == before[order[i]].pay);
}

// Once a matter: with what was paid, never more than the highest offer; nor a cap exceeded.
RC_GTEST_PROP(StackingLaws, NeverPaysTwice, ()) {
  const Case one = random_case();
  std::vector<std::int64_t> figures;
  for (const Offer& of : one.offers) figures.push_back(*of.high);
  const std::vector<Payout> payouts = pay_out(one.offers, one.pools, figures);
  std::map<std::string, std::int64_t> paid, highest, before;
  for (std::size_t i = 0; i < payouts.size(); ++i) {
    const Offer& of = one.offers[i];
    RC_ASSERT(payouts[i].pay >= 0);
    RC_ASSERT(payouts[i].pay <= *of.high);
    before[of.matter] = of.paid_city;
    if (of.repeatable) continue;
    paid[of.matter] += payouts[i].pay;
    highest[of.matter] = std::max(highest[of.matter], *of.high);
  }
  for (const auto& [matter, sum] : paid) {
    std::int64_t of_repeatable = 0;
    for (const Offer& of : one.offers) {
      if (of.matter == matter && of.repeatable) of_repeatable += of.paid_own;
    }
    if (sum > 0) RC_ASSERT(sum + before[matter] - of_repeatable <= highest[matter]);
  }
  for (std::size_t pool = 0; pool < one.pools.size(); ++pool) {
    std::int64_t drawn = 0;
    for (std::size_t i = 0; i < payouts.size(); ++i) {
      const auto& pools = one.offers[i].pools;
      if (std::find(pools.begin(), pools.end(), pool) != pools.end()) drawn += payouts[i].pay;
    }
    if (drawn > 0)
      RC_ASSERT(one.pools[pool].used + drawn <= std::max(one.pools[pool].limit, one.pools[pool].used));
  }
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
    for (const auto& component : settle(of.offers, of.pools).components) {
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
