// What casework brings to the database: the projections of case events that lists read, and its own
// append-only tables of what does not belong into events (bank accounts, contacts, objectors' names).
#pragma once

#include "store/module.hpp"

namespace enact::casework {

// For store::OpenOptions::modules, after those of identity and ledger.
store::Module module();

}  // namespace enact::casework
