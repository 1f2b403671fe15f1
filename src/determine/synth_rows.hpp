// The layout of synthetic subjects as CSV. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/synth_plan.hpp"

namespace enact::determine {

// Type by type: the subjects, then the lists of records in the order of the vocabulary.
std::vector<SynthTable> synth_tables(const std::vector<TypePlan>& types);

}  // namespace enact::determine
