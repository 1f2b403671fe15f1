#include "determine/allocation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace enact::determine {
namespace {

using Given = std::vector<std::int64_t>;

TEST(Allocation, QueueServesWhoCameFirstAndGivesTheRestToTheOneReached) {
  const std::vector<Demand> demands{{"c", 500, 3}, {"a", 300, 1}, {"b", 400, 1}};
  // 300 to a, 400 to b (of the same turn, by its id), and of 1,000 there are 300 left for c.
  EXPECT_EQ(allocate(1000, demands, AllocationRule::queue), (Given{300, 300, 400}));
}

TEST(Allocation, RankingServesTheHighestFirst) {
  const std::vector<Demand> demands{{"a", 500, 60}, {"b", 300, 90}, {"c", 400, 60}};
  // 300 to b, 500 to a (before c by its id), and of 1,000 there are 200 left for c.
  EXPECT_EQ(allocate(1000, demands, AllocationRule::ranking), (Given{500, 300, 200}));
}

TEST(Allocation, ProportionGivesTheFenThatRemainByLargestRemainderThenById) {
  // 100 of 3 + 5 + 5 + 200 = 213: 300/213 = 1 rest 87, 500/213 = 2 rest 74 twice, 20000/213 = 93 rest 191.
  // 1 + 2 + 2 + 93 = 98; two fen remain: one for the rest of 191, one for that of 87.
  const std::vector<Demand> demands{{"d", 3, 0}, {"c", 5, 0}, {"b", 5, 0}, {"a", 200, 0}};
  EXPECT_EQ(allocate(100, demands, AllocationRule::pro_rata), (Given{2, 2, 2, 94}));
  // 10 of 4 × 5: 2 rest 10/20 for each; two fen remain: for a and b.
  const std::vector<Demand> equal{{"d", 5, 0}, {"c", 5, 0}, {"b", 5, 0}, {"a", 5, 0}};
  EXPECT_EQ(allocate(10, equal, AllocationRule::pro_rata), (Given{2, 2, 3, 3}));
}

TEST(Allocation, NothingOfNothing) {
  for (const AllocationRule rule : allocation_rules) {
    EXPECT_EQ(allocate(100, {}, rule), Given{});
    EXPECT_EQ(allocate(0, std::vector<Demand>{{"a", 5, 0}}, rule), Given{0});
    EXPECT_EQ(allocate(7, std::vector<Demand>{{"a", 0, 0}, {"b", 0, 0}}, rule), (Given{0, 0}));
  }
}

struct Case {
  std::vector<std::string> ids;
  std::vector<Demand> demands;  // borrow the ids
  std::int64_t budget = 0;
};

Case any_case() {
  Case made;
  const auto sums = *rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 10), rc::gen::inRange<std::int64_t>(0, 1LL << 50)));
  for (std::size_t i = 0; i < sums.size(); ++i) made.ids.push_back("claim-" + std::to_string(i));
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    made.demands.push_back({made.ids[i], sums[i], *rc::gen::inRange<std::int64_t>(-3, 3)});
    sum += sums[i];
  }
  made.budget = *rc::gen::inRange<std::int64_t>(0, sum + sum / 4 + 2);
  return made;
}

RC_GTEST_PROP(AllocationProperty, ComesToTheBudgetOrTheDemandAndNobodyGetsMoreThanDemanded, ()) {
  const Case one = any_case();
  for (const AllocationRule rule : allocation_rules) {
    const Given given = allocate(one.budget, one.demands, rule);
    std::int64_t demanded = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      RC_ASSERT(given[i] >= 0);
      RC_ASSERT(given[i] <= one.demands[i].fen);
      demanded += one.demands[i].fen;
    }
    RC_ASSERT(std::accumulate(given.begin(), given.end(), std::int64_t{0}) == std::min(one.budget, demanded));
  }
}

RC_GTEST_PROP(AllocationProperty, DoesNotDependOnTheOrder, ()) {
  const Case one = any_case();
  std::vector<Demand> other = one.demands;
  std::reverse(other.begin(), other.end());
  if (!other.empty()) {
    std::rotate(other.begin(), other.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(other)),
                other.end());
  }
  for (const AllocationRule rule : allocation_rules) {
    const Given given = allocate(one.budget, one.demands, rule);
    const Given again = allocate(one.budget, other, rule);
    std::map<std::string_view, std::int64_t> by_id;
    for (std::size_t i = 0; i < given.size(); ++i) by_id[one.demands[i].id] = given[i];
    for (std::size_t i = 0; i < again.size(); ++i) RC_ASSERT(by_id.at(other[i].id) == again[i]);
  }
}

// Nobody is more than a fen away from the exact share: |given * sum - demand * budget| < sum.
RC_GTEST_PROP(AllocationProperty, ProportionIsWithinAFenOfTheExactShare, ()) {
  __extension__ using Wide = __int128;
  const Case one = any_case();
  Wide sum = 0;
  for (const Demand& demand : one.demands) sum += demand.fen;
  RC_PRE(sum > one.budget);
  const Given given = allocate(one.budget, one.demands, AllocationRule::pro_rata);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Wide off = given[i] * sum - Wide{one.demands[i].fen} * one.budget;
    RC_ASSERT(off < sum);
    RC_ASSERT(-off < sum);
  }
}

}  // namespace
}  // namespace enact::determine
