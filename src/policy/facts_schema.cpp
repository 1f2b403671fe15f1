// See facts_schema.hpp.
#include "policy/facts_schema.hpp"

#include <boost/json.hpp>

#include "policy/json_text.hpp"

namespace enact::policy {
namespace {

namespace json = boost::json;

constexpr std::string_view date_pattern = "^\\d{4}-\\d{2}-\\d{2}$";

std::string reference(std::string_view name) {
  return "#/$defs/" + std::string(name);
}

json::object with_description(json::object schema, const Text& title, const Text& help) {
  if (!title.en.empty()) schema["title"] = title.zh + " / " + title.en;
  if (!help.empty()) schema["description"] = help.zh + " / " + help.en;
  return schema;
}

json::object text_schema(const feel::Type& type, std::string_view format) {
  if (!type.codes.empty()) return {{"enum", json::array(type.codes.begin(), type.codes.end())}};
  json::object schema{{"type", "string"}};
  if (format == "credit-code") schema["pattern"] = "^[0-9A-HJ-NPQRTUWXY]{18}$";
  if (format == "region-code") schema["pattern"] = "^\\d{6}$";
  return schema;
}

json::object value_schema(const feel::Type& type, bool non_negative, std::string_view format) {
  switch (type.kind) {
    case feel::Kind::boolean:
      return {{"type", "boolean"}};
    case feel::Kind::number: {
      json::object schema{{"type", "number"}};
      if (non_negative) schema["minimum"] = 0;
      return schema;
    }
    case feel::Kind::string:
      return text_schema(type, format);
    case feel::Kind::date:
      return {{"type", "string"}, {"pattern", date_pattern}};
    case feel::Kind::context:
      return {{"$ref", reference(type.name)}};
    case feel::Kind::list: {
      json::object schema{{"type", "array"}};
      if (type.element) schema["items"] = value_schema(*type.element, false, "");
      return schema;
    }
    default:
      return {{"type", "string"}};
  }
}

// A fact: the value, null for known to be absent, or the value with where it comes from.
json::object fact_schema(const FactDeclaration& fact) {
  const json::object value = value_schema(*fact.type, fact.non_negative, fact.format);
  json::object with_source{{"type", "object"},
                           {"properties",
                            {{"value", {{"anyOf", {value, {{"type", "null"}}}}}},
                             {"source", {{"type", "string"}}},
                             {"on", {{"$ref", reference("date")}}},
                             {"known_on", {{"$ref", reference("date")}}}}},
                           {"required", {"value"}},
                           {"additionalProperties", false}};
  json::array ways{value, {{"type", "null"}}, std::move(with_source)};
  if (fact.type->kind == feel::Kind::list) {
    ways.push_back({{"type", "object"},
                    {"properties",
                     {{"open", {{"type", "boolean"}}},
                      {"items", value},
                      {"source", {{"type", "string"}}},
                      {"on", {{"$ref", reference("date")}}},
                      {"known_on", {{"$ref", reference("date")}}}}},
                    {"required", {"items"}},
                    {"additionalProperties", false}});
  }
  return with_description({{"anyOf", std::move(ways)}}, fact.title, fact.help);
}

json::object record_schema(const RecordType& record) {
  json::object properties;
  json::array required;
  for (const FactDeclaration& field : record.fields) {
    json::object value = value_schema(*field.type, field.non_negative, field.format);
    if (field.required) {
      required.push_back(json::value_from(field.name));
    } else {
      value = {{"anyOf", {std::move(value), {{"type", "null"}}}}};
    }
    properties[field.name] = with_description(std::move(value), field.title, field.help);
  }
  json::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return with_description(std::move(schema), record.title, {});
}

json::object subject_schema(const SubjectType& subject) {
  json::object properties;
  for (const FactDeclaration& fact : subject.facts) properties[fact.name] = fact_schema(fact);
  return with_description(
      {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}},
      subject.title, {});
}

json::array names_of_units(const Package& package) {
  json::array names;
  for (const Unit& unit : package.units) names.push_back(json::value_from(unit.id));
  return names;
}

json::object decision_schema(const Package& package) {
  return {{"type", "object"},
          {"properties",
           {{"provision", {{"type", "string"}}},
            {"policy", {{"type", "string"}}},
            {"matter", {{"type", "array"}, {"items", {{"type", "string"}}}}},
            {"amount", {{"type", "number"}, {"minimum", 0}}},
            {"by", {{"enum", names_of_units(package)}}},
            {"reason", {{"type", "string"}, {"minLength", 1}}},
            {"on", {{"$ref", reference("date")}}}}},
          {"required", {"provision", "matter", "amount", "by", "reason"}},
          {"additionalProperties", false}};
}

json::object paid_schema() {
  return {
      {"type", "object"},
      {"properties",
       {{"matter",
         {{"type", "object"},
          {"properties",
           {{"kind", {{"type", "string"}}}, {"parts", {{"type", "array"}, {"items", {{"type", "string"}}}}}}},
          {"required", {"kind", "parts"}},
          {"additionalProperties", false}}},
        {"amount", {{"type", "number"}, {"minimum", 0}}},
        {"on", {{"$ref", reference("date")}}},
        {"policy", {{"type", "string"}}},
        {"provision", {{"type", "string"}}},
        {"level", {{"type", "string"}}}}},
      {"required", {"matter", "amount"}},
      {"additionalProperties", false}};
}

}  // namespace

std::string facts_schema(const Package& package) {
  json::object definitions{{"date", {{"type", "string"}, {"pattern", date_pattern}}}};
  for (const RecordType& record : package.vocabulary.records)
    definitions[record.name] = record_schema(record);
  json::object subjects;
  for (const SubjectType& subject : package.vocabulary.subjects)
    subjects[subject.name] = subject_schema(subject);
  const json::object one{{"type", "object"},
                         {"properties", std::move(subjects)},
                         {"minProperties", 1},
                         {"maxProperties", 1},
                         {"additionalProperties", false}};
  definitions["subject"] = one;
  json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"$id", "enact:facts/" + package.id + "/" + package.hash.substr(0, 12)},
                      {"title", package.title.zh},
                      {"type", "object"},
                      {"properties",
                       {{"subjects",
                         {{"anyOf",
                           {{{"$ref", reference("subject")}},
                            {{"type", "array"}, {"items", {{"$ref", reference("subject")}}}}}}}},
                        {"decisions", {{"type", "array"}, {"items", decision_schema(package)}}},
                        {"paid", {{"type", "array"}, {"items", paid_schema()}}},
                        {"unsaid", {{"enum", {"unknown", "absent"}}}}}},
                      {"required", {"subjects"}},
                      {"additionalProperties", false},
                      {"$defs", std::move(definitions)}};
  return pretty_json(schema);
}

}  // namespace enact::policy
