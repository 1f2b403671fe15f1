// A package compiled and held against the engine that will run its procedures: what `check` reports, and what
// must be without errors before anything is published or computed. No I/O.
#pragma once

#include <string>

#include "policy/load.hpp"

namespace enact::procedure {

// As policy::load_package(), with what its procedures and tables have against them added to the diagnostics.
policy::Loaded compile_package(const policy::FileSet& files, const std::string& folder);

}  // namespace enact::procedure
