// The tables of casework. Internal to the floor.
#pragma once

#include <vector>

#include "store/module.hpp"

namespace enact::casework {

// From an empty database on, each once and in this order.
std::vector<store::Migration> migrations();

}  // namespace enact::casework
