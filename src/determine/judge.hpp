// One provision for one subject: which events there are, which conditions each meets, what it offers. What
// the city owes in the end (shared caps, other provisions) is settled later, from the stakes. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "determine/scope_values.hpp"

namespace enact::determine {

// How a claim draws on a cap that it may share with others.
struct Draw {
  std::string key;  // equal keys: one cap
  Fen limit;
  std::vector<std::string> within;  // the cap's own key values in normal form, to find payments within it
  std::optional<int> year;          // of a cap by year
};

// What stacking needs to know of a claim beside what the claim itself says.
struct Stake {
  bool certain = false;  // due, whatever its amount turns out to be
  AmountResult offered;  // no `max`: nothing bounds it
  std::vector<Draw> draws;
  std::vector<Missing> unbounded;  // why there is no `max`
};

struct Judged {
  ProvisionResult result;
  std::vector<Stake> stakes;     // one a claim of result.claims
  std::optional<Stake> further;  // what items of an open list might add
};

Judged judge(SubjectScope& subject, const ProvisionPlan& plan, const FactModel& model);

// "认定\x1f…": equal for equal matters.
std::string matter_key(const std::string& kind, const std::vector<std::string>& parts);

}  // namespace enact::determine
