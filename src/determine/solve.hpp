// What facts would have to be for a rule to hold: read off the rule's program and the values that it had.
// Proposals only: whoever asks tries them by determining again (changes.hpp). Internal to src/determine.
#pragma once

#include <string>
#include <vector>

#include "determine/determine.hpp"
#include "determine/scope_values.hpp"

namespace enact::determine {

// Facts to be set together.
using Proposal = std::vector<FactChange>;

// What may be proposed: the subject's own facts that are known and can change, and the fields of one event
// that does not exist yet, of which nothing is known but its date.
struct Adjustable {
  const FactModel* model = nullptr;
  const FactModel::SubjectType* subject = nullptr;
  std::string new_event;  // path of the event: "企业.认定[2]"; empty: none
};

// The ways in which the expression would become true, nearest idea first, at most `most_proposals`. Values of
// the scope are those set in `values`.
inline constexpr std::size_t most_proposals = 16;
std::vector<Proposal> ways_to_hold(ScopeValues& values, const ExpressionPlan& rule,
                                   const Adjustable& adjustable);

// The same for the condition under which the newest item of a list belongs to `each`.
std::vector<Proposal> ways_to_belong(ScopeValues& values, const ExpressionPlan& list,
                                     const Adjustable& adjustable);

}  // namespace enact::determine
