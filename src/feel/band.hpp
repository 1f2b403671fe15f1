// Interval arithmetic on numbers that are not decided. Internal to src/feel; docs/unknown.md, "bands".
// Ends are rounded as numbers are, to 34 digits; rounding is monotone, so every number within the operands
// gives a number within the result, save that an open end may be met by rounding in the 34th digit.
#pragma once

#include <optional>
#include <span>

#include "feel/unknown.hpp"
#include "feel/value.hpp"

namespace enact::feel {

// Two bounds and whether they are attained. A settled number is the interval of itself.
struct Interval {
  Decimal low;
  Decimal high;
  bool low_open = false;
  bool high_open = false;

  bool is_point() const { return low == high; }
};

std::optional<Interval> interval_of(const Value& value);  // nullopt unless a number or a band
// A number where the interval is a point, else a band with the causes.
Value value_of(const Interval& interval, Causes causes);

// nullopt: a bound is no finite number (overflow, or a divisor that may be zero).
std::optional<Interval> add(const Interval& a, const Interval& b);
std::optional<Interval> subtract(const Interval& a, const Interval& b);
std::optional<Interval> multiply(const Interval& a, const Interval& b);
std::optional<Interval> divide(const Interval& a, const Interval& b);
Interval negate(const Interval& a);
// Of non-negative numbers to a fixed positive power.
std::optional<Interval> power(const Interval& a, const Decimal& exponent);
Interval abs(const Interval& a);
Interval hull(const Interval& a, const Interval& b);
Interval minimum(const Interval& a, const Interval& b);  // of min(x, y) for x in a, y in b
Interval maximum(const Interval& a, const Interval& b);
// Under a function that never falls; nullopt where it has no value at a bound.
std::optional<Interval> monotone(const Interval& a, std::optional<Decimal> (*function)(const Decimal&, int),
                                 int argument);

}  // namespace enact::feel
