// Dates and instants, at the edges of months, centuries and of the range.
#include "base/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace enact {
namespace {

Date date(std::string_view text) {
  const std::optional<Date> parsed = Date::parse(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.value_or(Date{});
}

TEST(Date, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(Date::make(2026, 2, 29).has_value());
  EXPECT_TRUE(Date::make(2024, 2, 29).has_value());
  EXPECT_FALSE(Date::make(1900, 2, 29).has_value());
  EXPECT_TRUE(Date::make(2000, 2, 29).has_value());
  EXPECT_FALSE(Date::make(2026, 4, 31).has_value());
  EXPECT_FALSE(Date::make(2026, 13, 1).has_value());
  EXPECT_FALSE(Date::make(2026, 0, 1).has_value());
  EXPECT_FALSE(Date::make(2026, 1, 0).has_value());
  EXPECT_FALSE(Date::make(1'000'000'000, 1, 1).has_value());
  EXPECT_FALSE(Date::make(-1'000'000'000, 1, 1).has_value());
}

TEST(Date, ReadsWhatXsdReads) {
  for (const char* text : {"2025-10-23", "0001-01-01", "0000-02-29", "-0044-03-15", "12026-01-01",
                           "999999999-12-31", "-999999999-01-01"}) {
    EXPECT_EQ(date(text).to_string(), text);
  }
  for (const char* text :
       {"", "2025", "2025-1-1", "2025-10-2", "25-10-23", "998-12-31", "01211-12-31", "9999999999-12-25",
        "2025-13-10", "2017-12-32", "2025-10-23 ", " 2025-10-23", "2025/10/23", "20251023", "+2025-10-23",
        "2025-10-23Z", "２０２５-10-23", "2025-10-023"}) {
    EXPECT_FALSE(Date::parse(text).has_value()) << text;
  }
}

TEST(Date, KnownDays) {
  EXPECT_EQ(date("1970-01-01").days_since_1970(), 0);
  EXPECT_EQ(date("2000-03-01").days_since_1970(), 11'017);
  EXPECT_EQ(date("1969-12-31").days_since_1970(), -1);
  EXPECT_EQ(date("0000-03-01").days_since_1970(), -719'468);
  EXPECT_EQ(date("2025-10-23").weekday(), 4);
  EXPECT_EQ(date("1969-12-28").weekday(), 7);
  EXPECT_EQ(date("2024-12-31").day_of_year(), 366);
  EXPECT_EQ(date("2025-03-01").day_of_year(), 60);
}

TEST(Date, IsoWeekBelongsToTheYearOfItsThursday) {
  EXPECT_EQ(date("2021-01-03").iso_week(), 53);
  EXPECT_EQ(date("2021-01-04").iso_week(), 1);
  EXPECT_EQ(date("2024-12-30").iso_week(), 1);
  EXPECT_EQ(date("2020-12-31").iso_week(), 53);
  EXPECT_EQ(date("2026-06-15").iso_week(), 25);
}

TEST(Date, MonthsAreCutToTheirLength) {
  EXPECT_EQ(date("2026-01-31").add_months(1)->to_string(), "2026-02-28");
  EXPECT_EQ(date("2024-01-31").add_months(1)->to_string(), "2024-02-29");
  EXPECT_EQ(date("2026-03-31").add_months(-1)->to_string(), "2026-02-28");
  EXPECT_EQ(date("2026-01-15").add_months(-1)->to_string(), "2025-12-15");
  EXPECT_EQ(date("2024-02-29").add_months(12)->to_string(), "2025-02-28");
  EXPECT_EQ(date("0001-01-01").add_months(-13)->to_string(), "-0001-12-01");
}

TEST(Date, LeavingTheRangeIsNothing) {
  const Date last = date("999999999-12-31");
  const Date first = date("-999999999-01-01");
  EXPECT_FALSE(last.add_days(1).has_value());
  EXPECT_FALSE(first.add_days(-1).has_value());
  EXPECT_FALSE(last.add_months(1).has_value());
  EXPECT_FALSE(last.add_days(INT64_MAX).has_value());
  EXPECT_FALSE(first.add_months(INT64_MIN).has_value());
  EXPECT_EQ(last.add_days(0), last);
}

TEST(Date, OrderIsTheOrderOfDays) {
  EXPECT_LT(date("2025-10-22"), date("2025-10-23"));
  EXPECT_LT(date("-0001-12-31"), date("0000-01-01"));
  EXPECT_LT(date("2025-09-30"), date("2025-10-01"));
}

RC_GTEST_PROP(DateProperties, DaysAndBack, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(-365'242'500'000, 365'242'500'000);
  RC_PRE(Date::in_range(days));
  const Date day = Date::from_days(days);
  RC_ASSERT(day.days_since_1970() == days);
  RC_ASSERT(Date::make(day.year, day.month, day.day) == day);
  RC_ASSERT(Date::parse(day.to_string()) == day);
}

RC_GTEST_PROP(DateProperties, TheNextDayIsOneLater, ()) {
  const Date day = Date::from_days(*rc::gen::inRange<std::int64_t>(-800'000, 800'000));
  const Date next = day.add_days(1).value();
  RC_ASSERT(day < next);
  RC_ASSERT(next.weekday() == day.weekday() % 7 + 1);
  RC_ASSERT(next.day == (day.day == days_in_month(day.year, day.month) ? 1 : day.day + 1));
}

RC_GTEST_PROP(DateProperties, MonthsForthAndBackLoseOnlyTheCut, ()) {
  const Date day = Date::from_days(*rc::gen::inRange<std::int64_t>(-800'000, 800'000));
  const auto months = *rc::gen::inRange<std::int64_t>(-5000, 5000);
  const Date there = day.add_months(months).value();
  const Date back = there.add_months(-months).value();
  RC_ASSERT(back.year == day.year);
  RC_ASSERT(back.month == day.month);
  RC_ASSERT(back.day <= day.day);
  RC_ASSERT((back.day == day.day) == (there.day == day.day));
}

TEST(Instant, IsWrittenInUtcToTheMicrosecond) {
  EXPECT_EQ(Instant{0}.to_string(), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(Instant{-1}.to_string(), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(Instant::parse("2026-03-10T01:02:03.000004Z")->to_string(), "2026-03-10T01:02:03.000004Z");
  EXPECT_EQ(Instant::parse("2026-03-10T01:02:03+08:00")->to_string(), "2026-03-09T17:02:03.000000Z");
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* text : {"2026-03-10", "2026-03-10T01:02:03", "2026-03-10T01:02:03@Asia/Shanghai",
                           "2026-03-10T01:02:03.0000001Z", "999999-01-01T00:00:00Z", "now"}) {
    EXPECT_FALSE(Instant::parse(text).has_value()) << text;
  }
}

TEST(Instant, TheLegalDayBeginsAtMidnightInShanghai) {
  EXPECT_EQ(Instant::parse("2025-10-22T15:59:59.999999Z")->legal_day(), date("2025-10-22"));
  EXPECT_EQ(Instant::parse("2025-10-22T16:00:00Z")->legal_day(), date("2025-10-23"));
  EXPECT_EQ(start_of_legal_day(date("2025-10-23")), *Instant::parse("2025-10-22T16:00:00Z"));
  EXPECT_EQ(Instant::parse("1969-12-31T15:00:00Z")->legal_day(), date("1969-12-31"));
}

RC_GTEST_PROP(InstantProperties, TextAndBack, (std::int64_t microseconds)) {
  const Instant instant{microseconds};
  RC_ASSERT(Instant::parse(instant.to_string()) == instant);
}

RC_GTEST_PROP(InstantProperties, ADayHoldsItsStartAndNotTheMomentBefore, ()) {
  const Date day = Date::from_days(*rc::gen::inRange<std::int64_t>(-100'000, 100'000));
  const Instant start = start_of_legal_day(day);
  RC_ASSERT(start.legal_day() == day);
  RC_ASSERT(Instant{start.microseconds - 1}.legal_day() == day.add_days(-1));
}

}  // namespace
}  // namespace enact
