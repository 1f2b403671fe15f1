// JSON Schemas (draft 2020-12, as OpenAPI 3.1 uses them) written as C++ data, and the registry of those that
// have a name. One registry serves the OpenAPI document, the check of every request, and, in tests, of every
// answer.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

namespace enact::http::schema {

using Schema = boost::json::object;

// A property of an object; a name that ends in `?` may be absent.
using Property = std::pair<std::string_view, Schema>;

Schema string();
Schema string(std::int64_t max_length);  // in characters
Schema one_of(std::initializer_list<std::string_view> values);
Schema date();     // YYYY-MM-DD
Schema instant();  // RFC 3339, UTC
Schema integer();
Schema fen();  // an amount in fen
Schema boolean();
Schema anything();
Schema list(Schema item);
Schema object(std::initializer_list<Property> properties);
Schema map_of(Schema value);  // any names
Schema nullable(Schema schema);
Schema ref(std::string_view name);
Schema described(Schema schema, std::string_view description);
// {items: [...], total}
Schema page(Schema item);

// name → schema, in the order of names.
using Registry = std::map<std::string, Schema, std::less<>>;
const Registry& registry();

// Each area of the API adds its own (schemas_*.cpp).
void add_common(Registry& out);
void add_policy(Registry& out);
void add_session(Registry& out);
void add_accounts(Registry& out);
void add_members(Registry& out);
void add_casework(Registry& out);
void add_letters(Registry& out);
void add_intake(Registry& out);
void add_notify(Registry& out);
void add_treasury(Registry& out);
void add_allocations(Registry& out);
void add_spot_checks(Registry& out);
void add_rosters(Registry& out);
void add_audit(Registry& out);
void add_lab(Registry& out);
void add_overview(Registry& out);
void add_registers(Registry& out);
void add_selection(Registry& out);

struct Violation {
  std::string pointer;  // JSON pointer into the value: "/reason"
  std::string message;  // English, from the validator
};
// Holds `value` against the named schema; empty: it conforms. Thread-safe; schemas are compiled once.
std::vector<Violation> violations(std::string_view name, const boost::json::value& value);
bool is_known(std::string_view name);

}  // namespace enact::http::schema
