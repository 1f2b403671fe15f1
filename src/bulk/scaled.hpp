// Decimal numbers as whole numbers times a power of ten: how columns hold numbers. Exact or not at all.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "base/decimal.hpp"

namespace enact::bulk {

inline constexpr int most_scale = 18;

inline constexpr std::array<std::int64_t, most_scale + 1> tens = [] {
  std::array<std::int64_t, most_scale + 1> powers{};
  std::int64_t power = 1;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    powers[i] = power;
    if (i + 1 < powers.size()) power *= 10;
  }
  return powers;
}();
constexpr std::int64_t ten_to(int exponent) {
  return tens[static_cast<std::size_t>(exponent)];
}

// whole / 10^scale, as FEEL has it.
inline Decimal decimal_of(std::int64_t whole, int scale) {
  return scale == 0 ? Decimal(whole) : *Decimal(whole).divide(Decimal(ten_to(scale)));
}

struct Scaled {
  std::int64_t whole = 0;
  int scale = 0;
};

// value * 10^by; nullopt if it does not fit.
inline std::optional<std::int64_t> times_ten_to(std::int64_t value, int by) {
  if (by < 0 || by > most_scale) return std::nullopt;
  std::int64_t result = 0;
  if (__builtin_mul_overflow(value, ten_to(by), &result)) return std::nullopt;
  return result;
}

__extension__ using Wide = __int128;

// No number beyond this is made, so that no sum or product of two of a register overflows unseen.
inline constexpr Wide most_whole = Wide{4'000'000'000'000'000'000};
constexpr bool within(Wide value) {
  return value >= -most_whole && value <= most_whole;
}

// With the fewest digits after the point; nullopt if it does not fit.
std::optional<Scaled> scaled(const Decimal& number);

}  // namespace enact::bulk
