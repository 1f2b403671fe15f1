// The steps of a computation in words that can be checked by hand: "3,333,333.33 × 30% = 999,999.999".
// Told from a program and the values that its nodes had. Knows nothing of provisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "feel/ir.hpp"

namespace enact::determine {

// "1,234,567.891": as many decimals as the number has.
std::string grouped(const Decimal& number);

std::vector<Text> steps_of(const feel::ir::Program& program,
                           const std::vector<std::optional<feel::Value>>& nodes);
Text rounding_step(const Decimal& from, Fen to);
Text cap_step(Fen from, Fen to);

}  // namespace enact::determine
