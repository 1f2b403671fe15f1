// An event of a procedure as JSON, as the streams of cases and of entries keep it. What is empty is left out.
#pragma once

#include <boost/json.hpp>

#include "procedure/procedure.hpp"

namespace enact::procedure {

boost::json::object event_json(const Event& event);
// Reads back what event_json wrote.
Event event_of(const boost::json::object& json);

}  // namespace enact::procedure
