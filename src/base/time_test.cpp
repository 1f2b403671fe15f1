// Times and dates with times: what the compliance suite of DMN accepts and refuses, zones, and far years.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/calendar.hpp"

namespace enact {
namespace {

std::string time_text(std::string_view text) {
  const std::optional<Time> parsed = Time::parse(text);
  return parsed ? parsed->to_string() : "nothing";
}

std::string moment_text(std::string_view text) {
  const std::optional<DateTime> parsed = DateTime::parse(text);
  return parsed ? parsed->to_string() : "nothing";
}

TEST(Time, ReadsAndWrites) {
  for (const char* text : {"01:02:03", "00:00:00", "23:59:59.999999999", "11:22:33.444", "23:59:00Z",
                           "10:20:00+01:00", "10:20:00-01:35", "11:59:45+02:45:55", "11:59:45-02:45:55",
                           "00:01:00@Europe/Paris", "12:00:00+18:00", "12:00:00@Etc/UTC"}) {
    EXPECT_EQ(time_text(text), text);
  }
  EXPECT_EQ(time_text("11:22:33-00:00"), "11:22:33Z");
  EXPECT_EQ(time_text("11:22:33.500"), "11:22:33.5");
  EXPECT_EQ(time_text("24:00:00"), "00:00:00");
  EXPECT_EQ(time_text("24:00:00.000Z"), "00:00:00Z");
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "23:59:60",
                           "24:00:01",
                           "24:01:00",
                           "24:00:00.1",
                           "25:00:00",
                           "00:60:00",
                           "00:00:61",
                           "07:1:00",
                           "7:20",
                           "07:2",
                           "07:20",
                           "11:30:00T",
                           "13:20:00@xyz/abc",
                           "13:20:00@",
                           "13:20:00+19:00",
                           "13:20:00+18:00:01",
                           "13:20:00+5",
                           "13:20:00+5:00",
                           "13:20:00+02:60",
                           "13:20:00+02:00@Europe/Paris",
                           "13:20:00Zx",
                           "13:20:00.",
                           "13:20:00.1234567891",
                           "-13:20:00"}) {
    EXPECT_EQ(time_text(text), "nothing") << text;
  }
}

