// The lines of a comparison by provision, article, payer and lead. Internal to src/bulk (comparison.hpp).
#pragma once

#include "bulk/comparison.hpp"

namespace enact::bulk {

void add_lines(const Outcome& before, const Outcome& after, Comparison& out);

}  // namespace enact::bulk
