// Routes of who acts for a subject: its members, invitations, and registering by oneself.
#include <algorithm>
#include <map>

#include "base/identity_number.hpp"
#include "casework/joining.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "identity/account_links.hpp"
#include "identity/invitations.hpp"
#include "identity/registrations.hpp"

namespace enact::http {

namespace json = boost::json;
using store::Fault;

namespace {

store::Actor actor_of(const Request& request) {
  return {request.account(), ""};
}

// The subject of the path, if the account manages its members; else it is not there.
std::expected<store::Subject, Fault> managed(const store::Reader& reader, const Request& request) {
  const auto& id = request.parameter("subject");
  auto subject = store::find_subject(reader, id);
  if (subject && identity::may(request.grants(), identity::Action::manage_members, {{}, id})) return *subject;
  return std::unexpected(Fault{.kind = Fault::Kind::not_found,
                               .code = "casework.no-subject",
                               .message = {"没有这个主体", "there is no such subject"},
                               .help = {"请从自己的主体进入", "begin from a subject of yours"}});
}

json::object members_json(const store::Reader& reader, const Service& service, const std::string& subject) {
  return {{"members", map_json(identity::members_of_subject(reader, subject),
                               [&](const identity::Member& member) {
                                 const auto& held = member.membership;
                                 return json::object{{"account", member.account.id},
                                                     {"login", member.account.login},
                                                     {"name", to_json(member.account.name)},
                                                     {"disabled", member.account.disabled},
                                                     {"role", identity::role_id(held.role)},
                                                     {"title", to_json(identity::role_name(held.role))},
                                                     {"until", to_json(held.until)},
                                                     {"over", held.until && *held.until < service.today()}};
                               })},
          {"invitations", map_json(identity::open_invitations(reader, subject, service.now()),
                                   [](const identity::Invitation& open) {
                                     return json::object{
                                         {"id", open.id},
                                         {"name", open.about.name},
                                         {"role", identity::role_id(open.about.role)},
                                         {"title", to_json(identity::role_name(open.about.role))},
                                         {"until", to_json(open.about.until)},
                                         {"expires", open.expires_at.to_string()}};
                                   })}};
}

Response members(Service& service, const Request& request) {
  auto found =
      service.database().read([&](const store::Reader& reader) -> std::expected<json::object, Fault> {
        const auto subject = managed(reader, request);
        if (!subject) return std::unexpected(subject.error());
        return members_json(reader, service, subject->id);
      });
  return found ? ok(*found) : problem(found.error(), request.language);
}

// A change of who acts for the subject of the path; answers its members as they are then.
template <class F>
Response change_member(Service& service, const Request& request, F step) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    if (const auto subject = managed(tx, request); !subject) return std::unexpected(subject.error());
    if (std::expected<void, Fault> changed = step(tx); !changed)
      return std::unexpected(std::move(changed).error());
    return std::string("{}");
  });
  return done ? members(service, request) : problem(done.error(), request.language);
}

struct Issued {
  identity::Invitation invitation;
  std::string subject_name;
};

// An invitation's token is answered once and never kept, so no idempotency key stores it.
template <class F>
Response issue(Service& service, const Request& request, F step) {
  const auto token = identity::new_token(service.database());
  const auto made = service.database().write_as<Issued>(
      [&](store::Transaction& tx) -> std::expected<Issued, Fault> { return step(tx, token); });
  if (!made) return problem(made.error(), request.language);
  return ok(json::object{{"name", made->invitation.about.name},
                         {"subject_name", made->subject_name},
                         {"token", token},
                         {"expires", made->invitation.expires_at.to_string()}},
            201);
}

Response invite(Service& service, const Request& request) {
  return issue(service, request,
               [&](store::Transaction& tx, const std::string& token) -> std::expected<Issued, Fault> {
                 const auto subject = managed(tx, request);
                 if (!subject) return std::unexpected(subject.error());
                 const identity::NewInvitation wanted{
                     subject->id,
                     identity::role_from_id(text_of(request.json, "role")).value_or(identity::Role::reader),
                     Date::parse(text_of(request.json, "until")), text_of(request.json, "name")};
                 auto made = identity::invite(tx, actor_of(request), wanted, token);
                 if (!made) return std::unexpected(std::move(made).error());
                 return Issued{std::move(*made), subject->name};
               });
}

