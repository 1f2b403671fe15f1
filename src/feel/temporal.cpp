// Arithmetic and properties of dates, times and durations.
#include "feel/temporal.hpp"

namespace enact::feel {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

// Seconds and nanoseconds of any signs, brought to one sign.
std::optional<DaysDuration> duration(std::int64_t seconds, std::int64_t nanoseconds) {
  const auto whole = checked_add(seconds, nanoseconds / nanoseconds_a_second);
  if (!whole) return std::nullopt;
  auto rest = nanoseconds % nanoseconds_a_second;
  auto sum = *whole;
  if (sum > 0 && rest < 0) {
    --sum;
    rest += nanoseconds_a_second;
  } else if (sum < 0 && rest > 0) {
    ++sum;
    rest -= nanoseconds_a_second;
  }
  return DaysDuration{sum, static_cast<std::int32_t>(rest)};
}

template <typename T>
Outcome outcome(const std::optional<T>& value) {
  if (!value) return std::unexpected(Fault::range);
  return Value(*value);
}

std::optional<DaysDuration> negated(const DaysDuration& d) {
  if (d.seconds == INT64_MIN) return std::nullopt;
  return DaysDuration{-d.seconds, -d.nanoseconds};
}
std::optional<MonthsDuration> negated(const MonthsDuration& d) {
  if (d.months == INT64_MIN) return std::nullopt;
  return MonthsDuration{-d.months};
}

std::optional<DaysDuration> sum(const DaysDuration& a, const DaysDuration& b) {
  const auto seconds = checked_add(a.seconds, b.seconds);
  if (!seconds) return std::nullopt;
  return duration(*seconds, std::int64_t{a.nanoseconds} + b.nanoseconds);
}
std::optional<MonthsDuration> sum(const MonthsDuration& a, const MonthsDuration& b) {
  const auto months = checked_add(a.months, b.months);
  if (!months) return std::nullopt;
  return MonthsDuration{*months};
}

// A date stands for its midnight (UTC); the time of day that the sum has is dropped.
std::optional<Date> sum(const Date& date, const DaysDuration& d) {
  const auto seconds = checked_add(date.days_since_1970() * seconds_a_day, d.seconds);
  if (!seconds) return std::nullopt;
  const auto days = floor_divide(*seconds - (d.nanoseconds < 0 ? 1 : 0), seconds_a_day);
  if (!Date::in_range(days)) return std::nullopt;
  return Date::from_days(days);
}
std::optional<Date> sum(const Date& date, const MonthsDuration& d) {
  return date.add_months(d.months);
}

std::optional<DateTime> sum(const DateTime& moment, const DaysDuration& d) {
  std::int64_t nanoseconds = std::int64_t{moment.time.nanosecond} + d.nanoseconds;
  const auto carry = floor_divide(nanoseconds, nanoseconds_a_second);
  nanoseconds -= carry * nanoseconds_a_second;
  const auto seconds = checked_add(moment.epoch_seconds() + carry, d.seconds);
  if (!seconds) return std::nullopt;
  // A day of margin for the zone's offset.
  const auto days = floor_divide(*seconds, seconds_a_day);
  if (!Date::in_range(days - 1) || !Date::in_range(days + 1)) return std::nullopt;
  return DateTime::from_epoch_seconds(*seconds, static_cast<std::int32_t>(nanoseconds), moment.time.zone);
}
std::optional<DateTime> sum(const DateTime& moment, const MonthsDuration& d) {
  const auto date = moment.date.add_months(d.months);
  if (!date) return std::nullopt;
  return DateTime{*date, moment.time};
}

std::optional<Time> sum(const Time& time, const DaysDuration& d) {
  constexpr auto day = seconds_a_day * nanoseconds_a_second;
  auto total = time.nanoseconds_of_day() + d.seconds % seconds_a_day * nanoseconds_a_second + d.nanoseconds;
  total = ((total % day) + day) % day;
  const auto seconds = total / nanoseconds_a_second;
  return Time::make(static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                    static_cast<int>(seconds % 60), static_cast<int>(total % nanoseconds_a_second),
                    time.zone);
}

// Point in time plus duration, in this order.
Outcome shifted(const Value& point, const Value& by) {
  if (const auto* d = by.days_duration()) {
    if (point.date()) return outcome(sum(*point.date(), *d));
    if (point.date_time()) return outcome(sum(*point.date_time(), *d));
    if (point.time()) return outcome(sum(*point.time(), *d));
    if (point.days_duration()) return outcome(sum(*point.days_duration(), *d));
  }
  if (const auto* d = by.months_duration()) {
    if (point.date()) return outcome(sum(*point.date(), *d));
    if (point.date_time()) return outcome(sum(*point.date_time(), *d));
    if (point.months_duration()) return outcome(sum(*point.months_duration(), *d));
  }
  return std::unexpected(Fault::types);
}

// A moment for subtraction: a plain date is its midnight in UTC (10.3.2.3.5).
std::optional<DateTime> moment_of(const Value& value) {
  if (value.date_time()) return *value.date_time();
  if (!value.date()) return std::nullopt;
  return DateTime{*value.date(), *Time::make(0, 0, 0, 0, Zone{Zone::Kind::offset, 0, {}})};
}

Outcome difference(const DateTime& a, const DateTime& b) {
  if (a.offset_seconds().has_value() != b.offset_seconds().has_value()) return std::unexpected(Fault::types);
  return outcome(
      duration(a.epoch_seconds() - b.epoch_seconds(), std::int64_t{a.time.nanosecond} - b.time.nanosecond));
}

std::int64_t utc_nanoseconds(const Time& time) {
  const auto offset = DateTime{Date{}, time}.offset_seconds().value_or(0);
  return time.nanoseconds_of_day() - std::int64_t{offset} * nanoseconds_a_second;
}

Outcome difference(const Time& a, const Time& b) {
  if ((a.zone.kind == Zone::Kind::local) != (b.zone.kind == Zone::Kind::local)) {
    return std::unexpected(Fault::types);
  }
  return outcome(duration(0, utc_nanoseconds(a) - utc_nanoseconds(b)));
}

// A duration scaled to a whole count of its smallest unit, cut towards zero.
Outcome scaled(const Value& d, const std::optional<Decimal>& exact) {
  if (!exact) return std::unexpected(Fault::range);
  if (d.days_duration()) return outcome(duration_of_nanoseconds(*exact));
  const auto cut = exact->round(0, Rounding::down);
  const auto months = cut ? cut->to_int64() : std::nullopt;
  if (!months) return std::unexpected(Fault::range);
  return Value(MonthsDuration{*months});
}

std::optional<Decimal> count_of(const Value& d) {
  if (d.days_duration()) return nanoseconds_of(*d.days_duration());
  if (d.months_duration()) return Decimal(d.months_duration()->months);
  return std::nullopt;
}

}  // namespace

