// An explanation as JSON. What a node does not have is left out: most nodes have little.
#include "determine/explanation_json.hpp"

#include <boost/json.hpp>

namespace enact::determine {

namespace json = boost::json;

namespace {

void add_text(json::object& object, const char* name, const Text& text) {
  if (!text.empty()) object[name] = json::object{{"zh", text.zh}, {"en", text.en}};
}

}  // namespace

json::object explanation_json(const Explanation& explanation) {
  json::object object{{"kind", to_string(explanation.kind)}};
  if (!explanation.id.empty()) object["id"] = explanation.id;
  add_text(object, "text", explanation.text);
  add_text(object, "value", explanation.value);
  add_text(object, "detail", explanation.detail);
  if (explanation.verdict) object["verdict"] = to_string(*explanation.verdict);
  if (explanation.citation) {
    object["citation"] = json::object{{"article", explanation.citation->article},
                                      {"paragraph", explanation.citation->paragraph},
                                      {"text", explanation.citation->text}};
  }
  if (!explanation.children.empty()) {
    json::array children;
    for (const Explanation& child : explanation.children) children.push_back(explanation_json(child));
    object["children"] = std::move(children);
  }
  return object;
}

std::string to_json(const Explanation& explanation) {
  return json::serialize(explanation_json(explanation));
}

}  // namespace enact::determine
