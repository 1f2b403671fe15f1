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

struct Printer {
  std::string operator()(const Null&) const { return "null"; }
  std::string operator()(const Unknown& value) const { return text_of(value); }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const Decimal& value) const { return value.to_string(); }
  std::string operator()(const std::shared_ptr<const Band>& value) const { return text_of(*value); }
  std::string operator()(const TextPtr& value) const { return quoted(*value); }
  std::string operator()(const Date& value) const { return value.to_string(); }
  std::string operator()(const std::shared_ptr<const Time>& value) const { return value->to_string(); }
  std::string operator()(const std::shared_ptr<const DateTime>& value) const { return value->to_string(); }
  std::string operator()(const DaysDuration& value) const { return value.to_string(); }
  std::string operator()(const MonthsDuration& value) const { return value.to_string(); }
  std::string operator()(const RangePtr& value) const { return text_of(*value); }
  std::string operator()(const ListPtr& value) const { return text_of(*value); }
  std::string operator()(const ContextPtr& value) const { return text_of(*value); }
  std::string operator()(const FunctionPtr& value) const { return text_of(*value); }
};

}  // namespace

std::string to_string(const Value& value) {
  return std::visit(Printer{}, value.variant());
}

}  // namespace enact::feel