Response invite_manager(Service& service, const Request& request) {
  return issue(service, request,
               [&](store::Transaction& tx, const std::string& token) -> std::expected<Issued, Fault> {
                 const auto subject =
                     casework::subject_for(tx, service.library(), actor_of(request),
                                           {text_of(request.json, "type"), text_of(request.json, "identity"),
                                            text_of(request.json, "subject_name")});
                 if (!subject) return std::unexpected(subject.error());
                 auto made = identity::invite(
                     tx, actor_of(request),
                     {subject->id, identity::Role::manager, {}, text_of(request.json, "name")}, token);
                 if (!made) return std::unexpected(std::move(made).error());
                 return Issued{std::move(*made), subject->name};
               });
}

Response cancel_member(Service& service, const Request& request) {
  return change_member(service, request, [&](store::Transaction& tx) {
    return identity::cancel_invitation(tx, actor_of(request), request.parameter("subject"),
                                       request.parameter("invitation"));
  });
}

Response end_member(Service& service, const Request& request) {
  return change_member(service, request, [&](store::Transaction& tx) {
    return identity::end_membership(
        tx, actor_of(request),
        {text_of(request.json, "account"),
         identity::role_from_id(text_of(request.json, "role")).value_or(identity::Role::visitor), "",
         request.parameter("subject")});
  });
}

Response show_invitation(Service& service, const Request& request) {
  auto shown =
      service.database().read([&](const store::Reader& reader) -> std::expected<json::object, Fault> {
        const auto found = identity::find_invitation(reader, text_of(request.json, "token"), service.now());
        if (!found) return std::unexpected(found.error());
        const auto subject = store::find_subject(reader, found->about.subject);
        return json::object{{"subject_name", subject ? subject->name : std::string()},
                            {"role", identity::role_id(found->about.role)},
                            {"title", to_json(identity::role_name(found->about.role))},
                            {"until", to_json(found->about.until)},
                            {"expires", found->expires_at.to_string()}};
      });
  return shown ? ok(*shown) : problem(shown.error(), request.language);
}

Response accept(Service& service, const Request& request) {
  const auto done = service.database().write_as<identity::Membership>([&](store::Transaction& tx) {
    return identity::accept_invitation(tx, text_of(request.json, "token"), request.account());
  });
  if (!done) return problem(done.error(), request.language);
  return ok(json::object{{"login", request.session->account.login}});
}

// The account that a form describes, with its password hashed: slow, so before the step.
std::expected<identity::NewAccount, Fault> new_account(Service& service, const Request& request,
                                                       identity::AccountKind kind) {
  identity::NewAccount account;
  account.login = text_of(request.json, "login");
  const auto name = text_of(request.json, "name");
  account.name = {name, name};
  account.kind = kind;
  auto hash = identity::hash_password(text_of(request.json, "password"), account.login,
                                      service.session_policy().cost);
  if (!hash) return std::unexpected(std::move(hash).error());
  account.password_hash = std::move(*hash);
  return account;
}

Response accept_as_new(Service& service, const Request& request) {
  const auto token = text_of(request.json, "token");
  // Before the password is hashed: without a link nobody makes the service work.
  const auto known = service.database().read(
      [&](const store::Reader& reader) { return identity::find_invitation(reader, token, service.now()); });
  if (!known) return problem(known.error(), request.language);
  const auto account = new_account(service, request, identity::AccountKind::enterprise);
  if (!account) return problem(account.error(), request.language);
  const auto made = service.database().write_as<identity::Account>(
      [&](store::Transaction& tx) { return identity::accept_as_new(tx, token, *account); });
  if (!made) return problem(made.error(), request.language);
  return ok(json::object{{"login", made->login}}, 201);
}

Response subject_types(Service& service, const Request&) {
  const auto context = service.library().current();
  return ok(items(map_json(context->determiner().model().subjects(), [&](const auto& type) {
    const auto* identity = type.fact(type.base->identity);
    const auto* label = type.fact(type.base->label);
    const auto title = [](const policy::FactDeclaration* fact, const std::string& name) {
      return to_json(fact != nullptr ? fact->title : Text{name, name});
    };
    return json::object{{"name", type.base->name},
                        {"title", to_json(type.base->title)},
                        {"identity", title(identity, type.base->identity)},
                        {"label", title(label, type.base->label)},
                        {"format", identity != nullptr ? identity->format : std::string()},
                        {"persons", casework::is_of_persons(*context, type.base->name)}};
  })));
}

