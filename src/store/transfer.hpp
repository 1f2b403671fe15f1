// All rows of a space, moved from one kind of database into the other: a space in PostgreSQL is backed up
// into the same file as one in SQLite, and restored from it. Internal to the store.
#pragma once

#include <span>

#include "store/database.hpp"

namespace enact::store {

// Makes the tables of the modules in the empty database `to` and fills them with what `from` sees, in the
// caller's transaction on either side; one of both is SQLite. Triggers and references do not hold meanwhile:
// the rows are a state in which they held. Fault: conflict "store.other-schema" if `from` was not written
// with exactly these modules. Throws DatabaseError.
std::expected<void, Fault> move_space(Connection& from, Connection& to, std::span<const Module> modules);

}  // namespace enact::store