Decimal nanoseconds_of(const DaysDuration& d) {
  // At most 19 digits times 10^9: exact in 34.
  return *Decimal(d.seconds).multiply(nanoseconds_a_second)->add(d.nanoseconds);
}

std::optional<DaysDuration> duration_of_nanoseconds(const Decimal& nanoseconds) {
  const auto whole = nanoseconds.round(0, Rounding::down);
  const auto quotient = whole ? whole->divide(nanoseconds_a_second) : std::nullopt;
  const auto cut = quotient ? quotient->round(0, Rounding::down) : std::nullopt;
  const auto seconds = cut ? cut->to_int64() : std::nullopt;
  if (!seconds) return std::nullopt;
  const auto rest = whole->subtract(*Decimal(*seconds).multiply(nanoseconds_a_second));
  return DaysDuration{*seconds, static_cast<std::int32_t>(rest->to_int64().value_or(0))};
}

Outcome temporal_add(const Value& a, const Value& b) {
  const bool duration_first = a.days_duration() || a.months_duration();
  const bool point_second = b.date() || b.time() || b.date_time();
  return duration_first && point_second ? shifted(b, a) : shifted(a, b);
}

Outcome temporal_subtract(const Value& a, const Value& b) {
  if (a.time() && b.time()) return difference(*a.time(), *b.time());
  const auto from = moment_of(a);
  const auto to = moment_of(b);
  if (from && to) return difference(*from, *to);
  const auto negative = temporal_negate(b);
  return negative ? shifted(a, *negative) : negative;
}

