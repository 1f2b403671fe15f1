// Backups of a space's database: a copy of one consistent state, made while others go on reading and writing,
// and put back. The key that signs the log is no part of it.
#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace enact::store {

// Copies the database of the space in `folder` into the new file `target` and syncs it (SQLite's backup API
// on a snapshot: writers are neither stopped nor awaited). Faults: unavailable "store.cannot-open",
// "store.copy-failed"; then there is no `target`.
std::expected<void, Fault> copy_database(const std::filesystem::path& folder,
                                         const std::filesystem::path& target);

// The same of a space in a PostgreSQL database: the same file, from one snapshot (REPEATABLE READ, which
// stops nobody). `modules` as OpenOptions. Also conflict "store.other-schema" if another version of the
// program wrote the space, invalid "store.no-space" if there is none.
std::expected<void, Fault> copy_postgres(const std::string& url, std::span<const Module> modules,
                                         const std::filesystem::path& target);
// Whether the space at a URL is as it should be; a fault if that cannot be found out.
using Verify = std::function<std::expected<bool, Fault>(const std::string& url)>;
// Fills the empty PostgreSQL database with the space in the file. It lies in a schema of its own until
// `verify`, given the URL of that, has said yes, and is then moved to its place in one transaction: a
// database holds a whole, verified space or none. False if `verify` says no; then, and with any fault,
// nothing is kept. What a run that was stopped has left in that schema goes with the next. Faults as above,
// and conflict "store.space-exists" if there is a space in the database.
std::expected<bool, Fault> fill_postgres(const std::filesystem::path& file, const std::string& url,
                                         std::span<const Module> modules, const Verify& verify);

// A copy as it lies there: its kind, and what SQLite's integrity and foreign key checks say. Opens the file
// without writing to it.
struct CopyState {
  SpaceKind kind = SpaceKind::training;
  std::vector<std::string> faults = {};
};
// Faults: unavailable "store.cannot-open"; invalid "store.no-space" if it is no database of a space.
std::expected<CopyState, Fault> look_at_copy(const std::filesystem::path& file);

// Renames within one disk, and syncs file and folder, so that it outlives a loss of power. Throws
// std::filesystem::filesystem_error.
void move_file(const std::filesystem::path& from, const std::filesystem::path& to);

// Moves the database file `made` into `folder` by a rename, so both must be on one disk. A database that is
// there is kept as `enact.db.replaced-N` and answered (empty if there was none). Faults: conflict
// "store.space-exists" if there is one and not `replace`, "store.space-in-use" if it is open somewhere.
// Throws std::filesystem::filesystem_error; then what was there is there.
std::expected<std::filesystem::path, Fault> put_in_place(const std::filesystem::path& made,
                                                         const std::filesystem::path& folder, bool replace);

}  // namespace enact::store
