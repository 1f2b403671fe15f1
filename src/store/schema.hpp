// The store's own tables, and bringing a database to the schema of the modules it is opened with.
#pragma once

#include <expected>
#include <optional>
#include <span>

#include "store/database.hpp"
#include "store/module.hpp"

namespace enact::store {

Module core_module();

// Whether a migration ran. In the caller's transaction, which is rolled back on a fault. Faults (conflict):
// "store.newer-schema" if the database has a migration that no module knows, "store.migration-changed" if one
// that ran differs from the module's, "store.wrong-kind" for a space of another kind.
std::expected<bool, Fault> migrate(Connection& connection, std::span<const Module> modules, SpaceKind kind,
                                   Instant now);
// The tables of all modules in an empty scratch database.
void create_tables(Connection& connection, std::span<const Module> modules);
// The kind of a space that was made before; nullopt for a database without one.
std::optional<SpaceKind> kind_of_space(Connection& connection);

}  // namespace enact::store
