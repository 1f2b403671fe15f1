// Numbers as scaled integers. See scaled.hpp.
#include "bulk/scaled.hpp"

namespace enact::bulk {

std::optional<Scaled> scaled(const Decimal& number) {
  for (int scale = 0; scale <= 12; ++scale) {
    const auto shifted = number.multiply(Decimal(ten_to(scale)));
    if (!shifted) return std::nullopt;
    if (!shifted->is_whole()) continue;
    const auto whole = shifted->to_int64();
    if (!whole || *whole == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return Scaled{*whole, scale};
  }
  return std::nullopt;
}

}  // namespace enact::bulk
