// The decimal numbers of FEEL on Intel's decimal floating-point library. This file alone includes that
// library; its numbers are NaN and infinity internally, and neither leaves this file.
#include "base/decimal.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <functional>

#include "base/decimal_small.hpp"

// Which of the library's eight builds we link: arguments by value, rounding mode passed to each call,
// status flags passed to each call.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}

namespace enact {
namespace {

constexpr int max_digits = 34;
constexpr int min_exponent = -6176;  // of the last digit of a coefficient
constexpr int max_exponent = 6111;
constexpr int min_scale = -6111;
constexpr int max_scale = 6176;

BID_UINT128 bid(const std::uint64_t (&bits)[2]) {
  BID_UINT128 value;
  std::memcpy(&value, bits, sizeof value);
  return value;
}

bool is_finite(BID_UINT128 value) {
  return bid128_isFinite(value) != 0;
}

// The exponent of the last digit. Every finite number here has at most 34 digits, so that the format's
// second form (coefficients of 2^113 and more) does not occur.
int exponent_of(BID_UINT128 value) {
  return static_cast<int>((value.w[1] >> 49) & 0x3fff) + min_exponent;
}

BID_UINT128 power_of_ten(int exponent) {
  return BID_UINT128{{1, static_cast<std::uint64_t>(exponent - min_exponent) << 49}};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A numeral of at most 18 digits and perhaps a sign, as most numerals are.
std::optional<std::int64_t> read_small_whole(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  std::int64_t number = 0;
  for (const char digit : text) number = number * 10 + (digit - '0');
  return negative ? -number : number;
}

// What is left of a numeral once the point is gone: digits without leading zeros, times ten to a power.
struct Numeral {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

std::optional<Numeral> read_numeral(std::string_view text) {
  Numeral numeral;
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') {
    numeral.negative = true;
    ++at;
  }
  const auto read_digits = [&](bool after_point) {
    const std::size_t start = at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (!(numeral.digits.empty() && text[at] == '0')) {
        numeral.digits.push_back(text[at]);
      }
      numeral.exponent -= after_point ? 1 : 0;
    }
    return at > start;
  };
  if (!read_digits(false)) {
    return std::nullopt;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!read_digits(true)) {
      return std::nullopt;
    }
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool minus = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
      ++at;
    }
    if (at == text.size()) {
      return std::nullopt;
    }
    std::int64_t written = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      written = std::min<std::int64_t>(written * 10 + (text[at] - '0'), 1'000'000'000'000);
    }
    numeral.exponent += minus ? -written : written;
  }
  if (at != text.size()) {
    return std::nullopt;
  }
  return numeral;
}

}  // namespace

// Wraps library results, refusing what is not a finite number. Decimal's bits are set only here and in
// the constructors.
struct DecimalAccess {
  static small_decimal::Bits bits(const Decimal& number) { return {number.bits_[0], number.bits_[1]}; }
  static Decimal wrap(const small_decimal::Bits& bits) { return {bits.low, bits.high}; }
  static std::optional<Decimal> wrap(BID_UINT128 value) {
    if (!is_finite(value)) {
      return std::nullopt;
    }
    return wrap_finite(value);
  }
  static Decimal wrap_finite(BID_UINT128 value) {
    Decimal result;
    std::memcpy(result.bits_, &value, sizeof result.bits_);
    return result;
  }
};

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (const auto whole = read_small_whole(text)) return Decimal(*whole);
  std::optional<Numeral> numeral = read_numeral(text);
  if (!numeral) {
    return std::nullopt;
  }
  if (numeral->digits.empty()) {
    return Decimal();
  }
  constexpr std::size_t in_a_word = 18;
  if (numeral->digits.size() <= in_a_word && numeral->exponent >= min_exponent &&
      numeral->exponent <= max_exponent) {
    std::uint64_t coefficient = 0;
    for (const char digit : numeral->digits)
      coefficient = coefficient * 10 + static_cast<unsigned>(digit - '0');
    const int exponent = static_cast<int>(numeral->exponent) + small_decimal::exponent_bias;
    return DecimalAccess::wrap(small_decimal::make(numeral->negative, exponent, coefficient));
  }
  // The library keeps only so many digits; one digit that stands for all the others rounds the same.
  constexpr std::size_t kept = 60;
  if (numeral->digits.size() > kept) {
    const bool rest = numeral->digits.find_first_not_of('0', kept) != std::string::npos;
    numeral->exponent += static_cast<std::int64_t>(numeral->digits.size() - kept - 1);
    numeral->digits.resize(kept);
    numeral->digits.push_back(rest ? '1' : '0');
  }
  if (numeral->exponent > 10'000 || numeral->exponent < -10'000) {
    return std::nullopt;
  }
  std::string spelled =
      (numeral->negative ? "-" : "") + numeral->digits + "E" + std::to_string(numeral->exponent);
  _IDEC_flags flags = 0;
  const BID_UINT128 value = bid128_from_string(spelled.data(), BID_ROUNDING_TO_NEAREST, &flags);
  if (bid128_isZero(value) != 0) {
    return std::nullopt;  // not zero, but too small to be told from it
  }
  return DecimalAccess::wrap(value);
}

