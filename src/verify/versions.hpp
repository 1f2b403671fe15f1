// "No other change": of two versions of a policy, for which provisions both give the same, whatever the
// facts.
#pragma once

#include <string>
#include <vector>

#include "verify/verify.hpp"

namespace enact::verify {

// For each of these provisions, which both versions have: every event that the facts can hold is due under
// both or under neither, for the same amount, caps and matter. Refuted with facts that the evaluator of
// either version has re-run; hypotheses and limits as docs/verify.md has them. The day of asking lies within
// both versions' dates and ten years after. Pure.
std::vector<Obligation> same_in_both(const policy::PackagePtr& before, const policy::PackagePtr& after,
                                     const std::vector<std::string>& provisions, const Options& options);

}  // namespace enact::verify
