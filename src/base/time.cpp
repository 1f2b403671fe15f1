// Times of day, and dates with times, with or without a zone.
#include <fmt/format.h>

#include <utility>

#include "base/calendar.hpp"
#include "base/calendar_reader.hpp"
#include "base/zone.hpp"

namespace enact {
namespace {

constexpr std::int64_t seconds_in_a_day = 86'400;

struct Clock24 {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int32_t nanosecond = 0;
  Zone zone;
};

std::optional<Zone> read_zone(internal::IsoReader& reader) {
  Zone zone;
  if (reader.at_end()) {
    return zone;
  }
  if (reader.take('@')) {
    if (!is_known_zone(reader.rest())) {
      return std::nullopt;
    }
    zone.kind = Zone::Kind::named;
    zone.name = reader.rest();
    return zone;
  }
  zone.kind = Zone::Kind::offset;
  if (reader.take('Z') || reader.take('z')) {  // DMN 1.5 has it in its examples
    return reader.at_end() ? std::optional(zone) : std::nullopt;
  }
  const bool west = reader.take('-');
  if (!west && !reader.take('+')) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> hours = reader.digits(2, 2);
  const std::optional<std::int64_t> minutes = reader.take(':') ? reader.digits(2, 2) : std::nullopt;
  const std::optional<std::int64_t> seconds =
      reader.take(':') ? reader.digits(2, 2) : std::optional<std::int64_t>(0);
  if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59 || !reader.at_end()) {
    return std::nullopt;
  }
  const auto east = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + *seconds);
  zone.offset_seconds = west ? -east : east;
  return zone;
}

// The hour may be 24 here: what that means depends on whether there is a date.
std::optional<Clock24> read_clock(std::string_view text) {
  internal::IsoReader reader(text);
  const std::optional<std::int64_t> hour = reader.digits(2, 2);
  const std::optional<std::int64_t> minute = reader.take(':') ? reader.digits(2, 2) : std::nullopt;
  const std::optional<std::int64_t> second = reader.take(':') ? reader.digits(2, 2) : std::nullopt;
  const std::optional<std::int32_t> nanosecond =
      reader.take('.') ? reader.nanoseconds() : std::optional<std::int32_t>(0);
  if (!hour || !minute || !second || !nanosecond) {
    return std::nullopt;
  }
  std::optional<Zone> zone = read_zone(reader);
  if (!zone) {
    return std::nullopt;
  }
  return Clock24{static_cast<int>(*hour), static_cast<int>(*minute), static_cast<int>(*second), *nanosecond,
                 *std::move(zone)};
}

bool is_end_of_day(const Clock24& clock) {
  return clock.hour == 24 && clock.minute == 0 && clock.second == 0 && clock.nanosecond == 0;
}

std::optional<Time> to_time(Clock24 clock) {
  const int hour = is_end_of_day(clock) ? 0 : clock.hour;
  return Time::make(hour, clock.minute, clock.second, clock.nanosecond, std::move(clock.zone));
}

void append_zone(std::string& out, const Zone& zone) {
  if (zone.kind == Zone::Kind::named) {
    out += '@' + zone.name;
  } else if (zone.kind == Zone::Kind::offset && zone.offset_seconds == 0) {
    out += 'Z';
  } else if (zone.kind == Zone::Kind::offset) {
    const int east = zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds;
    out += fmt::format("{}{:02}:{:02}", zone.offset_seconds < 0 ? '-' : '+', east / 3600, east / 60 % 60);
    if (east % 60 != 0) {
      out += fmt::format(":{:02}", east % 60);
    }
  }
}

}  // namespace

std::optional<Time> Time::make(int hour, int minute, int second, int nanosecond, Zone zone) {
  const bool exists = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59 &&
                      nanosecond >= 0 && nanosecond <= 999'999'999;
  const bool zone_exists = zone.kind == Zone::Kind::local ||
                           (zone.kind == Zone::Kind::offset && zone.offset_seconds >= -max_offset_seconds &&
                            zone.offset_seconds <= max_offset_seconds) ||
                           (zone.kind == Zone::Kind::named && is_known_zone(zone.name));
  if (!exists || !zone_exists) {
    return std::nullopt;
  }
  return Time{static_cast<std::int8_t>(hour), static_cast<std::int8_t>(minute),
              static_cast<std::int8_t>(second), nanosecond, std::move(zone)};
}

std::optional<Time> Time::parse(std::string_view text) {
  std::optional<Clock24> clock = read_clock(text);
  return clock ? to_time(*std::move(clock)) : std::nullopt;
}

std::int64_t Time::nanoseconds_of_day() const {
  return ((hour * 60 + minute) * 60 + second) * 1'000'000'000LL + nanosecond;
}

std::string Time::to_string() const {
  std::string out = fmt::format("{:02}:{:02}:{:02}", int{hour}, int{minute}, int{second});
  if (nanosecond != 0) {
    out += fmt::format(".{:09}", nanosecond);
    out.erase(out.find_last_not_of('0') + 1);
  }
  append_zone(out, zone);
  return out;
}

std::optional<DateTime> DateTime::parse(std::string_view text) {
  const std::size_t mark = text.find('T');
  const std::optional<Date> date = Date::parse(text.substr(0, mark));
  if (!date) {
    return std::nullopt;
  }
  if (mark == std::string_view::npos) {
    return DateTime{*date, Time{}};
  }
  std::optional<Clock24> clock = read_clock(text.substr(mark + 1));
  if (!clock) {
    return std::nullopt;
  }
  const std::optional<Date> day = date->add_days(is_end_of_day(*clock) ? 1 : 0);
  std::optional<Time> time = to_time(*std::move(clock));
  if (!day || !time) {
    return std::nullopt;
  }
  return DateTime{*day, *std::move(time)};
}

std::optional<std::int32_t> DateTime::offset_seconds() const {
  switch (time.zone.kind) {
    case Zone::Kind::local:
      return std::nullopt;
    case Zone::Kind::offset:
      return time.zone.offset_seconds;
    case Zone::Kind::named:
      break;
  }
  const std::int64_t local =
      date.days_since_1970() * seconds_in_a_day + time.nanoseconds_of_day() / 1'000'000'000;
  return internal::zone_offset_at_local(time.zone.name, local);
}

std::int64_t DateTime::epoch_seconds() const {
  const std::int64_t local =
      date.days_since_1970() * seconds_in_a_day + time.nanoseconds_of_day() / 1'000'000'000;
  return local - offset_seconds().value_or(0);
}

DateTime DateTime::from_epoch_seconds(std::int64_t seconds, std::int32_t nanosecond, Zone zone) {
  std::int64_t local = seconds;
  if (zone.kind == Zone::Kind::offset) {
    local += zone.offset_seconds;
  } else if (zone.kind == Zone::Kind::named) {
    local += internal::zone_offset_at_utc(zone.name, seconds);
  }
  std::int64_t day = local / seconds_in_a_day;
  std::int64_t of_day = local % seconds_in_a_day;
  if (of_day < 0) {
    of_day += seconds_in_a_day;
    --day;
  }
  DateTime result;
  result.date = Date::from_days(day);
  result.time.hour = static_cast<std::int8_t>(of_day / 3600);
  result.time.minute = static_cast<std::int8_t>(of_day / 60 % 60);
  result.time.second = static_cast<std::int8_t>(of_day % 60);
  result.time.nanosecond = nanosecond;
  result.time.zone = std::move(zone);
  return result;
}

std::string DateTime::to_string() const {
  return date.to_string() + 'T' + time.to_string();
}

}  // namespace enact
