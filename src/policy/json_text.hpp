// JSON for people: two blanks an indentation, members in their order, a line break at the end.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace enact::policy {

std::string pretty_json(const boost::json::value& value);

}  // namespace enact::policy
