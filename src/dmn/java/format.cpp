// String.format: the conversions that make sense of what FEEL hands over. A number comes as a BigDecimal, so
// %d refuses it, as in Java; %s, %f and %e take it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "dmn/java/method.hpp"

namespace enact::dmn::java {
namespace {

struct Specifier {
  std::optional<std::size_t> argument;  // of `%2$s`
  std::string flags;
  std::size_t width = 0;
  std::optional<int> precision;
  char conversion = 0;

  bool has(char flag) const { return flags.find(flag) != std::string::npos; }
};

constexpr std::size_t widest = 10'000;
constexpr int most_digits = 6000;

Exception unknown(std::string_view what) {
  return {fmt::format("UnknownFormatConversionException: Conversion = '{}'", what)};
}

std::size_t number_at(const std::string& pattern, std::size_t& at) {
  std::size_t value = 0;
  while (at < pattern.size() && pattern[at] >= '0' && pattern[at] <= '9') {
    value = std::min<std::size_t>(value * 10 + static_cast<std::size_t>(pattern[at++] - '0'), widest * 10);
  }
  return value;
}

// Reads `%[n$][flags][width][.precision]conversion`, `at` behind the percent sign.
std::expected<Specifier, Exception> read(const std::string& pattern, std::size_t& at) {
  Specifier found;
  const std::size_t begin = at;
  const std::size_t first = number_at(pattern, at);
  if (at > begin && at < pattern.size() && pattern[at] == '$') {
    ++at;
    found.argument = first;
  } else {
    at = begin;
  }
  while (at < pattern.size() && std::string_view("-#+ 0,(").find(pattern[at]) != std::string_view::npos) {
    found.flags += pattern[at++];
  }
  found.width = number_at(pattern, at);
  if (at < pattern.size() && pattern[at] == '.') {
    ++at;
    const std::size_t from = at;
    found.precision = static_cast<int>(number_at(pattern, at));
    if (at == from) return std::unexpected(unknown("."));
  }
  if (at >= pattern.size()) return std::unexpected(unknown("%"));
  found.conversion = pattern[at++];
  if (found.width > widest || found.precision.value_or(0) > most_digits) {
    return std::unexpected(Exception{"IllegalFormatException: width or precision out of range"});
  }
  return found;
}

std::string padded(std::string text, const Specifier& how) {
  const std::size_t length = utf16(text).size();
  if (length >= how.width) return text;
  const std::string space(how.width - length, ' ');
  return how.has('-') ? text + space : space + text;
}

std::string grouped(const std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string result;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) result += ',';
    result += digits[i];
  }
  return result + digits.substr(point);
}

// Sign, zeros and width around the digits of a magnitude.
std::string signed_number(std::string digits, bool negative, const Specifier& how) {
  if (how.has(',')) digits = grouped(digits);
  std::string before = negative ? (how.has('(') ? "(" : "-") : how.has('+') ? "+" : how.has(' ') ? " " : "";
  const std::string after = negative && how.has('(') ? ")" : "";
  const std::size_t length = before.size() + digits.size() + after.size();
  if (how.has('0') && length < how.width) before.append(how.width - length, '0');
  return padded(before + digits + after, how);
}

// Exactly `scale` digits behind the point, of a magnitude that has no more.
std::string plain(const Decimal& magnitude, int scale) {
  std::string digits = magnitude.to_string();
  if (digits.find('E') != std::string::npos) {
    // FEEL's text has an exponent where the digits do not reach the point.
    const std::size_t mark = digits.find('E');
    int exponent = std::stoi(digits.substr(mark + 1));
    digits.resize(mark);
    if (const std::size_t point = digits.find('.'); point != std::string::npos) {
      exponent -= static_cast<int>(digits.size() - point - 1);
      digits.erase(point, 1);
    }
    if (exponent >= 0) {
      digits.append(static_cast<std::size_t>(exponent), '0');
    } else {
      const auto behind = static_cast<std::size_t>(-exponent);
      if (digits.size() <= behind) digits.insert(0, behind - digits.size() + 1, '0');
      digits.insert(digits.size() - behind, 1, '.');
    }
  }
  std::size_t behind = 0;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    behind = digits.size() - point - 1;
  } else if (scale > 0) {
    digits += '.';
  }
  return digits.append(static_cast<std::size_t>(std::max(0, scale - static_cast<int>(behind))), '0');
}

