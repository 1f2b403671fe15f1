// Who has become due without having asked: claims that are due on the day of asking and were not at an
// earlier one (免申即享). Pure, like the engine.
#pragma once

#include <string>
#include <vector>

#include "bulk/engine.hpp"

namespace enact::bulk {

struct NewClaim {
  std::string subject;       // the text of its identifying fact, else its number: identity_of
  std::size_t lane = 0;      // the provision, in the type's order
  determine::Matter matter;  // of no kind: the provision names none
  std::optional<Date> date;  // of the event
  bool money = false;
  std::int64_t least = 0;     // to be paid now, in fen
  std::int64_t greatest = 0;  // or no_bound
  bool was_unknown = false;   // true: on the earlier day it was not decided; false: not due, or not there
};

// The claims of a segment, by subject, then provision. Earlier is what was to be said on `since` with what
// was known on it: facts that hold from later, events of later days, rules and facts known later are left
// out; where the source has each subject as it was on record then (Segment::earlier), that is asked. Two
// claims are one if provision, matter and date of the event are the same. `out` holds the outcomes of every
// row of the segment at the engine's day of asking.
std::vector<NewClaim> newly_due(const Engine& engine, const Segment& segment, const SegmentOutcomes& out,
                                const Date& since);

}  // namespace enact::bulk
