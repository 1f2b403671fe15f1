// Members of the JSON objects that events and rows hold: their payloads are this program's own, so that a
// member of another kind is a fault of it and no input of somebody's.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace enact::store {

std::string string_of(const boost::json::object& object, std::string_view key);    // "" if absent or no text
std::int64_t integer_of(const boost::json::object& object, std::string_view key);  // 0 if absent
// Throws boost::system::system_error where the text is no object.
boost::json::object parse_object(std::string_view json);

// A text in both languages, and back.
boost::json::object text_json(const Text& text);
Text text_of(const boost::json::value& value);

}  // namespace enact::store