std::expected<std::string, Exception> fixed(const Decimal& number, const Specifier& how) {
  const int scale = how.precision.value_or(6);
  const auto rounded = number.abs().round(scale, Rounding::half_up);
  if (!rounded) return std::unexpected(Exception{"ArithmeticException: precision out of range"});
  return signed_number(plain(*rounded, scale), number.is_negative(), how);
}

std::expected<std::string, Exception> scientific(const Decimal& number, const Specifier& how) {
  const int scale = how.precision.value_or(6);
  Decimal magnitude = number.abs();
  int exponent = 0;
  const Decimal ten(10);
  while (!magnitude.is_zero() && magnitude >= ten) {
    magnitude = *magnitude.divide(ten);
    ++exponent;
  }
  while (!magnitude.is_zero() && magnitude < Decimal(1)) {
    magnitude = *magnitude.multiply(ten);
    --exponent;
  }
  auto rounded = magnitude.round(scale, Rounding::half_up);
  if (!rounded) return std::unexpected(Exception{"ArithmeticException: precision out of range"});
  if (*rounded >= ten) {
    rounded = rounded->divide(ten);
    ++exponent;
  }
  const std::string digits =
      fmt::format("{}e{}{:02}", plain(*rounded, scale), exponent < 0 ? '-' : '+', std::abs(exponent));
  return signed_number(digits, number.is_negative(), how);
}

std::string cut(const std::string& text, const Specifier& how) {
  if (!how.precision) return text;
  return utf8(utf16(text).substr(0, static_cast<std::size_t>(*how.precision)));
}

std::expected<std::string, Exception> converted(const feel::Value& value, const Specifier& how) {
  const bool upper = how.conversion >= 'A' && how.conversion <= 'Z';
  const char conversion = upper ? static_cast<char>(how.conversion - 'A' + 'a') : how.conversion;
  const auto cased = [&](std::string text) { return upper ? enact::text::upper(text) : text; };
  const auto mismatch = [&] {
    return std::unexpected(Exception{fmt::format("IllegalFormatConversionException: %{} does not take {}",
                                                 how.conversion, feel::to_string(value))});
  };
  switch (conversion) {
    case 's':
      return padded(cased(cut(java_text(value), how)), how);
    case 'b': {
      const bool truth = value.boolean() ? *value.boolean() : !value.is_null();
      return padded(cased(cut(truth ? "true" : "false", how)), how);
    }
    case 'c': {
      if (value.is_null()) return padded(cased("null"), how);
      if (!value.text() || utf16(*value.text()).size() != 1) return mismatch();
      return padded(cased(*value.text()), how);
    }
    case 'f':
    case 'e': {
      if (value.is_null()) return padded(cased("null"), how);
      if (!value.number() || how.conversion == 'F') return mismatch();
      auto text = conversion == 'f' ? fixed(*value.number(), how) : scientific(*value.number(), how);
      if (text) *text = cased(*text);
      return text;
    }
    case 'd':
    case 'x':
    case 'o':
      if (value.is_null()) return padded(cased("null"), how);
      return mismatch();
    default:
      return std::unexpected(unknown(std::string(1, how.conversion)));
  }
}

}  // namespace

std::expected<std::string, Exception> format(const std::string& pattern,
                                             std::span<const feel::Value> values) {
  std::string result;
  std::size_t next = 0;
  std::size_t at = 0;
  while (at < pattern.size()) {
    if (pattern[at] != '%') {
      result += pattern[at++];
      continue;
    }
    ++at;
    const auto how = read(pattern, at);
    if (!how) return std::unexpected(how.error());
    if (how->conversion == 'n' || how->conversion == '%') {
      result += how->conversion == 'n' ? "\n" : padded("%", *how);
      continue;
    }
    const std::size_t index = how->argument ? *how->argument - 1 : next++;
    if (index >= values.size()) {
      return std::unexpected(
          Exception{fmt::format("MissingFormatArgumentException: Format specifier '%{}'", how->conversion)});
    }
    auto text = converted(values[index], *how);
    if (!text) return text;
    result += *text;
  }
  return result;
}

}  // namespace enact::dmn::java
