// Dates, times and durations as FEEL and ISO 8601 mean them, proleptic Gregorian, to year ±999,999,999;
// and the legal day of Asia/Shanghai. No clock here: who wants "today" is handed it (base/clock.hpp).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace enact {

struct Date {
  std::int32_t year = 1970;
  std::int8_t month = 1;
  std::int8_t day = 1;

  // nullopt for a day that does not exist (2026-02-30) or a year beyond ±999,999,999.
  static std::optional<Date> make(std::int64_t year, int month, int day);
  // Strict: [-]YYYY[Y...]-MM-DD as in XSD and FEEL (no leading zero in a year of more than four digits);
  // nullopt otherwise.
  static std::optional<Date> parse(std::string_view text);
  // Precondition: in_range(days).
  static Date from_days(std::int64_t days_since_1970);
  static bool in_range(std::int64_t days_since_1970);
  std::int64_t days_since_1970() const;
  int weekday() const;  // ISO: Monday 1 … Sunday 7
  int day_of_year() const;
  int iso_week() const;
  std::optional<Date> add_days(std::int64_t days) const;
  // The day is cut to the length of the target month (2026-01-31 + 1 month = 2026-02-28).
  std::optional<Date> add_months(std::int64_t months) const;
  std::string to_string() const;

  friend auto operator<=>(const Date&, const Date&) = default;
};

int days_in_month(std::int64_t year, int month);
bool is_leap_year(std::int64_t year);

// Farther from UTC no offset lies (docs/language.md).
inline constexpr std::int32_t max_offset_seconds = 18 * 3600;

// How a time is anchored: not at all (local), by an offset, or by an IANA zone.
struct Zone {
  enum class Kind : std::uint8_t { local, offset, named } kind = Kind::local;
  std::int32_t offset_seconds = 0;  // Kind::offset
  std::string name;                 // Kind::named

  friend bool operator==(const Zone&, const Zone&) = default;
};
// An IANA name (ICU's own three-letter names, of which CST is Chicago, are not).
bool is_known_zone(std::string_view name);

struct Time {
  std::int8_t hour = 0;
  std::int8_t minute = 0;
  std::int8_t second = 0;
  std::int32_t nanosecond = 0;
  Zone zone;

  // nullopt for a time that does not exist, an unknown zone, or an offset beyond ±14:00 (XSD).
  static std::optional<Time> make(int hour, int minute, int second, int nanosecond, Zone zone = {});
  // hh:mm:ss[.f{1,9}] and nothing, Z (or z), ±hh:mm[:ss] or @Zone/Name. 24:00:00 reads as 00:00:00.
  static std::optional<Time> parse(std::string_view text);
  std::int64_t nanoseconds_of_day() const;  // local reading, without the zone
  std::string to_string() const;

  friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
  Date date;
  Time time;

  // <date>T<time>, or a plain date: midnight. 24:00:00 is midnight of the next day (XSD).
  static std::optional<DateTime> parse(std::string_view text);
  // Seconds east of UTC at this moment; nullopt for a local time. A local reading that the zone skips or
  // has twice is taken with the offset before the change.
  std::optional<std::int32_t> offset_seconds() const;
  // Seconds since 1970-01-01T00:00:00Z, taking a local time as UTC; nanoseconds stay in `time`.
  std::int64_t epoch_seconds() const;
  // Precondition: the day is in range, also after the zone's offset.
  static DateTime from_epoch_seconds(std::int64_t seconds, std::int32_t nanosecond, Zone zone);
  std::string to_string() const;

  friend bool operator==(const DateTime&, const DateTime&) = default;
};

// A duration of days and time: whole seconds and nanoseconds, one sign for both.
struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;  // same sign as seconds, |n| < 1e9

  // [-]P[nD][T[nH][nM][n[.f{1,9}]S]], at least one part; nullopt otherwise or beyond 2^63 seconds.
  static std::optional<DaysDuration> parse(std::string_view text);
  std::string to_string() const;

  friend auto operator<=>(const DaysDuration&, const DaysDuration&) = default;
};

// A duration of years and months.
struct MonthsDuration {
  std::int64_t months = 0;

  // [-]P[nY][nM], at least one part.
  static std::optional<MonthsDuration> parse(std::string_view text);
  std::string to_string() const;

  friend auto operator<=>(const MonthsDuration&, const MonthsDuration&) = default;
};

// An instant as stored: microseconds since the epoch, UTC.
struct Instant {
  std::int64_t microseconds = 0;

  std::string to_string() const;  // "2026-03-10T01:02:03.000004Z"
  // A date and time with Z or an offset, to the microsecond.
  static std::optional<Instant> parse(std::string_view text);
  // The day in Asia/Shanghai: eight hours east of UTC, as it has been without summer time since 1991.
  Date legal_day() const;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};
// Midnight at the start of `day` in Asia/Shanghai.
Instant start_of_legal_day(const Date& day);

}  // namespace enact
