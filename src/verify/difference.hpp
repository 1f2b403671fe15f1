// Whether two versions of a provision ever decide differently: proved that they do not, over all facts that
// the vocabulary admits (docs/verify.md, "Hypotheses"), or facts for which the evaluator confirms that they
// do.
#pragma once

#include "verify/verify.hpp"

namespace enact::verify {

struct Difference {
  enum class Answer : std::uint8_t {
    none,      // equal verdicts, amounts, matters and caps
    found,     // `finding` shows one
    undecided  // neither proved nor found: outside of the fragment, too hard, or not about claims alone
  } answer = Answer::undecided;
  bool any_length = false;  // none: for lists of any length, else up to `items`
  int items = 0;
  Finding finding;  // `gives`: what the first version gives, then what the second does
};

// Both packages have one vocabulary and the same parameters by name; the provision is in both.
Difference difference(const policy::PackagePtr& before, const policy::PackagePtr& after,
                      const std::string& provision, const Options& options);

}  // namespace enact::verify
