// What `参数` is on a day: the value in force of every parameter of a package, built once for each stretch of
// days over which none changes. Knows nothing of facts.
#pragma once

#include <vector>

#include "feel/value.hpp"
#include "policy/package.hpp"

namespace enact::determine {

class ParameterTimeline {
 public:
  explicit ParameterTimeline(const policy::Package& package);

  // A context: name → value; unknown where no value is in force.
  const feel::Value& on(const Date& day) const;
  // Of a day that is not known: only parameters with one value for all time have it.
  const feel::Value& undated() const { return undated_; }

 private:
  std::vector<Date> starts_;         // ascending; stretch i+1 begins at starts_[i]
  std::vector<feel::Value> values_;  // one more than starts_
  feel::Value undated_;
};

}  // namespace enact::determine
