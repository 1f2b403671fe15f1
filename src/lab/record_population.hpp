// What is on record of the space's own subjects, as a population of the policy lab.
#pragma once

#include "casework/library.hpp"
#include "lab/lab.hpp"
#include "store/database.hpp"

namespace enact::lab {

// Every subject with the facts known now and holding on the day of asking; decisions and payments belong to
// cases and are left out. `database` and `library` must outlive it.
Population record_population(store::Database& database, const casework::Library& library);

}  // namespace enact::lab
