// Decimal numbers as FEEL means them: IEEE 754 decimal128, 34 significant digits (DMN 1.5, 10.3.2.3.1).
// Knows nothing of money or units. Every operation is exact or rounded half-even to 34 digits.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace enact {

enum class Rounding { half_up, half_down, half_even, up, down, floor, ceiling };

// A finite decimal number. Value type, 16 bytes, trivially copyable. An operation whose result is not a
// finite number (overflow, division by zero, logarithm of a negative) answers nullopt, never NaN.
class Decimal {
 public:
  Decimal() noexcept : bits_{0, unit_exponent} {}  // 0
  // NOLINTNEXTLINE(google-explicit-constructor): every integer is a decimal
  Decimal(std::int64_t whole) noexcept
      : bits_{whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole),
              whole < 0 ? unit_exponent | sign_bit : unit_exponent} {}

  // Reads [-]digits[.digits][(e|E)[+-]digits], rounding to 34 digits. nullopt for anything else, or beyond
  // decimal128's exponent.
  static std::optional<Decimal> parse(std::string_view text);

  // Canonical FEEL text: no exponent where 34 digits suffice (else "1.2E+40"), no trailing zeros, "-0" is
  // "0". parse() reads it back to an equal number.
  std::string to_string() const;
  // nullopt unless the number is whole and fits.
  std::optional<std::int64_t> to_int64() const;
  // For statistics and drawing only; never for money.
  double to_double() const;

  bool is_whole() const;
  bool is_zero() const { return bits_[0] == 0 && (bits_[1] & coefficient_mask) == 0; }
  bool is_negative() const { return (bits_[1] & sign_bit) != 0 && !is_zero(); }  // less than zero
  Decimal operator-() const { return Decimal(bits_[0], bits_[1] ^ sign_bit); }
  Decimal abs() const { return Decimal(bits_[0], bits_[1] & ~sign_bit); }

  std::optional<Decimal> add(const Decimal& other) const {
    const bool alike = is_small_like(other) && ((bits_[0] | other.bits_[0]) >> 62) == 0;
    return alike ? Decimal(bits_[0] + other.bits_[0], bits_[1]) : add_any(other);
  }
  std::optional<Decimal> subtract(const Decimal& other) const;
  std::optional<Decimal> multiply(const Decimal& other) const;
  std::optional<Decimal> divide(const Decimal& other) const;
  // FEEL modulo: dividend - divisor * floor(dividend / divisor).
  std::optional<Decimal> modulo(const Decimal& divisor) const;
  // The exact power where it has at most 34 digits; 0 ** 0 is 1.
  std::optional<Decimal> power(const Decimal& exponent) const;
  std::optional<Decimal> sqrt() const;
  std::optional<Decimal> log() const;  // natural
  std::optional<Decimal> exp() const;
  // To `scale` digits after the point (negative: tens, hundreds). nullopt outside FEEL's [-6111, 6176].
  std::optional<Decimal> round(int scale, Rounding mode) const;

  // Numeric order: 1.0 == 1.00.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (!a.is_small_like(b)) return compare_any(a, b);
    return (a.bits_[1] & sign_bit) != 0 ? b.bits_[0] <=> a.bits_[0] : a.bits_[0] <=> b.bits_[0];
  }
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.is_small_like(b) ? a.bits_[0] == b.bits_[0] : compare_any(a, b) == 0;
  }
  // Equal for equal numbers.
  std::size_t hash() const;

 private:
  friend struct DecimalAccess;  // decimal.cpp: the library's numbers in and out

  // IEEE 754's binary encoding, low word first: see base/decimal_small.hpp.
  static constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;
  static constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << 49) - 1;
  static constexpr std::uint64_t unit_exponent = std::uint64_t{6176} << 49;

  Decimal(std::uint64_t low, std::uint64_t high) noexcept : bits_{low, high} {}

  // Of one sign and one exponent, with coefficients in the low word: as most numbers that meet are.
  bool is_small_like(const Decimal& other) const {
    return bits_[1] == other.bits_[1] && (bits_[1] & coefficient_mask) == 0;
  }
  std::optional<Decimal> add_any(const Decimal& other) const;
  static std::strong_ordering compare_any(const Decimal& a, const Decimal& b);

  std::uint64_t bits_[2];
};

}  // namespace enact
