// The short ways of decimal arithmetic against the decimal library: where they give an answer, it is the
// library's, bit for bit. Besides decimal.cpp the only file that includes the library.
#include "base/decimal_small.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}

namespace enact::small_decimal {
namespace {

BID_UINT128 in(const Bits& bits) {
  BID_UINT128 value;
  value.w[0] = bits.low;
  value.w[1] = bits.high;
  return value;
}

Bits out(BID_UINT128 value) {
  return {value.w[0], value.w[1]};
}

// Small and large coefficients, zeros of either sign, exponents near to each other and far.
Bits any_number() {
  const auto digits = *rc::gen::inRange(0, 20);
  const auto low = digits == 0
                       ? 0
                       : *rc::gen::arbitrary<std::uint64_t>() %
                             (digits < 19 ? powers_of_ten[static_cast<std::size_t>(digits)] : UINT64_MAX);
  const auto high = *rc::gen::inRange(0, 10) == 0 ? *rc::gen::inRange(0, 1000) : 0;
  const int exponent = *rc::gen::inRange(0, 12) == 0 ? *rc::gen::inRange(0, last_exponent + 1)
                                                     : exponent_bias + *rc::gen::inRange(-9, 6);
  return make(*rc::gen::arbitrary<bool>(), exponent,
              static_cast<Wide>(static_cast<unsigned>(high)) << 64 | low);
}

RC_GTEST_PROP(SmallDecimal, SumsProductsAndQuotientsAreTheLibrarys, ()) {
  const Bits a = any_number();
  const Bits b = any_number();
  _IDEC_flags flags = 0;
  if (const auto sum = add(a, b))
    RC_ASSERT(*sum == out(bid128_add(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags)));
  if (const auto product = multiply(a, b)) {
    RC_ASSERT(*product == out(bid128_mul(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags)));
  }
  if (const auto quotient = divide(a, b)) {
    RC_ASSERT(*quotient == out(bid128_div(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags)));
  }
  RC_ASSERT(flags == 0U);  // nothing was rounded
  if (const auto order = compare(a, b)) {
    RC_ASSERT((*order < 0) == (bid128_quiet_less(in(a), in(b), &flags) != 0));
    RC_ASSERT((*order == 0) == (bid128_quiet_equal(in(a), in(b), &flags) != 0));
  }
  RC_TAG(is_small(a) && is_small(b) ? "both small" : "not small");
}

RC_GTEST_PROP(SmallDecimal, RoundingIsTheLibrarys, ()) {
  const Bits a = any_number();
  const int scale = *rc::gen::inRange(-8, 9);
  const Bits unit = make(false, exponent_bias - scale, 1);
  const std::pair<Rounding, _IDEC_round> modes[] = {{Rounding::half_up, BID_ROUNDING_TIES_AWAY},
                                                    {Rounding::half_even, BID_ROUNDING_TO_NEAREST},
                                                    {Rounding::down, BID_ROUNDING_TO_ZERO},
                                                    {Rounding::floor, BID_ROUNDING_DOWN},
                                                    {Rounding::ceiling, BID_ROUNDING_UP}};
  for (const auto& [mode, library] : modes) {
    _IDEC_flags flags = 0;
    if (const auto rounded = round(a, scale, mode)) {
      RC_ASSERT(*rounded == out(bid128_quantize(in(a), in(unit), library, &flags)));
    }
  }
  // The other two by what they mean.
  const auto down = round(a, scale, Rounding::down);
  if (!down) return;
  const auto order = compare(a, *down);
  const bool cut = !order || *order != 0;
  const Bits outward = make(is_negative(a), exponent_bias - scale, down->low + 1);
  RC_ASSERT(*round(a, scale, Rounding::up) == (cut ? outward : *down));
  const bool tie_or_less =
      *round(a, scale, Rounding::half_up) == *down ||
      *round(make(is_negative(a), exponent(a), a.low - 1), scale, Rounding::half_up) == *down;
  RC_ASSERT(*round(a, scale, Rounding::half_down) == (tie_or_less ? *down : outward));
}

TEST(SmallDecimal, AnswersTheNumbersOfRulesAtOnce) {
  const Bits ten = make(false, exponent_bias, 10);
  const Bits cents = make(false, exponent_bias - 2, 333333333);
  EXPECT_TRUE(add(ten, cents) && multiply(ten, cents) && divide(cents, ten) && compare(ten, cents) &&
              round(cents, 0, Rounding::half_up));
  EXPECT_EQ(whole(ten), 10);
  EXPECT_FALSE(whole(cents));
  EXPECT_EQ(whole(make(true, exponent_bias - 2, 1200)), -12);
  EXPECT_EQ(whole(make(false, exponent_bias + 4, 3)), 30000);
  EXPECT_FALSE(whole(make(false, exponent_bias + 18, 5)));  // beyond 2^62: not at once
  // One third has no end.
  EXPECT_FALSE(divide(ten, make(false, exponent_bias, 3)));
}

}  // namespace
}  // namespace enact::small_decimal
