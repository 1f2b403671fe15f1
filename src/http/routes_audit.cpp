// Routes of the auditor: the event log as it was recorded, and whether all that follows from it still agrees.
#include <algorithm>

#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "store/hash.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object event_json(const store::Event& event, const std::string& actor) {
  return {{"seq", event.seq},
          {"id", event.id},
          {"at", event.at.to_string()},
          {"clock", event.clock_source},
          {"actor", actor},
          {"unit", event.actor.unit},
          {"stream", event.stream_type + "/" + event.stream_id},
          {"kind", event.kind},
          {"payload", event.payload},
          {"hash", store::hex(event.leaf_hash)}};
}

Response events(Service& service, const Request& request) {
  json::array out;
  service.database().read([&](const store::Reader& reader) {
    const auto stream = request.query_or("stream", "");
    const auto slash = stream.find('/');
    const auto found = slash == std::string::npos
                           ? store::events_after(reader, request.number("after", 0, INT64_MAX),
                                                 request.number("limit", 100, 1000))
                           : store::stream_events(reader, stream.substr(0, slash), stream.substr(slash + 1));
    for (const auto& event : found) {
      const auto account = identity::find_account(reader, event.actor.account);
      out.emplace_back(event_json(event, account ? account->login : event.actor.account));
    }
    return 0;
  });
  return ok(items(std::move(out)));
}

Response verify(Service& service, const Request&) {
  const auto faults = service.database().check();
  return ok(json::object{{"ok", faults.empty()},
                         {"faults", map_json(faults, [](const store::Difference& fault) {
                            return json::object{{"where", fault.where}, {"what", fault.what}};
                          })}});
}

}  // namespace

void add_audit_routes(std::vector<Route>& out) {
  const auto access = may(identity::Action::read_log);
  out.push_back({Method::get,
                 "/events",
                 "listEvents",
                 {"事件日志", "The event log"},
                 access,
                 {"stream", "after", "limit"},
                 "",
                 "LogEventList",
                 200,
                 {},
                 events});
  out.push_back({Method::get,
                 "/audit/verify",
                 "verifyLog",
                 {"核验日志与账目", "Whether log, projections and ledger agree"},
                 access,
                 {},
                 "",
                 "AuditResult",
                 200,
                 {},
                 verify});
}

}  // namespace enact::http
