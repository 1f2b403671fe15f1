// Routes of what one is told: the list with what is unread, where one is told outside the portal, and for the
// administrator how the outbox stands.
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "notify/outbox.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

Response notifications(Service& service, const Request& request) {
  const auto grants = request.grants();
  json::array out;
  const auto unread = service.database().read([&](const store::Reader& reader) {
    const auto seen = notify::seen_up_to(reader, request.account());
    for (const auto& one : notify::notifications_for(reader, grants, request.number("before", 0, INT64_MAX),
                                                     request.number("limit", 50, 200)))
      out.emplace_back(json::object{{"seq", one.seq},
                                    {"place", one.place},
                                    {"kind", one.kind},
                                    {"case_id", one.case_id},
                                    {"reference", one.reference},
                                    {"title", to_json(one.title)},
                                    {"about", to_json(one.about)},
                                    {"at", one.at.to_string()},
                                    {"read", one.seq <= seen}});
    return notify::unread(reader, request.account(), grants);
  });
  return ok(json::object{{"items", std::move(out)}, {"unread", unread}});
}

Response seen(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    notify::mark_seen(tx, request.account(), integer_of(request.json, "up_to").value_or(0));
    return std::string();
  });
  return done ? no_content() : problem(done.error(), request.language);
}

Response contact(Service& service, const Request& request) {
  const auto held = service.database().read(
      [&](const store::Reader& reader) { return notify::contact_of(reader, request.account()); });
  return ok(json::object{{"mail", held.mail},
                         {"phone", held.phone},
                         {"mail_sent", service.options().sends_mail},
                         {"messages_sent", service.options().sends_messages}});
}

Response set_contact(Service& service, const Request& request) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto set = notify::set_contact(tx, request.account(),
                                   {text_of(request.json, "mail"), text_of(request.json, "phone")});
    if (!set) return std::unexpected(std::move(set).error());
    return std::string();
  });
  return done ? contact(service, request) : problem(done.error(), request.language);
}

Response outbox(Service& service, const Request&) {
  const auto state =
      service.database().read([](const store::Reader& reader) { return notify::outbox_state(reader); });
  return ok(json::object{{"waiting", state.waiting},
                         {"sent", state.sent},
                         {"given_up", state.given_up},
                         {"troubles", map_json(state.troubles, [](const notify::OutboxState::Trouble& one) {
                            return json::object{{"id", one.id},
                                                {"channel", one.channel},
                                                {"at", one.at.to_string()},
                                                {"reason", one.reason},
                                                {"given_up", one.given_up}};
                          })}});
}

}  // namespace

void add_notify_routes(std::vector<Route>& out) {
  out.push_back({Method::get,
                 "/notifications",
                 "listNotifications",
                 {"消息", "What the account is told, newest first"},
                 signed_in(),
                 {"before", "limit"},
                 "",
                 "NotificationList",
                 200,
                 {},
                 notifications});
  out.push_back({Method::put,
                 "/notifications/seen",
                 "markNotificationsSeen",
                 {"标记已读", "What has been read, up to a notification"},
                 signed_in(),
                 {},
                 "Seen",
                 "",
                 204,
                 {},
                 seen});
  out.push_back({Method::get,
                 "/contact",
                 "getContact",
                 {"联系方式", "Where the account is told outside the portal"},
                 signed_in(),
                 {},
                 "",
                 "ContactState",
                 200,
                 {},
                 contact});
  out.push_back({Method::put,
                 "/contact",
                 "setContact",
                 {"更改联系方式", "Sets it; empty: not told there"},
                 signed_in(),
                 {},
                 "Contact",
                 "ContactState",
                 200,
                 {},
                 set_contact});
  out.push_back({Method::get,
                 "/outbox",
                 "getOutbox",
                 {"发件箱状态", "How many messages wait, were sent, were given up"},
                 may(identity::Action::manage_space),
                 {},
                 "",
                 "Outbox",
                 200,
                 {},
                 outbox});
}

}  // namespace enact::http
