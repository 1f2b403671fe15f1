// The refusals that several parts of the floor share. Internal to the floor.
#pragma once

#include <string>

#include "procedure/procedure.hpp"
#include "store/fault.hpp"

namespace enact::registers {

store::Fault no_entry();
store::Fault no_register();
store::Fault no_owner();
store::Fault not_permitted();
store::Fault bad_value(Text message);
store::Fault stale(std::int64_t expected, std::int64_t found);
store::Fault too_late_to_withdraw();
store::Fault from_refusal(const procedure::Refusal& refusal);

}  // namespace enact::registers
