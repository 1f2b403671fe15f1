// Routes of erasure: which terms are declared, what is due, held and erased, and runs that two administrators
// decide.
#include <algorithm>
#include <span>

#include "casework/retention_run.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

using casework::Expired;

constexpr std::int64_t records_shown = 500;
constexpr std::int64_t runs_shown = 20;

json::object record_json(const Expired& one) {
  return {{"kind", one.kind},
          {"record", one.record},
          {"reference", one.reference},
          {"over", one.over.to_string()},
          {"since", one.since.to_string()},
          {"held", one.held}};
}

json::array records_json(std::span<const Expired> records) {
  json::array out;
  for (const Expired& one : records.first(std::min<std::size_t>(records.size(), records_shown)))
    out.push_back(record_json(one));
  return out;
}

json::object run_json(Service& service, const casework::ErasureRun& run, const std::string& reader) {
  return {{"id", run.id},
          {"records", map_json(run.records,
                               [](const Expired& one) {
                                 return json::object{{"kind", one.kind},
                                                     {"record", one.record},
                                                     {"reference", one.reference}};
                               })},
          {"proposer", account_name(service, run.proposed_by)},
          {"proposed", run.proposed_at.to_string()},
          {"state", run.state},
          {"decider", account_name(service, run.decided_by)},
          {"decided", to_json(run.decided_at)},
          {"reason", run.reason},
          {"erased", run.erased},
          {"may_confirm", run.state == "proposed" && run.proposed_by != reader}};
}

Response retention(Service& service, const Request& request) {
  const casework::Person reader_of = person_of(request);
  std::vector<casework::ErasureRun> runs;
  json::object out = service.database().read([&](const store::Reader& reader) {
    runs = casework::erasure_runs(reader, runs_shown);
    const casework::RetentionRules rules = casework::declared_rules(reader);
    const auto due = casework::expired_records(reader, rules, service.now());
    json::array terms;
    for (const auto& [kind, rule] : rules) {
      terms.push_back(json::object{
          {"kind", kind},
          {"days", rule.days},
          {"says", rule.says},
          {"by_clock", rule.by_clock},
          {"due", std::ranges::count_if(due, [&](const auto& one) { return one.kind == kind; })}});
    }
    const auto erased = casework::erased_records(reader, request.number("limit", 100, records_shown));
    return json::object{
        {"terms", std::move(terms)},
        {"due", records_json(due)},
        {"held_back", records_json(casework::held_records(reader, rules, service.now()))},
        {"erased", map_json(erased,
                            [](const casework::Erased& one) {
                              return json::object{{"kind", one.kind},           {"record", one.record},
                                                  {"reference", one.reference}, {"at", one.at.to_string()},
                                                  {"account", one.account},     {"says", one.says}};
                            })},
        {"held", map_json(casework::held_cases(reader), [](const casework::Held& one) {
           return json::object{
               {"reference", one.reference}, {"reason", one.reason}, {"since", one.since.to_string()}};
         })}};
  });
  out["runs"] = map_json(
      runs, [&](const casework::ErasureRun& run) { return run_json(service, run, reader_of.account); });
  return ok(out);
}

template <class F>
Response change_retention(Service& service, const Request& request, F step) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    auto run = step(tx, person_of(request));
    if (!run) return std::unexpected(std::move(run).error());
    return run->id;
  });
  return done ? retention(service, request) : problem(done.error(), request.language);
}

}  // namespace

void add_retention_routes(std::vector<Route>& out) {
  const auto access = may(identity::Action::manage_space);
  out.push_back({Method::get,
                 "/retention",
                 "getRetention",
                 {"保存期限与抹除", "What is due to be erased by its term, what was, what is held, and runs"},
                 access,
                 {"limit"},
                 "",
                 "Retention",
                 200,
                 {},
                 retention});
  out.push_back({Method::post,
                 "/retention/runs",
                 "proposeErasure",
                 {"提出抹除到期的记录", "Propose to erase what is expired"},
                 access,
                 {},
                 "",
                 "Retention",
                 200,
                 {409},
                 [](Service& service, const Request& request) {
                   return change_retention(service, request, casework::propose_erasure);
                 }});
  out.push_back({Method::post,
                 "/retention/runs/{run}/confirm",
                 "confirmErasure",
                 {"确认抹除（双人）", "Confirm a run that another administrator proposed (four eyes)"},
                 access,
                 {},
                 "",
                 "Retention",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_retention(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::confirm_erasure(tx, who, request.parameter("run"));
                       });
                 }});
  out.push_back({Method::post,
                 "/retention/runs/{run}/refuse",
                 "refuseErasure",
                 {"退回抹除", "Turn a run down"},
                 access,
                 {},
                 "ErasureRefusal",
                 "Retention",
                 200,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return change_retention(
                       service, request, [&](store::Transaction& tx, const casework::Person& who) {
                         return casework::refuse_erasure(tx, who, request.parameter("run"),
                                                         text_of(request.json, "reason"));
                       });
                 }});
}

}  // namespace enact::http
