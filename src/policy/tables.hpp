// The decision tables of a package held against what their authors overlook: gaps, overlaps, rows that never
// decide. Part of checking and publishing, not of loading: a package that was published before stays
// readable.
#pragma once

#include "policy/package.hpp"

namespace enact::policy {

// What dmn::analyse (dmn/analysis.hpp) says of every table, in the order of their names.
Diagnostics check_tables(const Package& package);

}  // namespace enact::policy
