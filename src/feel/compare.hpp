// FEEL's comparisons with all their outcomes: yes, no, undecided because something is unknown, and not
// comparable at all. Internal to src/feel.
#pragma once

#include "feel/value.hpp"

namespace enact::feel {

enum class Truth : std::uint8_t { no, yes, unknown, incomparable };

// `=` (DMN 1.5, 10.3.2.13, table 53); docs/unknown.md, "equality".
Truth equality(const Value& a, const Value& b);
// `<`, or `<=` if `or_equal`; table 54.
Truth less(const Value& a, const Value& b, bool or_equal);
// Whether `value` lies in `range`.
Truth contains(const Range& range, const Value& value);

// Kleene's connectives; incomparable (an error) behaves as unknown does.
Truth conjunction(Truth a, Truth b);
Truth disjunction(Truth a, Truth b);
Truth negation(Truth a);

}  // namespace enact::feel
