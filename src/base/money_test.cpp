// Money: nothing is lost between yuan and fen, and only one function rounds.
#include "base/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace enact {
namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Decimal yuan(std::string_view text) {
  return Decimal::parse(text).value();
}

TEST(Money, RoundsHalfUpToTheFen) {
  EXPECT_EQ(fen_from_yuan(yuan("999999.999")), Fen{100'000'000});
  EXPECT_EQ(fen_from_yuan(yuan("0.004")), Fen{0});
  EXPECT_EQ(fen_from_yuan(yuan("0.005")), Fen{1});
  EXPECT_EQ(fen_from_yuan(yuan("0.015")), Fen{2});
  EXPECT_EQ(fen_from_yuan(yuan("0.025")), Fen{3});
  EXPECT_EQ(fen_from_yuan(yuan("-0.005")), Fen{-1});
  EXPECT_EQ(fen_from_yuan(yuan("0.00499999999999999999999999999999")), Fen{0});
}

TEST(Money, ExactRefusesAPartOfAFen) {
  EXPECT_EQ(exact_fen_from_yuan(yuan("0.10")), Fen{10});
  EXPECT_EQ(exact_fen_from_yuan(yuan("-12.34")), Fen{-1234});
  EXPECT_FALSE(exact_fen_from_yuan(yuan("0.101")).has_value());
}

TEST(Money, RefusesWhatDoesNotFit) {
  EXPECT_EQ(fen_from_yuan(yuan("92233720368547758.07")), Fen{most});
  EXPECT_FALSE(fen_from_yuan(yuan("92233720368547758.075")).has_value());
  EXPECT_EQ(fen_from_yuan(yuan("-92233720368547758.08")), Fen{least});
  EXPECT_FALSE(fen_from_yuan(yuan("1e6144")).has_value());
  EXPECT_FALSE(add(Fen{most}, Fen{1}).has_value());
  EXPECT_FALSE(subtract(Fen{least}, Fen{1}).has_value());
  EXPECT_EQ(add(Fen{1}, Fen{2}), Fen{3});
  EXPECT_EQ(subtract(Fen{1}, Fen{2}), Fen{-1});
}

TEST(Money, IsWrittenInGroupsOfThree) {
  EXPECT_EQ(format_yuan(Fen{0}), "0.00");
  EXPECT_EQ(format_yuan(Fen{5}), "0.05");
  EXPECT_EQ(format_yuan(Fen{-5}), "-0.05");
  EXPECT_EQ(format_yuan(Fen{99'999}), "999.99");
  EXPECT_EQ(format_yuan(Fen{100'000}), "1,000.00");
  EXPECT_EQ(format_yuan(Fen{123'456'789}), "1,234,567.89");
  EXPECT_EQ(format_yuan(Fen{-12'345'600}), "-123,456.00");
  EXPECT_EQ(format_yuan(Fen{least}), "-92,233,720,368,547,758.08");
}

RC_GTEST_PROP(MoneyProperties, YuanAndBackIsTheSame, (std::int64_t count)) {
  const Decimal as_yuan = yuan_from_fen(Fen{count});
  RC_ASSERT(exact_fen_from_yuan(as_yuan) == Fen{count});
  RC_ASSERT(fen_from_yuan(as_yuan) == Fen{count});
}

RC_GTEST_PROP(MoneyProperties, RoundingMovesHalfAFenAtMost, (std::int32_t thousandths)) {
  const Decimal exact = Decimal(thousandths).divide(Decimal(1000)).value();
  const Decimal rounded = yuan_from_fen(fen_from_yuan(exact).value());
  const Decimal moved = rounded.subtract(exact)->abs();
  RC_ASSERT(moved <= yuan("0.005"));
  if (moved == yuan("0.005")) {
    RC_ASSERT(rounded.abs() > exact.abs());
  }
}

}  // namespace
}  // namespace enact
