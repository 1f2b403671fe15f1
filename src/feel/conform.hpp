// Whether values belong to types, where that may be undecided. Internal to src/feel.
#pragma once

#include "feel/compare.hpp"
#include "feel/value.hpp"

namespace enact::feel {

// `instance of` (DMN 1.5, 10.3.2.9.4): unknown where an unknown inside the value decides.
Truth membership(const Value& value, const Type& type);

}  // namespace enact::feel
