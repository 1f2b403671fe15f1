// How amounts are distributed: counts between round bounds, and the amounts that a given share of a set does
// not pass. All exact, in fen.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "bulk/outcome.hpp"

namespace enact::bulk {

// Bounds 1, 2 and 5 times the powers of ten of a yuan: 1, 2, 5, 10, 20 … yuan.
std::size_t band_of(std::int64_t fen);  // the first band whose bound the amount does not pass; fen > 0
std::size_t bands();
std::int64_t bound_of(std::size_t band);  // the greatest amount in it, in fen; no_bound of the last

// How many amounts, and how much together, lie in each band.
struct Histogram {
  std::vector<std::int64_t> counts = std::vector<std::int64_t>(bands());
  std::vector<Sum> sums = std::vector<Sum>(bands());

  void add(std::int64_t fen, std::int64_t times = 1);  // fen ≤ 0 lies in none
};

inline constexpr std::array<int, 7> quantile_percents = {0, 10, 25, 50, 75, 90, 100};
// By nearest rank: the least amount that so many percent of all do not pass; 0 % is the least, 100 % the
// greatest. Empty if there are none. `amounts` is put into another order.
std::vector<std::int64_t> quantiles(std::vector<std::int64_t>& amounts);

}  // namespace enact::bulk
