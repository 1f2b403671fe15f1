#include "feel/internal_rate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace enact::feel {
namespace {

// Amounts by years since the first flow, summed by day.
struct Point {
  Decimal years;
  Decimal amount;
};

int sign_of(const Decimal& number) {
  return number.is_zero() ? 0 : number.is_negative() ? -1 : 1;
}

std::vector<Point> points_of(std::span<const CashFlow> flows) {
  std::map<std::int64_t, Decimal> by_day;
  for (const CashFlow& flow : flows) {
    Decimal& sum = by_day[flow.on.days_since_1970()];
    sum = sum.add(flow.amount).value_or(sum);
  }
  std::vector<Point> points;
  for (const auto& [day, amount] : by_day) {
    const Decimal years = Decimal(day - by_day.begin()->first).divide(365).value_or(Decimal());
    points.push_back({years, amount});
  }
  return points;
}

// Of the numbers in order, without zeros.
template <class Numbers>
int sign_changes(const Numbers& numbers) {
  int changes = 0;
  int last = 0;
  for (const Decimal& number : numbers) {
    const int sign = sign_of(number);
    if (sign == 0) continue;
    changes += last != 0 && sign != last ? 1 : 0;
    last = sign;
  }
  return changes;
}

// The value of the flows at the continuous rate x = ln(1 + r): a sum of exponentials has at most as many
// zeros as its coefficients, in order of time, have changes of sign (Descartes' rule, Laguerre 1883).
Decimal value_at(const std::vector<Point>& points, const Decimal& x) {
  Decimal sum;
  for (const Point& point : points) {
    const auto exponent = x.multiply(point.years);
    const auto factor = exponent ? (-*exponent).exp() : std::nullopt;
    const auto term = factor ? factor->multiply(point.amount) : std::nullopt;
    if (term) sum = sum.add(*term).value_or(sum);
  }
  return sum;
}

// The zero between two places of different sign: regula falsi that halves the weight of an end which stays
// (Illinois), so that it never leaves the bracket and closes in faster than by halves.
Decimal zero_between(const std::vector<Point>& points, Decimal low, Decimal high) {
  const Decimal enough = *Decimal::parse("1e-24");
  Decimal at_low = value_at(points, low);
  Decimal at_high = value_at(points, high);
  int kept = 0;
  for (int step = 0; step < 400; ++step) {
    const Decimal width = *high.subtract(low);
    if (!(enough < width) || at_high.is_zero()) return high;
    if (at_low.is_zero()) return low;
    const auto rise = at_high.subtract(at_low);
    const auto part = at_low.divide(*rise);
    // Every eighth step halves, for functions that are flat on one side.
    Decimal middle = *low.add(*width.divide(2));
    if (step % 8 != 7 && part) middle = low.subtract(*part->multiply(width)).value_or(middle);
    if (!(low < middle) || !(middle < high)) middle = *low.add(*width.divide(2));
    if (middle == low || middle == high) return middle;
    const Decimal at_middle = value_at(points, middle);
    if (at_middle.is_zero()) return middle;
    if (sign_of(at_middle) == sign_of(at_low)) {
      low = middle;
      at_low = at_middle;
      if (kept == 1) at_high = *at_high.divide(2);
      kept = 1;
    } else {
      high = middle;
      at_high = at_middle;
      if (kept == -1) at_low = *at_low.divide(2);
      kept = -1;
    }
  }
  return high;
}

Decimal rate_of(const Decimal& x, int places) {
  const Decimal rate = *x.exp()->subtract(1);
  return rate.round(places, Rounding::half_even).value_or(rate);
}

// From -99.9999 % to 1,000,000 % a year.
const Decimal& lowest() {
  static const Decimal x = *Decimal::parse("0.000001")->log();
  return x;
}
const Decimal& highest() {
  static const Decimal x = *Decimal(10'001).log();
  return x;
}

// Brackets of all zeros that a grid of steps of a hundredth tells apart.
std::vector<std::pair<Decimal, Decimal>> brackets(const std::vector<Point>& points) {
  const Decimal step = *Decimal::parse("0.01");
  std::vector<std::pair<Decimal, Decimal>> found;
  Decimal low = lowest();
  int at_low = sign_of(value_at(points, low));
  while (low < highest()) {
    const Decimal high = *low.add(step);
    const int at_high = sign_of(value_at(points, high));
    if (at_low != 0 && at_high != at_low) found.emplace_back(low, high);
    low = high;
    at_low = at_high == 0 ? -at_low : at_high;
  }
  return found;
}

}  // namespace

std::expected<Decimal, NoRate> internal_rate(std::span<const CashFlow> flows) {
  const std::vector<Point> points = points_of(flows);
  std::vector<Decimal> amounts;
  for (const Point& point : points) amounts.push_back(point.amount);
  const int changes = sign_changes(amounts);
  if (points.size() < 2) return std::unexpected(NoRate{.why = NoRate::Why::one_day});
  if (changes == 0) return std::unexpected(NoRate{.why = NoRate::Why::one_sign});
  if (changes == 1) {
    if (sign_of(value_at(points, lowest())) == sign_of(value_at(points, highest())))
      return std::unexpected(NoRate{.why = NoRate::Why::none});
    return rate_of(zero_between(points, lowest(), highest()), 15);
  }
  const auto found = brackets(points);
  if (found.empty()) return std::unexpected(NoRate{.why = NoRate::Why::none});
  if (found.size() == 1) return rate_of(zero_between(points, found.front().first, found.front().second), 15);
  NoRate several{.why = NoRate::Why::several};
  for (const auto& [low, high] : found) several.rates.push_back(rate_of(zero_between(points, low, high), 6));
  return std::unexpected(std::move(several));
}

}  // namespace enact::feel