std::string Decimal::to_string() const {
  char buffer[64];
  std::string digits;
  if (small_decimal::is_small(DecimalAccess::bits(*this))) {
    digits.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, bits_[0]).ptr);
  } else {
    // The library writes "+<coefficient>E<exponent>".
    _IDEC_flags flags = 0;
    bid128_to_string(buffer, bid(bits_), &flags);
    const std::string_view written = buffer;
    digits = written.substr(1, written.find('E') - 1);
  }
  int exponent = exponent_of(bid(bits_));
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  if (digits == "0") {
    return digits;
  }
  const std::string sign = is_negative() ? "-" : "";
  const int count = static_cast<int>(digits.size());
  if (exponent >= 0 && count + exponent <= max_digits) {
    return sign + digits + std::string(static_cast<std::size_t>(exponent), '0');
  }
  if (exponent < 0 && -exponent <= max_digits) {
    if (count <= -exponent) {
      digits.insert(0, static_cast<std::size_t>(-exponent - count + 1), '0');
    }
    digits.insert(digits.size() - static_cast<std::size_t>(-exponent), 1, '.');
    return sign + digits;
  }
  exponent += count - 1;
  if (count > 1) {
    digits.insert(1, 1, '.');
  }
  return sign + digits + (exponent < 0 ? "E-" : "E+") + std::to_string(exponent < 0 ? -exponent : exponent);
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (const auto quick = small_decimal::whole(DecimalAccess::bits(*this))) return quick;
  if (!is_whole()) {
    return std::nullopt;
  }
  _IDEC_flags flags = 0;
  const std::int64_t whole = bid128_to_int64_int(bid(bits_), &flags);
  if ((flags & BID_INVALID_EXCEPTION) != 0) {
    return std::nullopt;
  }
  return whole;
}

double Decimal::to_double() const {
  _IDEC_flags flags = 0;
  return bid128_to_binary64(bid(bits_), BID_ROUNDING_TO_NEAREST, &flags);
}

bool Decimal::is_whole() const {
  const BID_UINT128 value = bid(bits_);
  if (exponent_of(value) >= 0) {
    return true;
  }
  _IDEC_flags flags = 0;
  return bid128_quiet_equal(value, bid128_round_integral_zero(value, &flags), &flags) != 0;
}

