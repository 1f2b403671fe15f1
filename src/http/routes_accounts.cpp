// Routes of account administration, of setting a password, and of the table of permissions.
#include <algorithm>
#include <set>

#include "http/external_json.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "identity/administration.hpp"
#include "store/facts.hpp"

namespace enact::http {

namespace json = boost::json;
using store::Fault;

namespace {

store::Actor actor_of(const Request& request) {
  return {request.account(), ""};
}

std::optional<Text> title_of_unit(const Service& service, std::string_view id) {
  for (const auto& package : service.packages())
    if (const auto* unit = package->unit(id)) return unit->title;
  return std::nullopt;
}

json::object role_json(const store::Reader& reader, const Service& service,
                       const identity::Membership& membership) {
  const auto title = title_of_unit(service, membership.unit);
  const auto subject = store::find_subject(reader, membership.subject);
  return {{"role", identity::role_id(membership.role)},
          {"title", to_json(identity::role_name(membership.role))},
          {"unit", membership.unit},
          {"unit_title", title ? json::value(to_json(*title)) : json::value(nullptr)},
          {"subject", membership.subject},
          {"subject_name", subject ? subject->name : std::string()},
          {"until", to_json(membership.until)},
          {"over", membership.until && *membership.until < service.today()}};
}

json::object account_json(const store::Reader& reader, const Service& service,
                          const identity::Account& account) {
  const auto state = identity::account_state(reader, account.id, service.now());
  return {
      {"id", account.id},
      {"login", account.login},
      {"name", to_json(account.name)},
      {"kind", identity::account_kind_id(account.kind)},
      {"disabled", account.disabled},
      {"created", account.created_at.to_string()},
      {"roles", map_json(identity::memberships(reader, account.id),
                         [&](const identity::Membership& held) { return role_json(reader, service, held); })},
      {"password", state.password},
      {"second_factor", state.second_factor},
      {"external", external_json(identity::external_links(reader, account.id))},
      {"link", state.link},
      {"last_sign_in", to_json(state.last_sign_in)}};
}

Response list_accounts(Service& service, const Request& request) {
  identity::AccountFilter filter;
  filter.contains = request.query_or("q", "");
  filter.kind = request.query_or("kind", "");
  filter.role = request.query_or("role", "");
  filter.unit = request.query_or("unit", "");
  if (const auto disabled = request.query_or("disabled", ""); !disabled.empty())
    filter.disabled = disabled == "true";
  filter.offset = request.number("offset", 0, 1'000'000'000);
  filter.limit = request.number("limit", 50, 500);
  return ok(service.database().read([&](const store::Reader& reader) {
    const auto page = identity::search_accounts(reader, filter);
    return items(
        map_json(page.accounts,
                 [&](const identity::Account& account) { return account_json(reader, service, account); }),
        page.total);
  }));
}

Response one(Service& service, const Request& request, std::string_view id) {
  auto found = service.database().read([&](const store::Reader& reader) -> std::optional<json::object> {
    const auto account = identity::find_account(reader, id);
    if (!account) return std::nullopt;
    return account_json(reader, service, *account);
  });
  if (found) return ok(*found);
  return problem(404, "identity.no-account", {"没有这个账号", "there is no such account"},
                 {"请刷新账号列表", "reload the list of accounts"}, request.language);
}

Response sessions(Service& service, const Request& request) {
  const auto& id = request.parameter("account");
  const auto found = service.database().read([&](const store::Reader& reader) {
    return identity::find_account(reader, id)
               ? std::optional(identity::list_sessions(reader, service.session_policy(), service.now(), id))
               : std::nullopt;
  });
  if (!found) return one(service, request, id);
  return ok(items(map_json(*found, [](const identity::Session& session) {
    return json::object{{"id", session.id},
                        {"started", session.started_at.to_string()},
                        {"last_seen", session.last_seen.to_string()},
                        {"source", session.source},
                        {"agent", session.agent}};
  })));
}

// A role as it was asked for: units are those of the packages in force, subjects those on record.
std::expected<identity::Membership, Fault> membership_of(const store::Reader& reader, const Service& service,
                                                         const json::value& body, std::string_view account) {
  const auto invalid = [](std::string code, Text message, Text help) {
    return std::unexpected(Fault{.kind = Fault::Kind::invalid,
                                 .code = std::move(code),
                                 .message = std::move(message),
                                 .help = std::move(help)});
  };
  const auto role = identity::role_from_id(text_of(body, "role"));
  if (!role)
    return invalid("identity.no-role", {"没有这个角色", "there is no such role"},
                   {"请从角色列表中选择", "choose one of the list"});
  identity::Membership out{std::string(account), *role, text_of(body, "unit"), "",
                           Date::parse(text_of(body, "until"))};
  if (!out.unit.empty() && !title_of_unit(service, out.unit))
    return invalid("identity.no-unit",
                   {"现行政策中没有单位“" + out.unit + "”", "no policy in force names a unit " + out.unit},
                   {"请从单位列表中选择", "choose one of the list"});
  const auto wanted = text_of(body, "subject");
  if (wanted.empty()) return out;
  auto subject = store::find_subject(reader, wanted);
  std::set<std::string> types;
  for (const auto& package : service.packages())
    for (const auto& type : package->vocabulary.subjects) types.insert(type.name);
  for (const auto& type : types)
    if (!subject) subject = store::find_subject(reader, type, wanted);
  if (!subject)
    return invalid("identity.no-subject",
                   {"没有主体“" + wanted + "”", "there is no subject " + wanted + " on record"},
                   {"请核对统一社会信用代码；尚未登记的主体请用邀请", "check its credit code"});
  out.subject = subject->id;
  return out;
}

// A link is answered once and never kept, so no idempotency key stores it.
Response link_json(const std::expected<identity::IssuedLink, Fault>& issued, Language language) {
  if (!issued) return problem(issued.error(), language);
  return ok(json::object{{"account", issued->account.id},
                         {"login", issued->account.login},
                         {"token", issued->token},
                         {"expires", issued->expires_at.to_string()}},
            201);
}

Response create(Service& service, const Request& request) {
  const auto name = text_of(request.json, "name");
  identity::NewAccount wanted;
  wanted.login = text_of(request.json, "login");
  wanted.name = {name, name};
  wanted.kind =
      identity::account_kind_from_id(text_of(request.json, "kind")).value_or(identity::AccountKind::officer);
  const auto token = identity::new_token(service.database());
  return link_json(service.database().write_as<identity::IssuedLink>(
                       [&](store::Transaction& tx) -> std::expected<identity::IssuedLink, Fault> {
                         identity::NewAccount account = wanted;
                         for (const auto& role : request.json.at("roles").as_array()) {
                           auto membership = membership_of(tx, service, role, "");
                           if (!membership) return std::unexpected(std::move(membership).error());
                           account.memberships.push_back(std::move(*membership));
                         }
                         return identity::make_account(tx, actor_of(request), account, token);
                       }),
                   request.language);
}

Response reset(Service& service, const Request& request) {
  const auto token = identity::new_token(service.database());
  return link_json(service.database().write_as<identity::IssuedLink>([&](store::Transaction& tx) {
    return identity::issue_link(tx, actor_of(request), request.parameter("account"), token);
  }),
                   request.language);
}

// Runs a change of an account and answers the account as it is then.
template <class F>
Response change_account(Service& service, const Request& request, F step) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    if (std::expected<void, Fault> changed = step(tx); !changed)
      return std::unexpected(std::move(changed).error());
    return std::string("{}");
  });
  if (!done) return problem(done.error(), request.language);
  return one(service, request, request.parameter("account"));
}

