// Equality and order of values.
#include "feel/compare.hpp"

#include <compare>

#include "feel/band.hpp"

namespace enact::feel {
namespace {

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

// Whether every number of `a` is less than (or equal to) every number of `b`.
bool all_less(const Interval& a, const Interval& b, bool or_equal) {
  const auto order = a.high <=> b.low;
  return order < 0 || (order == 0 && (or_equal || a.high_open || b.low_open));
}

Truth band_equality(const Interval& a, const Interval& b) {
  return all_less(a, b, false) || all_less(b, a, false) ? Truth::no : Truth::unknown;
}

Truth band_less(const Interval& a, const Interval& b, bool or_equal) {
  if (all_less(a, b, or_equal)) return Truth::yes;
  if (all_less(b, a, !or_equal)) return Truth::no;
  return Truth::unknown;
}

bool is_local(const Time& time) {
  return time.zone.kind == Zone::Kind::local;
}

// The second of the day; in UTC for a time with a zone.
std::int64_t comparable_seconds(const Time& time) {
  // A zone's offset depends on the day; without one, the first day of 1970 stands for all.
  const auto offset = DateTime{Date{}, time}.offset_seconds().value_or(0);
  return time.nanoseconds_of_day() / 1'000'000'000 - offset;
}

// Times compare to the second, as the standard's suite has it (TCK 0068, datetime_003_a); `is` looks closer.
// nullopt: one has a zone and the other has none.
std::optional<std::strong_ordering> order(const Time& a, const Time& b) {
  if (is_local(a) != is_local(b)) return std::nullopt;
  return comparable_seconds(a) <=> comparable_seconds(b);
}

std::optional<std::strong_ordering> order(const DateTime& a, const DateTime& b) {
  if (is_local(a.time) != is_local(b.time)) return std::nullopt;
  return a.epoch_seconds() <=> b.epoch_seconds();
}

// Of two with a zone and without, the one without takes the offset of the other (DMN 1.5, table 54): what
// they read decides. nullopt: no such pair.
std::optional<std::strong_ordering> order_of_readings(const Value& a, const Value& b) {
  if (a.time() && b.time()) {
    return a.time()->nanoseconds_of_day() / 1'000'000'000 <=> b.time()->nanoseconds_of_day() / 1'000'000'000;
  }
  if (!a.date_time() || !b.date_time()) return std::nullopt;
  auto left = *a.date_time();
  auto right = *b.date_time();
  left.time.zone = right.time.zone = {};
  return left.epoch_seconds() <=> right.epoch_seconds();
}

// Order of two settled scalars of one type; nullopt where the type has none.
std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
  if (a.tag() != b.tag()) return std::nullopt;
  if (a.number()) return *a.number() <=> *b.number();
  if (a.text()) return a.text()->compare(*b.text()) <=> 0;  // UTF-8 orders as code points do
  if (a.date()) return *a.date() <=> *b.date();
  if (a.time()) return order(*a.time(), *b.time());
  if (a.date_time()) return order(*a.date_time(), *b.date_time());
  if (a.days_duration()) return *a.days_duration() <=> *b.days_duration();
  if (a.months_duration()) return *a.months_duration() <=> *b.months_duration();
  return std::nullopt;
}

// Parts of lists and contexts: what cannot be compared is not the same.
Truth part_equality(const Value& a, const Value& b) {
  const auto result = equality(a, b);
  return result == Truth::incomparable ? Truth::no : result;
}

std::size_t certain_items(const List& list) {
  if (list.perhaps.empty()) return list.items.size();
  std::size_t count = 0;
  for (std::size_t i = 0; i < list.items.size(); ++i) count += list.is_perhaps(i) ? 0U : 1U;
  return count;
}

Truth list_equality(const List& a, const List& b) {
  if (!a.settled() || !b.settled()) {
    const bool a_too_long = !b.open && certain_items(a) > b.items.size();
    const bool b_too_long = !a.open && certain_items(b) > a.items.size();
    return a_too_long || b_too_long ? Truth::no : Truth::unknown;
  }
  if (a.items.size() != b.items.size()) return Truth::no;
  auto result = Truth::yes;
  for (std::size_t i = 0; i < a.items.size() && result != Truth::no; ++i) {
    result = conjunction(result, part_equality(a.items[i], b.items[i]));
  }
  return result;
}

Truth context_equality(const Context& a, const Context& b) {
  if (a.entries.size() != b.entries.size()) return Truth::no;
  auto result = Truth::yes;
  for (const auto& [name, value] : a.entries) {
    const auto* other = b.find(name);
    if (!other) return Truth::no;
    result = conjunction(result, part_equality(value, *other));
    if (result == Truth::no) break;
  }
  return result;
}

Truth range_equality(const Range& a, const Range& b) {
  if (a.form != b.form || a.low_end != b.low_end || a.high_end != b.high_end) return Truth::no;
  return conjunction(part_equality(a.low, b.low), part_equality(a.high, b.high));
}

}  // namespace

