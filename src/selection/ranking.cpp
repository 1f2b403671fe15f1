// The ranking. See ranking.hpp.
#include "selection/ranking.hpp"

#include <algorithm>
#include <array>

#include "selection/draw.hpp"

namespace enact::selection {
namespace {

// Where a criterion stands in the declaration.
std::size_t place_of(const policy::Selection& selection, std::string_view criterion) {
  const auto found = std::ranges::find(selection.criteria, criterion, &policy::Selection::Criterion::id);
  return static_cast<std::size_t>(found - selection.criteria.begin());
}

// What tells two bids apart, and which comes first.
struct Told {
  bool first = false;
  std::string by;
};
Told tell_apart(const policy::Selection& selection, const BidScore& a, const BidScore& b,
                std::string_view seed) {
  if (a.score != b.score) return {a.score > b.score, "score"};
  for (const std::string& criterion : selection.ties) {
    const std::size_t place = place_of(selection, criterion);
    if (a.by_criterion[place] != b.by_criterion[place])
      return {a.by_criterion[place] > b.by_criterion[place], criterion};
  }
  return {lot(seed, a.bid) < lot(seed, b.bid), "lot"};
}

}  // namespace

std::string_view standing_id(Standing standing) {
  static constexpr std::array<std::string_view, 4> ids{"winner", "reserve", "passed", "failed"};
  return ids[static_cast<std::size_t>(standing)];
}

Text standing_title(Standing standing) {
  static const std::array<Text, 4> titles{Text{"入选", "selected"}, Text{"候补", "reserve"},
                                          Text{"合格未入选", "passed, not selected"},
                                          Text{"未达合格线", "below the pass mark"}};
  return titles[static_cast<std::size_t>(standing)];
}

std::vector<Ranked> rank(const policy::Selection& selection, int winners, std::span<const BidScore> scores,
                         std::string_view seed) {
  std::vector<const BidScore*> order;
  for (const BidScore& score : scores) order.push_back(&score);
  std::ranges::sort(order, [&](const BidScore* a, const BidScore* b) {
    return a != b && tell_apart(selection, *a, *b, seed).first;
  });
  std::vector<Ranked> ranking;
  int reserve = selection.reserve;
  for (std::size_t i = 0; i < order.size(); ++i) {
    Ranked one{.bid = order[i]->bid, .place = static_cast<int>(i) + 1, .before_next_by = ""};
    if (order[i]->score >= Fraction{selection.score.pass, 1}) {
      one.standing = winners > 0 ? Standing::winner : (reserve > 0 ? Standing::reserve : Standing::passed);
      if (winners > 0) {
        --winners;
      } else if (reserve > 0) {
        --reserve;
      }
    }
    if (i + 1 < order.size()) one.before_next_by = tell_apart(selection, *order[i], *order[i + 1], seed).by;
    ranking.push_back(std::move(one));
  }
  return ranking;
}

}  // namespace enact::selection
