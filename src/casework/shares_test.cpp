// Amounts divided by shares, to the fen.
#include "casework/shares.hpp"
#include "casework/test_shares.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace enact::casework {
namespace {

std::int64_t sum_of(const std::vector<Fen>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                         [](std::int64_t sum, Fen one) { return sum + one.count; });
}

// Who gets how many fen, as numbers.
std::vector<std::int64_t> split(std::int64_t fen, const std::vector<int>& shares) {
  std::vector<std::int64_t> counts;
  for (const Fen one : split_by_shares(Fen{fen}, shares)) counts.push_back(one.count);
  return counts;
}

TEST(Division, AFenThatIsLeftGoesToTheGreatestAndThenToWhoIsBehind) {
  const std::vector<int> shares = {3'333, 3'333, 3'334};
  EXPECT_EQ(split(1, shares), (std::vector<std::int64_t>{0, 0, 1}));
  EXPECT_EQ(split(2, shares), (std::vector<std::int64_t>{1, 0, 1}));
  EXPECT_EQ(split(4, shares), (std::vector<std::int64_t>{1, 1, 2}));
  EXPECT_EQ(split(10'000'000, shares), (std::vector<std::int64_t>{3'333'000, 3'333'000, 3'334'000}));
  EXPECT_EQ(split(5, {0, whole_share}), (std::vector<std::int64_t>{0, 5}));
  EXPECT_EQ(split(0, shares), (std::vector<std::int64_t>{0, 0, 0}));
}

// INVARIANT: the parts add up to the amount, and nobody is a whole fen away from its exact share.
TEST(Division, LoseAndMakeNoFen) {
  std::mt19937 random(20261126);
  for (int i = 0; i < 2'000; ++i) {
    const std::vector<int> shares = test::random_shares(random, 0, 5);
    const std::int64_t amount = std::uniform_int_distribution<std::int64_t>(0, 1'000'000'007)(random);
    const std::vector<Fen> parts = split_by_shares(Fen{amount}, shares);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::int64_t away = parts[k].count * whole_share - amount * shares[k];
      EXPECT_LT(std::abs(away), whole_share);
    }
    EXPECT_EQ(sum_of(parts), amount);
  }
}

// INVARIANT: a greater amount is nobody's loss, within a round of 10,000 fen and into the next.
TEST(Division, NobodyHasLessOfMore) {
  std::mt19937 random(20261127);
  for (int i = 0; i < 100; ++i) {
    const std::vector<int> shares = test::random_shares(random, 0, 5);
    std::int64_t fen = std::uniform_int_distribution<std::int64_t>(0, whole_share)(random);
    auto before = split(fen, shares);
    for (int more = 0; more < 20; ++more) {
      const auto now = split(++fen, shares);
      for (std::size_t k = 0; k < now.size(); ++k) ASSERT_GE(now[k], before[k]) << fen;
      before = now;
    }
  }
}

// INVARIANT: whatever the parts, everybody has in the end what it would have had at once; and where something
// was taken from somebody between them, it is made up first, and nobody is given less than nothing.
TEST(Division, InPartsComeToTheSameAsAtOnce) {
  std::mt19937 random(20261128);
  for (int i = 0; i < 40; ++i) {
    const std::vector<int> shares = test::random_shares(random, 0, 5);
    std::int64_t all = std::uniform_int_distribution<std::int64_t>(1, 100'003)(random);
    const std::vector<Fen> at_once = split_by_shares(Fen{all}, shares);
    std::vector<Fen> had(shares.size());
    bool taken = false;
    while (all > 0) {
      const Fen part{std::uniform_int_distribution<std::int64_t>(1, all)(random)};
      const std::vector<Fen> more = split_further(part, shares, had);
      ASSERT_EQ(sum_of(more), part.count);
      for (std::size_t k = 0; k < more.size(); ++k) {
        ASSERT_GE(more[k].count, 0);
        had[k].count += more[k].count;
        ASSERT_LE(had[k].count, at_once[k].count);
      }
      all -= part.count;
      if (!taken) {
        ASSERT_EQ(had, split_by_shares(Fen{sum_of(had)}, shares));
      }
      if (std::uniform_int_distribution<int>(0, 3)(random) == 0) {
        Fen& from = had[std::uniform_int_distribution<std::size_t>(0, had.size() - 1)(random)];
        const std::int64_t back = std::uniform_int_distribution<std::int64_t>(0, from.count / 2)(random);
        from.count -= back;
        all += back;
        taken = taken || back > 0;
      }
    }
    EXPECT_EQ(had, at_once);
  }
}

}  // namespace
}  // namespace enact::casework
