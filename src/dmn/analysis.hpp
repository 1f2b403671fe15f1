// What a decision table leaves out and where its rows get in each other's way, found without trying values:
// docs/decision-tables.md. For `enact check` and for DMN models. Knows nothing of where the table was
// written.
#pragma once

#include <cstdint>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/table.hpp"

namespace enact::dmn {

struct Finding {
  enum class Kind : std::uint8_t {
    gap,           // no row for some inputs, and no default (warning)
    overlap,       // UNIQUE: two rows match (error)
    conflict,      // ANY: two rows match with different outputs (error)
    unreachable,   // a row that never decides: nothing passes its tests, or other rows always win (warning)
    duplicate,     // a row that says what an earlier one says (warning)
    not_analysed,  // columns whose cells are no constants, or a table beyond the limits (note)
  };
  Kind kind = Kind::gap;
  std::vector<std::size_t> rows;  // that it is about, from 0; empty for a gap
  // Of gaps, overlaps and conflicts: one value an input, for which it happens.
  std::vector<feel::Value> witness;
  Diagnostic diagnostic;  // codes "dmn.table-gap" and so on; at the row, other rows as labels
};

struct AnalysisLimits {
  std::size_t regions = 200'000;        // kept at once
  std::size_t row_numbers = 8'000'000;  // kept at once, four bytes each
  std::size_t steps = 100'000'000;
  std::size_t findings = 10;  // reported of one kind; how many more there are is said
};

// Exact for what null and the columns that are not analysed leave: a cell that is no constant is taken to
// hold where that avoids a finding. Inputs are not null, of their clause's type, and allowed by it.
std::vector<Finding> analyse(const DecisionTable& table, const AnalysisLimits& limits = {});

}  // namespace enact::dmn
