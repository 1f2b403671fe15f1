// An explanation as a JSON value, for texts that it is a part of. Internal to src/determine.
#pragma once

#include <boost/json/object.hpp>

#include "determine/explanation.hpp"

namespace enact::determine {

boost::json::object explanation_json(const Explanation& explanation);

}  // namespace enact::determine
