// Claims as the offers that stacking settles: their figures, caps and alternatives, and what was paid for
// them before. Internal to src/determine.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "determine/settle.hpp"
#include "determine/stacking.hpp"

namespace enact::determine {

struct Owner {
  std::size_t subject;
  Judged* judged;
  Claim* claim;  // null: what an open list might add
  const Stake* stake;
};

// An alternative that a package declares, for one subject.
struct Declared {
  policy::PackagePtr package;
  const policy::Alternative* alternative;
  std::size_t subject;
};

struct Offers {
  Stack stack;
  std::vector<Owner> owners;           // one an offer
  std::vector<Declared> alternatives;  // one an alternative of the stack
  std::vector<const Paid*> paid;       // by the day of asking
};

Offers offers_of(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
                 const std::vector<Paid>& paid, const Question& question);

// What upper levels have paid for the claim's matter, where its provision is not on top of it.
std::int64_t paid_by_upper_levels(const std::vector<const Paid*>& paid, const Owner& owner);

}  // namespace enact::determine
