#include "casework/retention_run.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "casework/case_file.hpp"
#include "casework/refusals.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::string_view run_stream = "erasure_run";

bool administers(const Person& person) {
  return identity::may(person.grants, identity::Action::manage_space, {});
}

ErasureRun read_run(const store::Reader& reader, const std::string& id) {
  ErasureRun run{.id = id};
  for (const store::Event& event : store::stream_events(reader, run_stream, id)) {
    const json::object payload = parse_object(event.payload);
    if (event.kind == "erasure.proposed") {
      run.proposed_by = event.actor.account;
      run.proposed_at = event.at;
      for (const json::value& one : payload.at("records").as_array()) {
        const json::object& record = one.as_object();
        run.records.push_back({.kind = string_of(record, "kind"),
                               .record = string_of(record, "record"),
                               .reference = string_of(record, "reference")});
      }
      continue;
    }
    run.state = event.kind == "erasure.confirmed" ? "confirmed" : "refused";
    run.decided_by = event.actor.account;
    run.decided_at = event.at;
    if (run.state == "confirmed") run.erased = integer_of(payload, "erased");
    if (run.state == "refused") run.reason = string_of(payload, "reason");
  }
  return run;
}

// A run that is still to be decided by an administrator.
std::expected<ErasureRun, Fault> open_run(const store::Reader& reader, const Person& person,
                                          const std::string& id) {
  if (!administers(person)) return std::unexpected(not_permitted());
  ErasureRun run = read_run(reader, id);
  if (run.proposed_by.empty())
    return std::unexpected(refuse(Fault::Kind::not_found, "casework.no-run",
                                  {"没有这次抹除", "there is no such run"},
                                  {"请刷新后查看", "reload and look"}));
  if (run.state != "proposed")
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.run-decided",
                                  {"这次抹除已有结论", "this run was decided already"},
                                  {"请刷新后查看", "reload and look"}));
  return run;
}

std::expected<ErasureRun, Fault> decided(store::Transaction& tx, const Person& person, const std::string& run,
                                         std::string_view kind, const json::object& payload) {
  const auto event = tx.append({.stream_type = std::string(run_stream),
                                .stream_id = run,
                                .expected_version = 1,
                                .kind = std::string(kind),
                                .payload = json::serialize(payload),
                                .actor = {person.account, ""}});
  if (!event) return std::unexpected(event.error());
  return read_run(tx, run);
}

}  // namespace

std::vector<ErasureRun> erasure_runs(const store::Reader& reader, std::int64_t limit) {
  const auto ids = reader.all(
      "SELECT stream_id FROM event WHERE stream_type = ? AND stream_version = 1 ORDER BY seq DESC LIMIT ?",
      {run_stream, limit}, [](const store::Row& row) { return row.text(0); });
  std::vector<ErasureRun> runs;
  for (const std::string& id : ids) runs.push_back(read_run(reader, id));
  return runs;
}

std::expected<ErasureRun, Fault> propose_erasure(store::Transaction& tx, const Person& person) {
  if (!administers(person)) return std::unexpected(not_permitted());
  if (const auto last = erasure_runs(tx, 1); !last.empty() && last.front().state == "proposed")
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.run-open",
               {"已有一次抹除待确认", "a run waits for its confirmation already"},
               {"请先由另一管理员确认或退回", "have another administrator decide it first"}));
  auto expired = expired_records(tx, declared_rules(tx), tx.now());
  if (expired.empty())
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.nothing-expired",
                                  {"没有到期的记录", "nothing is expired"}, {}));
  if (expired.size() > records_of_a_run) expired.resize(records_of_a_run);
  json::array records;
  for (const Expired& one : expired)
    records.push_back(json::object{{"kind", one.kind}, {"record", one.record}, {"reference", one.reference}});
  const std::string id = tx.new_id();
  const auto event = tx.append({.stream_type = std::string(run_stream),
                                .stream_id = id,
                                .expected_version = 0,
                                .kind = "erasure.proposed",
                                .payload = json::serialize(json::object{{"records", std::move(records)}}),
                                .actor = {person.account, ""}});
  if (!event) return std::unexpected(event.error());
  return read_run(tx, id);
}

std::expected<ErasureRun, Fault> confirm_erasure(store::Transaction& tx, const Person& person,
                                                 const std::string& run) {
  const auto open = open_run(tx, person, run);
  if (!open) return open;
  if (open->proposed_by == person.account)
    return std::unexpected(refuse(Fault::Kind::forbidden, "casework.same-person",
                                  {"提出抹除的人不能自己确认", "who proposed a run does not confirm it"},
                                  {"请由另一名管理员确认", "have another administrator confirm it"}));
  const auto erased = erase_records(tx, {person.account, ""}, declared_rules(tx), open->records);
  if (!erased) return std::unexpected(erased.error());
  return decided(tx, person, run, "erasure.confirmed", {{"erased", *erased}});
}

std::expected<ErasureRun, Fault> refuse_erasure(store::Transaction& tx, const Person& person,
                                                const std::string& run, const std::string& reason) {
  const auto open = open_run(tx, person, run);
  if (!open) return open;
  if (reason.empty())
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.reason-missing",
                                  {"须写明理由", "a reason is required"},
                                  {"写明为何不抹除", "say why it is not to be erased"}));
  return decided(tx, person, run, "erasure.refused", {{"reason", reason}});
}

}  // namespace enact::casework
