// Stacking where no search is needed: one offer, its caps to itself, or several for one matter without caps
// and alternatives. Gives what trying every choice and completion would give. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/stacking.hpp"

namespace enact::determine {

// Fills in the claims and adds the component, whose offers are `members`; false, with nothing done, if it is
// not of this kind. O(members²).
bool settle_directly(const Stack& stack, std::vector<std::size_t>& members, Settlement& settlement);

}  // namespace enact::determine
