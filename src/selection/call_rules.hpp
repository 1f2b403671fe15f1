// Who may do what at which stage of a call: one table. Internal to the floor.
#pragma once

#include <optional>

#include "selection/call.hpp"

namespace enact::selection {

Refusal refuse(Refusal::Kind kind, std::string code, Text message, Text help);
Refusal invalid(std::string code, Text message, Text help = {});
Refusal conflict(std::string code, Text message, Text help = {});

// What stage, role and separation of duties say; what the action itself needs is looked at by attempt().
std::optional<Refusal> permitted(const Call& call, const Rules& rules, const Actor& actor,
                                 const Event& wanted);
bool reason_required(Kind kind);
}  // namespace enact::selection
