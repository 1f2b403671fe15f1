// Whether values belong to types, where that may be undecided, and values made to fit a type.
#pragma once

#include "base/source.hpp"
#include "feel/compare.hpp"
#include "feel/value.hpp"

namespace enact::feel {

class Evaluation;

// `instance of` (DMN 1.5, 10.3.2.9.4): unknown where an unknown inside the value decides. Constraints of the
// type are asked with `evaluation`; without one, with one of their own at no particular time.
Truth membership(const Value& value, const Type& type, Evaluation* evaluation = nullptr);

// The value made to fit the type as `coerce` does; where it does not fit, an error of the evaluation that
// says what was expected. `place` known: where the error stands, else where the evaluation is.
Value fit(Evaluation& evaluation, const Value& value, const Type& type, const Location& place = {});

}  // namespace enact::feel
