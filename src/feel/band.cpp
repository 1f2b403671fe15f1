// Interval arithmetic.
#include "feel/band.hpp"

#include <algorithm>
#include <array>

namespace enact::feel {
namespace {

// One end of an interval.
struct End {
  Decimal value;
  bool open = false;
};

End low(const Interval& a) {
  return {a.low, a.low_open};
}
End high(const Interval& a) {
  return {a.high, a.high_open};
}

// The outer of two ends; where they coincide, an end that is attained wins.
End lower(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, a.open && b.open};
  return a.value < b.value ? a : b;
}
End upper(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, a.open && b.open};
  return a.value < b.value ? b : a;
}
// The inner of two ends; where they coincide, an end that is not attained wins.
End inner_low(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, a.open || b.open};
  return a.value < b.value ? b : a;
}
End inner_high(const End& a, const End& b) {
  if (a.value == b.value) return {a.value, a.open || b.open};
  return a.value < b.value ? a : b;
}

Interval interval(const End& from, const End& to) {
  // A point is attained: an interval is never empty.
  if (from.value == to.value) return {from.value, to.value, false, false};
  return {from.value, to.value, from.open, to.open};
}

std::optional<End> product(const End& a, const End& b) {
  const auto value = a.value.multiply(b.value);
  if (!value) return std::nullopt;
  // Zero times anything within the other interval is zero, so an attained zero attains the product.
  const bool attained_zero = (a.value.is_zero() && !a.open) || (b.value.is_zero() && !b.open);
  return End{*value, (a.open || b.open) && !attained_zero};
}

std::optional<End> quotient(const End& a, const End& b) {
  const auto value = a.value.divide(b.value);
  if (!value) return std::nullopt;
  const bool attained_zero = a.value.is_zero() && !a.open;
  return End{*value, (a.open || b.open) && !attained_zero};
}

std::optional<Interval> hull_of_corners(const std::array<std::optional<End>, 4>& corners) {
  if (!std::ranges::all_of(corners, [](const auto& corner) { return corner.has_value(); }))
    return std::nullopt;
  auto from = *corners[0];
  auto to = *corners[0];
  for (const auto& corner : corners) {
    from = lower(from, *corner);
    to = upper(to, *corner);
  }
  return interval(from, to);
}

}  // namespace

std::optional<Interval> interval_of(const Value& value) {
  if (const auto* number = value.number()) return Interval{*number, *number};
  if (const auto* band = value.band())
    return Interval{band->low, band->high, band->low_open, band->high_open};
  return std::nullopt;
}

Value value_of(const Interval& interval, Causes causes) {
  if (interval.is_point()) return interval.low;
  return Band{interval.low, interval.high, interval.low_open, interval.high_open, std::move(causes)};
}

std::optional<Interval> add(const Interval& a, const Interval& b) {
  const auto from = a.low.add(b.low);
  const auto to = a.high.add(b.high);
  if (!from || !to) return std::nullopt;
  return interval({*from, a.low_open || b.low_open}, {*to, a.high_open || b.high_open});
}

std::optional<Interval> subtract(const Interval& a, const Interval& b) {
  return add(a, negate(b));
}

std::optional<Interval> multiply(const Interval& a, const Interval& b) {
  return hull_of_corners({product(low(a), low(b)), product(low(a), high(b)), product(high(a), low(b)),
                          product(high(a), high(b))});
}

std::optional<Interval> divide(const Interval& a, const Interval& b) {
  if (!b.high.is_negative() && !(Decimal(0) < b.low)) return std::nullopt;
  return hull_of_corners({quotient(low(a), low(b)), quotient(low(a), high(b)), quotient(high(a), low(b)),
                          quotient(high(a), high(b))});
}

Interval negate(const Interval& a) {
  return {-a.high, -a.low, a.high_open, a.low_open};
}

std::optional<Interval> power(const Interval& a, const Decimal& exponent) {
  if (a.low.is_negative() || exponent.is_negative() || exponent.is_zero()) return std::nullopt;
  const auto from = a.low.power(exponent);
  const auto to = a.high.power(exponent);
  if (!from || !to) return std::nullopt;
  return interval({*from, a.low_open}, {*to, a.high_open});
}

Interval abs(const Interval& a) {
  if (!a.low.is_negative()) return a;
  if (!(Decimal(0) < a.high)) return negate(a);
  return interval({Decimal(0), false}, upper(high(a), high(negate(a))));
}

Interval hull(const Interval& a, const Interval& b) {
  return interval(lower(low(a), low(b)), upper(high(a), high(b)));
}

Interval minimum(const Interval& a, const Interval& b) {
  return interval(lower(low(a), low(b)), inner_high(high(a), high(b)));
}

Interval maximum(const Interval& a, const Interval& b) {
  return interval(inner_low(low(a), low(b)), upper(high(a), high(b)));
}

std::optional<Interval> monotone(const Interval& a, std::optional<Decimal> (*function)(const Decimal&, int),
                                 int argument) {
  const auto from = function(a.low, argument);
  const auto to = function(a.high, argument);
  if (!from || !to) return std::nullopt;
  // A function with steps may attain its value at an open end within.
  return interval({*from, false}, {*to, false});
}

}  // namespace enact::feel
