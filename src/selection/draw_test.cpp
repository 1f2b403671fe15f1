// The draw is what its published algorithm says, keeps its constraints, and never seats whom something is
// held against.
#include "selection/draw.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "selection/test_sample.hpp"

namespace enact::selection {
namespace {

using Rules = policy::Selection::Panel;

std::vector<Candidate> pool(int count, int own) {
  std::vector<Candidate> made;
  for (int i = 0; i < count; ++i)
    made.push_back({.expert = "E" + std::to_string(i), .own_field = i < own, .against = {}});
  return made;
}

TEST(Draw, FollowsThePublishedAlgorithm) {
  // printf '%s' abc | sha256sum; printf 'abc:E0' | sha256sum; …
  EXPECT_EQ(commitment("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(lot("abc", "E0"), "644ef9582b6bb74ca2215cd8e35bc044b501aed41320eb45beb224f6b01464a0");
  const Rules rules{.size = 2, .spare = 1, .own_field = 0, .calls = 0, .years = 0};
  const auto everybody = pool(5, 0);
  const Panel panel = draw(rules, everybody, "abc");
  std::vector<std::string> expected;
  for (const Candidate& one : everybody) expected.push_back(one.expert);
  std::ranges::sort(expected, {}, [](const std::string& id) { return lot("abc", id); });
  EXPECT_EQ(panel.order, expected);
  EXPECT_EQ(panel.members, (std::vector<std::string>{expected[0], expected[1]}));
  EXPECT_EQ(panel.spares, (std::vector<std::string>{expected[2]}));
  EXPECT_TRUE(panel.complete());
}

TEST(Draw, KeepsPlacesForTheFieldAndSaysWhatIsMissing) {
  const Rules rules{.size = 3, .spare = 0, .own_field = 2, .calls = 0, .years = 0};
  const Panel panel = draw(rules, pool(6, 1), "s");
  EXPECT_EQ(panel.missing_own_field, 1);
  EXPECT_EQ(panel.members.size(), 2U);
  const Panel few = draw(rules, pool(2, 2), "s");
  EXPECT_EQ(few.missing, 1);
  EXPECT_FALSE(few.complete());
}

TEST(Draw, ReplacementKeepsTheFieldAndNeverComesTwice) {
  const Rules rules{.size = 2, .spare = 0, .own_field = 1, .calls = 0, .years = 0};
  const auto everybody = pool(6, 3);
  const Panel panel = draw(rules, everybody, "s");
  // The one of the field leaves; the other stays.
  std::vector<std::string> remaining;
  for (const std::string& one : panel.members) {
    if (one != panel.members[0]) remaining.push_back(one);
  }
  const std::string next = replacement(rules, everybody, remaining, panel.members, "s");
  EXPECT_FALSE(next.empty());
  EXPECT_EQ(std::ranges::find(panel.members, next), panel.members.end());
  EXPECT_EQ(replacement(rules, everybody, {}, panel.order, "s"), "");
}

RC_GTEST_PROP(Draw, SeatsNobodyWithSomethingAgainstAndDoesNotDependOnTheOrder, ()) {
  const auto count = *rc::gen::inRange(0, 20);
  std::vector<Candidate> candidates;
  for (int i = 0; i < count; ++i) {
    Candidate one{.expert = "E" + std::to_string(i), .own_field = *rc::gen::arbitrary<bool>(), .against = {}};
    if (*rc::gen::inRange(0, 3) == 0) one.against.push_back({one.expert, "listed", "B"});
    candidates.push_back(std::move(one));
  }
  const int size = *rc::gen::inRange(1, 8);
  const Rules rules{.size = size,
                    .spare = *rc::gen::inRange(0, 3),
                    .own_field = *rc::gen::inRange(0, size + 1),
                    .calls = 0,
                    .years = 0};
  const auto seed = *rc::gen::nonEmpty<std::string>();
  const Panel panel = draw(rules, candidates, seed);
  const auto shuffled = *rc::gen::map(rc::gen::just(candidates), [](std::vector<Candidate> list) {
    std::ranges::reverse(list);
    return list;
  });
  const Panel again = draw(rules, shuffled, seed);
  RC_ASSERT(panel.members == again.members);
  RC_ASSERT(panel.spares == again.spares);
  RC_ASSERT(panel.order == again.order);

  const auto find = [&](const std::string& id) {
    return *std::ranges::find(candidates, id, &Candidate::expert);
  };
  int own = 0;
  for (const std::string& id : panel.members) {
    RC_ASSERT(find(id).against.empty());
    own += find(id).own_field ? 1 : 0;
  }
  for (const std::string& id : panel.spares) RC_ASSERT(find(id).against.empty());
  RC_ASSERT(static_cast<int>(panel.members.size()) <= rules.size);
  RC_ASSERT(!panel.complete() ||
            (static_cast<int>(panel.members.size()) == rules.size && own >= rules.own_field));
  // Incomplete only where the pool could not fill it.
  const auto able =
      std::ranges::count_if(candidates, [](const Candidate& one) { return one.against.empty(); });
  const auto able_own = std::ranges::count_if(
      candidates, [](const Candidate& one) { return one.against.empty() && one.own_field; });
  RC_ASSERT(panel.complete() == (able >= rules.size && able_own >= rules.own_field));
}

}  // namespace
}  // namespace enact::selection
