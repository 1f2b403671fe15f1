// Whether two versions of a provision ever decide differently: proved that they do not, over all facts that
// the vocabularies admit (docs/verify.md, "Two versions of a rule"), or facts for which the evaluator
// confirms that they do.
#pragma once

#include "verify/verify.hpp"

namespace enact::verify {

struct Difference {
  enum class Answer : std::uint8_t {
    none,      // equal verdicts, amounts, matters and caps
    found,     // `finding` shows one
    undecided  // neither proved nor found; `because` says why
  } answer = Answer::undecided;
  enact::Text because;      // of `undecided`
  bool any_length = false;  // none: for lists of any length, else up to `items`
  int items = 0;
  Finding finding;  // `gives`: what the first version gives, then what the second does
};

// The provision is in both packages. They may be two versions of one policy, with other names, dates and
// facts, or one package and the same with a fault. The day of asking lies within the dates of either, or up
// to ten years after.
Difference difference(const policy::PackagePtr& before, const policy::PackagePtr& after,
                      const std::string& provision, const Options& options);

}  // namespace enact::verify
