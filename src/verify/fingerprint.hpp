// When two values are one, term for term: whatever the facts are and whatever the prover knows, they are the
// same. Knows no provision.
#pragma once

#include <optional>
#include <string>

#include "verify/symbolic.hpp"

namespace enact::verify {

struct Fingerprint {
  std::string text;      // equal for values that are the same term for term, while both are alive
  bool blurred = false;  // it may hang on what the encoding does not follow, which may be two things
};
// Decision tables are the same where they say the same. Nullopt: a function of a program is in it, of which
// nothing is said.
std::optional<Fingerprint> fingerprint(const Symbolic& value);

// Whether both have one fingerprint.
bool same_terms(const Symbolic& a, const Symbolic& b);

}  // namespace enact::verify
