// Working days on a made-up calendar: counting forward and back agree, day by day and by arithmetic.
#include "base/workdays.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace enact {
namespace {

Date date(std::string_view text) {
  return Date::parse(text).value();
}

// A holiday week from Wednesday 2026-07-01 to Tuesday 07-07, worked off on Sunday 06-28 and Saturday 07-11.
WorkingDays sample() {
  return WorkingDays(
      {date("2026-07-01"), date("2026-07-02"), date("2026-07-03"), date("2026-07-06"), date("2026-07-07")},
      {date("2026-06-28"), date("2026-07-11")}, date("2026-12-31"));
}

TEST(WorkingDays, HolidaysAreOffAndShiftedWeekendsOn) {
  const WorkingDays calendar = sample();
  EXPECT_TRUE(calendar.is_working_day(date("2026-06-26")));
  EXPECT_FALSE(calendar.is_working_day(date("2026-06-27")));
  EXPECT_TRUE(calendar.is_working_day(date("2026-06-28")));
  EXPECT_FALSE(calendar.is_working_day(date("2026-07-01")));
  EXPECT_FALSE(calendar.is_working_day(date("2026-07-04")));
  EXPECT_TRUE(calendar.is_working_day(date("2026-07-11")));
}

TEST(WorkingDays, TheDayOfTheEventIsNotCounted) {
  const WorkingDays calendar = sample();
  EXPECT_EQ(calendar.after(date("2026-06-01"), 1).day, date("2026-06-02"));
  EXPECT_EQ(calendar.after(date("2026-06-05"), 1).day, date("2026-06-08"));
  EXPECT_EQ(calendar.after(date("2026-06-06"), 1).day, date("2026-06-08"));
  EXPECT_EQ(calendar.after(date("2026-06-26"), 5).day, date("2026-07-09"));
  EXPECT_EQ(calendar.after(date("2026-06-26"), 0).day, date("2026-06-26"));
}

TEST(WorkingDays, BeyondTheAnnouncedCalendarIsProvisional) {
  const WorkingDays calendar = sample();
  EXPECT_FALSE(calendar.after(date("2026-12-30"), 1).provisional);
  EXPECT_TRUE(calendar.after(date("2026-12-31"), 1).provisional);
  EXPECT_TRUE(WorkingDays().after(date("2026-06-01"), 1).provisional);
}

TEST(WorkingDays, BetweenCountsTheLastDayAndNotTheFirst) {
  const WorkingDays calendar = sample();
  EXPECT_EQ(calendar.between(date("2026-06-01"), date("2026-06-01")), 0);
  EXPECT_EQ(calendar.between(date("2026-06-01"), date("2026-06-02")), 1);
  EXPECT_EQ(calendar.between(date("2026-06-26"), date("2026-07-09")), 5);
  EXPECT_EQ(calendar.between(date("2026-07-09"), date("2026-06-26")), -5);
  EXPECT_EQ(calendar.between(date("2026-07-03"), date("2026-07-05")), 0);
}

TEST(WorkingDays, ADayBothOffAndOnIsOff) {
  const WorkingDays calendar({date("2026-06-27")}, {date("2026-06-27")}, date("2026-12-31"));
  EXPECT_FALSE(calendar.is_working_day(date("2026-06-27")));
  EXPECT_EQ(calendar.between(date("2026-06-26"), date("2026-06-29")), 1);
}

rc::Gen<std::set<Date>> some_days() {
  return rc::gen::container<std::set<Date>>(
      rc::gen::map(rc::gen::inRange<std::int64_t>(20'000, 20'100), &Date::from_days));
}

RC_GTEST_PROP(WorkingDaysProperties, BetweenUndoesAfter, ()) {
  const WorkingDays calendar(*some_days(), *some_days(), date("2026-12-31"));
  const Date start = Date::from_days(*rc::gen::inRange<std::int64_t>(19'950, 20'150));
  const int count = *rc::gen::inRange(1, 150);
  const Date last = calendar.after(start, count).day;
  RC_ASSERT(calendar.is_working_day(last));
  RC_ASSERT(calendar.between(start, last) == count);
  RC_ASSERT(calendar.between(start, last.add_days(-1).value()) == count - 1);
}

RC_GTEST_PROP(WorkingDaysProperties, BetweenCountsDayByDay, ()) {
  const WorkingDays calendar(*some_days(), *some_days(), date("2026-12-31"));
  const auto from = *rc::gen::inRange<std::int64_t>(-50, 20'150);
  const auto length = *rc::gen::inRange<std::int64_t>(0, 120);
  int counted = 0;
  for (std::int64_t day = from + 1; day <= from + length; ++day) {
    counted += calendar.is_working_day(Date::from_days(day)) ? 1 : 0;
  }
  RC_ASSERT(calendar.between(Date::from_days(from), Date::from_days(from + length)) == counted);
}

}  // namespace
}  // namespace enact
