// ISO 8601 durations in FEEL's two kinds, read and written; what they do to dates is FEEL's business.
#include <fmt/format.h>

#include "base/calendar.hpp"
#include "base/calendar_reader.hpp"

namespace enact {
namespace {

constexpr std::size_t max_part_digits = 18;  // no single part can overflow before it is multiplied

// Adds `count` * `unit` to `total`; false when that overflows.
bool accumulate(std::int64_t& total, std::int64_t count, std::int64_t unit) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(count, unit, &product) && !__builtin_add_overflow(total, product, &total);
}

// The magnitude of the least int64 is no int64.
std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

void append_part(std::string& out, std::uint64_t count, char unit) {
  if (count != 0) {
    out += fmt::format("{}{}", count, unit);
  }
}

}  // namespace

std::optional<DaysDuration> DaysDuration::parse(std::string_view text) {
  internal::IsoReader reader(text);
  const bool negative = reader.take('-');
  if (!reader.take('P')) {
    return std::nullopt;
  }
  struct Unit {
    char letter;
    std::int64_t seconds;
  };
  constexpr Unit units[] = {{'D', 86'400}, {'H', 3600}, {'M', 60}, {'S', 1}};

  DaysDuration duration;
  bool in_time = false;
  bool complete = false;      // at least one part, and one after a T
  std::size_t next_unit = 0;  // units come in order, each at most once
  while (!reader.at_end()) {
    if (!in_time && reader.take('T')) {
      in_time = true;
      complete = false;
      next_unit = 1;
      continue;
    }
    const std::optional<std::int64_t> count = reader.digits(1, max_part_digits);
    if (!count) {
      return std::nullopt;
    }
    const bool fraction = reader.take('.');
    if (fraction) {
      const std::optional<std::int32_t> nanoseconds = reader.nanoseconds();
      if (!nanoseconds) {
        return std::nullopt;
      }
      duration.nanoseconds = *nanoseconds;
    }
    std::size_t unit = next_unit;
    const std::size_t unit_end = in_time ? std::size(units) : 1;
    while (unit < unit_end && !reader.take(units[unit].letter)) {
      ++unit;
    }
    if (unit >= unit_end || (fraction && units[unit].letter != 'S') ||
        !accumulate(duration.seconds, *count, units[unit].seconds)) {
      return std::nullopt;
    }
    next_unit = unit + 1;
    complete = true;
  }
  if (!complete) {
    return std::nullopt;
  }
  if (negative) {
    duration.seconds = -duration.seconds;
    duration.nanoseconds = -duration.nanoseconds;
  }
  return duration;
}

std::string DaysDuration::to_string() const {
  const std::uint64_t whole = magnitude(seconds);
  std::string out = seconds < 0 || nanoseconds < 0 ? "-P" : "P";
  append_part(out, whole / 86'400, 'D');
  const std::uint64_t of_day = whole % 86'400;
  if (of_day == 0 && nanoseconds == 0) {
    return whole == 0 ? "PT0S" : out;
  }
  out += 'T';
  append_part(out, of_day / 3600, 'H');
  append_part(out, of_day / 60 % 60, 'M');
  if (nanoseconds == 0) {
    append_part(out, of_day % 60, 'S');
    return out;
  }
  out += fmt::format("{}.{:09}", of_day % 60, magnitude(nanoseconds));
  out.erase(out.find_last_not_of('0') + 1);
  return out + 'S';
}

std::optional<MonthsDuration> MonthsDuration::parse(std::string_view text) {
  internal::IsoReader reader(text);
  const bool negative = reader.take('-');
  if (!reader.take('P')) {
    return std::nullopt;
  }
  MonthsDuration duration;
  std::optional<std::int64_t> count = reader.digits(1, max_part_digits);
  if (!count) {
    return std::nullopt;
  }
  if (reader.take('Y')) {
    if (!accumulate(duration.months, *count, 12)) {
      return std::nullopt;
    }
    count = reader.at_end() ? std::nullopt : reader.digits(1, max_part_digits);
    if (!count && !reader.at_end()) {
      return std::nullopt;
    }
  }
  if (count && (!reader.take('M') || !accumulate(duration.months, *count, 1))) {
    return std::nullopt;
  }
  if (!reader.at_end()) {
    return std::nullopt;
  }
  if (negative) {
    duration.months = -duration.months;
  }
  return duration;
}

std::string MonthsDuration::to_string() const {
  if (months == 0) {
    return "P0M";
  }
  const std::uint64_t whole = magnitude(months);
  std::string out = months < 0 ? "-P" : "P";
  append_part(out, whole / 12, 'Y');
  append_part(out, whole % 12, 'M');
  return out;
}

}  // namespace enact
