#include "casework/shares.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace enact::casework {
namespace {

// Of the fen that are no whole 10,000: everybody's, by the quota method.
std::vector<int> quotas(int fen, std::span<const int> shares) {
  std::vector<int> given(shares.size(), 0);
  for (int next = 1; next <= fen; ++next) {
    std::size_t first = shares.size();
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const bool ahead = given[i] * whole_share >= next * shares[i];
      if (ahead) continue;
      // shares[i] / (given[i] + 1) is the greatest; of equals the first.
      if (first == shares.size() || shares[i] * (given[first] + 1) > shares[first] * (given[i] + 1))
        first = i;
    }
    ++given[first];
  }
  return given;
}

// By how much each is behind its share of a whole.
std::vector<Fen> missing(Fen whole, std::span<const int> shares, std::span<const Fen> had) {
  std::vector<Fen> parts = split_by_shares(whole, shares);
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i].count = std::max<std::int64_t>(parts[i].count - had[i].count, 0);
  return parts;
}

std::int64_t sum_of(std::span<const Fen> parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                         [](std::int64_t sum, Fen one) { return sum + one.count; });
}

}  // namespace

std::vector<Fen> split_by_shares(Fen amount, std::span<const int> shares) {
  const std::int64_t rounds = amount.count / whole_share;
  const std::vector<int> rest = quotas(static_cast<int>(amount.count % whole_share), shares);
  std::vector<Fen> parts;
  for (std::size_t i = 0; i < shares.size(); ++i) parts.push_back({rounds * shares[i] + rest[i]});
  return parts;
}

std::vector<Fen> split_further(Fen fen, std::span<const int> shares, std::span<const Fen> had) {
  std::int64_t high = sum_of(had) + fen.count;
  std::vector<Fen> parts = missing({high}, shares, had);
  if (sum_of(parts) == fen.count) return parts;  // nobody was ahead of its share
  // A whole that is a fen greater gives one fen more to somebody, so that what all are missing of it grows by
  // a fen or not at all: some whole is met exactly. Of the sum of all more than enough is missing.
  const auto enough = [&](std::int64_t whole) { return sum_of(missing({whole}, shares, had)) >= fen.count; };
  std::int64_t low = 0;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (enough(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return missing({low}, shares, had);
}

}  // namespace enact::casework
