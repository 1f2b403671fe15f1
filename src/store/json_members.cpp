// See json_members.hpp.
#include "store/json_members.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace enact::store {

namespace json = boost::json;

std::string string_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr || !found->is_string() ? std::string() : std::string(found->as_string());
}

std::int64_t integer_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? 0 : found->to_number<std::int64_t>();
}

json::object parse_object(std::string_view text) {
  // Of one piece of memory, which goes as a whole.
  return json::parse(json::string_view(text.data(), text.size()),
                     json::make_shared_resource<json::monotonic_resource>())
      .as_object();
}

json::object text_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

Text text_of(const json::value& value) {
  const json::object& object = value.as_object();
  return {string_of(object, "zh"), string_of(object, "en")};
}

}  // namespace enact::store