TEST(Time, MakeChecksTheZoneToo) {
  EXPECT_TRUE(Time::make(23, 59, 59, 999'999'999).has_value());
  EXPECT_FALSE(Time::make(24, 0, 0, 0).has_value());
  EXPECT_FALSE(Time::make(0, 0, 0, 1'000'000'000).has_value());
  EXPECT_FALSE(Time::make(0, 0, 0, 0, Zone{Zone::Kind::offset, 18 * 3600 + 1, ""}).has_value());
  EXPECT_FALSE(Time::make(0, 0, 0, 0, Zone{Zone::Kind::named, 0, "Mars/Olympus"}).has_value());
  EXPECT_EQ(Time::parse("01:02:03.000000004")->nanoseconds_of_day(), 3'723'000'000'004);
}

TEST(Zone, NamesAreThoseOfIana) {
  for (const char* name :
       {"Asia/Shanghai", "Europe/Paris", "Etc/UTC", "Etc/GMT", "UTC", "Australia/Melbourne"}) {
    EXPECT_TRUE(is_known_zone(name)) << name;
  }
  // ICU would take each of these for something, CST even for Chicago.
  for (const char* name :
       {"", "CST", "GMT+8", "Etc/Unknown", "xyz/abc", "asia/shanghai", "UTC+08:00", "中国"}) {
    EXPECT_FALSE(is_known_zone(name)) << name;
  }
}

TEST(DateTime, ReadsAndWrites) {
  for (const char* text :
       {"2017-12-31T11:22:33.123456789", "2017-12-31T11:22:33Z", "2017-12-31T11:22:33.456+01:35",
        "2011-12-31T10:15:30.987@Europe/Paris", "999999999-12-31T23:59:59.999999999@Europe/Paris",
        "-999999999-12-31T23:59:59.999999999+02:00", "2011-12-31T10:15:30@Etc/UTC"}) {
    EXPECT_EQ(moment_text(text), text);
  }
  EXPECT_EQ(moment_text("2012-12-24"), "2012-12-24T00:00:00");
  EXPECT_EQ(moment_text("2017-12-31T24:00:00"), "2018-01-01T00:00:00");
  EXPECT_EQ(moment_text("2017-12-31T24:00:00Z"), "2018-01-01T00:00:00Z");
}

TEST(DateTime, RefusesWhatIsNoMoment) {
  for (const char* text : {"", "T", "11:00:00", "2011-12-03T", "2011-12-03T10:15:30+01:00@Europe/Paris",
                           "9999999999-12-27T11:22:33", "2017-13-0T11:22:33", "998-12-31T11:22:33",
                           "01211-12-31T11:22:33", "2017-12-31T24:00:01", "2017-12-31T25:00:00",
                           "2017-12-31 11:22:33", "2017-12-31t11:22:33", "999999999-12-31T24:00:00"}) {
    EXPECT_EQ(moment_text(text), "nothing") << text;
  }
}

TEST(DateTime, NamedZonesFollowTheirSummerTime) {
  const auto offset = [](std::string_view text) { return DateTime::parse(text).value().offset_seconds(); };
  EXPECT_EQ(offset("2026-01-15T12:00:00@Europe/Paris"), 3600);
  EXPECT_EQ(offset("2026-07-15T12:00:00@Europe/Paris"), 7200);
  EXPECT_EQ(offset("2026-07-15T12:00:00@Asia/Shanghai"), 8 * 3600);
  EXPECT_EQ(offset("2026-07-15T12:00:00Z"), 0);
  EXPECT_FALSE(offset("2026-07-15T12:00:00").has_value());
  // Skipped (02:30 on the last Sunday of March) and repeated readings take the offset before the change.
  EXPECT_EQ(offset("2026-03-29T02:30:00@Europe/Paris"), 3600);
  EXPECT_EQ(offset("2026-10-25T02:30:00@Europe/Paris"), 7200);
}

TEST(DateTime, FarYearsOfNamedZonesHaveTheRuleOfToday) {
  const auto offset = [](std::string_view text) { return DateTime::parse(text).value().offset_seconds(); };
  EXPECT_EQ(offset("999999999-07-15T12:00:00@Europe/Paris"), 7200);
  EXPECT_EQ(offset("999999999-12-31T12:00:00@Europe/Paris"), 3600);
  EXPECT_EQ(offset("3000-07-15T12:00:00@Australia/Sydney"), 10 * 3600);
  // Before there were zones: the mean time of the place.
  EXPECT_EQ(offset("-999999999-01-01T00:00:00@Europe/Paris"), 561);
  EXPECT_EQ(offset("1500-01-01T00:00:00@Europe/Paris"), 561);
}

TEST(DateTime, EpochSeconds) {
  EXPECT_EQ(DateTime::parse("1970-01-01T00:00:00Z")->epoch_seconds(), 0);
  EXPECT_EQ(DateTime::parse("1970-01-01T00:00:00")->epoch_seconds(), 0);
  EXPECT_EQ(DateTime::parse("1970-01-01T08:00:00+08:00")->epoch_seconds(), 0);
  EXPECT_EQ(DateTime::parse("1969-12-31T23:59:59Z")->epoch_seconds(), -1);
  EXPECT_EQ(DateTime::parse("2025-10-23T00:00:00@Asia/Shanghai")->epoch_seconds(), 1'761'148'800);
}

RC_GTEST_PROP(DateTimeProperties, EpochSecondsAndBack, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-60'000'000'000, 60'000'000'000);
  const auto nanosecond = *rc::gen::inRange<std::int32_t>(0, 1'000'000'000);
  const Zone zone = *rc::gen::element(Zone{}, Zone{Zone::Kind::offset, -5 * 3600 - 1800, ""},
                                      Zone{Zone::Kind::named, 0, "Asia/Shanghai"});
  const DateTime moment = DateTime::from_epoch_seconds(seconds, nanosecond, zone);
  RC_ASSERT(DateTime::parse(moment.to_string()) == moment);
  // In Shanghai's summers of 1940 to 1991 one hour a year is read twice; elsewhere a moment is its reading.
  if (zone.kind != Zone::Kind::named || seconds > 700'000'000) {
    RC_ASSERT(moment.epoch_seconds() == seconds);
  }
}

}  // namespace
}  // namespace enact
