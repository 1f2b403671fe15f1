#include "http/schema.hpp"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <stdexcept>

#include "base/calendar.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

namespace enact::http::schema {

namespace json = boost::json;

namespace {
constexpr std::string_view schemas_at = "#/components/schemas/";
}

Schema string() {
  return {{"type", "string"}};
}
Schema string(std::int64_t max_length) {
  return {{"type", "string"}, {"maxLength", max_length}};
}
Schema one_of(std::initializer_list<std::string_view> values) {
  json::array list;
  for (const auto value : values) list.emplace_back(value);
  return {{"type", "string"}, {"enum", std::move(list)}};
}
Schema date() {
  return {{"type", "string"}, {"format", "date"}, {"pattern", "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$"}};
}
Schema instant() {
  return {{"type", "string"}, {"format", "date-time"}};
}
Schema integer() {
  return {{"type", "integer"}};
}
Schema fen() {
  return {{"type", "integer"}, {"format", "int64"}, {"description", "fen (1/100 CNY)"}};
}
Schema boolean() {
  return {{"type", "boolean"}};
}
Schema anything() {
  return {};
}
Schema list(Schema item) {
  return {{"type", "array"}, {"items", std::move(item)}};
}

Schema object(std::initializer_list<Property> properties) {
  json::object members;
  json::array required;
  for (const auto& [name, schema] : properties) {
    const bool optional = name.ends_with('?');
    const auto key = optional ? name.substr(0, name.size() - 1) : name;
    members.emplace(key, schema);
    if (!optional) required.emplace_back(key);
  }
  Schema out{{"type", "object"}, {"properties", std::move(members)}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

Schema map_of(Schema value) {
  return {{"type", "object"}, {"additionalProperties", std::move(value)}};
}

Schema nullable(Schema schema) {
  return {{"anyOf", json::array{json::value(std::move(schema)), json::object{{"type", "null"}}}}};
}

Schema ref(std::string_view name) {
  return {{"$ref", std::string(schemas_at) + std::string(name)}};
}

Schema described(Schema schema, std::string_view description) {
  schema["description"] = description;
  return schema;
}

Schema page(Schema item) {
  return object({{"items", list(std::move(item))}, {"total?", described(integer(), "of all pages")}});
}

const Registry& registry() {
  static const Registry all = [] {
    Registry out;
    add_common(out);
    add_policy(out);
    add_session(out);
    add_accounts(out);
    add_members(out);
    add_casework(out);
    add_letters(out);
    add_intake(out);
    add_notify(out);
    add_treasury(out);
    add_allocations(out);
    add_spot_checks(out);
    add_rosters(out);
    add_audit(out);
    add_lab(out);
    add_overview(out);
    add_registers(out);
    add_selection(out);
    return out;
  }();
  return all;
}

bool is_known(std::string_view name) {
  return registry().contains(name);
}

namespace {

std::string_view schema_name(std::string_view reference) {
  return reference.substr(schemas_at.size());
}

// One document with all schemas, so that references between them resolve.
struct Compiled {
  json::value document;
  std::map<std::string, std::unique_ptr<valijson::Schema>, std::less<>> schemas;

  const valijson::Schema& get(std::string_view name) {
    if (const auto found = schemas.find(name); found != schemas.end()) return *found->second;
    if (!is_known(name)) throw std::logic_error("no schema " + std::string(name));
    json::object root = document.as_object();
    root["$ref"] = std::string(schemas_at) + std::string(name);
    const json::value whole(std::move(root));
    auto schema = std::make_unique<valijson::Schema>();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(whole), *schema);
    return *schemas.emplace(std::string(name), std::move(schema)).first->second;
  }
};

std::string pointer_of(const std::vector<std::string>& context) {
  // The validator says "<root>", "[items]", "[0]".
  std::string out;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const auto& part = context[i];
    out += '/';
    out += part.size() > 1 && part.front() == '[' ? part.substr(1, part.size() - 2) : part;
  }
  return out;
}

// Days that no calendar has: the validator looks at month and day alone and lets a 29th of February of any
// year pass. `value` conforms to the schema but for these.
void find_false_days(const json::object& schema, const json::value& value, const std::string& pointer,
                     std::vector<Violation>& out) {
  if (const auto* reference = schema.if_contains("$ref"))
    return find_false_days(registry().find(schema_name(reference->as_string()))->second, value, pointer, out);
  if (const auto* choices = schema.if_contains("anyOf")) {
    for (const json::value& choice : choices->as_array())
      find_false_days(choice.as_object(), value, pointer, out);
  }
  const auto* format = schema.if_contains("format");
  if (format != nullptr && *format == "date" && value.is_string() &&
      !Date::parse(std::string_view(value.as_string())))
    out.push_back({pointer, "no day of the calendar; write it like 2026-12-31"});
  const auto* items = schema.if_contains("items");
  if (items != nullptr && value.is_array()) {
    std::size_t place = 0;
    for (const json::value& item : value.as_array())
      find_false_days(items->as_object(), item, fmt::format("{}/{}", pointer, place++), out);
  }
  if (!value.is_object()) return;
  const auto* properties = schema.if_contains("properties");
  const auto* others = schema.if_contains("additionalProperties");
  for (const auto& [key, member] : value.as_object()) {
    const json::value* of = properties != nullptr ? properties->as_object().if_contains(key) : nullptr;
    if (of == nullptr && others != nullptr && others->is_object()) of = others;
    if (of != nullptr)
      find_false_days(of->as_object(), member, fmt::format("{}/{}", pointer, std::string_view(key)), out);
  }
}

}  // namespace

std::vector<Violation> violations(std::string_view name, const json::value& value) {
  static std::mutex mutex;
  static Compiled compiled = [] {
    json::object schemas;
    for (const auto& [schema_name, schema] : registry()) schemas.emplace(schema_name, schema);
    return Compiled{json::object{{"components", json::object{{"schemas", std::move(schemas)}}}}, {}};
  }();
  const valijson::Schema* schema = nullptr;
  {
    const std::lock_guard lock(mutex);
    schema = &compiled.get(name);
  }
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  std::vector<Violation> out;
  if (validator.validate(*schema, valijson::adapters::BoostJsonAdapter(value), &results)) {
    find_false_days(registry().find(name)->second, value, "", out);
    return out;
  }
  valijson::ValidationResults::Error error;
  while (results.popError(error)) out.push_back({pointer_of(error.context), error.description});
  return out;
}

}  // namespace enact::http::schema
