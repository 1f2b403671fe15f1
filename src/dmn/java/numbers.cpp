// The classes of java.lang that hold a number or a truth: Integer, Long, Short, Byte, Double, Float, Boolean.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "dmn/java/method.hpp"

namespace enact::dmn::java {
namespace {

using A = Arguments;

Result not_a_number(std::string_view text) {
  return std::unexpected(Exception{fmt::format("NumberFormatException: For input string: \"{}\"", text)});
}

// Integer.parseInt and its like: an optional sign and digits of the radix, in range.
template <typename Whole>
Result parsed(const std::u16string& text, std::int64_t radix = 10) {
  const std::string digits = utf8(text);
  if (radix < 2 || radix > 36) {
    return std::unexpected(Exception{fmt::format("NumberFormatException: radix {} out of range", radix)});
  }
  std::string_view rest = digits;
  if (rest.starts_with('+')) {
    rest.remove_prefix(1);
    if (rest.starts_with('-')) return not_a_number(digits);
  }
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + rest.size(), value, static_cast<int>(radix));
  const bool fits = value >= std::numeric_limits<Whole>::min() && value <= std::numeric_limits<Whole>::max();
  if (rest.empty() || error != std::errc() || end != rest.data() + rest.size() || !fits) {
    return not_a_number(digits);
  }
  return value;
}

// Double.valueOf: white space around, a sign, NaN, Infinity, decimal digits with an exponent and a suffix.
template <typename Real>
Result parsed_real(const std::u16string& text) {
  const std::string whole_text = utf8(text);
  std::string_view rest = enact::text::trim(whole_text);
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  Real value{};
  if (rest == "NaN") return std::numeric_limits<Real>::quiet_NaN();
  if (rest == "Infinity") {
    value = std::numeric_limits<Real>::infinity();
    return negative ? -value : value;
  }
  if (!rest.empty() && std::string_view("fFdD").find(rest.back()) != std::string_view::npos) {
    rest.remove_suffix(1);
  }
  const bool starts = !rest.empty() && ((rest[0] >= '0' && rest[0] <= '9') || rest[0] == '.');
  if (!starts) return not_a_number(whole_text);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (end != rest.data() + rest.size() || error == std::errc::invalid_argument) {
    return not_a_number(whole_text);
  }
  if (error == std::errc::result_out_of_range) {
    const bool tiny = rest.find("e-") != std::string_view::npos || rest.find("E-") != std::string_view::npos;
    value = tiny ? Real{0} : std::numeric_limits<Real>::infinity();
  }
  return negative ? -value : value;
}

std::int64_t compared(std::int64_t a, std::int64_t b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// -0.0 is less than 0.0, and NaN more than anything.
template <typename Real>
std::int64_t compared_reals(Real a, Real b) {
  if (std::isnan(a) || std::isnan(b)) return (std::isnan(a) ? 1 : 0) - (std::isnan(b) ? 1 : 0);
  if (a == b) return (std::signbit(b) ? 1 : 0) - (std::signbit(a) ? 1 : 0);
  return a < b ? -1 : 1;
}

Result shown(std::int64_t value, std::int64_t radix = 10) {
  if (radix < 2 || radix > 36) radix = 10;
  std::array<char, 66> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), value, static_cast<int>(radix)).ptr;
  return utf16(std::string_view(buffer.begin(), end));
}

template <typename Unsigned>
Result bits_shown(std::int64_t value, int radix) {
  std::array<char, 66> buffer;
  const auto bits = static_cast<Unsigned>(value);
  return utf16(
      std::string_view(buffer.begin(), std::to_chars(buffer.begin(), buffer.end(), bits, radix).ptr));
}

