// A cell of a CSV file: quoted where the format wants it, guarded where a spreadsheet would run it. Internal
// to the ledger.
#pragma once

#include <string>
#include <string_view>

namespace enact::ledger {

std::string csv_cell(std::string_view text);
// "-12.05": without grouping, for files.
std::string csv_yuan(std::int64_t fen);

}  // namespace enact::ledger
