// procedures.yaml: steps, who acts, how long it may take, what follows. Checks that every step can be
// reached, that every way leads to a step that exists, and that a case can end. What a step means is
// src/procedure's.
#pragma once

#include <vector>

#include "policy/assumptions.hpp"
#include "policy/package.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

std::vector<Procedure> read_procedures(const yaml::Node& root, const UnitNames& units,
                                       Assumptions& assumptions, Diagnostics& diagnostics);

}  // namespace enact::policy
