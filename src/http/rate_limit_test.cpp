#include "http/rate_limit.hpp"

#include <gtest/gtest.h>

namespace enact::http {
namespace {

TEST(RateLimit, HoldsEachClientByItselfAmongMoreThanItRemembers) {
  RateLimit limit({.per_second = 1, .burst = 2});
  auto now = std::chrono::steady_clock::time_point(std::chrono::hours(1));
  EXPECT_TRUE(limit.take("a", now));
  EXPECT_TRUE(limit.take("a", now));
  for (int second = 0; second < 3; ++second) {
    for (int i = 0; i < 25'000; ++i) ASSERT_TRUE(limit.take(std::to_string(i), now));
    EXPECT_FALSE(limit.take("a", now)) << second;
    now += std::chrono::seconds(1);
    EXPECT_TRUE(limit.take("a", now)) << second;
  }
}

}  // namespace
}  // namespace enact::http