Result same_value(A a) {
  return a[0];
}
Result whole_text(A a) {
  return shown(whole(a, 0));
}
Result text_of_radix(A a) {
  return shown(whole(a, 0), whole(a, 1));
}
Result compare_whole(A a) {
  return compared(whole(a, 0), whole(a, 1));
}
Result larger_whole(A a) {
  return std::max(whole(a, 0), whole(a, 1));
}
Result smaller_whole(A a) {
  return std::min(whole(a, 0), whole(a, 1));
}
template <typename Whole>
Result parse_whole(A a) {
  return parsed<Whole>(text(a, 0));
}
template <typename Whole>
Result parse_radix(A a) {
  return parsed<Whole>(text(a, 0), whole(a, 1));
}
template <typename Unsigned, int Radix>
Result bits(A a) {
  return bits_shown<Unsigned>(whole(a, 0), Radix);
}
template <typename Real>
Result parse_real(A a) {
  return parsed_real<Real>(text(a, 0));
}
Result parse_truth(A a) {
  return std::holds_alternative<std::u16string>(a[0]) && enact::text::lower(utf8(text(a, 0))) == "true";
}

constexpr std::array number_table{
    Method{"Integer", "Integer", "valueOf(int)", same_value},
    Method{"Integer", "Integer", "valueOf(String)", parse_whole<std::int32_t>},
    Method{"Integer", "Integer", "valueOf(String, int)", parse_radix<std::int32_t>},
    Method{"Integer", "int", "parseInt(String)", parse_whole<std::int32_t>},
    Method{"Integer", "int", "parseInt(String, int)", parse_radix<std::int32_t>},
    Method{"Integer", "String", "toString(int)", whole_text},
    Method{"Integer", "String", "toString(int, int)", text_of_radix},
    Method{"Integer", "String", "toBinaryString(int)", bits<std::uint32_t, 2>},
    Method{"Integer", "String", "toOctalString(int)", bits<std::uint32_t, 8>},
    Method{"Integer", "String", "toHexString(int)", bits<std::uint32_t, 16>},
    Method{"Integer", "int", "max(int, int)", larger_whole},
    Method{"Integer", "int", "min(int, int)", smaller_whole},
    Method{"Integer", "int", "sum(int, int)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(static_cast<std::int32_t>(whole(a, 0) + whole(a, 1)));
           }},
    Method{"Integer", "int", "compare(int, int)", compare_whole},
    Method{"Integer", "int", "signum(int)", [](A a) -> Result { return compared(whole(a, 0), 0); }},
    Method{"Integer", "int", "bitCount(int)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(std::popcount(static_cast<std::uint32_t>(whole(a, 0))));
           }},
    Method{"Long", "Long", "valueOf(long)", same_value},
    Method{"Long", "Long", "valueOf(String)", parse_whole<std::int64_t>},
    Method{"Long", "Long", "valueOf(String, int)", parse_radix<std::int64_t>},
    Method{"Long", "long", "parseLong(String)", parse_whole<std::int64_t>},
    Method{"Long", "long", "parseLong(String, int)", parse_radix<std::int64_t>},
    Method{"Long", "String", "toString(long)", whole_text},
    Method{"Long", "String", "toString(long, int)", text_of_radix},
    Method{"Long", "String", "toBinaryString(long)", bits<std::uint64_t, 2>},
    Method{"Long", "String", "toOctalString(long)", bits<std::uint64_t, 8>},
    Method{"Long", "String", "toHexString(long)", bits<std::uint64_t, 16>},
    Method{"Long", "long", "max(long, long)", larger_whole},
    Method{"Long", "long", "min(long, long)", smaller_whole},
    Method{"Long", "long", "sum(long, long)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(static_cast<std::uint64_t>(whole(a, 0)) +
                                              static_cast<std::uint64_t>(whole(a, 1)));
           }},
    Method{"Long", "int", "compare(long, long)", compare_whole},
    Method{"Long", "int", "signum(long)", [](A a) -> Result { return compared(whole(a, 0), 0); }},
    Method{"Long", "int", "bitCount(long)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(std::popcount(static_cast<std::uint64_t>(whole(a, 0))));
           }},
    Method{"Short", "Short", "valueOf(short)", same_value},
    Method{"Short", "Short", "valueOf(String)", parse_whole<std::int16_t>},
    Method{"Short", "Short", "valueOf(String, int)", parse_radix<std::int16_t>},
    Method{"Short", "short", "parseShort(String)", parse_whole<std::int16_t>},
    Method{"Short", "short", "parseShort(String, int)", parse_radix<std::int16_t>},
    Method{"Short", "String", "toString(short)", whole_text},
    Method{"Short", "int", "compare(short, short)",
           [](A a) -> Result { return whole(a, 0) - whole(a, 1); }},  // the difference, as Java has it
    Method{"Byte", "Byte", "valueOf(byte)", same_value},
    Method{"Byte", "Byte", "valueOf(String)", parse_whole<std::int8_t>},
    Method{"Byte", "Byte", "valueOf(String, int)", parse_radix<std::int8_t>},
    Method{"Byte", "byte", "parseByte(String)", parse_whole<std::int8_t>},
    Method{"Byte", "byte", "parseByte(String, int)", parse_radix<std::int8_t>},
    Method{"Byte", "String", "toString(byte)", whole_text},
    Method{"Byte", "int", "compare(byte, byte)", [](A a) -> Result { return whole(a, 0) - whole(a, 1); }},
    Method{"Double", "Double", "valueOf(double)", same_value},
    Method{"Double", "Double", "valueOf(String)", parse_real<double>},
    Method{"Double", "double", "parseDouble(String)", parse_real<double>},
    Method{"Double", "String", "toString(double)",
           [](A a) -> Result { return utf16(java_text(real(a, 0))); }},
    Method{"Double", "double", "max(double, double)",
           [](A a) -> Result { return compared_reals(real(a, 0), real(a, 1)) < 0 ? a[1] : a[0]; }},
    Method{"Double", "double", "min(double, double)",
           [](A a) -> Result {
             if (std::isnan(real(a, 1))) return a[1];
             return std::isnan(real(a, 0)) || compared_reals(real(a, 0), real(a, 1)) < 0 ? a[0] : a[1];
           }},
    Method{"Double", "double", "sum(double, double)", [](A a) -> Result { return real(a, 0) + real(a, 1); }},
    Method{"Double", "int", "compare(double, double)",
           [](A a) -> Result { return compared_reals(real(a, 0), real(a, 1)); }},
    Method{"Double", "boolean", "isNaN(double)", [](A a) -> Result { return std::isnan(real(a, 0)); }},
    Method{"Double", "boolean", "isInfinite(double)", [](A a) -> Result { return std::isinf(real(a, 0)); }},
    Method{"Double", "boolean", "isFinite(double)", [](A a) -> Result { return std::isfinite(real(a, 0)); }},
    Method{"Float", "Float", "valueOf(float)", same_value},
    Method{"Float", "Float", "valueOf(String)", parse_real<float>},
    Method{"Float", "float", "parseFloat(String)", parse_real<float>},
    Method{"Float", "String", "toString(float)",
           [](A a) -> Result { return utf16(java_text(single(a, 0))); }},
    Method{"Float", "float", "sum(float, float)", [](A a) -> Result { return single(a, 0) + single(a, 1); }},
    Method{"Float", "int", "compare(float, float)",
           [](A a) -> Result { return compared_reals(single(a, 0), single(a, 1)); }},
    Method{"Boolean", "Boolean", "valueOf(boolean)", same_value},
    Method{"Boolean", "Boolean", "valueOf(String)", parse_truth},
    Method{"Boolean", "boolean", "parseBoolean(String)", parse_truth},
    Method{"Boolean", "String", "toString(boolean)",
           [](A a) -> Result { return std::u16string(flag(a, 0) ? u"true" : u"false"); }},
    Method{"Boolean", "boolean", "logicalAnd(boolean, boolean)",
           [](A a) -> Result { return flag(a, 0) && flag(a, 1); }},
    Method{"Boolean", "boolean", "logicalOr(boolean, boolean)",
           [](A a) -> Result { return flag(a, 0) || flag(a, 1); }},
    Method{"Boolean", "boolean", "logicalXor(boolean, boolean)",
           [](A a) -> Result { return flag(a, 0) != flag(a, 1); }},
    Method{"Boolean", "int", "compare(boolean, boolean)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(flag(a, 0)) - static_cast<std::int64_t>(flag(a, 1));
           }},
};

}  // namespace

std::span<const Method> number_methods() {
  return number_table;
}

}  // namespace enact::dmn::java
