// Conversion and settlement. See equity.hpp.
#include "selection/equity.hpp"

#include <limits>

namespace enact::selection {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t ten_thousandths_in_a_fen = 100;
constexpr std::int64_t days_in_a_year = 365;

bool fits(Wide value) {
  return value >= 0 && value <= std::numeric_limits<std::int64_t>::max();
}

Wide half_up(Wide over, Wide under) {
  return (over * 2 + under) / (under * 2);
}

}  // namespace

std::optional<SharePrice> read_price(std::string_view yuan) {
  const auto number = Decimal::parse(yuan);
  const auto scaled = number ? number->multiply(Decimal(10'000)) : std::nullopt;
  const auto count = scaled ? scaled->to_int64() : std::nullopt;
  // A bound far above any price keeps the products within 128 bits.
  if (!count || *count <= 0 || *count > 1'000'000'000'000) return std::nullopt;
  return SharePrice{*count};
}

std::optional<Conversion> convert(Fen grant, SharePrice round, int discount_basis_points) {
  if (grant.count < 0 || round.ten_thousandths <= 0 || discount_basis_points < 0 ||
      discount_basis_points >= whole)
    return std::nullopt;
  // The discounted price, in units of a ten-thousandth of a ten-thousandth of a yuan.
  const Wide price = static_cast<Wide>(round.ten_thousandths) * (whole - discount_basis_points);
  const Wide unit_in_a_fen = static_cast<Wide>(ten_thousandths_in_a_fen) * whole;
  const Wide shares = grant.count * unit_in_a_fen / price;
  const Wide converted = half_up(shares * price, unit_in_a_fen);
  if (!fits(shares) || !fits(converted)) return std::nullopt;
  Conversion made;
  const auto exact = Decimal(static_cast<std::int64_t>(price)).divide(Decimal(100'000'000));
  made.price = exact ? exact->to_string() : "";
  made.shares = static_cast<std::int64_t>(shares);
  made.converted = {static_cast<std::int64_t>(converted)};
  made.remainder = {grant.count - made.converted.count};
  return made;
}

std::optional<Fen> settle(Fen grant, int interest_basis_points, const Date& paid, const Date& on) {
  const std::int64_t days = on.days_since_1970() - paid.days_since_1970();
  if (grant.count < 0 || interest_basis_points < 0 || days < 0) return std::nullopt;
  const Wide year = static_cast<Wide>(whole) * days_in_a_year;
  const Wide amount = half_up(
      static_cast<Wide>(grant.count) * (year + static_cast<Wide>(interest_basis_points) * days), year);
  return fits(amount) ? std::optional(Fen{static_cast<std::int64_t>(amount)}) : std::nullopt;
}

}  // namespace enact::selection
