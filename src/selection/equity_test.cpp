// Conversion terms conserve the granted amount.
#include "selection/equity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace enact::selection {
namespace {

TEST(Equity, TheExampleOfTheMission) {
  // 3,000,000 at a round price of 10.00 less 20 %: 3,000,000 ÷ 8.00 = 375,000 shares.
  const auto made = convert({300'000'000}, *read_price("10.00"), 2000);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->price, "8");
  EXPECT_EQ(made->shares, 375'000);
  EXPECT_EQ(made->converted, Fen{300'000'000});
  EXPECT_EQ(made->remainder, Fen{0});
}

TEST(Equity, WhatMakesNoWholeShareStaysAsMoney) {
  // 3.3333 less 15 % = 2.833305 a share; 1,000.00 buys 352 (997.32336, rounded 997.32), 2.68 remain.
  const auto made = convert({100'000}, *read_price("3.3333"), 1500);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->price, "2.833305");
  EXPECT_EQ(made->shares, 352);
  EXPECT_EQ(made->converted, Fen{99'732});
  EXPECT_EQ(made->remainder, Fen{268});
}

TEST(Equity, RefusesWhatIsNoPriceOrDiscount) {
  for (const char* wrong : {"0", "-1", "1.23456", "x", ""}) EXPECT_FALSE(read_price(wrong)) << wrong;
  EXPECT_FALSE(convert({100}, {10'000}, 10'000));
  EXPECT_FALSE(convert({100}, {10'000}, -1));
  EXPECT_FALSE(convert({-1}, {10'000}, 0));
}

TEST(Equity, SettledInMoneyWithSimpleInterest) {
  const Date paid{2026, 1, 1};
  // 1,000,000 at 3.45 % for 365 days: 34,500.00.
  EXPECT_EQ(settle({100'000'000}, 345, paid, {2027, 1, 1}), Fen{103'450'000});
  // For one day: 94.5205… → 94.52.
  EXPECT_EQ(settle({100'000'000}, 345, paid, {2026, 1, 2}), Fen{100'009'452});
  EXPECT_EQ(settle({100}, 345, paid, paid), Fen{100});
  EXPECT_FALSE(settle({100}, 345, paid, {2025, 12, 31}));
}

RC_GTEST_PROP(Equity, ConversionConservesTheGrantToTheFen, ()) {
  const Fen grant{*rc::gen::inRange<std::int64_t>(0, 10'000'000'000)};
  const SharePrice price{*rc::gen::inRange<std::int64_t>(1, 100'000'000)};
  const int discount = *rc::gen::inRange(0, whole);
  const auto made = convert(grant, price, discount);
  RC_ASSERT(made.has_value());
  RC_ASSERT(made->converted.count + made->remainder.count == grant.count);
  RC_ASSERT(made->converted.count >= 0);
  RC_ASSERT(made->remainder.count >= 0);
  // One share more would have cost more than there is; held against the definition in decimals.
  const auto unit = Decimal(price.ten_thousandths * (whole - discount)).divide(Decimal(100'000'000));
  const auto yuan = yuan_from_fen(grant);
  RC_ASSERT(*unit->multiply(Decimal(made->shares)) <= yuan);
  RC_ASSERT(*unit->multiply(Decimal(made->shares + 1)) > yuan);
}

}  // namespace
}  // namespace enact::selection
