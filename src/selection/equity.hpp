// Grant first, equity later: what a grant becomes at a financing round with the discount that was agreed, or
// what is paid back when it is settled in money. Whole numbers throughout; what does not make a whole share
// stays as money, so that converted and remaining fen always sum to the grant. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.hpp"
#include "base/money.hpp"

namespace enact::selection {

// A price of one share: ten-thousandths of a yuan, as prices of rounds are quoted.
struct SharePrice {
  std::int64_t ten_thousandths = 0;
};
std::optional<SharePrice> read_price(std::string_view yuan);  // "10.00"; nullopt unless > 0, four decimals

inline constexpr int whole = 10'000;  // basis points

struct Conversion {
  std::string price;  // of one share after the discount, exact: "8"
  std::int64_t shares = 0;
  Fen converted;  // what the shares cost, rounded half up to the fen
  Fen remainder;  // stays as money: less than one share costs, up to that rounding
};
// nullopt if the grant is negative, the discount is not within [0, whole) or the shares do not fit.
std::optional<Conversion> convert(Fen grant, SharePrice round, int discount_basis_points);

// What settles the grant in money: the grant with simple interest for the days between, a year of 365 days,
// rounded half up to the fen. nullopt if `on` is before `paid` or the amount does not fit.
std::optional<Fen> settle(Fen grant, int interest_basis_points, const Date& paid, const Date& on);

}  // namespace enact::selection
