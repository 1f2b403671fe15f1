// The refusals that several parts of casework share. Internal to the floor.
#pragma once

#include <string>

#include "procedure/procedure.hpp"
#include "store/fault.hpp"

namespace enact::casework {

store::Fault refuse(store::Fault::Kind kind, std::string code, Text message, Text help);
store::Fault no_case();
store::Fault no_subject();
store::Fault not_permitted();
store::Fault own_case();
store::Fault not_confirmable();
store::Fault from_refusal(const procedure::Refusal& refusal);

}  // namespace enact::casework