Response role(Service& service, const Request& request, bool give) {
  return change_account(service, request, [&](store::Transaction& tx) -> std::expected<void, Fault> {
    const auto membership = membership_of(tx, service, request.json, request.parameter("account"));
    if (!membership) return std::unexpected(membership.error());
    return give ? identity::give_role(tx, actor_of(request), *membership)
                : identity::take_role(tx, actor_of(request), *membership);
  });
}

Response external(Service& service, const Request& request, bool link) {
  const auto& provider = service.options().provider;
  if (!provider) return no_provider(request.language);
  const auto& issuer = provider->settings().issuer;
  return change_account(service, request, [&](store::Transaction& tx) {
    const auto& account = request.parameter("account");
    return link ? identity::give_external(tx, actor_of(request), account,
                                          {issuer, text_of(request.json, "subject")})
                : identity::drop_external(tx, actor_of(request), account, issuer);
  });
}

Response use_link(Service& service, const Request& request) {
  const auto account =
      identity::redeem_link(service.database(), text_of(request.json, "token"),
                            text_of(request.json, "password"), service.session_policy().cost);
  if (!account) return problem(account.error(), request.language);
  return ok(json::object{{"login", account->login}});
}

Response change_password(Service& service, const Request& request) {
  const auto done = identity::change_own_password(
      service.database(), service.session_policy(), request.session->account,
      text_of(request.json, "old_password"), text_of(request.json, "new_password"), request.source);
  return done ? no_content() : problem(done.error(), request.language);
}

