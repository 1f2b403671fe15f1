// What would change a refusal: the nearest changes of facts under which a provision would be due, each tried
// by determining again. What has happened stays as it is, and so do identities, dates and texts; what a
// subject is may change, and an event that is missing may still come. Semantics: docs/determination.md.
#pragma once

#include <string>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

inline constexpr std::size_t most_changes = 3;

// For the provision `package`/`provision` of facts.subjects[subject]: the changes under which it is due, at
// most `most_changes`, fewest facts first, then the smallest relative difference. Empty if it is due already,
// if none was found, or if what is unknown stands in the way. At most some
// dozens of determinations of the one subject.
std::vector<Change> nearest_changes(const Determiner& determiner, const Facts& facts, std::size_t subject,
                                    const Question& question, const std::string& package,
                                    const std::string& provision);

}  // namespace enact::determine
