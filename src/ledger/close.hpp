// The end of a budget year for one line. Internal to the ledger.
#pragma once

#include "ledger/ledger.hpp"

namespace enact::ledger {

// What stands against closing the line and carrying `over` of what is available into the next year.
std::optional<store::Fault> close_obstacle(const store::Reader& reader, const Line& line, Fen over);
// Carries over and closes. Each open commitment is cancelled here and made again on the next year's line with
// what it still has; what was paid stays where it was paid. A closed line can be closed again, for money that
// has come back since. Precondition: no obstacle.
void close_line(store::Transaction& tx, const Line& line, Fen over, std::string_view event_id);

}  // namespace enact::ledger
