// What counts of a fact of which several have said something: what a unit attests stands until a unit attests
// something else. Done to a subject's facts before they are determined, so that what is pinned of a
// determination holds only what counted. docs/casework.md, "What is attested and what is declared".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "determine/facts.hpp"

namespace enact::determine {

// Puts one fact in the place of attested lists of one name by different units: the items of each unit's
// latest that holds on `on`, an item that several give counted once; open if one of them is. The facts of one
// unit stay as they are.
void unite_lists(std::vector<Fact>& facts, const Date& on);

// Lets what is attested and holds on `on` stand: declared values of such a fact are left out. Of a list the
// attested items stay, and the items of the latest declared one that are none of them by what identifies them
// (determine/elements.hpp) come behind; the list is not attested as a whole then. What the declared one
// leaves out stays; the list is complete if either says so. A fact of which nothing is attested for the day
// stays as it is declared, and so is a declared value of a later period than the attested one; what is of a
// period that its like have not come to is left out, whoever says it (determine/periods.hpp). The facts must
// hold until `on` (valid_to); those that begin later are not looked at. `withheld`: names of which something
// attested cannot be read: nothing declared takes its place either.
void let_attested_stand(std::vector<Fact>& facts, const FactModel& model, const FactModel::SubjectType& type,
                        const Date& on, const std::vector<std::string>& withheld = {});

}  // namespace enact::determine
