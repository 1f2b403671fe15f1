// Erasing a field of an event under a retention rule: its value and its salt go, its digest stays, so that
// every proof holds as before and nobody can guess what it was.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "store/event.hpp"
#include "store/fault.hpp"

namespace enact::store {

struct FieldOfEvent {
  std::string event_id = {};
  std::string field = {};  // "payload.reason": a member of the payload; the other fields cannot be erased
};

// In the caller's step, which must compute the projections again (Database::erase does both). The value
// becomes the empty one of its JSON type. Appends "log.erased" with the rule and the names of the fields.
// Faults: not_found "store.no-such-field"; conflict "store.erased-before"; invalid "store.not-erasable" for
// an event of the first leaf format, whose payload has one digest.
std::expected<void, Fault> erase_fields(Transaction& tx, std::span<const FieldOfEvent> fields,
                                        const Actor& actor, std::string_view rule);

}  // namespace enact::store
