// The year's list for the budget management system, held against the ledger: for tests of this floor and
// above.
#pragma once

#include <gtest/gtest.h>

#include "ledger/budget.hpp"

namespace enact::ledger {

// INVARIANT: the rows of a line add up to what the ledger says of it.
inline void expect_budget_list(const store::Reader& reader, const Line& line) {
  Fen appropriated;
  Fen paid;
  for (const auto& row : budget_list(reader, line.year).rows) {
    if (std::get<std::string>(row[3]) != line.policy || std::get<std::string>(row[5]) != line.unit) continue;
    const std::string& kind = std::get<std::string>(row[2]);
    const bool is_payment = kind == "支付" || kind == "退汇" || kind == "追回";
    (is_payment ? paid : appropriated).count += std::get<Fen>(row[10]).count;
  }
  const LineState state = find_line(reader, line).value();
  EXPECT_EQ(appropriated, state.appropriated);
  EXPECT_EQ(paid, state.paid);
}

}  // namespace enact::ledger
