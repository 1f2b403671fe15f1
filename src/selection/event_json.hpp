// Events of a call as they stand in the event log (stream "call"): only what the kind has is written. Reads
// back what it wrote, for ever.
#pragma once

#include <boost/json.hpp>

#include "selection/call.hpp"

namespace enact::selection {

boost::json::object to_json(const Event& event);
// Throws std::runtime_error if the payload is none of a call.
Event event_from_json(Kind kind, const boost::json::object& payload);

boost::json::object to_json(const Terms& terms);
// nullopt if it is no such object (the http floor has checked its schema; terms of its own are checked by
// problem_of).
std::optional<Terms> terms_from_json(const boost::json::value& value);

}  // namespace enact::selection
