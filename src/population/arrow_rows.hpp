// Rows of results as Arrow arrays, for another library in this process.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "population/arrow_abi.hpp"
#include "population/rows.hpp"

namespace enact::population {

// The schema of the batches: a struct; texts are utf8, amounts decimal128(24, 2) in yuan, dates days. `out`
// is the caller's to release.
void export_schema(const std::vector<OutColumn>& columns, ArrowSchema* out);

// Each part that is taken is handed on as one batch, a struct array that `take` owns from then on: it moves
// it away or releases it.
std::unique_ptr<RowSink> arrow_rows(const std::vector<OutColumn>& columns,
                                    std::function<void(ArrowArray* batch)> take);

}  // namespace enact::population
