// Java's types and texts of numbers; conversions between Java and FEEL.
#include "dmn/java/method.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "base/text.hpp"

namespace enact::dmn::java {
namespace {

struct NamedType {
  std::string_view name;
  Type type;
  std::string_view code;  // in Java's descriptors of arrays
};
constexpr std::array named_types{
    NamedType{"boolean", Type::boolean_, "Z"}, NamedType{"byte", Type::byte_, "B"},
    NamedType{"short", Type::short_, "S"},     NamedType{"int", Type::int_, "I"},
    NamedType{"long", Type::long_, "J"},       NamedType{"float", Type::float_, "F"},
    NamedType{"double", Type::double_, "D"},   NamedType{"char", Type::char_, "C"},
    NamedType{"String", Type::string, ""},     NamedType{"CharSequence", Type::string, ""},
    NamedType{"Object", Type::object, ""},     NamedType{"Boolean", Type::boolean_, ""},
    NamedType{"Byte", Type::byte_, ""},        NamedType{"Short", Type::short_, ""},
    NamedType{"Integer", Type::int_, ""},      NamedType{"Long", Type::long_, ""},
    NamedType{"Float", Type::float_, ""},      NamedType{"Double", Type::double_, ""},
    NamedType{"Character", Type::char_, ""},
};

std::string_view without_package(std::string_view name) {
  constexpr std::string_view package = "java.lang.";
  return name.starts_with(package) ? name.substr(package.size()) : name;
}

Exception wrong_kind(const feel::Value& value, Type type) {
  return {fmt::format("IllegalArgumentException: {} is no {}", feel::to_string(value), spelling({type}))};
}

// The low 64 bits of the whole part.
std::optional<std::int64_t> low_bits(const Decimal& number) {
  const auto cut = number.round(0, Rounding::down);
  if (!cut) return std::nullopt;
  if (const auto fits = cut->to_int64()) return fits;
  static const Decimal two64 = *Decimal::parse("18446744073709551616");
  const auto rest = cut->modulo(two64);
  if (!rest) return std::nullopt;
  if (const auto fits = rest->to_int64()) return fits;
  const auto wrapped = rest->subtract(two64);
  return wrapped ? wrapped->to_int64() : std::nullopt;
}

std::int64_t narrowed(std::int64_t bits, Type type) {
  switch (type) {
    case Type::byte_:
      return static_cast<std::int8_t>(bits);
    case Type::short_:
      return static_cast<std::int16_t>(bits);
    case Type::int_:
      return static_cast<std::int32_t>(bits);
    default:
      return bits;
  }
}

template <typename Real>
Real nearest_real(const Decimal& number) {
  const std::string digits = number.to_string();
  Real value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  const Real far = digits.find("E-") == std::string::npos ? std::numeric_limits<Real>::infinity() : Real{0};
  return number.is_negative() ? -far : far;
}

// Java's notation of the shortest digits: plain from 10^-3 up to 10^7, else d.dddE±n.
template <typename Real>
std::string notation(Real number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific).ptr;
  std::string text(buffer.begin(), end);  // [-]d[.ddd]e±nn
  const std::string sign = text.starts_with('-') ? "-" : "";
  text.erase(0, sign.size());
  const std::size_t mark = text.find('e');
  int exponent = std::stoi(text.substr(mark + 1));
  std::string digits = text.substr(0, mark);
  std::erase(digits, '.');
  if (number == 0) exponent = 0;
  const auto at_least_one = [](std::string fraction) {
    return fraction.empty() ? std::string("0") : fraction;
  };
  if (exponent >= -3 && exponent < 7) {
    if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole_digits = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() < whole_digits) digits.append(whole_digits - digits.size(), '0');
    return sign + digits.substr(0, whole_digits) + "." + at_least_one(digits.substr(whole_digits));
  }
  return fmt::format("{}{}.{}E{}", sign, digits.substr(0, 1), at_least_one(digits.substr(1)), exponent);
}

struct FeelOf {
  using Out = std::expected<feel::Value, Exception>;
  Out operator()(std::monostate) const { return feel::Value(); }
  Out operator()(bool value) const { return feel::Value(value); }
  Out operator()(std::int64_t value) const { return feel::Value(Decimal(value)); }
  Out operator()(float value) const { return number(java_text(value)); }
  Out operator()(double value) const { return number(java_text(value)); }
  Out operator()(char16_t value) const { return feel::Value(utf8(std::u16string(1, value))); }
  Out operator()(const std::u16string& value) const { return feel::Value(utf8(value)); }
  Out operator()(const feel::Value& value) const { return value; }
  Out operator()(const std::vector<feel::Value>& value) const { return feel::make_list(value); }