Response register_account(Service& service, const Request& request) {
  const identity::NewRegistration about{text_of(request.json, "type"), text_of(request.json, "identity"),
                                        text_of(request.json, "subject_name"),
                                        text_of(request.json, "contact")};
  const auto context = service.library().current();
  if (const auto checked = casework::check_subject(*context, {about.type, about.identity, about.name});
      !checked)
    return problem(checked.error(), request.language);
  const auto allowed = service.database().read([&](const store::Reader& reader) {
    return identity::may_register(reader, request.source, service.now());
  });
  if (!allowed) return problem(allowed.error(), request.language);
  const auto account =
      new_account(service, request,
                  casework::is_of_persons(*context, about.type) ? identity::AccountKind::person
                                                                : identity::AccountKind::enterprise);
  if (!account) return problem(account.error(), request.language);
  const auto made = service.database().write_as<identity::Registration>([&](store::Transaction& tx) {
    return identity::register_account(tx, *account, about, request.source);
  });
  if (!made) return problem(made.error(), request.language);
  return ok(json::object{{"login", account->login}}, 201);
}

Response own_registrations(Service& service, const Request& request) {
  const auto found = service.database().read(
      [&](const store::Reader& reader) { return identity::registrations_of(reader, request.account()); });
  return ok(items(map_json(found, [](const identity::Registration& one) {
    return json::object{{"id", one.id},
                        {"subject_name", one.about.name},
                        {"at", one.at.to_string()},
                        {"state", one.state},
                        {"reason", one.reason}};
  })));
}

json::object registration_json(const store::Reader& reader, const identity::Registration& one) {
  const auto account = identity::find_account(reader, one.account);
  const auto subject = store::find_subject(reader, one.about.type, one.about.identity);
  json::array managers;
  if (subject)
    for (const auto& member : identity::members_of_subject(reader, subject->id))
      if (member.membership.role == identity::Role::manager) managers.emplace_back(member.account.login);
  return {{"id", one.id},
          {"account", one.account},
          {"login", account ? account->login : std::string()},
          {"holder", to_json(account ? account->name : Text{})},
          {"type", one.about.type},
          {"identity", mask_identity_numbers(one.about.identity)},
          {"subject_name", one.about.name},
          {"contact", one.about.contact},
          {"at", one.at.to_string()},
          {"state", one.state},
          {"reason", one.reason},
          {"on_record", subject ? subject->name : std::string()},
          {"managers", std::move(managers)}};
}

Response registrations(Service& service, const Request& request) {
  return ok(service.database().read([&](const store::Reader& reader) {
    const auto found = identity::list_registrations(reader, request.query_or("state", "open"),
                                                    request.number("limit", 100, 500));
    return items(
        map_json(found, [&](const identity::Registration& one) { return registration_json(reader, one); }));
  }));
}

// Answers a registration: as an officer for the officer's unit, as an administrator for none.
Response answer(Service& service, const Request& request, bool confirm) {
  const auto& id = request.parameter("registration");
  store::Actor by = actor_of(request);
  for (const auto& grant : identity::grants_for(request.grants(), identity::Action::confirm_registration, {}))
    if (by.unit.empty()) by.unit = grant.unit;
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    std::expected<void, Fault> answered;
    const auto found = identity::find_registration(tx, id);
    if (confirm && found && found->state == "open") {
      const auto& about = found->about;
      const auto subject = casework::subject_for(tx, service.library(), {found->account, ""},
                                                 {about.type, about.identity, about.name});
      if (!subject) return std::unexpected(subject.error());
      answered = identity::confirm_registration(tx, by, id, subject->id);
    } else if (confirm) {
      answered = identity::confirm_registration(tx, by, id, "");
    } else {
      answered = identity::refuse_registration(tx, by, id, text_of(request.json, "reason"));
    }
    if (!answered) return std::unexpected(std::move(answered).error());
    return std::string("{}");
  });
  if (!done) return problem(done.error(), request.language);
  return ok(service.database().read([&](const store::Reader& reader) {
    return registration_json(reader, identity::find_registration(reader, id).value());
  }));
}

