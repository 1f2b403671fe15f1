// What calls bring to the database: projections of their events that lists read, and the seeds.
#pragma once

#include <string_view>

#include "store/module.hpp"

namespace enact::selection {

inline constexpr std::string_view stream = "call";

// For store::OpenOptions::modules, after that of registers.
store::Module module();

}  // namespace enact::selection