  static Out number(const std::string& digits) {
    if (const auto value = Decimal::parse(digits)) return feel::Value(*value);
    return std::unexpected(Exception{"the result is " + digits + ", which is no number of FEEL"});
  }
};

}  // namespace

std::optional<Parameter> parameter_of(std::string_view written) {
  Parameter parameter;
  std::string_view name = enact::text::trim(written);
  if (name.starts_with("[")) {
    parameter.many = true;
    name.remove_prefix(1);
    if (name.starts_with("L") && name.ends_with(";")) {
      name = name.substr(1, name.size() - 2);
    } else {
      for (const NamedType& type : named_types) {
        if (!type.code.empty() && type.code == name) return Parameter{type.type, true};
      }
      return std::nullopt;
    }
  }
  for (const std::string_view ending : {"...", "[]"}) {
    if (!name.ends_with(ending)) continue;
    parameter.many = true;
    name.remove_suffix(ending.size());
  }
  name = without_package(enact::text::trim(name));
  for (const NamedType& type : named_types) {
    if (type.name != name) continue;
    parameter.type = type.type;
    return parameter;
  }
  return std::nullopt;
}

std::string spelling(const Parameter& parameter) {
  for (const NamedType& type : named_types) {
    if (type.type == parameter.type) return std::string(type.name) + (parameter.many ? "..." : "");
  }
  return {};
}

Result to_java(const feel::Value& value, Type type) {
  if (type == Type::object) return value.is_null() ? Value() : Value(value);
  if (type == Type::string) {
    if (value.is_null()) return Value();
    if (value.text()) return utf16(*value.text());
    return std::unexpected(wrong_kind(value, type));
  }
  if (value.is_null())
    return std::unexpected(Exception{"NullPointerException: a " + spelling({type}) + " is null"});
  if (type == Type::boolean_ && value.boolean()) return *value.boolean();
  if (type == Type::char_ && value.text()) {
    const std::u16string units = utf16(*value.text());
    if (units.size() == 1) return units.front();
  }
  if (value.number() && type == Type::double_) return nearest_real<double>(*value.number());
  if (value.number() && type == Type::float_) return nearest_real<float>(*value.number());
  if (value.number() && type != Type::boolean_ && type != Type::char_) {
    if (const auto bits = low_bits(*value.number())) return narrowed(*bits, type);
  }
  return std::unexpected(wrong_kind(value, type));
}

std::expected<feel::Value, Exception> to_feel(const Value& value) {
  return std::visit(FeelOf{}, value);
}

std::u16string utf16(std::string_view utf8) {
  std::u16string units;
  for (const char32_t point : enact::text::code_points(utf8)) {
    if (point < 0x10000) {
      units.push_back(static_cast<char16_t>(point));
    } else {
      units.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
      units.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  return units;
}

// Half a surrogate pair, which UTF-8 cannot hold, becomes the replacement character.
std::string utf8(std::u16string_view utf16) {
  const auto high = [](char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; };
  const auto low = [](char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; };
  std::string text;
  for (std::size_t i = 0; i < utf16.size(); ++i) {
    const char16_t unit = utf16[i];
    if (high(unit) && i + 1 < utf16.size() && low(utf16[i + 1])) {
      const char32_t point = 0x10000 + ((static_cast<char32_t>(unit) - 0xD800) << 10) +
                             (static_cast<char32_t>(utf16[++i]) - 0xDC00);
      enact::text::append_utf8(text, point);
    } else {
      enact::text::append_utf8(text, high(unit) || low(unit) ? U'\uFFFD' : static_cast<char32_t>(unit));
    }
  }
  return text;
}

std::string java_text(double number) {
  return notation(number);
}

std::string java_text(float number) {
  return notation(number);
}

std::string java_text(const feel::Value& value) {
  if (value.text()) return *value.text();
  std::string text;
  if (const auto* list = value.list()) {
    for (const feel::Value& item : list->items) text += (text.empty() ? "" : ", ") + java_text(item);
    return "[" + text + "]";
  }
  if (const auto* context = value.context()) {
    for (const auto& [name, entry] : context->entries) {
      text += (text.empty() ? "" : ", ") + name + "=" + java_text(entry);
    }
    return "{" + text + "}";
  }
  return feel::to_string(value);
}

}  // namespace enact::dmn::java
