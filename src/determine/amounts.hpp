// From the value of an amount expression to fen: figure, band of judgement, or bounds of what is not known.
// The one rounding (half up to the fen) of a computed amount happens here. Knows nothing of claims.
#pragma once

#include <optional>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

struct Figures {
  AmountResult amount;              // no `max`: nothing bounds it
  bool band = false;                // to be decided by a unit
  bool rounded = false;             // the value was not a whole number of fen
  bool absent = false;              // null: what it is computed from is known to be absent
  std::vector<feel::Cause> causes;  // why it is not known; empty: it is
};
Figures figures_of(const feel::Value& value);

// At most `limit`.
AmountResult capped(const AmountResult& amount, Fen limit);
AmountResult plus(const AmountResult& a, const AmountResult& b);

}  // namespace enact::determine
