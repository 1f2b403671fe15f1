// Who comes first where a provision is due to several and declares what ranks them.
#pragma once

#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

// The rankings of all provisions with `rank by` that are due to somebody, in the order of packages and
// provisions. Places count as in a competition: two firsts, then a third. Equals stand in the order of their
// identities. O(n log n) of the claims.
std::vector<Ranking> rankings_of(const Determination& determination);

}  // namespace enact::determine
