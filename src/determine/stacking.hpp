// 就高，从优，不重复: what the city owes where several claims pay for one matter, caps are shared and sets of
// provisions stand against each other. Pure arithmetic over offers in fen; knows nothing of provisions, facts
// or FEEL. Semantics: docs/determination.md, "Overlap".
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
  Date policy_date;           // with the number, what decides between equals
  std::string policy_number;  // "南政规〔2025〕2号"
  bool money = true;          // else a benefit: its figure is 0 and the order of benefits decides
  std::size_t benefit = 0;    // its place in that order
  std::string matter;         // equal keys: one matter, paid once; empty: a matter of its own
  std::optional<Date> date;   // caps are used up in the order of dates; none: last
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  // nullopt: no bound
  bool certain = false;
  bool top_up = true;          // 补差 where something was paid for the matter; else nothing more
  std::int64_t paid_own = 0;   // paid for the matter under this provision
  std::int64_t paid_city = 0;  // paid for the matter under any of the city's, this one included
  struct Draw {
    std::size_t pool;
    std::int64_t paid = 0;  // of the pool's `used`: for this matter, under this provision
  };
  std::vector<Draw> draws;  // on caps
  struct Member {
    std::size_t alternative;
    std::uint64_t sets;  // a bit for each set that holds it
  };
  std::vector<Member> member_of;
};

// A cap shared by several claims.
struct Pool {
  std::int64_t limit = 0;
  std::int64_t used = 0;  // paid under the provision for matters within the cap
};

// 从优: of several sets of claims one is paid, whole, and the others give nothing.
struct Alternative {
  std::size_t sets = 2;
  struct Payment {
    std::string matter;  // empty: deducted for no matter before us
    std::uint64_t sets;  // that hold the provision it was paid under
    std::int64_t amount;
  };
  std::vector<Payment> paid;  // under any of them: what was paid outside the chosen set is deducted from it
};

struct Stack {
  std::vector<Offer> offers;
  std::vector<Pool> pools;
  std::vector<Alternative> alternatives;
};

// What becomes of one offer when every offer has its figure.
struct Payout {
  std::int64_t capped = 0;            // after the shared caps
  std::int64_t pay = 0;               // to be paid now
  std::optional<std::size_t> winner;  // the offer that pays for the matter instead
  std::optional<std::size_t> closed;  // the alternative of which another set is paid
  std::int64_t for_other_set = 0;     // deducted: paid before under another set
};

// The figure of an offer that gives nothing because it is not due.
inline constexpr std::int64_t absent = -1;

// `figures[i]`: what offer i gives. A choice says for each alternative which set is paid and for each matter
// which of its claims; made is the choice with the greatest total, of equals the one that owes more in all,
// then by the order of sets, of benefits, of policies' dates and numbers, and of provisions. Does not depend
// on the order of the offers. nullopt: more choices than are tried (`most_choices`).
std::optional<std::vector<Payout>> pay_out(const Stack& stack, const std::vector<std::int64_t>& figures);

inline constexpr std::size_t most_choices = 4'096;
inline constexpr std::size_t most_completions = 4'096;

struct Settled {
  std::int64_t low = 0;  // of what is to be paid now, over all completions
  std::optional<std::int64_t> high;
  std::int64_t payable = 0;  // safe to pay now: it changes no total, whatever is found out or decided
  Payout as_known;           // with everything uncertain absent, itself present, bands at their highest
  std::optional<std::size_t> rival;  // an unsettled offer that would win
};

// One alternative with the sets as they compare, as known.
struct Compared {
  std::size_t chosen = 0;
  std::vector<std::int64_t> totals;  // of its component with each set
};

struct Settlement {
  std::vector<Settled> claims;  // one an offer
  struct Component {  // offers that share a matter, a cap or an alternative, directly or through others
    std::vector<std::size_t> offers;
    std::int64_t low = 0;
    std::optional<std::int64_t> high;
    bool exact = true;  // else the bounds hold but may be wide, and nothing open is payable
  };
  std::vector<Component> components;
  std::vector<Compared> alternatives;  // totals empty: nothing compared
};

// The least and the greatest over every completion, claim by claim and component by component, and what is
// payable. Exact unless a component has more than `most_choices` choices or leaves more than
// `most_completions` open, or more than 65,536 of both together.
Settlement settle(const Stack& stack);

}  // namespace enact::determine
