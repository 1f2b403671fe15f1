// The second time axis of rules: a package as it was known on a day. What became known later – a parameter's
// value, a condition, a provision – does not exist; a later value takes the place of an earlier one for the
// days that both hold. docs/policy-package.md, "When it was known".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// Of the values known on `day` (nullopt: of all): stretches that do not overlap, in order of time. Of values
// that hold on one day the one known last counts, of those known on one day the first.
std::vector<ParameterValue> values_known(const std::vector<ParameterValue>& values,
                                         const std::optional<Date>& day);

// The package as known on `day`; nullopt: as known in the end. The same object where knowledge changes
// nothing.
PackagePtr as_known(const PackagePtr& package, const std::optional<Date>& day);

// The same, as known in the end, of a package that the caller keeps: it must outlive what is answered.
PackagePtr as_known_in_the_end(const Package& package);

// What a package as known in the end no longer says: a provision or condition that was replaced, a
// parameter's value whose place a later one took.
struct NoLongerKnown {
  std::string provision;  // of which it is; empty: of a parameter
  std::string parameter;
  Text what;  // for people, with the last day on which it was known
};
std::vector<NoLongerKnown> no_longer_known(const Package& package);

// The days, ascending, from which a package is known otherwise than before.
std::vector<Date> knowledge_days(const Package& package);

}  // namespace enact::policy
