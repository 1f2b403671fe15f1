// What a route is: one line of the table from which the dispatcher, the permission check and the OpenAPI
// document are made. A route without a line cannot exist.
#pragma once

#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "identity/permissions.hpp"
#include "identity/sessions.hpp"
#include "store/fault.hpp"

namespace enact::http {

class Service;  // http/service.hpp: what handlers work with

enum class Method { get, post, put, delete_ };
std::string_view to_string(Method method);

// A request as a handler sees it: matched, authenticated, allowed, its body held against the schema.
struct Request {
  Method method = Method::get;
  std::string path;
  std::map<std::string, std::string, std::less<>> parameters;  // of the path
  std::map<std::string, std::string, std::less<>> query;
  boost::json::value json;  // the body, for routes with a request schema
  std::string body;         // the bytes, for uploads
  std::string content_type;
  std::string idempotency_key;
  std::string request_hash;  // of method, path, query and body
  std::optional<identity::Session> session;
  Language language = Language::zh;
  std::string source;  // the client's address
  std::string agent;
  std::string cookie;  // the session's token, "" if none
  std::string csrf;
  std::string attempt;  // the secret of a sign-in through a provider, "" if none

  const std::string& parameter(std::string_view name) const;  // precondition: in the path template
  std::string query_or(std::string_view name, std::string_view otherwise) const;
  // A whole number of the query, cut to [0, most]; `otherwise` if it is absent or none.
  std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t most) const;
  // A day of the query; nullopt if it is absent or empty. Fault: invalid "bad-date".
  std::expected<std::optional<Date>, store::Fault> query_day(std::string_view name) const;
  std::string account() const;  // "" if nobody is signed in
  std::vector<identity::Grant> grants() const;
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

Response ok(const boost::json::value& value, int status = 200);
Response ok_text(std::string json, int status = 200);  // JSON made elsewhere
Response no_content();
// A document to be looked at, in a sandbox of its own: it never runs as a page of the portal.
Response sandboxed(std::string bytes, std::string media_type);
// RFC 9457 problem details in the request's language.
Response problem(const store::Fault& fault, Language language);
Response problem(int status, std::string_view code, const Text& title, const Text& detail, Language language,
                 boost::json::array errors = {});
int status_of(store::Fault::Kind kind);

using Handler = std::function<Response(Service&, const Request&)>;

// Who may call: everybody, whoever is signed in, or accounts to whom some grant gives the action. How far
// the grant reaches (own subject, own unit) is checked by what the handler calls, for the thing at hand.
struct Access {
  enum class Kind { everybody, signed_in, action } kind = Kind::everybody;
  identity::Action action = identity::Action::read_public;
};
Access everybody();
Access signed_in();
Access may(identity::Action action);

struct Route {
  Method method;
  std::string path;       // "/cases/{id}"
  std::string operation;  // "getCase": the name in the OpenAPI document
  Text summary;
  Access access;
  std::vector<std::string> query;  // names; `?` marks none: all are optional
  std::string request;             // schema name; "": no body; "bytes": an upload
  std::string response;            // schema name; "": no content; "bytes": a file
  int status = 200;
  std::vector<int> errors;  // beside 401/403/422 where they follow from the rest
  Handler handler;
};

// The whole table.
const std::vector<Route>& routes();
// Each area's lines (routes_*.cpp).
void add_policy_routes(std::vector<Route>& out);
void add_session_routes(std::vector<Route>& out);
void add_external_routes(std::vector<Route>& out);
void add_account_routes(std::vector<Route>& out);
void add_member_routes(std::vector<Route>& out);
void add_subject_routes(std::vector<Route>& out);
void add_intake_routes(std::vector<Route>& out);
void add_notify_routes(std::vector<Route>& out);
void add_export_routes(std::vector<Route>& out);
void add_case_routes(std::vector<Route>& out);
void add_letter_routes(std::vector<Route>& out);
void add_form_routes(std::vector<Route>& out);
void add_joint_routes(std::vector<Route>& out);
void add_announcement_routes(std::vector<Route>& out);
void add_treasury_routes(std::vector<Route>& out);
void add_order_routes(std::vector<Route>& out);
void add_allocation_routes(std::vector<Route>& out);
void add_spot_check_routes(std::vector<Route>& out);
void add_roster_routes(std::vector<Route>& out);
void add_audit_routes(std::vector<Route>& out);
void add_retention_routes(std::vector<Route>& out);
void add_lab_routes(std::vector<Route>& out);
void add_overview_routes(std::vector<Route>& out);
void add_lab_draft_routes(std::vector<Route>& out);
void add_register_routes(std::vector<Route>& out);
void add_selection_routes(std::vector<Route>& out);
void add_training_routes(std::vector<Route>& out);

// The API as an OpenAPI 3.1 document.
boost::json::object openapi();

}  // namespace enact::http
