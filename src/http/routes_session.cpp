// Routes of signing in and out, of one's sessions, and of the first administrator of a new live space.
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "http/session_answer.hpp"
#include "identity/second_factor.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

Response sign_in(Service& service, const Request& request) {
  const auto opened = identity::sign_in(service.database(), service.session_policy(),
                                        text_of(request.json, "login"), text_of(request.json, "password"),
                                        request.source, request.agent, text_of(request.json, "code"));
  return opened ? session_opened(service, *opened) : sign_in_refused(opened.error(), request.language);
}

Response current(Service& service, const Request& request) {
  if (!request.session) return no_content();
  return ok(session_json(service, *request.session));
}

Response end(Service& service, const Request& request, const std::string& id, bool own) {
  auto done = service.database().write([&](store::Transaction& tx) -> store::StepResult {
    if (auto ended = identity::end_session(tx, request.account(), id); !ended)
      return std::unexpected(std::move(ended).error());
    return std::string();
  });
  if (!done) return problem(done.error(), request.language);
  auto response = no_content();
  if (own) response.headers.emplace_back("Set-Cookie", session_cookie(service, "", 0));
  return response;
}

Response list_sessions(Service& service, const Request& request) {
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
                 list_sessions});
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
