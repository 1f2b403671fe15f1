// Routes of signing in and out, of one's sessions, and of the first administrator of a new live space.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "identity/second_factor.hpp"
#include "store/facts.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

std::string cookie(const Service& service, std::string_view token, std::int64_t seconds) {
  return fmt::format("enact_session={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", token, seconds,
                     service.options().secure_cookie ? "; Secure" : "");
}

Text unit_title(const Service& service, const std::string& id) {
  for (const auto& package : service.packages())
    if (const auto* unit = package->unit(id)) return unit->title;
  return {id, id};
}

json::object session_json(Service& service, const identity::Account& account,
                          std::span<const identity::Grant> grants, std::string_view csrf, Instant expires) {
  std::set<std::string_view> roles;
  std::set<std::string> units;
  std::map<std::string, json::object> subjects;
  service.database().read([&](const store::Reader& reader) {
    for (const auto& grant : grants) {
      roles.insert(identity::role_id(grant.role));
      if (!grant.unit.empty()) units.insert(grant.unit);
      if (grant.subject.empty()) continue;
      if (const auto subject = store::find_subject(reader, grant.subject)) {
        auto& one = subjects
                        .try_emplace(subject->id, json::object{{"type", subject->type},
                                                               {"id", subject->id},
                                                               {"name", subject->name},
                                                               {"roles", json::array()}})
                        .first->second;
        one.at("roles").as_array().emplace_back(identity::role_id(grant.role));
      }
    }
    return 0;
  });
  json::value unit(nullptr);
  if (!units.empty())
    unit = json::object{{"id", *units.begin()}, {"title", to_json(unit_title(service, *units.begin()))}};
  return {{"account", json::object{{"id", account.id},
                                   {"login", account.login},
                                   {"name", to_json(account.name)},
                                   {"kind", identity::account_kind_id(account.kind)}}},
          {"csrf", csrf},
          {"roles", map_json(roles, [](std::string_view role) { return json::value(role); })},
          {"units", map_json(units, [](const std::string& id) { return json::value(id); })},
          {"unit", std::move(unit)},
          {"subjects", map_json(subjects, [](const auto& one) { return json::value(one.second); })},
          {"expires", expires.to_string()}};
}

Response sign_in(Service& service, const Request& request) {
  auto opened = identity::sign_in(service.database(), service.session_policy(),
                                  text_of(request.json, "login"), text_of(request.json, "password"),
                                  request.source, request.agent, text_of(request.json, "code"));
  if (!opened) {
    // A refused sign-in is 401, so that a client never takes it for a missing permission.
    auto refused = problem(opened.error(), request.language);
    if (refused.status == 403) refused.status = 401;
    return refused;
  }
  const auto grants = service.database().read([&](const store::Reader& reader) {
    return identity::grants(reader, opened->account.id, service.today());
  });
  auto response = ok(session_json(service, opened->account, grants, opened->csrf, opened->expires_at));
  response.headers.emplace_back("Set-Cookie",
                                cookie(service, opened->token, service.session_policy().absolute_seconds));
  return response;
}

Response current(Service& service, const Request& request) {
  if (!request.session) return no_content();
  const auto& session = *request.session;
  return ok(session_json(service, session.account, session.grants, session.csrf, session.expires_at));
}

Response end(Service& service, const Request& request, const std::string& id, bool own) {
  auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (auto ended = identity::end_session(tx, request.account(), id); !ended)
      return std::unexpected(std::move(ended).error());
    return std::string();
  });
  if (!done) return problem(done.error(), request.language);
  auto response = no_content();
  if (own) response.headers.emplace_back("Set-Cookie", cookie(service, "", 0));
  return response;
}

Response list(Service& service, const Request& request) {
  const auto sessions = service.database().read([&](const store::Reader& reader) {
    return identity::list_sessions(reader, service.session_policy(), service.now(), request.account());
  });
  return ok(items(map_json(sessions, [&](const identity::Session& session) {
    return json::object{{"id", session.id},
                        {"started", session.started_at.to_string()},
                        {"last_seen", session.last_seen.to_string()},
                        {"source", session.source},
                        {"agent", session.agent},
                        {"current", session.id == request.session->id}};
  })));
}

// Who calls changes its own second factor; nobody another's.
Response second_factor(Service& service, const Request& request) {
  const bool has = service.database().read(
      [&](const store::Reader& reader) { return identity::has_second_factor(reader, request.account()); });
  return ok(json::object{{"set", has}});
}

