// Text functions (DMN 1.5, 10.3.4.3), counted in characters, not bytes. Regular expressions:
// builtins_regex.cpp.
#include "base/text.hpp"
#include "feel/builtins_internal.hpp"
#include "feel/operators.hpp"

namespace enact::feel {
namespace {

// Byte offset of the character at `index`, or the end.
std::size_t byte_offset(std::string_view string, std::int64_t index) {
  std::size_t offset = 0;
  for (; index > 0 && offset < string.size(); --index) offset += text::code_point_at(string, offset).bytes;
  return offset;
}

std::optional<std::int64_t> whole(const Value& value) {
  const auto cut = value.number()->round(0, Rounding::down);
  return cut ? cut->to_int64() : std::nullopt;
}

Value substring(Evaluation& evaluation, std::size_t, Arguments arguments) {
  const auto& string = *arguments[0].text();
  const auto size = static_cast<std::int64_t>(text::length(string));
  const auto start = whole(arguments[1]);
  if (!start || *start == 0 || *start > size || *start < -size) {
    return argument_error(evaluation, {"起始位置不在文本之内", "the start position is not in the string"});
  }
  const auto first = *start > 0 ? *start - 1 : size + *start;
  auto count = size - first;
  if (!arguments[2].is_null()) {
    const auto length = whole(arguments[2]);
    if (!length || *length < 1) {
      return argument_error(evaluation, {"长度须不小于 1", "the length must be at least 1"});
    }
    count = std::min(count, *length);
  }
  const auto begin = byte_offset(string, first);
  return string.substr(begin, byte_offset(std::string_view(string).substr(begin), count));
}

Value string_length(Evaluation&, std::size_t, Arguments arguments) {
  return Decimal(static_cast<std::int64_t>(text::length(*arguments[0].text())));
}
Value upper_case(Evaluation&, std::size_t, Arguments arguments) {
  return text::upper(*arguments[0].text());
}
Value lower_case(Evaluation&, std::size_t, Arguments arguments) {
  return text::lower(*arguments[0].text());
}

Value substring_before(Evaluation&, std::size_t, Arguments arguments) {
  const auto found = arguments[0].text()->find(*arguments[1].text());
  return found == std::string::npos ? std::string() : arguments[0].text()->substr(0, found);
}
Value substring_after(Evaluation&, std::size_t, Arguments arguments) {
  const auto found = arguments[0].text()->find(*arguments[1].text());
  if (found == std::string::npos) return std::string();
  return arguments[0].text()->substr(found + arguments[1].text()->size());
}

Value contains(Evaluation&, std::size_t, Arguments arguments) {
  return arguments[0].text()->find(*arguments[1].text()) != std::string::npos;
}
Value starts_with(Evaluation&, std::size_t, Arguments arguments) {
  return arguments[0].text()->starts_with(*arguments[1].text());
}
Value ends_with(Evaluation&, std::size_t, Arguments arguments) {
  return arguments[0].text()->ends_with(*arguments[1].text());
}

Value string_join(Evaluation& evaluation, std::size_t, Arguments arguments) {
  std::vector<std::string> parts;
  for (const auto& item : arguments[0].list()->items) {
    if (item.is_null()) continue;
    if (!item.text()) return mismatch(evaluation, "string join", {&item, 1});
    parts.push_back(*item.text());
  }
  const auto delimiter = arguments[1].is_null() ? std::string_view() : std::string_view(*arguments[1].text());
  std::size_t bytes = delimiter.size() * parts.size();
  for (const auto& part : parts) bytes += part.size();
  evaluation.allocate_text(bytes);
  return text::join(parts, delimiter);
}

}  // namespace

void add_strings(Registry& registry) {
  using namespace types;
  const auto strict = Strictness::strict;
  const auto text = required("string", string());
  const auto match = required("match", string());
  registry.add(
      "substring", "截取文本",
      {"从第几个字符起的一段文本，负数从末尾数起", "part of a string from a position, negative from the end"},
      strict,
      {signature({text, required("start position", number()), optional("length", number())}, string())},
      substring);
  registry.add("string length", "文本长度", {"字符数", "the number of characters"}, strict,
               {signature({text}, number())}, string_length);
  registry.add("upper case", "大写", {"转为大写字母", "in upper case"}, strict, {signature({text}, string())},
               upper_case);
  registry.add("lower case", "小写", {"转为小写字母", "in lower case"}, strict, {signature({text}, string())},
               lower_case);
  registry.add("substring before", "", {"某段文本之前的部分", "the part before a match"}, strict,
               {signature({text, match}, string())}, substring_before);
  registry.add("substring after", "", {"某段文本之后的部分", "the part after a match"}, strict,
               {signature({text, match}, string())}, substring_after);
  registry.add("contains", "包含文本", {"是否含有某段文本", "whether the string contains the match"}, strict,
               {signature({text, match}, boolean())}, contains);
  registry.add("starts with", "开头是", {"是否以某段文本开头", "whether the string starts with the match"},
               strict, {signature({text, match}, boolean())}, starts_with);
  registry.add("ends with", "结尾是", {"是否以某段文本结尾", "whether the string ends with the match"},
               strict, {signature({text, match}, boolean())}, ends_with);
  registry.add("string join", "连接文本",
               {"用分隔符连接各项文本，空值略过", "joins strings with a delimiter, leaving nulls out"},
               strict,
               {signature({required("list", list_of(string())), optional("delimiter", string())}, string())},
               string_join);
}

}  // namespace enact::feel
