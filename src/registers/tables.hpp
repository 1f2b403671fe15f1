// The tables of registers. Internal to the floor.
#pragma once

#include <string>

namespace enact::registers {

std::string entry_tables();
// Who objected, sealed.
std::string sealing_tables();
// What is late is found by its day.
std::string deadline_index();

}  // namespace enact::registers