Response units(Service& service, const Request&) {
  std::map<std::string, Text> found;
  for (const auto& package : service.packages())
    for (const auto& unit : package->units)
      if (unit.members.empty()) found.emplace(unit.id, unit.title);
  return ok(items(map_json(found, [](const auto& unit) {
    return json::object{{"id", unit.first}, {"title", to_json(unit.second)}};
  })));
}

std::string_view belongs_id(identity::Role role) {
  switch (identity::belongs(role)) {
    case identity::Belongs::to_subject:
      return "subject";
    case identity::Belongs::to_unit:
      return "unit";
    case identity::Belongs::to_unit_or_none:
      return "unit_or_none";
    case identity::Belongs::to_nothing:
      break;
  }
  return "nothing";
}

std::string_view scope_id(identity::Scope scope) {
  switch (scope) {
    case identity::Scope::own_subject:
      return "own_subject";
    case identity::Scope::own_unit:
      return "own_unit";
    case identity::Scope::all:
      return "all";
    case identity::Scope::none:
      break;
  }
  return "none";
}

Response permissions(Service&, const Request&) {
  const auto roles = map_json(identity::all_roles(), [](identity::Role role) {
    json::array not_with;
    for (const auto other : identity::all_roles())
      if (other != identity::Role::visitor && role != identity::Role::visitor &&
          !identity::may_hold_together(role, other))
        not_with.emplace_back(identity::role_id(other));
    return json::object{{"id", identity::role_id(role)},
                        {"title", to_json(identity::role_name(role))},
                        {"belongs", belongs_id(role)},
                        {"not_with", std::move(not_with)}};
  });
  const auto actions = map_json(identity::all_actions(), [](identity::Action action) {
    json::object scopes;
    for (const auto role : identity::all_roles())
      if (const auto scope = identity::scope_of(role, action); scope != identity::Scope::none)
        scopes[identity::role_id(role)] = scope_id(scope);
    return json::object{{"id", identity::action_id(action)},
                        {"title", to_json(identity::action_name(action))},
                        {"scopes", std::move(scopes)}};
  });
  return ok(json::object{{"roles", roles}, {"actions", actions}});
}