Response begin_second_factor(Service& service, const Request& request) {
  const auto begun = identity::begin_second_factor(service.database(), request.account(), "Enact");
  if (!begun) return problem(begun.error(), request.language);
  return ok(json::object{{"secret", begun->secret}, {"uri", begun->uri}}, 201);
}

Response set_second_factor(Service& service, const Request& request, bool in_force) {
  const std::string code = text_of(request.json, "code");
  const auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    const auto changed = in_force ? identity::confirm_second_factor(tx, request.account(), code)
                                  : identity::remove_second_factor(tx, request.account(), code);
    if (!changed) return std::unexpected(changed.error());
    return std::string();
  });
  return done ? second_factor(service, request) : problem(done.error(), request.language);
}

Response first_administrator(Service& service, const Request& request) {
  const auto login = text_of(request.json, "login");
  auto hash =
      identity::hash_password(text_of(request.json, "password"), login, service.session_policy().cost);
  if (!hash) return problem(hash.error(), request.language);
  identity::NewAccount account;
  account.login = login;
  const auto name = text_of(request.json, "name");
  account.name = {name, name};
  account.kind = identity::AccountKind::administrator;
  account.password_hash = *hash;
  auto made =
      identity::redeem_administrator_link(service.database(), text_of(request.json, "token"), account);
  return made ? no_content() : problem(made.error(), request.language);
}

}  // namespace

void add_session_routes(std::vector<Route>& out) {
  out.push_back({Method::post,
                 "/session",
                 "signIn",
                 {"登录", "Sign in"},
                 everybody(),
                 {},
                 "SignIn",
                 "Session",
                 200,
                 {401},
                 sign_in});
  out.push_back({Method::get,
                 "/session",
                 "getSession",
                 {"当前登录；未登录时无内容", "Who is signed in; no content if nobody is"},
                 everybody(),
                 {},
                 "",
                 "Session",
                 200,
                 {},
                 current});
  out.push_back({Method::delete_,
                 "/session",
                 "signOut",
                 {"退出", "Sign out"},
                 signed_in(),
                 {},
                 "",
                 "",
                 204,
                 {},
                 [](Service& service, const Request& request) {
                   return end(service, request, request.session->id, true);
                 }});
  out.push_back({Method::get,
                 "/sessions",
                 "listSessions",
                 {"我的登录", "One's sessions"},
                 signed_in(),
                 {},
                 "",
                 "SessionList",
                 200,
                 {},
                 list});
  out.push_back({Method::delete_,
                 "/sessions/{session}",
                 "endSession",
                 {"结束一个登录", "End a session"},
                 signed_in(),
                 {},
                 "",
                 "",
                 204,
                 {},
                 [](Service& service, const Request& request) {
                   const auto& id = request.parameter("session");
                   return end(service, request, id, id == request.session->id);
                 }});
  out.push_back({Method::get,
                 "/second-factor",
                 "getSecondFactor",
                 {"我的动态验证码", "Whether one's second factor is set"},
                 signed_in(),
                 {},
                 "",
                 "SecondFactor",
                 200,
                 {},
                 second_factor});
  out.push_back({Method::post,
                 "/second-factor",
                 "beginSecondFactor",
                 {"开始设置动态验证码", "Begin to set up a second factor"},
                 signed_in(),
                 {},
                 "",
                 "Enrolment",
                 201,
                 {409},
                 begin_second_factor});
  out.push_back(
      {Method::post,
       "/second-factor/confirm",
       "confirmSecondFactor",
       {"启用动态验证码", "Put it into force with its first code"},
       signed_in(),
       {},
       "OneTimeCode",
       "SecondFactor",
       200,
       {403, 409},
       [](Service& service, const Request& request) { return set_second_factor(service, request, true); }});
  out.push_back(
      {Method::post,
       "/second-factor/remove",
       "removeSecondFactor",
       {"停用动态验证码", "Remove it with a code"},
       signed_in(),
       {},
       "OneTimeCode",
       "SecondFactor",
       200,
       {403},
       [](Service& service, const Request& request) { return set_second_factor(service, request, false); }});
  out.push_back({Method::post,
                 "/first-administrator",
                 "makeFirstAdministrator",
                 {"设立首位管理员", "Make the first administrator with the one-time link"},
                 everybody(),
                 {},
                 "FirstAdministrator",
                 "",
                 204,
                 {403},
                 first_administrator});
}

}  // namespace enact::http
