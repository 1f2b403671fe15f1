// Counting working days. Whole weeks are counted by arithmetic, the exceptions of the calendar one by one.
#include "base/workdays.hpp"

#include <utility>

namespace enact {
namespace {

bool is_weekend(const Date& day) {
  return day.weekday() >= 6;
}

// Days from Monday to Friday since Monday 1969-12-29, for days at or after it and before it.
std::int64_t weekdays_before(std::int64_t days_since_1970) {
  const std::int64_t since_monday = days_since_1970 + 3;
  std::int64_t weeks = since_monday / 7;
  std::int64_t rest = since_monday % 7;
  if (rest < 0) {
    rest += 7;
    --weeks;
  }
  return weeks * 5 + (rest < 5 ? rest : 5);
}

}  // namespace

WorkingDays::WorkingDays(std::set<Date> off, std::set<Date> on, Date known_until)
    : off_(std::move(off)), on_(std::move(on)), known_until_(known_until) {}

bool WorkingDays::is_working_day(const Date& day) const {
  if (off_.contains(day)) {
    return false;
  }
  return !is_weekend(day) || on_.contains(day);
}

WorkingDays::Deadline WorkingDays::after(const Date& start, int count) const {
  std::int64_t day = start.days_since_1970();
  for (int counted = 0; counted < count;) {
    ++day;
    if (is_working_day(Date::from_days(day))) {
      ++counted;
    }
  }
  const Date last = Date::from_days(day);
  return Deadline{last, last > known_until_};
}

int WorkingDays::between(const Date& from, const Date& to) const {
  if (to < from) {
    return -between(to, from);
  }
  std::int64_t days = weekdays_before(to.days_since_1970() + 1) - weekdays_before(from.days_since_1970() + 1);
  for (auto day = off_.upper_bound(from); day != off_.end() && *day <= to; ++day) {
    days -= is_weekend(*day) ? 0 : 1;
  }
  for (auto day = on_.upper_bound(from); day != on_.end() && *day <= to; ++day) {
    days += is_weekend(*day) && !off_.contains(*day) ? 1 : 0;
  }
  return static_cast<int>(days);
}

}  // namespace enact
