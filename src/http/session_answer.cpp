#include "http/session_answer.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "http/json.hpp"
#include "store/facts.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

Text unit_title(const Service& service, const std::string& id) {
  for (const auto& package : service.packages())
    if (const auto* unit = package->unit(id)) return unit->title;
  return {id, id};
}

}  // namespace

std::string session_cookie(const Service& service, std::string_view token, std::int64_t seconds) {
  return fmt::format("enact_session={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", token, seconds,
                     service.options().secure_cookie ? "; Secure" : "");
}

json::object session_json(Service& service, const identity::Session& session) {
  const auto& account = session.account;
  std::set<std::string_view> roles;
  std::set<std::string> units;
  std::map<std::string, json::object> subjects;
  service.database().read([&](const store::Reader& reader) {
    for (const auto& grant : session.grants) {
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
          {"csrf", session.csrf},
          {"roles", map_json(roles, [](std::string_view role) { return json::value(role); })},
          {"units", map_json(units, [](const std::string& id) { return json::value(id); })},
          {"unit", std::move(unit)},
          {"subjects", map_json(subjects, [](const auto& one) { return json::value(one.second); })},
          {"external", session.external},
          {"wants_second_factor", session.wants_second_factor},
          {"expires", session.expires_at.to_string()}};
}

Response session_opened(Service& service, const identity::NewSession& opened) {
  // As every later request finds it.
  const auto session = identity::find_session(service.database(), service.session_policy(), opened.token);
  if (!session) throw std::logic_error("a session that was opened is not there");
  auto response = ok(session_json(service, *session));
  response.headers.emplace_back(
      "Set-Cookie", session_cookie(service, opened.token, service.session_policy().absolute_seconds));
  return response;
}

Response sign_in_refused(const store::Fault& fault, Language language) {
  auto refused = problem(fault, language);
  if (refused.status == 403) refused.status = 401;
  return refused;
}

}  // namespace enact::http
