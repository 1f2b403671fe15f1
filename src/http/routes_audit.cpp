// Routes of the auditor: the event log as it was recorded, and whether all that follows from it still agrees.
#include <algorithm>

#include "casework/replay.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"
#include "policy/image.hpp"
#include "store/hash.hpp"
#include "store/log_export.hpp"

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

json::object head_json(const store::KeptHead& kept) {
  const store::Head& head = kept.signed_head.head;
  return {{"size", head.size},
          {"at", head.at.to_string()},
          {"root", store::hex(head.root)},
          {"note", kept.signed_head.note},
          {"verifier", kept.verifier}};
}

Response log_head(Service& service, const Request& request) {
  const auto head =
      service.database().read([](const store::Reader& reader) { return store::latest_head(reader); });
  if (head) return ok(head_json(*head));
  return problem(404, "no-head", {"日志尚无签名头", "the log has no signed head yet"},
                 {"有事件发生后一分钟内会有", "there will be one within a minute of the first event"},
                 request.language);
}

Response log_heads(Service& service, const Request& request) {
  const auto heads = service.database().read([&](const store::Reader& reader) {
    return store::heads_after(reader, request.number("after", 0, INT64_MAX),
                              request.number("limit", 100, 1000));
  });
  return ok(items(map_json(heads, head_json)));
}

Response consistency(Service& service, const Request& request) {
  const auto proof = service.database().read([&](const store::Reader& reader) {
    return store::consistency_json(reader, request.number("first", 0, INT64_MAX),
                                   request.number("second", 0, INT64_MAX));
  });
  return proof ? ok_text(*proof) : problem(proof.error(), request.language);
}

Response inclusion(Service& service, const Request& request) {
  const auto proof = service.database().read(
      [&](const store::Reader& reader) { return store::prove_inclusion(reader, request.parameter("id")); });
  return proof ? ok_text(store::inclusion_json(*proof)) : problem(proof.error(), request.language);
}

Response replay(Service& service, const Request& request) {
  const auto steps = service.database().read([&](const store::Reader& reader) {
    return casework::replay_cases(reader, service.library(), request.query_or("case", ""));
  });
  const auto count = casework::count_of(steps);
  json::array faults;
  for (const auto& step : steps) {
    if (step.outcome == casework::ReplayOutcome::identical) continue;
    faults.emplace_back(json::object{{"case", step.case_id},
                                     {"reference", step.reference},
                                     {"step", step.step},
                                     {"on", step.on.to_string()},
                                     {"engine", step.engine},
                                     {"outcome", casework::to_string(step.outcome)},
                                     {"because", to_json(step.because)},
                                     {"differences", map_json(step.differences, [](const auto& one) {
                                        return json::object{{"provision", one.provision},
                                                            {"claim", one.claim},
                                                            {"member", one.member},
                                                            {"before", one.before},
                                                            {"after", one.after}};
                                      })}});
  }
  return ok(json::object{{"engine", policy::engine_version},
                         {"identical", count.identical},
                         {"different", count.different},
                         {"impossible", count.impossible},
                         {"faults", std::move(faults)}});
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
  out.push_back(
      {Method::get,
       "/audit/replay",
       "replayDeterminations",
       {"重算办件中固定的认定，逐字节比较", "Pinned determinations computed once more and compared"},
       access,
       {"case"},
       "",
       "ReplayResult",
       200,
       {},
       replay});
  out.push_back({Method::get,
                 "/log/head",
                 "getLogHead",
                 {"事件日志最新的签名头", "The latest signed head of the event log"},
                 everybody(),
                 {},
                 "",
                 "LogHead",
                 200,
                 {404},
                 log_head});
  out.push_back({Method::get,
                 "/log/heads",
                 "listLogHeads",
                 {"事件日志的签名头", "Signed heads of the event log"},
                 everybody(),
                 {"after", "limit"},
                 "",
                 "LogHeadList",
                 200,
                 {},
                 log_heads});
  out.push_back({Method::get,
                 "/log/consistency",
                 "proveConsistency",
                 {"两个日志头前后一致的证明", "Proof that a later log contains an earlier one unchanged"},
                 everybody(),
                 {"first", "second"},
                 "",
                 "ConsistencyProof",
                 200,
                 {422},
                 consistency});
  out.push_back({Method::get,
                 "/events/{id}/inclusion",
                 "proveInclusion",
                 {"事件在日志中的证明", "Proof that the log contains an event"},
                 access,
                 {},
                 "",
                 "InclusionProof",
                 200,
                 {404, 503},
                 inclusion});
}

}  // namespace enact::http