void add_members(std::vector<Route>& out) {
  const auto manage = may(identity::Action::manage_members);
  out.push_back({Method::get,
                 "/subjects/{subject}/members",
                 "listMembers",
                 {"主体成员和待接受的邀请", "Who acts for a subject, and who is invited to"},
                 manage,
                 {},
                 "",
                 "MemberList",
                 200,
                 {404},
                 members});
  out.push_back({Method::post,
                 "/subjects/{subject}/invitations",
                 "inviteMember",
                 {"邀请成员", "Invite somebody to act for a subject"},
                 manage,
                 {},
                 "NewInvitation",
                 "IssuedInvitation",
                 201,
                 {404},
                 invite});
  out.push_back({Method::delete_,
                 "/subjects/{subject}/invitations/{invitation}",
                 "cancelInvitation",
                 {"撤回邀请", "Take an invitation back"},
                 manage,
                 {},
                 "",
                 "MemberList",
                 200,
                 {404},
                 cancel_member});
  out.push_back({Method::post,
                 "/subjects/{subject}/members/end",
                 "endMembership",
                 {"解除成员", "End a membership"},
                 manage,
                 {},
                 "EndMembership",
                 "MemberList",
                 200,
                 {404},
                 end_member});
  out.push_back(
      {Method::post,
       "/invitations",
       "inviteManager",
       {"邀请主体管理员（主体未登记的一并登记）", "Invite the manager of a subject, new or on record"},
       may(identity::Action::manage_accounts),
       {},
       "InviteManager",
       "IssuedInvitation",
       201,
       {},
       invite_manager});
  out.push_back({Method::post,
                 "/invitations/read",
                 "readInvitation",
                 {"查看邀请", "What an invitation is to"},
                 everybody(),
                 {},
                 "InvitationToken",
                 "InvitationShown",
                 200,
                 {403},
                 show_invitation});
  out.push_back({Method::post,
                 "/invitations/accept",
                 "acceptInvitation",
                 {"以现有账号接受邀请", "Take an invitation up with one's account"},
                 signed_in(),
                 {},
                 "InvitationToken",
                 "Accepted",
                 200,
                 {403, 409},
                 accept});
  out.push_back({Method::post,
                 "/invitations/accept-as-new",
                 "acceptInvitationAsNew",
                 {"新设账号接受邀请", "Take an invitation up with a new account"},
                 everybody(),
                 {},
                 "AcceptAsNew",
                 "Accepted",
                 201,
                 {403, 409},
                 accept_as_new});
}

}  // namespace

void add_member_routes(std::vector<Route>& out) {
  add_members(out);
  const auto confirm = may(identity::Action::confirm_registration);
  out.push_back({Method::get,
                 "/subject-types",
                 "listSubjectTypes",
                 {"可注册的主体类型", "Types of subjects, for registering"},
                 everybody(),
                 {},
                 "",
                 "SubjectTypeList",
                 200,
                 {},
                 subject_types});
  out.push_back({Method::post,
                 "/registrations",
                 "register",
                 {"自行注册", "Register an account for a subject"},
                 everybody(),
                 {},
                 "NewRegistration",
                 "Accepted",
                 201,
                 {409, 429},
                 register_account});
  out.push_back({Method::get,
                 "/registrations/own",
                 "listOwnRegistrations",
                 {"我的注册", "One's own registrations"},
                 signed_in(),
                 {},
                 "",
                 "OwnRegistrationList",
                 200,
                 {},
                 own_registrations});
  out.push_back({Method::get,
                 "/registrations",
                 "listRegistrations",
                 {"待确认的注册", "Registrations to be confirmed"},
                 confirm,
                 {"state", "limit"},
                 "",
                 "RegistrationList",
                 200,
                 {},
                 registrations});
  out.push_back({Method::post,
                 "/registrations/{registration}/confirm",
                 "confirmRegistration",
                 {"确认注册", "Confirm a registration"},
                 confirm,
                 {},
                 "",
                 "Registration",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) { return answer(service, request, true); }});
  out.push_back({Method::post,
                 "/registrations/{registration}/refuse",
                 "refuseRegistration",
                 {"不予确认", "Refuse a registration"},
                 confirm,
                 {},
                 "RefuseRegistration",
                 "Registration",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) { return answer(service, request, false); }});
}

}  // namespace enact::http
