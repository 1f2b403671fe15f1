// Exact scores. See fraction.hpp.
#include "selection/fraction.hpp"

#include <fmt/format.h>

#include <numeric>

namespace enact::selection {

__extension__ using Wide = __int128;

Fraction difference(const Fraction& a, const Fraction& b) {
  const std::int64_t under = std::lcm(a.under, b.under);
  return {a.over * (under / a.under) - b.over * (under / b.under), under};
}

std::string to_string(const Fraction& value) {
  const bool negative = value.over < 0;
  const Wide over = negative ? -static_cast<Wide>(value.over) : static_cast<Wide>(value.over);
  const auto hundredths = static_cast<std::int64_t>((over * 200 + value.under) / (Wide{2} * value.under));
  return fmt::format("{}{}.{:02}", negative && hundredths > 0 ? "-" : "", hundredths / 100, hundredths % 100);
}

}  // namespace enact::selection
