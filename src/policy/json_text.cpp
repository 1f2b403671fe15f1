// See json_text.hpp.
#include "policy/json_text.hpp"

#include <boost/json.hpp>

namespace enact::policy {
namespace {

void append(std::string& out, const boost::json::value& value, std::size_t depth) {
  const std::string inner(2 * depth + 2, ' ');
  const std::string outer(2 * depth, ' ');
  const char* separator = "";
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += "{\n";
    for (const auto& member : *object) {
      out += separator + inner + boost::json::serialize(boost::json::string(member.key())) + ": ";
      append(out, member.value(), depth + 1);
      separator = ",\n";
    }
    out += "\n" + outer + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += "[\n";
    for (const auto& item : *array) {
      out += separator + inner;
      append(out, item, depth + 1);
      separator = ",\n";
    }
    out += "\n" + outer + "]";
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

std::string pretty_json(const boost::json::value& value) {
  std::string out;
  append(out, value, 0);
  return out + "\n";
}

}  // namespace enact::policy
