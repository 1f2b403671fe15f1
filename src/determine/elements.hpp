// Which items of lists are the same thing. Knows nothing of provenance.
#pragma once

#include <string>

#include "feel/value.hpp"
#include "policy/package.hpp"

namespace enact::determine {

// A value so that equal values have equal texts, whatever the order of fields; fields without a value count
// as absent.
std::string canonical(const feel::Value& value);
// Items of a list that are the same thing: by the fields that their record requires; where it requires none,
// only if they are equal.
bool same_thing(const feel::Value& a, const feel::Value& b, const policy::RecordType& record);
// Whether two items are the same thing and yet differ. `record`: null for items that are no records, which
// are what they say and never contradict one another.
bool contradict(const feel::Value& a, const feel::Value& b, const policy::RecordType* record);

}  // namespace enact::determine
