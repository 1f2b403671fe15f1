// The expressions of a provision: which events, which conditions, how much, for which matter. Each is
// compiled in the part of the scope that it sees (Provision::scope).
#pragma once

#include "policy/provisions.hpp"

namespace enact::policy {

// Fills what depends on the facts of `provision.subject`, which must be set to a type that exists.
void read_rules(const yaml::Mapping& mapping, const ProvisionSurroundings& around, Provision& provision);

}  // namespace enact::policy
