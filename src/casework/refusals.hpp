// The refusals that several parts of casework share. Internal to the floor.
#pragma once

#include <string>

#include "procedure/procedure.hpp"
#include "store/fault.hpp"

namespace enact::casework {

inline constexpr std::size_t reason_limit = 6000;  // bytes of a reason: about 2,000 Han characters

store::Fault no_case();
store::Fault no_subject();
store::Fault not_permitted();
store::Fault own_case();
store::Fault not_confirmable();
store::Fault from_refusal(const procedure::Refusal& refusal);

}  // namespace enact::casework