void add_changes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back(
      {Method::post,
       "/accounts",
       "makeAccount",
       {"新设账号，给出一次性设置密码链接", "Make an account; answers the link to set its password"},
       may(Action::manage_accounts),
       {},
       "NewAccount",
       "IssuedLink",
       201,
       {409},
       create});
  out.push_back({Method::post,
                 "/accounts/{account}/roles",
                 "grantRole",
                 {"授予角色", "Grant a role"},
                 may(Action::manage_accounts),
                 {},
                 "RoleWanted",
                 "AccountEntry",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) { return role(service, request, true); }});
  out.push_back({Method::post,
                 "/accounts/{account}/roles/revoke",
                 "revokeRole",
                 {"撤销角色", "Revoke a role"},
                 may(Action::manage_accounts),
                 {},
                 "RoleWanted",
                 "AccountEntry",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) { return role(service, request, false); }});
  const auto plain = [&](std::string path, std::string operation, Text summary, auto step) {
    out.push_back({Method::post,
                   "/accounts/{account}/" + path,
                   std::move(operation),
                   std::move(summary),
                   may(Action::manage_accounts),
                   {},
                   "",
                   "AccountEntry",
                   200,
                   {404, 409},
                   [step](Service& service, const Request& request) {
                     return change_account(service, request, [&](store::Transaction& tx) {
                       return step(tx, actor_of(request), request.parameter("account"));
                     });
                   }});
  };
  plain("disable", "disableAccount", {"停用账号", "Disable an account"}, identity::disable_account);
  plain("enable", "enableAccount", {"启用账号", "Enable an account"}, identity::enable_account);
  plain("second-factor/remove", "dropSecondFactor",
        {"解除遗失的动态验证码", "Remove a second factor that was lost"}, identity::drop_second_factor);
  out.push_back({Method::post,
                 "/accounts/{account}/external",
                 "linkExternalOf",
                 {"关联统一身份", "Join an account with a subject of the identity provider"},
                 may(Action::manage_accounts),
                 {},
                 "ExternalSubject",
                 "AccountEntry",
                 200,
                 {403, 404, 409},
                 [](Service& service, const Request& request) { return external(service, request, true); }});
  out.push_back({Method::post,
                 "/accounts/{account}/external/remove",
                 "unlinkExternalOf",
                 {"解除统一身份关联", "Part an account from the identity provider's subject"},
                 may(Action::manage_accounts),
                 {},
                 "",
                 "AccountEntry",
                 200,
                 {403, 404},
                 [](Service& service, const Request& request) { return external(service, request, false); }});
  out.push_back({Method::post,
                 "/accounts/{account}/reset",
                 "resetPassword",
                 {"发给一次性重设密码链接", "A one-time link by which its holder sets a new password"},
                 may(Action::manage_accounts),
                 {},
                 "",
                 "IssuedLink",
                 201,
                 {404, 409},
                 reset});
  out.push_back({Method::delete_,
                 "/accounts/{account}/sessions/{session}",
                 "endSessionOf",
                 {"结束他人的一个登录", "End a session of an account"},
                 may(Action::manage_accounts),
                 {},
                 "",
                 "AccountEntry",
                 200,
                 {404},
                 [](Service& service, const Request& request) {
                   return change_account(service, request, [&](store::Transaction& tx) {
                     return identity::end_sessions_of(tx, actor_of(request), request.parameter("account"),
                                                      request.parameter("session"));
                   });
                 }});
  out.push_back({Method::delete_,
                 "/accounts/{account}/sessions",
                 "endSessionsOf",
                 {"结束他人的全部登录", "End all sessions of an account"},
                 may(Action::manage_accounts),
                 {},
                 "",
                 "AccountEntry",
                 200,
                 {404},
                 [](Service& service, const Request& request) {
                   return change_account(service, request, [&](store::Transaction& tx) {
                     return identity::end_sessions_of(tx, actor_of(request), request.parameter("account"),
                                                      "");
                   });
                 }});
}

}  // namespace

void add_account_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/accounts",
                 "listAccounts",
                 {"账号", "Accounts"},
                 may(Action::read_accounts),
                 {"q", "kind", "role", "unit", "disabled", "limit", "offset"},
                 "",
                 "AccountList",
                 200,
                 {},
                 list_accounts});
  out.push_back({Method::get,
                 "/accounts/{account}",
                 "getAccount",
                 {"一个账号", "One account"},
                 may(Action::read_accounts),
                 {},
                 "",
                 "AccountEntry",
                 200,
                 {404},
                 [](Service& service, const Request& request) {
                   return one(service, request, request.parameter("account"));
                 }});
  out.push_back({Method::get,
                 "/accounts/{account}/sessions",
                 "listSessionsOf",
                 {"一个账号的登录", "The sessions of an account"},
                 may(Action::read_accounts),
                 {},
                 "",
                 "AccountSessionList",
                 200,
                 {404},
                 sessions});
  add_changes(out);
  out.push_back({Method::get,
                 "/units",
                 "listUnitsInForce",
                 {"现行政策中的单位", "The units of the packages in force"},
                 may(Action::read_accounts),
                 {},
                 "",
                 "UnitChoices",
                 200,
                 {},
                 units});
  out.push_back({Method::get,
                 "/permissions",
                 "getPermissions",
                 {"权限表", "The table of roles and actions"},
                 may(Action::read_accounts),
                 {},
                 "",
                 "PermissionTable",
                 200,
                 {},
                 permissions});
  out.push_back({Method::post,
                 "/password-link",
                 "usePasswordLink",
                 {"用一次性链接设置密码", "Set a password with a one-time link"},
                 everybody(),
                 {},
                 "LinkPassword",
                 "LinkUsed",
                 200,
                 {403},
                 use_link});
  out.push_back({Method::post,
                 "/password",
                 "changePassword",
                 {"更改自己的密码", "Change one's own password"},
                 signed_in(),
                 {},
                 "ChangePassword",
                 "",
                 204,
                 {403},
                 change_password});
}

}  // namespace enact::http
