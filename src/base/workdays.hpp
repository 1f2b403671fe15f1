// Working days by the State Council's yearly calendar: weekends off, holidays off, shifted weekends (调休)
// on. The calendar itself is a parameter table of the policy package; this only counts.
#pragma once

#include <map>
#include <set>

#include "base/calendar.hpp"

namespace enact {

class WorkingDays {
 public:
  WorkingDays() = default;
  // `off`: weekdays that are holidays; `on`: weekend days that are worked; `known_until`: last day for which
  // the calendar is announced, a result beyond it is provisional.
  WorkingDays(std::set<Date> off, std::set<Date> on, Date known_until);

  bool is_working_day(const Date& day) const;
  struct Deadline {
    Date day;
    bool provisional;  // reaches into a year whose calendar is not announced
  };
  // The last day of a term of `count` working days that begins on the day after `start` (民法典 201: the
  // day of the event is not counted). count >= 1; 0 answers `start`.
  Deadline after(const Date& start, int count) const;
  // Working days in (from, to]; negative if to < from.
  int between(const Date& from, const Date& to) const;

 private:
  std::set<Date> off_;
  std::set<Date> on_;
  Date known_until_;
};

}  // namespace enact
