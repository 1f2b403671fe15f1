// Canonical text of values, in FEEL's own notation as far as it goes.
#include <fmt/format.h>

#include "feel/value.hpp"

namespace enact::feel {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

std::string text_of(const Unknown& unknown) {
  std::string out = "?(";
  for (std::size_t i = 0; i < unknown.causes->size(); ++i) {
    out += (i ? ", " : "") + (*unknown.causes)[i].what;
  }
  return out + ')';
}

std::string text_of(const Band& band) {
  return fmt::format("?{}{}..{}{}", band.low_open ? '(' : '[', band.low.to_string(), band.high.to_string(),
                     band.high_open ? ')' : ']');
}

std::string text_of(const List& list) {
  std::string out = "[";
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i) out += ", ";
    if (list.is_perhaps(i)) out += "?: ";
    out += to_string(list.items[i]);
  }
  if (list.open) out += list.items.empty() ? "…" : ", …";
  return out + ']';
}

// Entry names that are no plain names are quoted, so that the text is a FEEL context.
std::string text_of(const Context& context) {
  std::string out = "{";
  for (std::size_t i = 0; i < context.entries.size(); ++i) {
    const auto& [name, value] = context.entries[i];
    if (i) out += ", ";
    const bool plain = !name.empty() && name.find_first_of("{}[]()\"',:;\\\n\r\t") == std::string::npos;
    out += (plain ? name : quoted(name)) + ": " + to_string(value);
  }
  return out + '}';
}

std::string text_of(const Range& range) {
  if (range.form != RangeForm::interval) {
    return fmt::format("({} {})", range.form == RangeForm::equal ? "=" : "!=", to_string(range.low));
  }
  if (range.low_end == RangeEnd::unbounded) {
    return fmt::format("({} {})", range.high_end == RangeEnd::closed ? "<=" : "<", to_string(range.high));
  }
  if (range.high_end == RangeEnd::unbounded) {
    return fmt::format("({} {})", range.low_end == RangeEnd::closed ? ">=" : ">", to_string(range.low));
  }
  return fmt::format("{}{}..{}{}", range.low_end == RangeEnd::closed ? '[' : '(', to_string(range.low),
                     to_string(range.high), range.high_end == RangeEnd::closed ? ']' : ')');
}

std::string text_of(const Function& function) {
  std::string out = "function(";
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    out += (i ? ", " : "") + function.parameters[i];
  }
  return out + ')';
}

}  // namespace

std::string to_string(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::null:
      return "null";
    case Value::Tag::unknown:
      return text_of(*value.unknown());
    case Value::Tag::boolean:
      return *value.boolean() ? "true" : "false";
    case Value::Tag::number:
      return value.number()->to_string();
    case Value::Tag::band:
      return text_of(*value.band());
    case Value::Tag::text:
      return quoted(*value.text());
    case Value::Tag::date:
      return value.date()->to_string();
    case Value::Tag::time:
      return value.time()->to_string();
    case Value::Tag::date_time:
      return value.date_time()->to_string();
    case Value::Tag::days_duration:
      return value.days_duration()->to_string();
    case Value::Tag::months_duration:
      return value.months_duration()->to_string();
    case Value::Tag::range:
      return text_of(*value.range());
    case Value::Tag::list:
      return text_of(*value.list());
    case Value::Tag::context:
      return text_of(*value.context());
    case Value::Tag::function:
      return text_of(*value.function());
  }
  return {};
}

}  // namespace enact::feel
