// Conditions with their verdicts, as explanations show them. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/occurrence.hpp"
#include "determine/scope_values.hpp"

namespace enact::determine {

ConditionResult condition_result(const policy::Condition& condition, const Evaluated& evaluated,
                                 const FactModel& model, const policy::Package& package);
// What the engine itself requires: an event, a day in force, something to compute the amount from.
ConditionResult event_condition(const policy::Each& each, const Occurrences& found, const FactModel& model,
                                const policy::Package& package);
ConditionResult not_in_force(const policy::Validity& validity, const Date& day);
ConditionResult no_amount(const policy::Expression& amount, const Evaluated& evaluated);

// Due if all are met and the event is certain, not due if one is not met, else unknown.
Status status_of(const std::vector<ConditionResult>& conditions,
                 const std::vector<feel::Cause>& uncertain_event);

// An expression failed because it reads something that is known to be absent: nothing is missing, nothing is
// due.
bool speaks_of_absent(const Evaluated& evaluated, const std::vector<feel::Cause>& causes);

}  // namespace enact::determine
