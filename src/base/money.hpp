// Money as a count of fen (分), the one representation outside FEEL. This is the one place that rounds a
// computed amount: half up to the fen.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "base/decimal.hpp"

namespace enact {

// An amount of CNY in fen. Arithmetic is checked: overflow answers nullopt.
struct Fen {
  std::int64_t count = 0;

  friend auto operator<=>(const Fen&, const Fen&) = default;
};

std::optional<Fen> add(Fen a, Fen b);
std::optional<Fen> subtract(Fen a, Fen b);

// Yuan to fen, rounded half up (away from zero for negatives); nullopt if it does not fit.
std::optional<Fen> fen_from_yuan(const Decimal& yuan);
// Exact; nullopt if `yuan` is not a whole number of fen.
std::optional<Fen> exact_fen_from_yuan(const Decimal& yuan);
Decimal yuan_from_fen(Fen amount);

// "1,234,567.89", always two digits after the point; the currency sign is the caller's business.
std::string format_yuan(Fen amount);

}  // namespace enact
