// Sets of causes: why a value is not settled, and how values that are not settled pass their causes on.
// Internal to src/feel; the rules themselves are in docs/unknown.md.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include "feel/value.hpp"

namespace enact::feel {

using Causes = std::shared_ptr<const std::vector<Cause>>;

// A set that grows; shares the storage of the first set that it is given for as long as that is enough.
class CauseSet {
 public:
  void add(const Cause& cause);
  void add(const Causes& causes);  // null adds nothing
  void add(const Value& value);    // what keeps `value` from being settled, at any depth
  void add(const List& list);      // why the list is open or holds perhaps-items; not what its items hold
  bool empty() const { return causes_ == nullptr; }
  const Causes& causes() const { return causes_; }  // null if empty
  // Precondition: not empty.
  Value unknown() const { return Unknown{causes_}; }

 private:
  Causes causes_;
};

// No unknown, band, perhaps or open anywhere inside.
bool is_settled(const Value& value);
bool all_settled(std::span<const Value> values);

// Unknown because of the values of `values` that are not settled. Precondition: at least one is not.
Value unknown_from(std::span<const Value> values);
Value unknown_from(std::initializer_list<const Value*> values);

}  // namespace enact::feel
