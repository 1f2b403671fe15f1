// Arithmetic and properties of dates, times and durations (DMN 1.5, tables 56 to 65). Internal to src/feel.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "feel/value.hpp"

namespace enact::feel {

enum class Fault : std::uint8_t {
  types,  // the operator is not defined for these kinds
  range,  // the result is beyond what the type holds
  division_by_zero,
};
using Outcome = std::expected<Value, Fault>;

// Of anything but two numbers.
Outcome temporal_add(const Value& a, const Value& b);
Outcome temporal_subtract(const Value& a, const Value& b);
Outcome temporal_multiply(const Value& a, const Value& b);
Outcome temporal_divide(const Value& a, const Value& b);
Outcome temporal_negate(const Value& a);

// `year`, `weekday`, `time offset`, … nullopt: the kind has no such property.
std::optional<Value> temporal_property(const Value& value, std::string_view name);

// Whole nanoseconds of a duration, exactly.
Decimal nanoseconds_of(const DaysDuration& duration);
std::optional<DaysDuration> duration_of_nanoseconds(const Decimal& nanoseconds);

}  // namespace enact::feel
