#include "feel/internal_rate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

using testing::standard;

CashFlow flow(const char* on, std::int64_t amount) {
  return {*Date::parse(on), Decimal(amount)};
}

std::string rate(const std::vector<CashFlow>& flows, int places) {
  const auto found = internal_rate(flows);
  return found ? found->round(places, Rounding::half_even)->to_string() : "none";
}

TEST(InternalRate, OfAFund) {
  // 10 million in, 3 million back after two years, 12 million of value after four.
  EXPECT_EQ(
      rate({flow("2026-01-01", -10'000'000), flow("2028-01-01", 3'000'000), flow("2030-01-01", 12'000'000)},
           4),
      "0.1205");
}

TEST(InternalRate, OfAYearIsTheGain) {
  EXPECT_EQ(rate({flow("2026-01-01", -100), flow("2027-01-01", 110)}, 15), "0.1");
  EXPECT_EQ(rate({flow("2026-01-01", -100), flow("2027-01-01", 50)}, 15), "-0.5");
  EXPECT_EQ(rate({flow("2026-01-01", -100), flow("2027-01-01", 100)}, 15), "0");
  // Whichever way the money goes, and in whatever order it is told.
  EXPECT_EQ(rate({flow("2027-01-01", -110), flow("2026-01-01", 100)}, 15), "0.1");
}

TEST(InternalRate, FlowsOfOneDayCountTogether) {
  EXPECT_EQ(rate({flow("2026-01-01", -150), flow("2026-01-01", 50), flow("2027-01-01", 110)}, 15), "0.1");
}

TEST(InternalRate, IsNotGivenWhereSeveralFit) {
  // 10 % and 20 %: -100 (1.1)(1.2) = -132, +100 (2.3) = 230.
  const auto found =
      internal_rate(std::vector{flow("2025-01-01", -100), flow("2026-01-01", 230), flow("2027-01-01", -132)});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().why, NoRate::Why::several);
  ASSERT_EQ(found.error().rates.size(), 2U);
  EXPECT_EQ(found.error().rates[0].to_string(), "0.1");
  EXPECT_EQ(found.error().rates[1].to_string(), "0.2");
}

TEST(InternalRate, IsGivenWhereTheSignChangesOftenAndOneRateFits) {
  EXPECT_EQ(rate({flow("2025-01-01", -100), flow("2026-01-01", 50), flow("2027-01-01", -10),
                  flow("2028-01-01", 90)},
                 6)
                .substr(0, 3),
            "0.1");
}

TEST(InternalRate, NeedsMoneyInAndOut) {
  EXPECT_EQ(internal_rate(std::vector{flow("2026-01-01", -100), flow("2027-01-01", -1)}).error().why,
            NoRate::Why::one_sign);
  EXPECT_EQ(internal_rate(std::vector{flow("2026-01-01", -100), flow("2026-01-01", 110)}).error().why,
            NoRate::Why::one_day);
  EXPECT_EQ(internal_rate({}).error().why, NoRate::Why::one_day);
}

// Money in first and back afterwards: the one rate makes the flows come to nothing.
RC_GTEST_PROP(InternalRate, SatisfiesItsOwnEquation, ()) {
  std::vector<CashFlow> flows;
  std::int64_t day = 20'000;
  const int in = *rc::gen::inRange(1, 5);
  const int out = *rc::gen::inRange(1, 8);
  for (int i = 0; i < in + out; ++i) {
    const auto amount = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
    flows.push_back({Date::from_days(day), Decimal(i < in ? -amount : amount)});
    day += *rc::gen::inRange<std::int64_t>(1, 1'500);
  }
  const auto found = internal_rate(flows);
  if (!found) {
    RC_ASSERT(found.error().why == NoRate::Why::none);
    return;
  }
  double value = 0;
  double size = 0;
  for (const CashFlow& one : flows) {
    const double years = static_cast<double>(one.on.days_since_1970() - 20'000) / 365;
    const double term = one.amount.to_double() * std::pow(1 + found->to_double(), -years);
    value += term;
    size += std::abs(term);
  }
  RC_ASSERT(std::abs(value) <= 1e-9 * size);
}

TEST(InternalRate, AsAFunctionOfTheLanguage) {
  EXPECT_EQ(standard("decimal(internal rate of return([date(\"2026-01-01\"), date(\"2028-01-01\"), "
                     "date(\"2030-01-01\")], [-10000000, 3000000, 12000000]), 4)"),
            "0.1205");
  EXPECT_EQ(standard("internal rate of return([date(\"2026-01-01\")], [-1, 2])"), "null");
  EXPECT_EQ(standard("internal rate of return([date(\"2025-01-01\"), date(\"2026-01-01\"), "
                     "date(\"2027-01-01\")], [-100, 230, -132])"),
            "null");
}

}  // namespace
}  // namespace enact::feel
