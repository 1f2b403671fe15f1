// Reads range literals.
#include "feel/range_text.hpp"

#include "base/text.hpp"
#include "feel/compare.hpp"

namespace enact::feel {
namespace {

// A quoted string without escapes but \" and \\; nullopt if `text` is not one from end to end.
std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return std::nullopt;
    if (text[i] == '\\' && ++i == text.size()) return std::nullopt;
    out += text[i];
  }
  return out;
}

std::optional<Value> temporal(const std::string& text) {
  if (const auto date = Date::parse(text)) return *date;
  if (const auto moment = DateTime::parse(text)) return *moment;
  if (const auto time = Time::parse(text)) return *time;
  if (const auto days = DaysDuration::parse(text)) return *days;
  if (const auto months = MonthsDuration::parse(text)) return *months;
  return std::nullopt;
}

// `date("…")` and its like: the argument must be a literal that makes a value of that kind.
std::optional<Value> constructed(std::string_view text) {
  const auto open = text.find('(');
  if (open == std::string_view::npos || text.back() != ')') return std::nullopt;
  const auto name = text::trim(text.substr(0, open));
  const auto argument = unquoted(text::trim(text.substr(open + 1, text.size() - open - 2)));
  if (!argument) return std::nullopt;
  auto value = temporal(*argument);
  if (!value) return std::nullopt;
  const bool fits = (name == "date" && value->date()) || (name == "time" && value->time()) ||
                    (name == "date and time" && value->date_time()) ||
                    (name == "duration" && (value->days_duration() || value->months_duration()));
  return fits ? value : std::nullopt;
}

std::optional<Value> bound(std::string_view text) {
  text = text::trim(text);
  if (text.empty()) return std::nullopt;
  if (const auto number = Decimal::parse(text)) return *number;
  if (auto string = unquoted(text)) return *std::move(string);
  if (text.front() == '@') {
    const auto literal = unquoted(text.substr(1));
    return literal ? temporal(*literal) : std::nullopt;
  }
  return constructed(text);
}

// Where the two dots are, outside quotes.
std::optional<std::size_t> dots(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && quoted) {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == '.' && text[i + 1] == '.') {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<RangePtr> read_range(std::string_view text) {
  text = text::trim(text);
  if (text.size() < 4) return std::nullopt;
  const char open = text.front();
  const char close = text.back();
  const bool opens = open == '[' || open == '(' || open == ']';
  const bool closes = close == ']' || close == ')' || close == '[';
  const auto inside = text.substr(1, text.size() - 2);
  const auto middle = dots(inside);
  if (!opens || !closes || !middle) return std::nullopt;
  const auto low = bound(inside.substr(0, *middle));
  const auto high = bound(inside.substr(*middle + 2));
  if (!low || !high || less(*high, *low, false) != Truth::no) return std::nullopt;
  auto range = std::make_shared<Range>();
  range->low_end = open == '[' ? RangeEnd::closed : RangeEnd::open;
  range->high_end = close == ']' ? RangeEnd::closed : RangeEnd::open;
  range->low = *low;
  range->high = *high;
  return RangePtr(std::move(range));
}

}  // namespace enact::feel
