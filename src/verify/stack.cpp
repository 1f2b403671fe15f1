// Stacking as terms. See stack.hpp.
#include "verify/stack.hpp"

namespace enact::verify {
namespace {

Term least(const Term& a, const Term& b) {
  return z3::ite(a < b, a, b);
}
Term not_below_zero(Terms& terms, const Term& a) {
  return z3::ite(a < 0, terms.whole(0), a);
}

}  // namespace

Term paid_for_matter(Terms& terms, const std::vector<OfferTerms>& offers, const Term& paid,
                     const Term& chosen) {
  Term pays = terms.whole(0);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const OfferTerms& offer = offers[i];
    const Term capped = least(not_below_zero(terms, offer.figure), not_below_zero(terms, offer.left));
    const Term rest = not_below_zero(terms, capped - paid);
    const Term payment = offer.top_up ? rest : Term(z3::ite(paid == 0, rest, terms.whole(0)));
    pays = z3::ite(chosen == terms.whole(static_cast<std::int64_t>(i)), payment, pays);
  }
  return pays;
}

Term paid_within_cap(Terms& terms, const std::vector<DrawTerms>& draws, const Term& limit, const Term& used) {
  Term total = terms.whole(0);
  for (const DrawTerms& draw : draws) {
    const Term left = not_below_zero(terms, limit - used - total + draw.paid_own);
    const Term capped = least(not_below_zero(terms, draw.figure), left);
    total = total + not_below_zero(terms, capped - draw.paid);
  }
  return total;
}

}  // namespace enact::verify
