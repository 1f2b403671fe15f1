// What a subject has declared of itself that differs from what a unit attested before. It is kept and counts
// for nothing by itself (determine/standing.hpp); who reviews sees both. Internal to the floor.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "casework/library.hpp"
#include "store/facts.hpp"

namespace enact::casework {

struct Differing {
  const store::Fact* declared = nullptr;  // among those given
  const store::Fact* attested = nullptr;
  // JSON: of lists only the items that are the same thing by what identifies them and differ otherwise.
  std::string says = {};
  std::string stands = {};
};
// Of facts of one subject that are known and not corrected: for each name the declared value that would count
// on that day by its own, if it was entered after an attested one that holds and says something else. What a
// unit attests after it, whether the new value or the old one once more, settles it. What is declared of a
// later period and counts (determine/periods.hpp) differs from nothing; while it waits it is among them.
std::vector<Differing> differing_of(const Context& context, std::string_view subject_type,
                                    std::span<const store::Fact> known, const Date& on);

}  // namespace enact::casework
