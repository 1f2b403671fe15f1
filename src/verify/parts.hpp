// When two parts of the keys of matters or caps are the same: texts in their normal form, days, numbers.
#pragma once

#include "verify/symbolic.hpp"

namespace enact::verify {

// Parts of two kinds never are; nor is what is unknown.
Term same_part(Terms& terms, const Symbolic& a, const Symbolic& b);

}  // namespace enact::verify
