// A comparison as JSON (docs/schema/simulation.json): amounts are whole fen, the same bytes for the same
// input.
#pragma once

#include <boost/json.hpp>

#include "bulk/comparison.hpp"
#include "policy/levers.hpp"

namespace enact::bulk {

// Throws std::overflow_error where a sum passes what 64 bits hold.
boost::json::object to_json(const Comparison& comparison);
// A lever with its value now, as text of FEEL; null where a parameter has none.
boost::json::object to_json(const policy::Lever& lever);
boost::json::array to_json(const std::vector<policy::SetPackage::Set>& settings);

}  // namespace enact::bulk
