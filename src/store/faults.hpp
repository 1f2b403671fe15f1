// The faults that the store itself answers. Internal to the store.
#pragma once

#include <filesystem>

#include "store/fault.hpp"
#include "store/hash.hpp"
#include "store/sql.hpp"

namespace enact::store {

Fault cannot_open(const std::filesystem::path& file, std::string_view why);
Fault database_fault(const DatabaseError& error);
Fault exception_fault(std::string_view what);
Fault queue_full(std::size_t limit);
Fault stopped();
Fault outcome_unknown();
Fault unsafe_database(std::string_view settings);
Fault wants_keys();
Fault commit_unknown();
Fault connection_lost();
Fault log_rewritten(std::int64_t size);
Fault other_log_hash(HashKind found);
Fault key_reused(std::string_view key);
Fault version_conflict(std::string_view type, std::string_view id, std::int64_t expected, std::int64_t found);

}  // namespace enact::store
