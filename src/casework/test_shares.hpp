// Shares at random, for the tests of what is divided by them.
#pragma once

#include <random>
#include <vector>

#include "casework/shares.hpp"

namespace enact::casework::test {

// Together a whole; between `fewest` and `most` of them, and one for what is left.
inline std::vector<int> random_shares(std::mt19937& random, int fewest, int most) {
  std::vector<int> shares;
  int left = whole_share;
  for (int count = std::uniform_int_distribution<int>(fewest, most)(random); count > 0; --count) {
    shares.push_back(std::uniform_int_distribution<int>(0, left)(random));
    left -= shares.back();
  }
  shares.push_back(left);
  return shares;
}

}  // namespace enact::casework::test
