// A list that several units attest: each says what it knows of (its own recognitions), and together they are
// the list. Internal to the floor.
#pragma once

#include <vector>

#include "determine/facts.hpp"
#include "store/facts.hpp"

namespace enact::casework {

// Puts one fact in the place of attested lists of one name by different units: the items of each unit's
// latest that holds on `on`, an item that several give counted once; open if one of them is. The facts of one
// unit stay as they are.
void unite_lists(std::vector<determine::Fact>& facts, const Date& on);

// Whether two values of one fact on record contradict each other: not lists of two units, unless they hold
// the same thing with other fields. `record`: of the list's items, null for anything else.
bool contradict(const feel::Value& a, const feel::Value& b, bool same_source,
                const policy::RecordType* record);

}  // namespace enact::casework
