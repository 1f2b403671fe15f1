// The ranking of the bids for one need: by score; those of one score criterion by criterion as declared, then
// by lot from the published seed. Winners and the reserve list are the first of those that reach the pass
// mark. Does not depend on the order of the scores. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"
#include "selection/score.hpp"

namespace enact::selection {

enum class Standing : std::uint8_t { winner, reserve, passed, failed };
std::string_view standing_id(Standing standing);
Text standing_title(Standing standing);

struct Ranked {
  std::string bid;
  int place = 0;  // 1, 2, 3 …
  Standing standing = Standing::failed;
  // What placed it before the next one: "score", a criterion's id, or "lot"; "" for the last.
  std::string before_next_by;
};

// `winners`: how many there can be (one a need, or the teams of a race).
std::vector<Ranked> rank(const policy::Selection& selection, int winners, std::span<const BidScore> scores,
                         std::string_view seed);

}  // namespace enact::selection
