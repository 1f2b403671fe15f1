// java.lang.String and Character. Positions and lengths count UTF-16 units, as in Java; a method of an object
// takes it as its first argument.
#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "dmn/java/method.hpp"

namespace enact::dmn::java {
namespace {

using A = Arguments;
constexpr auto nowhere = std::u16string::npos;

Result null_pointer() {
  return std::unexpected(Exception{"NullPointerException: the string is null"});
}

// A method over strings that are not null.
template <Result (*F)(A)>
Result of_text(A a) {
  for (const Value& value : a) {
    if (std::holds_alternative<std::monostate>(value)) return null_pointer();
  }
  return F(a);
}

std::int64_t size(const std::u16string& text) {
  return static_cast<std::int64_t>(text.size());
}

std::int64_t position(std::size_t at) {
  return at == nowhere ? -1 : static_cast<std::int64_t>(at);
}

Result out_of_bounds(std::int64_t begin, std::int64_t end, std::int64_t length) {
  return std::unexpected(Exception{
      fmt::format("StringIndexOutOfBoundsException: begin {}, end {}, length {}", begin, end, length)});
}

Result part(const std::u16string& text, std::int64_t begin, std::int64_t end) {
  if (begin < 0 || end > size(text) || begin > end) return out_of_bounds(begin, end, size(text));
  return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

// What Java calls white space in strip() and isBlank(); trim() takes off everything up to U+0020.
bool is_white(char16_t unit) {
  return u_isWhitespace(unit) != 0;
}
bool is_low(char16_t unit) {
  return unit <= u' ';
}
template <bool (*F)(char16_t)>
Result stripped(A a) {
  const std::u16string& whole_text = text(a, 0);
  const auto first = std::ranges::find_if_not(whole_text, F);
  auto last = whole_text.end();
  while (last != first && F(*(last - 1))) --last;
  return std::u16string(first, last);
}

Result all_replaced(A a) {
  const auto& [whole_text, from, to] = std::tie(text(a, 0), text(a, 1), text(a, 2));
  std::u16string result;
  std::size_t at = 0;
  while (true) {
    const std::size_t found = whole_text.find(from, at);
    if (found == nowhere) break;
    result.append(whole_text, at, found - at).append(to);
    at = found + from.size();
    if (from.empty()) {
      if (found == whole_text.size()) return result;
      result.push_back(whole_text[at++]);
    }
  }
  return result.append(whole_text, at);
}

std::int64_t difference(const std::u16string& a, const std::u16string& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) return static_cast<std::int64_t>(a[i]) - static_cast<std::int64_t>(b[i]);
  }
  return size(a) - size(b);
}

std::u16string folded(const std::u16string& text) {
  std::u16string result;
  for (const char16_t unit : text) result.push_back(static_cast<char16_t>(u_tolower(u_toupper(unit))));
  return result;
}

constexpr std::int64_t longest = 10'000'000;  // units of a repeated text

Result repeated(A a) {
  if (integer(a, 1) < 0) return std::unexpected(Exception{"IllegalArgumentException: count is negative"});
  if (size(text(a, 0)) * whole(a, 1) > longest) return std::unexpected(Exception{"OutOfMemoryError"});
  std::u16string result;
  for (std::int32_t i = 0; i < integer(a, 1); ++i) result += text(a, 0);
  return result;
}

Result formatted(A a) {
  auto text_or = format(utf8(text(a, 0)), std::get<std::vector<feel::Value>>(a[1]));
  if (!text_or) return std::unexpected(text_or.error());
  return utf16(*text_or);
}

Result joined(A a) {
  std::string result;
  bool first = true;
  for (const feel::Value& item : std::get<std::vector<feel::Value>>(a[1])) {
    if (!first) result += utf8(text(a, 0));
    result += java_text(item);
    first = false;
  }
  return utf16(result);
}

Result object_text(A a) {
  if (const auto* value = std::get_if<feel::Value>(&a[0])) return utf16(java_text(*value));
  return std::u16string(u"null");
}

template <bool (*F)(UChar32)>
Result letter_is(A a) {
  return F(letter(a, 0));
}
bool is_letter(UChar32 c) {
  return u_isalpha(c) != 0;
}
bool is_digit(UChar32 c) {
  return u_isdigit(c) != 0;
}
bool is_letter_or_digit(UChar32 c) {
  return u_isalnum(c) != 0;
}
bool is_upper(UChar32 c) {
  return u_isUUppercase(c) != 0;
}
bool is_lower(UChar32 c) {
  return u_isULowercase(c) != 0;
}
bool is_white_space(UChar32 c) {
  return u_isWhitespace(c) != 0;
}

constexpr std::array text_table{
    Method{"String", "String", "valueOf(Object)", object_text},
    Method{"String", "String", "valueOf(boolean)",
           [](A a) -> Result { return std::u16string(flag(a, 0) ? u"true" : u"false"); }},
    Method{"String", "String", "valueOf(char)",
           [](A a) -> Result { return std::u16string(1, letter(a, 0)); }},
    Method{"String", "String", "valueOf(int)",
           [](A a) -> Result { return utf16(std::to_string(whole(a, 0))); }},
    Method{"String", "String", "valueOf(long)",
           [](A a) -> Result { return utf16(std::to_string(whole(a, 0))); }},
    Method{"String", "String", "valueOf(float)",
           [](A a) -> Result { return utf16(java_text(single(a, 0))); }},
    Method{"String", "String", "valueOf(double)", [](A a) -> Result { return utf16(java_text(real(a, 0))); }},
    Method{"String", "String", "format(String, Object...)", of_text<formatted>},
    Method{"String", "String", "join(CharSequence, CharSequence...)", of_text<joined>},
    Method{"String", "int", "length()", of_text<[](A a) -> Result { return size(text(a, 0)); }>, true},
    Method{"String", "boolean", "isEmpty()", of_text<[](A a) -> Result { return text(a, 0).empty(); }>, true},
    Method{"String", "boolean", "isBlank()",
           of_text<[](A a) -> Result { return std::ranges::all_of(text(a, 0), is_white); }>, true},
    Method{"String", "char", "charAt(int)", of_text<[](A a) -> Result {
             if (integer(a, 1) < 0 || integer(a, 1) >= size(text(a, 0))) {
               return out_of_bounds(integer(a, 1), integer(a, 1), size(text(a, 0)));
             }
             return text(a, 0)[static_cast<std::size_t>(integer(a, 1))];
           }>,
           true},
    Method{"String", "String", "substring(int)",
           of_text<[](A a) -> Result { return part(text(a, 0), whole(a, 1), size(text(a, 0))); }>, true},
    Method{"String", "String", "substring(int, int)",
           of_text<[](A a) -> Result { return part(text(a, 0), whole(a, 1), whole(a, 2)); }>, true},
    Method{"String", "int", "indexOf(String)",
           of_text<[](A a) -> Result { return position(text(a, 0).find(text(a, 1))); }>, true},
    Method{"String", "int", "lastIndexOf(String)",
           of_text<[](A a) -> Result { return position(text(a, 0).rfind(text(a, 1))); }>, true},
    Method{"String", "boolean", "contains(CharSequence)",
           of_text<[](A a) -> Result { return text(a, 0).find(text(a, 1)) != nowhere; }>, true},
    Method{"String", "boolean", "startsWith(String)",
           of_text<[](A a) -> Result { return text(a, 0).starts_with(text(a, 1)); }>, true},
    Method{"String", "boolean", "endsWith(String)",
           of_text<[](A a) -> Result { return text(a, 0).ends_with(text(a, 1)); }>, true},
    Method{"String", "boolean", "equals(Object)",
           [](A a) -> Result {
             if (!std::holds_alternative<std::u16string>(a[0])) return null_pointer();
             const auto* other = std::get_if<feel::Value>(&a[1]);
             return other != nullptr && other->text() != nullptr && *other->text() == utf8(text(a, 0));
           },
           true},
    Method{"String", "boolean", "equalsIgnoreCase(String)",
           [](A a) -> Result {
             if (!std::holds_alternative<std::u16string>(a[0])) return null_pointer();
             return std::holds_alternative<std::u16string>(a[1]) && folded(text(a, 0)) == folded(text(a, 1));
           },
           true},
    Method{"String", "int", "compareTo(String)",
           of_text<[](A a) -> Result { return difference(text(a, 0), text(a, 1)); }>, true},
    Method{"String", "int", "compareToIgnoreCase(String)",
           of_text<[](A a) -> Result { return difference(folded(text(a, 0)), folded(text(a, 1))); }>, true},
    Method{"String", "String", "concat(String)",
           of_text<[](A a) -> Result { return text(a, 0) + text(a, 1); }>, true},
    Method{"String", "String", "replace(CharSequence, CharSequence)", of_text<all_replaced>, true},
    Method{"String", "String", "repeat(int)", of_text<repeated>, true},
    Method{"String", "String", "trim()", of_text<stripped<is_low>>, true},
    Method{"String", "String", "strip()", of_text<stripped<is_white>>, true},
    Method{"String", "String", "toUpperCase()",
           of_text<[](A a) -> Result { return utf16(enact::text::upper(utf8(text(a, 0)))); }>, true},
    Method{"String", "String", "toLowerCase()",
           of_text<[](A a) -> Result { return utf16(enact::text::lower(utf8(text(a, 0)))); }>, true},
    Method{"String", "int", "hashCode()", of_text<[](A a) -> Result {
             std::uint32_t hash = 0;
             for (const char16_t unit : text(a, 0)) hash = hash * 31 + unit;
             return static_cast<std::int64_t>(static_cast<std::int32_t>(hash));
           }>,
           true},
    Method{"Character", "Character", "valueOf(char)", [](A a) -> Result { return a[0]; }},
    Method{"Character", "String", "toString(char)",
           [](A a) -> Result { return std::u16string(1, letter(a, 0)); }},
    Method{"Character", "boolean", "isLetter(char)", letter_is<is_letter>},
    Method{"Character", "boolean", "isDigit(char)", letter_is<is_digit>},
    Method{"Character", "boolean", "isLetterOrDigit(char)", letter_is<is_letter_or_digit>},
    Method{"Character", "boolean", "isUpperCase(char)", letter_is<is_upper>},
    Method{"Character", "boolean", "isLowerCase(char)", letter_is<is_lower>},
    Method{"Character", "boolean", "isWhitespace(char)", letter_is<is_white_space>},
    Method{"Character", "char", "toUpperCase(char)",
           [](A a) -> Result { return static_cast<char16_t>(u_toupper(letter(a, 0))); }},
    Method{"Character", "char", "toLowerCase(char)",
           [](A a) -> Result { return static_cast<char16_t>(u_tolower(letter(a, 0))); }},
    Method{"Character", "int", "getNumericValue(char)",
           [](A a) -> Result {
             const int digit = u_digit(letter(a, 0), 36);
             return static_cast<std::int64_t>(digit);
           }},
    Method{"Character", "int", "compare(char, char)",
           [](A a) -> Result {
             return static_cast<std::int64_t>(letter(a, 0)) - static_cast<std::int64_t>(letter(a, 1));
           }},
};

}  // namespace

std::span<const Method> text_methods() {
  return text_table;
}

}  // namespace enact::dmn::java
