// A function of java.lang as the table holds it, and the values it takes: Java's types, their conversions
// from and to FEEL, and the exceptions that become errors. Internal to src/dmn/java.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "feel/value.hpp"

namespace enact::dmn::java {

enum class Type : std::uint8_t {
  boolean_,
  byte_,
  short_,
  int_,
  long_,
  float_,
  double_,
  char_,
  string,  // String and CharSequence
  object,
};

// byte to long are held as int64, in their range; null is monostate.
using Value = std::variant<std::monostate, bool, std::int64_t, float, double, char16_t, std::u16string,
                           feel::Value, std::vector<feel::Value>>;

// What Java would throw, as it prints it: "NumberFormatException: …".
struct Exception {
  std::string what;
};
using Result = std::expected<Value, Exception>;
using Arguments = std::span<const Value>;

struct Method {
  std::string_view java_class;  // "Math"
  std::string_view result;      // Java's spelling of the type
  std::string_view signature;   // "max(double, double)"
  Result (*call)(Arguments);
  bool instance = false;  // the object is the first argument, and no parameter of the signature
};

// The table, by class.
std::span<const Method> math_methods();
std::span<const Method> number_methods();
std::span<const Method> text_methods();

// Reading arguments that the conversion has already made to fit.
inline bool flag(Arguments arguments, std::size_t at) {
  return std::get<bool>(arguments[at]);
}
inline std::int64_t whole(Arguments arguments, std::size_t at) {
  return std::get<std::int64_t>(arguments[at]);
}
inline std::int32_t integer(Arguments arguments, std::size_t at) {
  return static_cast<std::int32_t>(whole(arguments, at));
}
inline double real(Arguments arguments, std::size_t at) {
  return std::get<double>(arguments[at]);
}
inline float single(Arguments arguments, std::size_t at) {
  return std::get<float>(arguments[at]);
}
inline char16_t letter(Arguments arguments, std::size_t at) {
  return std::get<char16_t>(arguments[at]);
}
inline const std::u16string& text(Arguments arguments, std::size_t at) {
  return std::get<std::u16string>(arguments[at]);
}

// "java.lang.String" → string; "[I", "int[]" and "int..." are int with `many`. nullopt: not known here.
struct Parameter {
  Type type = Type::object;
  bool many = false;
};
std::optional<Parameter> parameter_of(std::string_view written);
// What such a type is called in the table: "double", "String", "Object...".
std::string spelling(const Parameter& parameter);

// FEEL to Java as Number.intValue() and its like do: towards zero, then the low bits. An error where the kind
// does not fit, or a primitive would be null.
Result to_java(const feel::Value& value, Type type);
// Java to FEEL; what is no number (NaN, Infinity) is an exception.
std::expected<feel::Value, Exception> to_feel(const Value& value);

std::u16string utf16(std::string_view utf8);
std::string utf8(std::u16string_view utf16);
// Double.toString and Float.toString: the shortest digits that give the number back, in Java's notation.
std::string java_text(double number);
std::string java_text(float number);
// String.valueOf(Object) of what FEEL has.
std::string java_text(const feel::Value& value);
// String.format (java_format.cpp).
std::expected<std::string, Exception> format(const std::string& pattern, std::span<const feel::Value> values);

}  // namespace enact::dmn::java
