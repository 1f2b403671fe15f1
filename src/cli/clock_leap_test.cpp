#include "cli/clock_leap.hpp"

#include <gtest/gtest.h>

namespace enact::cli {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

TEST(ClockLeap, IsTheDifferenceThatTheClockWasSetBy) {
  const Instant start = *Instant::parse("2026-03-10T01:00:00Z");
  const microseconds boot = hours(50);
  const ClockLeap leap(start, boot);
  const auto ahead = [&](microseconds set_by, microseconds passed) {
    return leap.ahead({start.microseconds + passed.count() + set_by.count()}, boot + passed);
  };
  EXPECT_EQ(ahead(seconds(0), hours(1000)), 0) << "time that passes is no leap";
  EXPECT_EQ(ahead(hours(24 * 365), hours(1)), microseconds(hours(24 * 365)).count());
  EXPECT_EQ(ahead(-hours(1), hours(1)), -microseconds(hours(1)).count());
}

TEST(ClockLeap, TheMachineCountsOn) {
  const auto first = since_boot();
  EXPECT_GT(first.count(), 0);
  EXPECT_GE(since_boot(), first);
}

}  // namespace
}  // namespace enact::cli
