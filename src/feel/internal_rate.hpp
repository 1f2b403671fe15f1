// The internal rate of return of dated cash flows: the yearly rate r for which the sum of
// amount / (1 + r) ^ (days since the first / 365) is 0. A rate is given only where it is the only one: flows
// that change sign more than once may have several, and none of them is "the" rate then.
#pragma once

#include <expected>
#include <span>
#include <vector>

#include "base/calendar.hpp"
#include "base/decimal.hpp"

namespace enact::feel {

struct CashFlow {
  Date on;
  Decimal amount;  // paid in is negative, paid out positive
};

struct NoRate {
  enum class Why {
    one_sign,  // nothing is paid in, or nothing comes back
    one_day,   // all on one day
    several,   // `rates` all satisfy the equation
    none,      // no rate between -99.9999 % and 1,000,000 %
  } why = Why::one_sign;
  std::vector<Decimal> rates = {};  // rounded to 6 places
};

// Any order of days; flows of one day count together. The rate is rounded to 15 places, half to even. In
// decimal throughout; O(n) exponentials a step, some tens of steps, thousands where several rates are looked
// for.
std::expected<Decimal, NoRate> internal_rate(std::span<const CashFlow> flows);

}  // namespace enact::feel
