// Casework::take in two: what refuses a step, and then what it writes. For who takes a step on several cases
// in one transaction and leaves out those that refuse it. Internal to the floor.
#pragma once

#include <functional>

#include "casework/casework.hpp"

namespace enact::casework {

// The faults of Casework::take, with nothing written; else what writes it, to be called before anything else
// is written. All that was handed in outlives it.
std::expected<std::function<DoneOr()>, store::Fault> ready_to_take(store::Transaction& tx,
                                                                   const Library& library,
                                                                   const Person& person,
                                                                   const TakeRequest& request);

}  // namespace enact::casework
