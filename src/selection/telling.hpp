// What acceptance and stages of a contract tell determination: an item of a list fact of the bidder, attested
// by the organiser. Casework pays what follows from it. Internal to the floor.
#pragma once

#include <optional>

#include "selection/calls.hpp"

namespace enact::selection {

// Whether the event attests something.
bool tells(const policy::Selection& declared, const Call& before, const Event& event);
// Attests it. A list fact that was attested is superseded by one with the item behind.
std::optional<store::Fault> tell(store::Transaction& tx, const CallFile& file, const Event& event);

}  // namespace enact::selection
