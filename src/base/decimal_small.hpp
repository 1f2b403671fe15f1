// Arithmetic on decimal128 numbers whose coefficient fits in one machine word, which nearly all numbers of
// rules are: exact results only, in the encoding that the decimal library would give, bit for bit; nullopt
// where that cannot be told quickly, and the library is asked. Internal to src/base (decimal.cpp).
// The encoding is IEEE 754's binary one: sign, 14 bits of exponent, 113 bits of coefficient; the form for
// larger coefficients never occurs, because no coefficient has more than 34 digits.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/decimal.hpp"

namespace enact::small_decimal {

struct Bits {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Bits&, const Bits&) = default;
};

__extension__ using Wide = unsigned __int128;

constexpr int exponent_shift = 49;
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;
constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << exponent_shift) - 1;
constexpr int exponent_bias = 6176;
constexpr int last_exponent = 12287;  // biased
constexpr std::uint64_t small_limit = std::uint64_t{1} << 62;

constexpr std::array<std::uint64_t, 19> powers_of_ten = [] {
  std::array<std::uint64_t, 19> powers{};
  std::uint64_t power = 1;
  for (auto& each : powers) {
    each = power;
    power *= 10;
  }
  return powers;
}();
constexpr Wide coefficient_limit = static_cast<Wide>(powers_of_ten[17]) * powers_of_ten[17];  // 10^34

// Coefficient below 2^62.
inline bool is_small(const Bits& bits) {
  return (bits.high & coefficient_mask) == 0 && bits.low < small_limit;
}
inline bool is_negative(const Bits& bits) {
  return (bits.high & sign_bit) != 0;
}
// Biased.
inline int exponent(const Bits& bits) {
  return static_cast<int>((bits.high & ~sign_bit) >> exponent_shift);
}
inline Bits make(bool negative, int biased_exponent, Wide coefficient) {
  const std::uint64_t high = static_cast<std::uint64_t>(coefficient >> 64) |
                             static_cast<std::uint64_t>(biased_exponent) << exponent_shift |
                             (negative ? sign_bit : 0);
  return {static_cast<std::uint64_t>(coefficient), high};
}

inline std::optional<Bits> add(const Bits& a, const Bits& b) {
  if (!is_small(a) || !is_small(b)) return std::nullopt;
  const int difference = exponent(a) - exponent(b);
  if (difference < -15 || difference > 15) return std::nullopt;
  // To the smaller exponent; 2^62 times 10^15 has less than 34 digits.
  const Wide left =
      static_cast<Wide>(a.low) * (difference > 0 ? powers_of_ten[static_cast<std::size_t>(difference)] : 1);
  const Wide right =
      static_cast<Wide>(b.low) * (difference < 0 ? powers_of_ten[static_cast<std::size_t>(-difference)] : 1);
  const int common = difference > 0 ? exponent(b) : exponent(a);
  if (is_negative(a) == is_negative(b)) {
    return make(is_negative(a), common, left + right);
  }
  if (left == right) return make(false, common, 0);
  return left > right ? make(is_negative(a), common, left - right)
                      : make(is_negative(b), common, right - left);
}

inline std::optional<Bits> multiply(const Bits& a, const Bits& b) {
  if (!is_small(a) || !is_small(b)) return std::nullopt;
  const Wide product = static_cast<Wide>(a.low) * b.low;
  const int sum = exponent(a) + exponent(b) - exponent_bias;
  if (product >= coefficient_limit || sum < 0 || sum > last_exponent) return std::nullopt;
  return make(is_negative(a) != is_negative(b), sum, product);
}

// A quotient with few digits: the exponent is the dividend's less the divisor's, lowered as far as exactness
// needs. Never for a divisor of zero.
inline std::optional<Bits> divide(const Bits& a, const Bits& b) {
  if (!is_small(a) || !is_small(b) || b.low == 0 || a.low == 0) return std::nullopt;
  std::uint64_t quotient = a.low / b.low;
  std::uint64_t rest = a.low % b.low;
  int result = exponent(a) - exponent(b) + exponent_bias;
  constexpr int most_digits = 4;
  for (int digit = 0; rest != 0; ++digit) {
    if (digit == most_digits || quotient >= small_limit / 10 || rest >= small_limit / 10) return std::nullopt;
    quotient = quotient * 10 + rest * 10 / b.low;
    rest = rest * 10 % b.low;
    --result;
  }
  if (result < 0 || result > last_exponent) return std::nullopt;
  return make(is_negative(a) != is_negative(b), result, quotient);
}

// Less than zero, zero, more than zero.
inline std::optional<int> compare(const Bits& a, const Bits& b) {
  if (!is_small(a) || !is_small(b)) return std::nullopt;
  if (a.low == 0 && b.low == 0) return 0;
  if (a.low == 0) return is_negative(b) ? 1 : -1;
  if (b.low == 0) return is_negative(a) ? -1 : 1;
  if (is_negative(a) != is_negative(b)) return is_negative(a) ? -1 : 1;
  const int difference = exponent(a) - exponent(b);
  if (difference < -15 || difference > 15) return std::nullopt;
  const Wide left =
      static_cast<Wide>(a.low) * (difference > 0 ? powers_of_ten[static_cast<std::size_t>(difference)] : 1);
  const Wide right =
      static_cast<Wide>(b.low) * (difference < 0 ? powers_of_ten[static_cast<std::size_t>(-difference)] : 1);
  if (left == right) return 0;
  return (left < right) != is_negative(a) ? -1 : 1;
}

// To `scale` digits after the point, of a number that has more.
inline std::optional<Bits> round(const Bits& a, int scale, Rounding mode) {
  const int lost = exponent_bias - scale - exponent(a);
  if (!is_small(a) || lost < 1 || lost > 18) return std::nullopt;
  const std::uint64_t unit = powers_of_ten[static_cast<std::size_t>(lost)];
  const std::uint64_t whole = a.low / unit;
  const std::uint64_t rest = a.low % unit;
  const std::uint64_t half = unit / 2;
  bool away = false;
  switch (mode) {
    case Rounding::half_up:
      away = rest >= half;
      break;
    case Rounding::half_down:
      away = rest > half;
      break;
    case Rounding::half_even:
      away = rest > half || (rest == half && (whole & 1) != 0);
      break;
    case Rounding::up:
      away = rest != 0;
      break;
    case Rounding::down:
      break;
    case Rounding::floor:
      away = rest != 0 && is_negative(a);
      break;
    case Rounding::ceiling:
      away = rest != 0 && !is_negative(a);
      break;
  }
  return make(is_negative(a), exponent_bias - scale, whole + (away ? 1U : 0U));
}

// The number, if it is whole, and if that is seen at once.
inline std::optional<std::int64_t> whole(const Bits& a) {
  if (!is_small(a)) return std::nullopt;
  std::uint64_t coefficient = a.low;
  if (const int power = exponent(a) - exponent_bias; power != 0) {
    if (power < -18 || power > 18) return std::nullopt;
    const std::uint64_t unit = powers_of_ten[static_cast<std::size_t>(power < 0 ? -power : power)];
    if (power < 0 ? coefficient % unit != 0 : coefficient >= small_limit / unit) return std::nullopt;
    coefficient = power < 0 ? coefficient / unit : coefficient * unit;
  }
  const auto magnitude = static_cast<std::int64_t>(coefficient);
  return is_negative(a) ? -magnitude : magnitude;
}

}  // namespace enact::small_decimal
