// Durations: reading, the one way of writing, and limits.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/calendar.hpp"

namespace enact {
namespace {

std::string days_text(std::string_view text) {
  const std::optional<DaysDuration> parsed = DaysDuration::parse(text);
  return parsed ? parsed->to_string() : "nothing";
}

std::string months_text(std::string_view text) {
  const std::optional<MonthsDuration> parsed = MonthsDuration::parse(text);
  return parsed ? parsed->to_string() : "nothing";
}

TEST(DaysDuration, IsWrittenInTheLargestUnits) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"P1D", "P1D"},
      {"PT3M", "PT3M"},
      {"PT0.000S", "PT0S"},
      {"P0D", "PT0S"},
      {"-P0D", "PT0S"},
      {"-PT1H2M", "-PT1H2M"},
      {"PT1000M0.999999999S", "PT16H40M0.999999999S"},
      {"PT24H", "P1D"},
      {"P2DT274M", "P2DT4H34M"},
      {"PT3600S", "PT1H"},
      {"-P3DT4H5M6.789S", "-P3DT4H5M6.789S"},
      {"-PT0.5S", "-PT0.5S"},
      {"P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"},
      {"PT9223372036854775S", "P106751991167DT7H12M55S"},
  };
  for (const auto& [text, written] : cases) {
    EXPECT_EQ(days_text(text), written) << text;
  }
}

TEST(DaysDuration, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "P",
                           "PT",
                           "P0",
                           "-",
                           "1D",
                           "P1S",
                           "P1H",
                           "P1DT",
                           "PT1D",
                           "PT1M1H",
                           "P1D1D",
                           "PT1S1S",
                           "P1.5D",
                           "PT1.5H",
                           "PT1.S",
                           "PT.5S",
                           "P-1D",
                           "+P1D",
                           "p1d",
                           "P1Y",
                           "P1Y1D",
                           "P1M",
                           "PT1S ",
                           "PT0.1234567891S",
                           "PT9999999999999999999S",
                           "P999999999999999999D"}) {
    EXPECT_EQ(days_text(text), "nothing") << text;
  }
}

TEST(MonthsDuration, IsWrittenInYearsAndMonths) {
  EXPECT_EQ(months_text("P1Y2M"), "P1Y2M");
  EXPECT_EQ(months_text("P0Y"), "P0M");
  EXPECT_EQ(months_text("-P1Y"), "-P1Y");
  EXPECT_EQ(months_text("P26M"), "P2Y2M");
  EXPECT_EQ(months_text("P1Y14M"), "P2Y2M");
  EXPECT_EQ(months_text("-P999999999M"), "-P83333333Y3M");
  EXPECT_EQ((MonthsDuration{INT64_MIN}.to_string()), "-P768614336404564650Y8M");
}

TEST(MonthsDuration, RefusesWhatIsNone) {
  for (const char* text : {"", "P", "1Y", "PY", "P1", "P1M1Y", "P1Y2", "P1Y1D", "P1D", "P1YT", "P1Y ",
                           "P1Y1Y", "P999999999999999999Y", "P1.5Y"}) {
    EXPECT_EQ(months_text(text), "nothing") << text;
  }
}

RC_GTEST_PROP(DurationProperties, TextAndBack, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000);
  const auto nanoseconds = *rc::gen::inRange<std::int32_t>(0, 1'000'000'000);
  const DaysDuration days{seconds, seconds < 0 ? -nanoseconds : nanoseconds};
  RC_ASSERT(DaysDuration::parse(days.to_string()) == days);
  const MonthsDuration months{seconds};
  RC_ASSERT(MonthsDuration::parse(months.to_string()) == months);
}

}  // namespace
}  // namespace enact