std::optional<Decimal> Decimal::add_any(const Decimal& other) const {
  if (const auto quick = small_decimal::add(DecimalAccess::bits(*this), DecimalAccess::bits(other))) {
    return DecimalAccess::wrap(*quick);
  }
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_add(bid(bits_), bid(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::subtract(const Decimal& other) const {
  if (const auto quick = small_decimal::add(DecimalAccess::bits(*this), DecimalAccess::bits(-other))) {
    return DecimalAccess::wrap(*quick);
  }
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_sub(bid(bits_), bid(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::multiply(const Decimal& other) const {
  if (const auto quick = small_decimal::multiply(DecimalAccess::bits(*this), DecimalAccess::bits(other))) {
    return DecimalAccess::wrap(*quick);
  }
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_mul(bid(bits_), bid(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::divide(const Decimal& other) const {
  if (const auto quick = small_decimal::divide(DecimalAccess::bits(*this), DecimalAccess::bits(other))) {
    return DecimalAccess::wrap(*quick);
  }
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_div(bid(bits_), bid(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::modulo(const Decimal& divisor) const {
  _IDEC_flags flags = 0;
  // Exact, with the dividend's sign; FEEL wants the divisor's.
  const std::optional<Decimal> remainder =
      DecimalAccess::wrap(bid128_fmod(bid(bits_), bid(divisor.bits_), &flags));
  if (!remainder || remainder->is_zero() || remainder->is_negative() == divisor.is_negative()) {
    return remainder;
  }
  return remainder->add(divisor);
}

std::optional<Decimal> Decimal::power(const Decimal& exponent) const {
  const BID_UINT128 base = bid(bits_);
  _IDEC_flags flags = 0;
  if (const std::optional<std::int64_t> whole = exponent.to_int64(); whole && *whole >= 0) {
    // The library's power goes through binary numbers: 1.1 ** 2 must be 1.21 to the last digit. What
    // repeated multiplication gives without rounding is exact; anything else is left to the library.
    BID_UINT128 result = bid128_from_int64(1);
    BID_UINT128 square = base;
    for (std::uint64_t left = static_cast<std::uint64_t>(*whole); left != 0 && flags == 0;) {
      if ((left & 1) != 0) {
        result = bid128_mul(result, square, BID_ROUNDING_TO_NEAREST, &flags);
      }
      left >>= 1;
      if (left != 0) {
        square = bid128_mul(square, square, BID_ROUNDING_TO_NEAREST, &flags);
      }
    }
    if (flags == 0) {
      return DecimalAccess::wrap(result);
    }
  } else if (whole && *whole > INT64_MIN && *whole >= -max_exponent) {
    // 2 ** -2 is 0.25: divide by the exact power where there is one.
    const std::optional<Decimal> positive = power(Decimal(-*whole));
    if (positive) {
      return Decimal(1).divide(*positive);
    }
  }
  flags = 0;
  return DecimalAccess::wrap(bid128_pow(base, bid(exponent.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::sqrt() const {
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_sqrt(bid(bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::log() const {
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_log(bid(bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exp() const {
  _IDEC_flags flags = 0;
  return DecimalAccess::wrap(bid128_exp(bid(bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::round(int scale, Rounding mode) const {
  if (scale < min_scale || scale > max_scale) {
    return std::nullopt;
  }
  const BID_UINT128 value = bid(bits_);
  if (exponent_of(value) >= -scale) {
    return *this;  // no digit to lose; padding with zeros could need more than 34
  }
  if (const auto quick = small_decimal::round(DecimalAccess::bits(*this), scale, mode)) {
    return DecimalAccess::wrap(*quick);
  }
  const auto quantized = [&](_IDEC_round rounding) {
    _IDEC_flags flags = 0;
    return bid128_quantize(value, power_of_ten(-scale), rounding, &flags);
  };
  const _IDEC_round outward = is_negative() ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
  switch (mode) {
    case Rounding::half_up:
      return DecimalAccess::wrap(quantized(BID_ROUNDING_TIES_AWAY));
    case Rounding::half_even:
      return DecimalAccess::wrap(quantized(BID_ROUNDING_TO_NEAREST));
    case Rounding::up:
      return DecimalAccess::wrap(quantized(outward));
    case Rounding::down:
      return DecimalAccess::wrap(quantized(BID_ROUNDING_TO_ZERO));
    case Rounding::floor:
      return DecimalAccess::wrap(quantized(BID_ROUNDING_DOWN));
    case Rounding::ceiling:
      return DecimalAccess::wrap(quantized(BID_ROUNDING_UP));
    case Rounding::half_down: {
      // Not among the library's modes. The part cut off has no more digits than the number: exact.
      const Decimal cut = DecimalAccess::wrap_finite(quantized(BID_ROUNDING_TO_ZERO));
      const std::optional<Decimal> lost = subtract(cut);
      BID_UINT128 half = power_of_ten(-scale - 1);
      half.w[0] = 5;
      const bool more_than_half = lost && lost->abs() > DecimalAccess::wrap_finite(half);
      return more_than_half ? DecimalAccess::wrap(quantized(outward)) : cut;
    }
  }
  return std::nullopt;
}

std::strong_ordering Decimal::compare_any(const Decimal& a, const Decimal& b) {
  if (const auto quick = small_decimal::compare(DecimalAccess::bits(a), DecimalAccess::bits(b))) {
    return *quick <=> 0;
  }
  _IDEC_flags flags = 0;
  if (bid128_quiet_less(bid(a.bits_), bid(b.bits_), &flags) != 0) {
    return std::strong_ordering::less;
  }
  const bool equal = bid128_quiet_equal(bid(a.bits_), bid(b.bits_), &flags) != 0;
  return equal ? std::strong_ordering::equal : std::strong_ordering::greater;
}

std::size_t Decimal::hash() const {
  // Correctly rounded, so that 1.0 and 1.00 give one double; -0 is made 0.
  return std::hash<double>()(is_zero() ? 0.0 : to_double());
}

}  // namespace enact
