// Texts that were kept in clear, written anew with stand-ins for persons' numbers (store/stand_ins.hpp): of a
// space of an earlier version, or one that has its first key ring. Internal to the store.
#pragma once

#include <cstdint>
#include <span>

#include "store/module.hpp"
#include "store/sql.hpp"

namespace enact::store {

// In the transaction at hand, in every table but the events', which are sealed, and those of projections,
// which follow from them. How many texts.
std::int64_t write_texts_anew(Connection& connection, std::span<const Module> modules);

}  // namespace enact::store
