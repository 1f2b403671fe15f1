// See elements.hpp.
#include "determine/elements.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "base/text.hpp"
#include "determine/facts.hpp"

namespace enact::determine {

std::string canonical(const feel::Value& value) {
  const feel::Context* context = value.context();
  if (context == nullptr) return fact_value_json(value);
  std::vector<std::string> fields;
  for (const auto& [name, field] : context->entries) {
    if (!field.is_null())
      fields.push_back(boost::json::serialize(boost::json::string(name)) + ":" + canonical(field));
  }
  std::ranges::sort(fields);
  return text::join(fields, ",");
}

bool same_thing(const feel::Value& a, const feel::Value& b, const policy::RecordType& record) {
  const feel::Context* one = a.context();
  const feel::Context* other = b.context();
  if (one == nullptr || other == nullptr) return false;
  bool keyed = false;
  for (const policy::FactDeclaration& field : record.fields) {
    if (!field.required) continue;
    keyed = true;
    const feel::Value* left = one->find(field.name);
    const feel::Value* right = other->find(field.name);
    if (left == nullptr || right == nullptr || canonical(*left) != canonical(*right)) return false;
  }
  return keyed || canonical(a) == canonical(b);
}

bool contradict(const feel::Value& a, const feel::Value& b, const policy::RecordType* record) {
  return record != nullptr && same_thing(a, b, *record) && canonical(a) != canonical(b);
}

}  // namespace enact::determine
