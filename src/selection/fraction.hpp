// Exact scores: a fraction of whole numbers, compared without rounding. Knows nothing of who scored what.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace enact::selection {

struct Fraction {
  std::int64_t over = 0;
  std::int64_t under = 1;  // > 0

  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
    __extension__ using Wide = __int128;
    const Wide left = static_cast<Wide>(a.over) * b.under;
    const Wide right = static_cast<Wide>(b.over) * a.under;
    return left < right ? std::strong_ordering::less
                        : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
  }
  friend bool operator==(const Fraction& a, const Fraction& b) { return (a <=> b) == 0; }
};

// The difference, exact; both of the same denominator or of small ones (scores are: policy/selection.hpp).
Fraction difference(const Fraction& a, const Fraction& b);
// Rounded half up to two digits, "83.33". For people: whatever is decided is decided by the exact fraction.
std::string to_string(const Fraction& value);

}  // namespace enact::selection