Truth conjunction(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  if (a == Truth::yes && b == Truth::yes) return Truth::yes;
  return a == Truth::incomparable || b == Truth::incomparable ? Truth::incomparable : Truth::unknown;
}

Truth negation(Truth a) {
  if (a == Truth::yes) return Truth::no;
  return a == Truth::no ? Truth::yes : a;
}

Truth disjunction(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  if (a == Truth::no && b == Truth::no) return Truth::no;
  return a == Truth::incomparable || b == Truth::incomparable ? Truth::incomparable : Truth::unknown;
}

Truth equality(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return Truth::unknown;
  if (a.is_null() || b.is_null()) return truth(a.is_null() && b.is_null());
  if (a.band() || b.band()) {
    const auto left = interval_of(a);
    const auto right = interval_of(b);
    return left && right ? band_equality(*left, *right) : Truth::incomparable;
  }
  if (a.tag() != b.tag()) return Truth::incomparable;
  if (a.boolean()) return truth(*a.boolean() == *b.boolean());
  if (a.number()) return truth(*a.number() == *b.number());
  if (a.text()) return truth(*a.text() == *b.text());
  if (a.list()) return list_equality(*a.list(), *b.list());
  if (a.context()) return context_equality(*a.context(), *b.context());
  if (a.range()) return range_equality(*a.range(), *b.range());
  if (a.function()) return truth(a.function() == b.function());
  if (const auto result = order(a, b)) return truth(*result == 0);
  return Truth::no;  // of two temporal values one has a zone and the other none
}

Truth less(const Value& a, const Value& b, bool or_equal) {
  if (a.is_unknown() || b.is_unknown()) return Truth::unknown;
  if (a.band() || b.band()) {
    const auto left = interval_of(a);
    const auto right = interval_of(b);
    return left && right ? band_less(*left, *right, or_equal) : Truth::incomparable;
  }
  const auto result = order(a, b);
  if (!result) {
    // `<=` is `<` or `=`, and one with a zone never equals one without.
    const auto readings = order_of_readings(a, b);
    return readings ? truth(*readings < 0) : Truth::incomparable;
  }
  return truth(or_equal ? *result <= 0 : *result < 0);
}

Truth contains(const Range& range, const Value& value) {
  if (range.form != RangeForm::interval) {
    const auto same = equality(range.low, value);
    return range.form == RangeForm::equal ? same : negation(same);
  }
  const auto above = range.low_end == RangeEnd::unbounded
                         ? Truth::yes
                         : less(range.low, value, range.low_end == RangeEnd::closed);
  if (above == Truth::no && range.high_end == RangeEnd::unbounded) return above;
  const auto below = range.high_end == RangeEnd::unbounded
                         ? Truth::yes
                         : less(value, range.high, range.high_end == RangeEnd::closed);
  // A bound of another type is an error even where the other bound would decide.
  if (above == Truth::incomparable || below == Truth::incomparable) return Truth::incomparable;
  return conjunction(above, below);
}

std::optional<bool> equal(const Value& a, const Value& b) {
  switch (equality(a, b)) {
    case Truth::yes:
      return true;
    case Truth::no:
      return false;
    default:
      return std::nullopt;
  }
}

bool identical(const Value& a, const Value& b) {
  if (a.tag() != b.tag()) return false;
  const auto same_zone = [](const Time& x, const Time& y) { return x.zone == y.zone; };
  if (a.time()) {
    return a.time()->nanoseconds_of_day() == b.time()->nanoseconds_of_day() &&
           same_zone(*a.time(), *b.time());
  }
  if (a.date_time()) {
    return a.date_time()->date == b.date_time()->date &&
           a.date_time()->time.nanoseconds_of_day() == b.date_time()->time.nanoseconds_of_day() &&
           same_zone(a.date_time()->time, b.date_time()->time);
  }
  return equality(a, b) == Truth::yes;
}

}  // namespace enact::feel
