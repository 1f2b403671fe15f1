#include "http/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/decimal.hpp"

namespace enact::http {

namespace json = boost::json;

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::delete_:
      return "DELETE";
  }
  return "";
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  if (found == parameters.end()) throw std::logic_error("no path parameter " + std::string(name));
  return found->second;
}

std::string Request::query_or(std::string_view name, std::string_view otherwise) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string(otherwise) : found->second;
}

std::int64_t Request::number(std::string_view name, std::int64_t otherwise, std::int64_t most) const {
  const auto parsed = Decimal::parse(query_or(name, ""));
  return std::clamp<std::int64_t>(parsed ? parsed->to_int64().value_or(otherwise) : otherwise, 0, most);
}

std::expected<std::optional<Date>, store::Fault> Request::query_day(std::string_view name) const {
  const std::string text = query_or(name, "");
  if (text.empty()) return std::nullopt;
  if (const auto day = Date::parse(text)) return day;
  return std::unexpected(
      store::Fault{.kind = store::Fault::Kind::invalid,
                   .code = "bad-date",
                   .message = {fmt::format("{}“{}”不是有效日期", name, text),
                               fmt::format("{} `{}` is no day of the calendar", name, text)},
                   .help = {"请写成 2026-12-31 的形式", "write it like 2026-12-31"}});
}

std::string Request::account() const {
  return session ? session->account.id : std::string();
}

std::vector<identity::Grant> Request::grants() const {
  return session ? session->grants : std::vector<identity::Grant>();
}

Response ok(const json::value& value, int status) {
  return {status, json::serialize(value)};
}
Response ok_text(std::string text, int status) {
  return {status, std::move(text)};
}
Response no_content() {
  return {204, "", ""};
}
Response sandboxed(std::string bytes, std::string media_type) {
  return {200,
          std::move(bytes),
          std::move(media_type),
          {{"Content-Disposition", "inline"}, {"Content-Security-Policy", "sandbox"}}};
}

int status_of(store::Fault::Kind kind) {
  using Kind = store::Fault::Kind;
  switch (kind) {
    case Kind::invalid:
    case Kind::key_reused:
    case Kind::limit:
      return 422;
    case Kind::not_found:
      return 404;
    case Kind::forbidden:
      return 403;
    case Kind::conflict:
      return 409;
    case Kind::too_many:
      return 429;
    case Kind::unavailable:
      return 503;
    case Kind::internal:
      return 500;
  }
  return 500;
}

Response problem(int status, std::string_view code, const Text& title, const Text& detail, Language language,
                 json::array errors) {
  json::object body{{"type", "about:blank#" + std::string(code)},
                    {"title", title.in(language)},
                    {"status", status},
                    {"detail", detail.in(language)},
                    {"code", code}};
  if (!errors.empty()) body["errors"] = std::move(errors);
  return {status, json::serialize(body), "application/problem+json; charset=utf-8"};
}

Response problem(const store::Fault& fault, Language language) {
  auto response = problem(status_of(fault.kind), fault.code, fault.message, fault.help, language);
  if (fault.kind == store::Fault::Kind::too_many && fault.figure("retry_after_seconds") > 0)
    response.headers.emplace_back("Retry-After", std::to_string(fault.figure("retry_after_seconds")));
  return response;
}

Access everybody() {
  return {};
}
Access signed_in() {
  return {Access::Kind::signed_in};
}
Access may(identity::Action action) {
  return {Access::Kind::action, action};
}

const std::vector<Route>& routes() {
  static const std::vector<Route> table = [] {
    std::vector<Route> out;
    add_policy_routes(out);
    add_session_routes(out);
    add_external_routes(out);
    add_account_routes(out);
    add_member_routes(out);
    add_subject_routes(out);
    add_intake_routes(out);
    add_notify_routes(out);
    add_export_routes(out);
    add_case_routes(out);
    add_letter_routes(out);
    add_form_routes(out);
    add_joint_routes(out);
    add_announcement_routes(out);
    add_treasury_routes(out);
    add_order_routes(out);
    add_allocation_routes(out);
    add_spot_check_routes(out);
    add_roster_routes(out);
    add_audit_routes(out);
    add_retention_routes(out);
    add_lab_routes(out);
    add_overview_routes(out);
    add_lab_draft_routes(out);
    add_register_routes(out);
    add_selection_routes(out);
    add_training_routes(out);
    return out;
  }();
  return table;
}

}  // namespace enact::http
