// The arithmetic of stacking as terms: what src/determine/stacking.cpp pays for one matter and within one
// cap, whatever choice it makes, for any figures and payments. Checked against pay_out on random cases.
#pragma once

#include <vector>

#include "verify/terms.hpp"

namespace enact::verify {

// One claim for a matter, in fen.
struct OfferTerms {
  Term figure;  // offered, 0 for nothing
  Term left;    // what its caps leave
  bool top_up = true;
};
// What is paid now for one matter by claims that compete for it, when `paid` was paid for it before and the
// claim with this index is chosen to pay. Which one is chosen hangs on all that it is connected with (caps,
// other matters, sets of an alternative): for one matter alone it is the one that pays most.
Term paid_for_matter(Terms& terms, const std::vector<OfferTerms>& offers, const Term& paid,
                     const Term& chosen);

// Claims that draw on one cap, one after the other: the sum paid under it.
struct DrawTerms {
  Term figure;
  Term paid_own;  // before, for its matter under its provision, and so part of `used`
  Term paid;      // before, for its matter: at least `paid_own`
};
Term paid_within_cap(Terms& terms, const std::vector<DrawTerms>& draws, const Term& limit, const Term& used);

}  // namespace enact::verify
