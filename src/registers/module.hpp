// The tables, projections and checks of registers, for store::Database::open.
#pragma once

#include "store/module.hpp"

namespace enact::registers {

store::Module module();

}  // namespace enact::registers
