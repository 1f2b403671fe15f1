// See distribution.hpp.
#include "bulk/distribution.hpp"

#include <algorithm>

namespace enact::bulk {
namespace {

// Up to 5 * 10^13 yuan, and one band for all beyond.
constexpr std::size_t powers = 14;
constexpr std::array<std::int64_t, powers * 3 + 1> bounds = [] {
  std::array<std::int64_t, powers * 3 + 1> made{};
  std::int64_t power = 100;  // fen of a yuan
  for (std::size_t i = 0; i < powers; ++i, power *= 10) {
    made[3 * i] = power;
    made[3 * i + 1] = 2 * power;
    made[3 * i + 2] = 5 * power;
  }
  made.back() = no_bound;
  return made;
}();

}  // namespace

std::size_t bands() {
  return bounds.size();
}

std::int64_t bound_of(std::size_t band) {
  return bounds[band];
}

std::size_t band_of(std::int64_t fen) {
  return static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), fen) - bounds.begin());
}

void Histogram::add(std::int64_t fen, std::int64_t times) {
  if (fen <= 0) return;
  const std::size_t band = band_of(fen);
  counts[band] += times;
  sums[band] += Sum{fen} * times;
}

std::vector<std::int64_t> quantiles(std::vector<std::int64_t>& amounts) {
  std::vector<std::int64_t> found;
  if (amounts.empty()) return found;
  auto from = amounts.begin();
  for (const int percent : quantile_percents) {
    const std::size_t rank = (amounts.size() * static_cast<std::size_t>(percent) + 99) / 100;
    const auto at = amounts.begin() + static_cast<std::ptrdiff_t>(rank == 0 ? 0 : rank - 1);
    // Whatever stands before `from` is not greater than what stands from it on.
    std::nth_element(from, at, amounts.end());
    found.push_back(*at);
    from = at;
  }
  return found;
}

}  // namespace enact::bulk
