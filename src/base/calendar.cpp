// Dates in the proleptic Gregorian calendar, and instants. The era arithmetic counts years from 1 March, so
// that the leap day is the last of its year and 400 years are always 146,097 days.
#include <fmt/format.h>

#include <algorithm>

#include "base/calendar.hpp"
#include "base/calendar_reader.hpp"

namespace enact {
namespace {

constexpr std::int64_t max_year = 999'999'999;
constexpr std::int64_t days_in_400_years = 146'097;
constexpr std::int64_t days_from_0000_03_01_to_1970 = 719'468;
constexpr std::int64_t microseconds_in_a_second = 1'000'000;
constexpr std::int64_t shanghai_offset_seconds = 8 * 3600;

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
  return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  const std::int64_t march_year = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divide(march_year, 400);
  const std::int64_t year_of_era = march_year - era * 400;
  const int month_from_march = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_in_400_years + day_of_era - days_from_0000_03_01_to_1970;
}

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) {
    return is_leap_year(year) ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Date> Date::make(std::int64_t year, int month, int day) {
  if (year < -max_year || year > max_year || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month)) {
    return std::nullopt;
  }
  return Date{static_cast<std::int32_t>(year), static_cast<std::int8_t>(month),
              static_cast<std::int8_t>(day)};
}

std::optional<Date> Date::parse(std::string_view text) {
  internal::IsoReader reader(text);
  const bool negative = reader.take('-');
  const bool leading_zero = reader.peek() == '0';
  const std::size_t before = reader.rest().size();
  const std::optional<std::int64_t> year = reader.digits(4, 9);
  const std::size_t width = before - reader.rest().size();
  if (!year || (leading_zero && width > 4) || !reader.take('-')) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> month = reader.digits(2, 2);
  if (!month || !reader.take('-')) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> day = reader.digits(2, 2);
  if (!day || !reader.at_end()) {
    return std::nullopt;
  }
  return make(negative ? -*year : *year, static_cast<int>(*month), static_cast<int>(*day));
}

bool Date::in_range(std::int64_t days_since_1970) {
  static const std::int64_t first = days_from_civil(-max_year, 1, 1);
  static const std::int64_t last = days_from_civil(max_year, 12, 31);
  return days_since_1970 >= first && days_since_1970 <= last;
}

Date Date::from_days(std::int64_t days_since_1970) {
  const std::int64_t days = days_since_1970 + days_from_0000_03_01_to_1970;
  const std::int64_t era = floor_divide(days, days_in_400_years);
  const std::int64_t day_of_era = days - era * days_in_400_years;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return Date{static_cast<std::int32_t>(year), static_cast<std::int8_t>(month),
              static_cast<std::int8_t>(day)};
}

std::int64_t Date::days_since_1970() const {
  return days_from_civil(year, month, day);
}

int Date::weekday() const {
  const std::int64_t from_monday = days_since_1970() + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday - floor_divide(from_monday, 7) * 7) + 1;
}

int Date::day_of_year() const {
  return static_cast<int>(days_since_1970() - days_from_civil(year, 1, 1)) + 1;
}

int Date::iso_week() const {
  // The week belongs to the year of its Thursday.
  const std::int64_t thursday = days_since_1970() + 4 - weekday();
  return (Date::from_days(thursday).day_of_year() - 1) / 7 + 1;
}

std::optional<Date> Date::add_days(std::int64_t days) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(days_since_1970(), days, &sum) || !in_range(sum)) {
    return std::nullopt;
  }
  return from_days(sum);
}

std::optional<Date> Date::add_months(std::int64_t months) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(std::int64_t{year} * 12 + (month - 1), months, &sum)) {
    return std::nullopt;
  }
  const std::int64_t new_year = floor_divide(sum, 12);
  const int new_month = static_cast<int>(sum - new_year * 12) + 1;
  return make(new_year, new_month, std::min<int>(day, days_in_month(new_year, new_month)));
}

std::string Date::to_string() const {
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, int{month},
                     int{day});
}

std::string Instant::to_string() const {
  const std::int64_t seconds = floor_divide(microseconds, microseconds_in_a_second);
  const DateTime utc = DateTime::from_epoch_seconds(seconds, 0, Zone{});
  return fmt::format("{}.{:06}Z", utc.to_string(), microseconds - seconds * microseconds_in_a_second);
}

std::optional<Instant> Instant::parse(std::string_view text) {
  const std::optional<DateTime> read = DateTime::parse(text);
  if (!read || read->time.zone.kind != Zone::Kind::offset || read->time.nanosecond % 1000 != 0) {
    return std::nullopt;
  }
  Instant instant;
  if (__builtin_mul_overflow(read->epoch_seconds(), microseconds_in_a_second, &instant.microseconds) ||
      __builtin_add_overflow(instant.microseconds, read->time.nanosecond / 1000, &instant.microseconds)) {
    return std::nullopt;
  }
  return instant;
}

Date Instant::legal_day() const {
  const std::int64_t seconds = floor_divide(microseconds, microseconds_in_a_second);
  return Date::from_days(floor_divide(seconds + shanghai_offset_seconds, 86'400));
}

Instant start_of_legal_day(const Date& day) {
  return Instant{(day.days_since_1970() * 86'400 - shanghai_offset_seconds) * microseconds_in_a_second};
}

}  // namespace enact
