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

json::object object_schema(json::object properties, std::initializer_list<std::string_view> required) {
  json::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (required.size() > 0) schema["required"] = json::array(required.begin(), required.end());
  return schema;
}

// One, or a list of them.
json::object one_or_more(const json::object& one) {
  return {{"anyOf", json::array{one, json::object{{"type", "array"}, {"items", one}}}}};
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

json::object provenance() {
  return {{"source", {{"type", "string"}}},
          {"attested_by", {{"$ref", reference("unit")}}},
          {"on", {{"$ref", reference("date")}}},
          {"known_on", {{"$ref", reference("date")}}}};
}

// A fact: the value, null for known to be absent, or the value with where it comes from; a list may be open.
json::object fact_schema(const FactDeclaration& fact) {
  const bool list = fact.type->kind == feel::Kind::list;
  const json::object value = value_schema(*fact.type, fact.non_negative, fact.format);
  json::object with_source = provenance();
  with_source["value"] = json::object{{"anyOf", json::array{value, json::object{{"type", "null"}}}}};
  if (list) {
    with_source["open"] = json::object{{"type", "boolean"}};
    with_source["item_sources"] = json::object{{"type", "array"}, {"items", object_schema(provenance(), {})}};
  }
  const json::object sourced = object_schema(std::move(with_source), {"value"});
  json::array ways{value, json::object{{"type", "null"}}, sourced};
  if (list) {
    ways.push_back(object_schema({{"open", {{"type", "boolean"}}}, {"items", value}}, {"open"}));
  }
  ways.push_back(object_schema({{"values", {{"type", "array"}, {"items", sourced}}}}, {"values"}));
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

json::object decision_schema(const Package& package) {
  json::array provisions;
  for (const Provision& provision : package.provisions) provisions.push_back(json::value_from(provision.id));
  return object_schema({{"provision", {{"enum", std::move(provisions)}}},
                        {"policy", {{"type", "string"}}},
                        {"matter", {{"$ref", reference("parts")}}},
                        {"amount", {{"type", "number"}, {"minimum", 0}}},
                        {"by", {{"$ref", reference("unit")}}},
                        {"reason", {{"type", "string"}, {"minLength", 1}}},
                        {"on", {{"$ref", reference("date")}}}},
                       {"provision", "matter", "amount", "by", "reason"});
}

json::object paid_schema(const Package& package) {
  json::array kinds;
  for (const MatterKind& kind : package.vocabulary.matters) kinds.push_back(json::value_from(kind.name));
  json::object matter = object_schema(
      {{"kind", {{"enum", std::move(kinds)}}}, {"parts", {{"$ref", reference("parts")}}}}, {"kind", "parts"});
  return object_schema({{"matter", std::move(matter)},
                        {"amount", {{"type", "number"}, {"minimum", 0}}},
                        {"on", {{"$ref", reference("date")}}},
                        {"policy", {{"type", "string"}}},
                        {"provision", {{"type", "string"}}},
                        {"level", {{"enum", {"city", "prefecture", "province", "nation"}}}}},
                       {"matter", "amount"});
}

json::object definitions_of(const Package& package) {
  json::array units;
  for (const Unit& unit : package.units) units.push_back(json::value_from(unit.id));
  json::object definitions;
  definitions["date"] = json::object{{"type", "string"}, {"pattern", date_pattern}};
  definitions["unit"] = json::object{{"enum", std::move(units)}};
  definitions["parts"] =
      json::object{{"type", "array"}, {"items", json::object{{"type", json::array{"string", "number"}}}}};
  json::object subjects;
  for (const SubjectType& subject : package.vocabulary.subjects)
    subjects[subject.name] = subject_schema(subject);
  definitions["subject"] = object_schema(std::move(subjects), {});
  for (const RecordType& record : package.vocabulary.records)
    definitions[record.name] = record_schema(record);
  return definitions;
}

}  // namespace

std::string facts_schema(const Package& package) {
  const json::object subject{{"$ref", reference("subject")}};
  json::object schema = object_schema({{"subjects", one_or_more(subject)},
                                       {"decisions", one_or_more(decision_schema(package))},
                                       {"paid", one_or_more(paid_schema(package))},
                                       {"unsaid", {{"enum", {"unknown", "absent"}}}}},
                                      {"subjects"});
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["$id"] = "enact:facts/" + package.id + "/" + package.hash.substr(0, 12);
  schema["title"] = package.title.zh;
  schema["$defs"] = definitions_of(package);
  return pretty_json(schema);
}

}  // namespace enact::policy
