// Judgements already made, applied to the bands that they decide; what cannot stand is refused with a
// diagnostic that names the band and the sentence. Knows nothing of stacking.
#pragma once

#include <vector>

#include "determine/judge.hpp"

namespace enact::determine {

// `judged`: every provision of every subject. Decisions that are later than the day of asking do not exist.
void apply_decisions(const std::vector<Decision>& decisions, const Question& question,
                     std::vector<Judged>& judged, Diagnostics& diagnostics);

}  // namespace enact::determine