Outcome temporal_multiply(const Value& a, const Value& b) {
  if (a.number() && !b.number()) return temporal_multiply(b, a);
  const auto count = count_of(a);
  if (!count || !b.number()) return std::unexpected(Fault::types);
  return scaled(a, count->multiply(*b.number()));
}

Outcome temporal_divide(const Value& a, const Value& b) {
  const auto count = count_of(a);
  if (!count) return std::unexpected(Fault::types);
  if (b.number()) {
    if (b.number()->is_zero()) return std::unexpected(Fault::division_by_zero);
    return scaled(a, count->divide(*b.number()));
  }
  const auto divisor = count_of(b);
  if (!divisor || a.kind() != b.kind()) return std::unexpected(Fault::types);
  if (divisor->is_zero()) return std::unexpected(Fault::division_by_zero);
  return outcome(count->divide(*divisor));
}

Outcome temporal_negate(const Value& a) {
  if (a.days_duration()) return outcome(negated(*a.days_duration()));
  if (a.months_duration()) return outcome(negated(*a.months_duration()));
  return std::unexpected(Fault::types);
}

namespace {

std::optional<Value> date_property(const Date& date, std::string_view name) {
  if (name == "year") return Decimal(date.year);
  if (name == "month") return Decimal(date.month);
  if (name == "day") return Decimal(date.day);
  if (name == "weekday") return Decimal(date.weekday());
  return std::nullopt;
}

// Seconds with their fraction: exact, at most 11 digits.
Decimal with_fraction(std::int64_t seconds, std::int64_t nanoseconds) {
  return *Decimal(seconds * nanoseconds_a_second + nanoseconds).divide(nanoseconds_a_second);
}

std::optional<Value> time_property(const Time& time, std::optional<std::int32_t> offset,
                                   std::string_view name) {
  if (name == "hour") return Decimal(time.hour);
  if (name == "minute") return Decimal(time.minute);
  if (name == "second") return with_fraction(time.second, time.nanosecond);
  if (name == "time offset") return offset ? Value(DaysDuration{*offset, 0}) : Value();
  if (name == "timezone") return time.zone.kind == Zone::Kind::named ? Value(time.zone.name) : Value();
  return std::nullopt;
}

std::optional<Value> days_property(const DaysDuration& d, std::string_view name) {
  if (name == "days") return Decimal(d.seconds / seconds_a_day);
  if (name == "hours") return Decimal(d.seconds / 3600 % 24);
  if (name == "minutes") return Decimal(d.seconds / 60 % 60);
  if (name == "seconds") return with_fraction(d.seconds % 60, d.nanoseconds);
  return std::nullopt;
}

}  // namespace

std::optional<Value> temporal_property(const Value& value, std::string_view name) {
  if (value.date()) return date_property(*value.date(), name);
  if (const auto* time = value.time()) {
    const bool by_offset = time->zone.kind == Zone::Kind::offset;
    return time_property(*time, by_offset ? std::optional(time->zone.offset_seconds) : std::nullopt, name);
  }
  if (const auto* moment = value.date_time()) {
    if (const auto property = date_property(moment->date, name)) return property;
    return time_property(moment->time, moment->offset_seconds(), name);
  }
  if (value.days_duration()) return days_property(*value.days_duration(), name);
  if (const auto* d = value.months_duration()) {
    if (name == "years") return Decimal(d->months / 12);
    if (name == "months") return Decimal(d->months % 12);
  }
  return std::nullopt;
}

}  // namespace enact::feel
