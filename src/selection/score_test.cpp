// Scores by hand, and that neither scores nor the ranking depend on the order of the sheets.
#include "selection/score.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "selection/draw.hpp"
#include "selection/ranking.hpp"
#include "selection/test_sample.hpp"

namespace enact::selection {
namespace {

TEST(Score, ReadsWhatACriterionAllows) {
  const policy::Selection::Criterion criterion{"新", {}, 40, 50};
  EXPECT_EQ(read_score(criterion, "37.5"), 3750);
  EXPECT_EQ(read_score(criterion, "0"), 0);
  EXPECT_EQ(read_score(criterion, "50.00"), 5000);
  for (const char* wrong : {"50.01", "-1", "1.234", "", "x", "NaN"})
    EXPECT_FALSE(read_score(criterion, wrong)) << wrong;
  EXPECT_EQ(score_text(3750), "37.5");
  EXPECT_EQ(score_text(0), "0");
  EXPECT_EQ(score_text(10000), "100");
}

TEST(Score, OfASheetAndOfABid) {
  const auto selection = sample::selection();
  // 40 × 80/100 + 35 × 40/50 + 25 × 9/10 = 32 + 28 + 22.5 = 82.5
  const std::vector<Sheet> sheets{{"E1", "B", {8000, 4000, 900}},
                                  // 40 × 70/100 + 35 × 45/50 + 25 × 8/10 = 28 + 31.5 + 20 = 79.5
                                  {"E2", "B", {7000, 4500, 800}},
                                  // 40 × 30/100 + 35 × 20/50 + 25 × 4/10 = 12 + 14 + 10 = 36
                                  {"E3", "B", {3000, 2000, 400}}};
  EXPECT_EQ(total_of(selection.criteria, sheets[0]), (Fraction{825, 10}));
  const BidScore score = score_of(selection, "B", sheets);
  EXPECT_EQ(score.score, (Fraction{198, 3}));  // (82.5 + 79.5 + 36) / 3
  EXPECT_EQ(to_string(score.score), "66.00");
  EXPECT_EQ(score.median, (Fraction{795, 10}));
  EXPECT_EQ(score.spread, (Fraction{465, 10}));
  EXPECT_EQ(score.by_criterion[0], (Fraction{60, 1}));  // (80 + 70 + 30) / 3
  // 43.5 from the median, more than 20; 3 are not.
  EXPECT_FALSE(score.lines[0].outlier);
  EXPECT_TRUE(score.lines[2].outlier);
}

TEST(Score, DropsTheHighestAndTheLowestAsDeclared) {
  auto selection = sample::selection();
  selection.score.drop_highest = 1;
  selection.score.drop_lowest = 1;
  const std::vector<Sheet> sheets{
      {"E1", "B", {8000, 4000, 900}}, {"E2", "B", {7000, 4500, 800}}, {"E3", "B", {3000, 2000, 400}}};
  const BidScore score = score_of(selection, "B", sheets);
  EXPECT_EQ(score.score, (Fraction{795, 10}));
  EXPECT_TRUE(score.lines[0].dropped);
  EXPECT_FALSE(score.lines[1].dropped);
  EXPECT_TRUE(score.lines[2].dropped);
}

TEST(Score, ExactlyTheDistanceIsNoOutlier) {
  auto selection = sample::selection();
  selection.criteria = {{"一", {}, 100, 100}};
  selection.ties = {};
  const std::vector<Sheet> sheets{{"E1", "B", {8000}}, {"E2", "B", {6000}}, {"E3", "B", {8000}}};
  EXPECT_FALSE(score_of(selection, "B", sheets).lines[1].outlier);
  const std::vector<Sheet> beyond{{"E1", "B", {8000}}, {"E2", "B", {5999}}, {"E3", "B", {8000}}};
  EXPECT_TRUE(score_of(selection, "B", beyond).lines[1].outlier);
}

TEST(Score, IsWrittenRoundedHalfUp) {
  EXPECT_EQ(to_string(Fraction{250, 3}), "83.33");
  EXPECT_EQ(to_string(Fraction{500, 3}), "166.67");
  EXPECT_EQ(to_string(Fraction{1, 200}), "0.01");
  EXPECT_EQ(to_string(Fraction{-1, 3}), "-0.33");
}

TEST(Ranking, BreaksTiesByCriterionThenByLot) {
  const auto selection = sample::selection();
  const auto scored = [&](const std::string& bid, std::vector<std::int64_t> hundredths) {
    const std::vector<Sheet> sheets{{"E1", bid, std::move(hundredths)}};
    return score_of(selection, bid, sheets);
  };
  // A: 40 + 0 + 25 = 65. B: 30 + 35 + 0 = 65, C as B. D: 0.
  const std::vector<BidScore> scores{scored("D", {0, 0, 0}), scored("C", {7500, 5000, 0}),
                                     scored("B", {7500, 5000, 0}), scored("A", {10000, 0, 1000})};
  const auto ranking = rank(selection, 1, scores, "seed");
  ASSERT_EQ(ranking.size(), 4U);
  EXPECT_EQ(ranking[0].bid, "A");
  EXPECT_EQ(ranking[0].standing, Standing::winner);
  EXPECT_EQ(ranking[0].before_next_by, "新");
  const std::string second = lot("seed", "B") < lot("seed", "C") ? "B" : "C";
  EXPECT_EQ(ranking[1].bid, second);
  EXPECT_EQ(ranking[1].standing, Standing::reserve);
  EXPECT_EQ(ranking[1].before_next_by, "lot");
  EXPECT_EQ(ranking[2].standing, Standing::passed);
  EXPECT_EQ(ranking[2].before_next_by, "score");
  EXPECT_EQ(ranking[3].standing, Standing::failed);
}

TEST(Ranking, ExactlyThePassMarkPasses) {
  auto selection = sample::selection();
  selection.criteria = {{"一", {}, 100, 100}};
  selection.ties = {};
  const std::vector<Sheet> at{{"E1", "A", {6000}}};
  const std::vector<Sheet> below{{"E1", "B", {5999}}};
  const std::vector<BidScore> scores{score_of(selection, "A", at), score_of(selection, "B", below)};
  const auto ranking = rank(selection, 2, scores, "s");
  EXPECT_EQ(ranking[0].standing, Standing::winner);
  EXPECT_EQ(ranking[1].standing, Standing::failed);
}

RC_GTEST_PROP(Ranking, DoesNotDependOnTheOrderOfTheScores, ()) {
  auto selection = sample::selection();
  selection.panel.size = 5;
  selection.score.drop_highest = *rc::gen::inRange(0, 2);
  selection.score.drop_lowest = *rc::gen::inRange(0, 2);
  const int bids = *rc::gen::inRange(1, 7);
  const int experts = *rc::gen::inRange(3, 7);
  std::vector<std::vector<Sheet>> sheets;
  for (int b = 0; b < bids; ++b) {
    auto& of_bid = sheets.emplace_back();
    for (int e = 0; e < experts; ++e) {
      // Few values, so that ties are common.
      Sheet sheet{"E" + std::to_string(e), "B" + std::to_string(b), {}};
      for (const auto& criterion : selection.criteria) {
        sheet.hundredths.push_back(*rc::gen::inRange(0, 3) * criterion.most * 50);
      }
      of_bid.push_back(std::move(sheet));
    }
  }
  const auto ranked = [&] {
    std::vector<BidScore> scores;
    for (const auto& of_bid : sheets) scores.push_back(score_of(selection, of_bid.front().bid, of_bid));
    return rank(selection, 2, scores, "seed");
  };
  const auto first = ranked();
  // Another order of sheets and of bids.
  for (auto& of_bid : sheets) std::ranges::rotate(of_bid, of_bid.begin() + *rc::gen::inRange(0, experts));
  std::ranges::rotate(sheets, sheets.begin() + *rc::gen::inRange(0, bids));
  const auto second = ranked();
  RC_ASSERT(first.size() == second.size());
  std::set<std::string> seen;
  for (std::size_t i = 0; i < first.size(); ++i) {
    RC_ASSERT(first[i].bid == second[i].bid);
    RC_ASSERT(first[i].standing == second[i].standing);
    RC_ASSERT(first[i].before_next_by == second[i].before_next_by);
    seen.insert(first[i].bid);
  }
  RC_ASSERT(static_cast<int>(seen.size()) == bids);
}

}  // namespace
}  // namespace enact::selection
