// Conditions with their verdicts, as explanations show them. Internal to src/determine.
#pragma once

#include <memory>
#include <vector>

#include "determine/occurrence.hpp"
#include "determine/scope_values.hpp"

namespace enact::determine {

// What the value of a rule decides; why, if that is unknown.
struct Decided {
  Verdict verdict = Verdict::unknown;
  std::shared_ptr<const std::vector<feel::Cause>> causes;  // null unless unknown
};
Decided verdict_of(ScopeValues& values, const ExpressionPlan& rule, const feel::Value& value);
ConditionResult condition_result(const policy::Condition& condition, std::vector<FactRead> facts,
                                 const Decided& decided, const FactModel& model,
                                 const policy::Package& package);
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
