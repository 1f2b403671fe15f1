// Versions of one policy side by side: each event is judged by the version in force on its day.
#pragma once

#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// The packages as they are in force beside each other: the rules of a version that another of them supersedes
// end on the day before the other's day of succession, except those that the transition clause keeps; the
// rules of the other begin on it. The same objects where nothing is superseded. Order is kept.
std::vector<PackagePtr> side_by_side(const std::vector<PackagePtr>& packages);

// Whether a payment of `policy` for a provision is one of `package`'s own: of itself, or of the version that
// it supersedes.
bool is_of(const Package& package, const std::string& policy);

}  // namespace enact::policy
