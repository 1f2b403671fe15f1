// The OpenAPI 3.1 document, made from the table of routes and the registry of schemas.
#include <set>

#include "http/route.hpp"
#include "http/schema.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object reference(const std::string& name) {
  return {{"$ref", "#/components/schemas/" + name}};
}

json::object content(const std::string& schema, std::string_view media_type) {
  if (schema == "bytes") {
    return {{"application/octet-stream",
             json::object{{"schema", json::object{{"type", "string"}, {"format", "binary"}}}}}};
  }
  return {{media_type, json::object{{"schema", reference(schema)}}}};
}

std::set<int> error_codes(const Route& route) {
  std::set<int> out(route.errors.begin(), route.errors.end());
  if (route.access.kind != Access::Kind::everybody) out.insert(401);
  if (route.access.kind == Access::Kind::action) out.insert(403);
  if (!route.request.empty()) out.insert({400, 415, 422});
  if (route.path.find('{') != std::string::npos) out.insert(404);
  out.insert({429, 500});
  return out;
}

json::array parameters(const Route& route) {
  json::array out;
  std::size_t at = 0;
  while ((at = route.path.find('{', at)) != std::string::npos) {
    const auto end = route.path.find('}', at);
    out.push_back(json::object{{"name", route.path.substr(at + 1, end - at - 1)},
                               {"in", "path"},
                               {"required", true},
                               {"schema", json::object{{"type", "string"}}}});
    at = end;
  }
  for (const auto& name : route.query) {
    out.push_back(
        json::object{{"name", name}, {"in", "query"}, {"schema", json::object{{"type", "string"}}}});
  }
  if (route.method != Method::get && route.access.kind != Access::Kind::everybody) {
    out.push_back(json::object{{"name", "X-CSRF-Token"},
                               {"in", "header"},
                               {"required", true},
                               {"schema", json::object{{"type", "string"}}}});
    out.push_back(json::object{{"name", "Idempotency-Key"},
                               {"in", "header"},
                               {"schema", json::object{{"type", "string"}, {"maxLength", 200}}}});
  }
  return out;
}

json::object access_of(const Route& route) {
  switch (route.access.kind) {
    case Access::Kind::everybody:
      return {{"everybody", true}};
    case Access::Kind::signed_in:
      return {{"signed_in", true}};
    case Access::Kind::action:
      break;
  }
  json::array roles;
  for (const auto role : identity::all_roles()) {
    if (identity::scope_of(role, route.access.action) != identity::Scope::none)
      roles.emplace_back(identity::role_id(role));
  }
  return {{"action", identity::action_id(route.access.action)}, {"roles", std::move(roles)}};
}

json::object operation(const Route& route) {
  json::object responses;
  json::object success{{"description", route.summary.en}};
  if (!route.response.empty()) success["content"] = content(route.response, "application/json");
  responses[std::to_string(route.status)] = std::move(success);
  for (const int code : error_codes(route)) {
    responses[std::to_string(code)] = json::object{
        {"description", "problem details"}, {"content", content("Problem", "application/problem+json")}};
  }
  json::object out{{"operationId", route.operation},   {"summary", route.summary.en},
                   {"x-summary-zh", route.summary.zh}, {"x-access", access_of(route)},
                   {"parameters", parameters(route)},  {"responses", std::move(responses)}};
  if (!route.request.empty()) {
    out["requestBody"] =
        json::object{{"required", true}, {"content", content(route.request, "application/json")}};
  }
  if (route.access.kind != Access::Kind::everybody)
    out["security"] = json::array{json::object{{"session", json::array{}}}};
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

json::object openapi() {
  json::object paths;
  for (const auto& route : routes()) {
    auto& item = paths["/api/v1" + route.path];
    if (!item.is_object()) item.emplace_object();
    item.as_object()[lower(to_string(route.method))] = operation(route);
  }
  json::object schemas;
  for (const auto& [name, schema] : schema::registry()) schemas.emplace(name, schema);
  return {
      {"openapi", "3.1.0"},
      {"info",
       json::object{{"title", "Enact"}, {"version", "1"}, {"license", json::object{{"name", "Apache-2.0"}}}}},
      {"paths", std::move(paths)},
      {"components",
       json::object{
           {"schemas", std::move(schemas)},
           {"securitySchemes",
            json::object{{"session",
                          json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "enact_session"}}}}}}}};
}

}  // namespace enact::http
