// Each kind of conflict is found, with its reason, whatever the spelling; nothing else is.
#include "selection/conflict.hpp"

#include <gtest/gtest.h>

#include "selection/test_sample.hpp"

namespace enact::selection {
namespace {

const BidOnRecord bid{
    .id = "B1", .bidder = "样例（一）厂", .team = {"王 五", "赵六"}, .partners = {"甲大学"}};

ExpertOnRecord expert(std::string person, std::string employer, std::vector<std::string> listed = {}) {
  return {.id = "E1",
          .person = std::move(person),
          .employer = std::move(employer),
          .listed = std::move(listed),
          .fields = {"芯"}};
}

TEST(Conflict, EachKindIsFoundWhateverTheSpelling) {
  const auto rules = sample::selection().conflicts;
  using Kinds = std::vector<ConflictKind>;
  EXPECT_EQ(conflicts(rules, expert("张三", "乙所"), bid), Kinds{});
  EXPECT_EQ(conflicts(rules, expert("王五", "乙所"), bid), Kinds{ConflictKind::own_bid});
  EXPECT_EQ(conflicts(rules, expert("张三", "样例(一)厂"), bid), Kinds{ConflictKind::same_employer});
  EXPECT_EQ(conflicts(rules, expert("张三", "甲大学 "), bid), Kinds{ConflictKind::partner});
  EXPECT_EQ(conflicts(rules, expert("张三", "乙所", {"赵六"}), bid), Kinds{ConflictKind::listed});
  EXPECT_EQ(conflicts(rules, expert("王五", "样例（一）厂", {"甲大学"}), bid),
            (Kinds{ConflictKind::own_bid, ConflictKind::same_employer, ConflictKind::listed}));
}

TEST(Conflict, OnlyWhatIsDeclaredCounts) {
  policy::Selection::Conflicts rules{.same_employer = false, .declared = true, .listed = ""};
  EXPECT_TRUE(conflicts(rules, expert("张三", "甲大学", {"赵六"}), bid).empty());
  // Nobody judges its own bid, whatever is declared.
  EXPECT_EQ(conflicts(rules, expert("赵六", "丙所"), bid).size(), 1U);
}

TEST(Conflict, NothingOnRecordIsNoConflict) {
  const BidOnRecord bare{.id = "B2", .bidder = "", .team = {""}, .partners = {""}};
  EXPECT_TRUE(conflicts(sample::selection().conflicts, expert("", "", {""}), bare).empty());
}

TEST(Conflict, CandidatesSayWhatStandsAgainstThem) {
  auto tired = expert("张三", "甲大学");
  tired.recent_calls = 2;
  const std::vector<ExpertOnRecord> experts{tired};
  const std::vector<BidOnRecord> bids{bid};
  const auto made = candidates(sample::selection(), "陶", experts, bids);
  ASSERT_EQ(made.size(), 1U);
  EXPECT_FALSE(made[0].own_field);
  EXPECT_EQ(made[0].against, (std::vector<PassedOver>{{"E1", "partner", "B1"}, {"E1", "rotation", ""}}));
  EXPECT_TRUE(candidates(sample::selection(), "芯", experts, bids)[0].own_field);
}

TEST(Conflict, NamesOfOneText) {
  EXPECT_EQ(names_in(" 张三、李四，甲大学;\n乙所 "),
            (std::vector<std::string>{"张三", "李四", "甲大学", "乙所"}));
  EXPECT_TRUE(names_in(" 、").empty());
}

}  // namespace
}  // namespace enact::selection
