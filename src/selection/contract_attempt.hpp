// What an action on a contract of a call needs. Internal to the floor.
#pragma once

#include <optional>

#include "selection/call.hpp"

namespace enact::selection {

// Fills in what follows (the conversion, the settlement).
std::optional<Refusal> attempt_contract(const Rules& rules, const Call& call, Event& event,
                                        const Date& today);

}  // namespace enact::selection
