// Conditions with their verdicts, as explanations show them. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/occurrence.hpp"
#include "determine/scope_values.hpp"

namespace enact::determine {

// What the value of a rule decides. If it is unknown, `causes` says why.
Verdict verdict_of(ScopeValues& values, const ExpressionPlan& rule, const feel::Value& value,
                   std::vector<feel::Cause>& causes);
ConditionResult condition_result(const policy::Condition& condition, std::vector<FactRead> facts,
                                 Verdict verdict, const std::vector<feel::Cause>& causes,
                                 const FactModel& model, const policy::Package& package);
// What the engine itself requires: an event, a day in force, something to compute the amount from.
ConditionResult event_condition(const policy::Each& each, const Occurrences& found, const FactModel& model,
                                const policy::Package& package);
ConditionResult not_in_force(const policy::Validity& validity, const Date& day);
ConditionResult no_amount(const policy::Expression& amount, std::vector<FactRead> facts);

// An expression failed because it reads something that is known to be absent: nothing is missing, nothing is
// due.
bool speaks_of_absent(ScopeValues& values, const ExpressionPlan& expression,
                      const std::vector<feel::Cause>& causes);

}  // namespace enact::determine
