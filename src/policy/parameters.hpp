// parameters/*.yaml: values that change over time, each with its dates and source; and the working-day
// calendar. A value is an expression that reads nothing, so it is worked out here, once.
#pragma once

#include <optional>
#include <vector>

#include "policy/package.hpp"
#include "policy/texts.hpp"
#include "policy/types.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

// Reads one file into the package; names are unique over all files.
void read_parameters(const yaml::Node& root, const TypeNames& types, const UnitNames& units, Package& package,
                     ReadTexts& texts, Diagnostics& diagnostics);

// A value that an example supposes for a parameter, written as in such a file; nothing, and an error, if it
// has none or does not fit the type.
std::optional<feel::Value> supposed_value(const yaml::Node& node, const Parameter& parameter,
                                          Diagnostics& diagnostics);

}  // namespace enact::policy
