// Routes on yearly announcements: read by everybody, published by the units that lead a provision.
#include "casework/announcement.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object announcement_json(const casework::Announcement& each) {
  return {{"package", each.policy},
          {"provision", each.provision},
          {"year", each.year},
          {"unit", each.unit},
          {"number", each.number},
          {"opens", each.opens.to_string()},
          {"closes", each.last_day().to_string()},
          {"contact", each.contact},
          {"note", each.note},
          {"first_check", each.first_check},
          {"materials", to_json(each.materials)},
          {"published", each.published_at.to_string()}};
}

Response list_announcements(Service& service, const Request& request) {
  const auto found = service.database().read([&](const store::Reader& reader) {
    return casework::announcements(reader, request.query_or("package", ""));
  });
  return ok(items(map_json(found, announcement_json)));
}

Response publish(Service& service, const Request& request) {
  const auto& body = request.json;
  const auto opens = Date::parse(text_of(body, "opens"));
  const auto closes = Date::parse(text_of(body, "closes"));
  if (!opens || (!text_of(body, "closes").empty() && !closes))
    return problem(422, "bad-date", {"日期无效", "no such day"},
                   {"请写成 2026-03-01 的形式", "write it like 2026-03-01"}, request.language);
  const casework::AnnouncementRequest wanted{.policy = text_of(body, "package"),
                                             .provision = text_of(body, "provision"),
                                             .unit = text_of(body, "unit"),
                                             .number = text_of(body, "number"),
                                             .opens = *opens,
                                             .closes = closes,
                                             .contact = text_of(body, "contact"),
                                             .note = text_of(body, "note"),
                                             .first_check = flag_of(body, "first_check"),
                                             .materials = texts_of(body, "materials")};
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto made = casework::announce(tx, service.library(), person_of(request), wanted);
    if (!made) return std::unexpected(made.error());
    return json::serialize(announcement_json(*made));
  });
  if (!done) return problem(done.error(), request.language);
  return ok_text(done->body, 201);
}

Response withdraw(Service& service, const Request& request) {
  const auto year = request.number("year", 0, 9999);
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto gone = casework::withdraw_announcement(tx, service.library(), person_of(request),
                                                      request.parameter("package"),
                                                      request.parameter("provision"), static_cast<int>(year));
    if (!gone) return std::unexpected(gone.error());
    return "";
  });
  if (!done) return problem(done.error(), request.language);
  return no_content();
}

}  // namespace

void add_announcement_routes(std::vector<Route>& out) {
  const auto publishing = may(identity::Action::publish_notice);
  out.push_back({Method::get,
                 "/announcements",
                 "listAnnouncements",
                 {"申报通知", "When applications are taken, and whom to ask"},
                 everybody(),
                 {"package"},
                 "",
                 "AnnouncementList",
                 200,
                 {},
                 list_announcements});
  out.push_back({Method::post,
                 "/announcements",
                 "publishAnnouncement",
                 {"发布申报通知", "Announce when applications are taken"},
                 publishing,
                 {},
                 "NewAnnouncement",
                 "Announcement",
                 201,
                 {404},
                 publish});
  out.push_back({Method::delete_,
                 "/announcements/{package}/{provision}",
                 "withdrawAnnouncement",
                 {"撤回申报通知", "Take an announcement back"},
                 publishing,
                 {"year"},
                 "",
                 "",
                 204,
                 {404},
                 withdraw});
}

}  // namespace enact::http
