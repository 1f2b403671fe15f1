// 就高不重复: what the city owes where several claims pay for one matter and caps are shared. Pure arithmetic
// over offers in fen; knows nothing of provisions, facts or FEEL. Semantics: docs/determination.md,
// "Overlap".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.hpp"

namespace enact::determine {

// One claim as stacking sees it: it gives some x of [low, high], or, unless it is certain, nothing.
struct Offer {
  std::string policy;
  std::string provision;
  std::string matter;        // equal keys: one matter; empty: a matter of its own
  std::optional<Date> date;  // caps are used up in the order of dates; none: last
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  // nullopt: no bound
  bool certain = false;
  bool repeatable = false;         // 可重复: takes no part in the comparison
  bool top_up = true;              // 补差 where something was paid for the matter; else nothing more
  std::int64_t paid_own = 0;       // paid for the matter under this provision
  std::int64_t paid_city = 0;      // paid for the matter under any of the city's, this one included
  std::vector<std::size_t> pools;  // caps it draws on
};

// A cap shared by several claims.
struct Pool {
  std::int64_t limit = 0;
  std::int64_t used = 0;  // paid under the provision for matters within the cap
};

// What becomes of one offer when every offer has its figure.
struct Payout {
  std::int64_t capped = 0;            // after the shared caps
  std::int64_t pay = 0;               // to be paid now
  std::optional<std::size_t> winner;  // the offer that pays for the matter instead
};

// `figures[i]`: what offer i gives, 0 for nothing. Does not depend on the order of the offers.
std::vector<Payout> pay_out(const std::vector<Offer>& offers, const std::vector<Pool>& pools,
                            const std::vector<std::int64_t>& figures);

struct Settled {
  std::int64_t low = 0;  // of what is to be paid now, over all completions
  std::optional<std::int64_t> high;
  Payout as_known;  // with everything uncertain absent, itself present, bands at their highest
  std::optional<std::size_t> rival;  // an unsettled offer that would win
};

struct Settlement {
  std::vector<Settled> claims;  // one an offer
  struct Component {            // offers that share a matter or a cap, directly or through others
    std::vector<std::size_t> offers;
    std::int64_t low = 0;
    std::optional<std::int64_t> high;
  };
  std::vector<Component> components;
};

// The least and the greatest over every completion, claim by claim and component by component. Exact unless a
// component leaves more than a few thousand combinations open; then the bounds hold but may be wide.
Settlement settle(const std::vector<Offer>& offers, const std::vector<Pool>& pools);

}  // namespace enact::determine
