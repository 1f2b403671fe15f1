// Runs in their projection: how events fill it, and how it is read. See allocation_run.hpp.
#include <fmt/format.h>

#include "casework/allocation_run.hpp"
#include "casework/case_file.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using determine::AllocationRule;
using store::Row;

constexpr std::string_view run_columns =
    "SELECT id, number, policy, year, unit, provision, rule, budget_fen, state, reason, made_by, decided_by, "
    "made_at, decided_at, lead FROM allocation";

AllocationRun read_run(const Row& row) {
  AllocationRun run{.id = row.text(0),
                    .number = row.integer(1),
                    .line = {row.text(2), static_cast<int>(row.integer(3)), row.text(4)},
                    .provision = row.text(5),
                    .lead = row.text(14),
                    .rule = AllocationRule::queue,
                    .budget = Fen{row.integer(7)},
                    .state = row.text(8),
                    .reason = row.text(9),
                    .made_by = row.text(10),
                    .decided_by = row.text(11),
                    .made_at = row.instant(12),
                    .decided_at = {},
                    .shares = {}};
  for (const AllocationRule rule : determine::allocation_rules) {
    if (row.view(6) == determine::to_string(rule)) run.rule = rule;
  }
  if (!run.decided_by.empty()) run.decided_at = row.instant(13);
  return run;
}

void add_shares(const store::Reader& reader, AllocationRun& run) {
  run.shares = reader.all(
      "SELECT a.case_id, c.reference, c.subject_name, c.provision, a.place, a.due_fen, a.share_fen, "
      "a.left_out_zh, a.left_out_en FROM allocation_case a JOIN case_file c ON c.id = a.case_id WHERE "
      "a.allocation = ? ORDER BY a.position",
      {run.id}, [](const Row& row) {
        return AllocationShare{row.text(0),
                               row.text(1),
                               row.text(2),
                               row.text(3),
                               static_cast<int>(row.integer(4)),
                               Fen{row.integer(5)},
                               Fen{row.integer(6)},
                               {row.text(7), row.text(8)}};
      });
}

}  // namespace

std::optional<AllocationRun> find_run(const store::Reader& reader, std::string_view id) {
  auto run = reader.first(fmt::format("{} WHERE id = ?", run_columns), {id}, read_run);
  if (run) add_shares(reader, *run);
  return run;
}

std::vector<AllocationRun> latest_runs(const store::Reader& reader) {
  auto runs = reader.all(fmt::format("{} ORDER BY number DESC LIMIT 200", run_columns), {}, read_run);
  for (AllocationRun& run : runs) add_shares(reader, run);
  return runs;
}

std::vector<AllocationRun> latest_runs_of_leads(const store::Reader& reader,
                                                const std::set<std::string>& units) {
  auto runs = reader.all(fmt::format("{} WHERE lead <> '' ORDER BY number DESC LIMIT 200", run_columns), {},
                         read_run);
  std::erase_if(runs, [&](const AllocationRun& run) { return !units.contains(run.lead); });
  for (AllocationRun& run : runs) add_shares(reader, run);
  return runs;
}

const std::string_view allocation_tables = R"sql(
CREATE TABLE allocation (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  policy TEXT NOT NULL,
  year INTEGER NOT NULL,
  unit TEXT NOT NULL,
  provision TEXT NOT NULL,
  rule TEXT NOT NULL,
  budget_fen INTEGER NOT NULL CHECK (budget_fen > 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'released', 'refused')),
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  decided_by TEXT NOT NULL CHECK (decided_by <> made_by),
  made_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
-- Two proposals over the same money would count it twice.
CREATE UNIQUE INDEX allocation_one_proposed ON allocation (policy, year, unit) WHERE state = 'proposed';
CREATE TABLE allocation_case (
  allocation TEXT NOT NULL,
  position INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  due_fen INTEGER NOT NULL CHECK (due_fen > 0),
  share_fen INTEGER NOT NULL CHECK (share_fen BETWEEN 0 AND due_fen),
  PRIMARY KEY (allocation, position),
  UNIQUE (allocation, case_id)
) STRICT;
CREATE INDEX allocation_case_by_case ON allocation_case (case_id);
)sql";

const std::string_view allocation_leads =
    "ALTER TABLE allocation ADD COLUMN lead TEXT NOT NULL DEFAULT '';\n";

const std::string_view allocation_left_out = R"sql(
ALTER TABLE allocation_case ADD COLUMN left_out_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE allocation_case ADD COLUMN left_out_en TEXT NOT NULL DEFAULT '';
)sql";

void apply_allocation(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != "allocation") return;
  const json::object payload = parse_object(event.payload);
  if (event.kind != "allocation.proposed") {
    tx.execute("UPDATE allocation SET state = ?, reason = ?, decided_by = ?, decided_at = ? WHERE id = ?",
               {event.kind == "allocation.released" ? "released" : "refused", string_of(payload, "reason"),
                event.actor.account, event.at, event.stream_id});
    const json::value* left_out = payload.if_contains("left_out");
    if (left_out == nullptr) return;
    for (const json::value& one : left_out->as_array()) {
      const json::object& share = one.as_object();
      const Text because = text_of(share.at("because"));
      tx.execute(
          "UPDATE allocation_case SET left_out_zh = ?, left_out_en = ? WHERE allocation = ? AND case_id = ?",
          {because.zh, because.en, event.stream_id, string_of(share, "case")});
    }
    return;
  }
  tx.execute(
      "INSERT INTO allocation (id, number, policy, year, unit, provision, rule, budget_fen, state, reason, "
      "made_by, decided_by, made_at, lead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'proposed', '', ?, '', ?, ?)",
      {event.stream_id, integer_of(payload, "number"), string_of(payload, "policy"),
       integer_of(payload, "year"), string_of(payload, "unit"), string_of(payload, "provision"),
       string_of(payload, "rule"), integer_of(payload, "fen"), event.actor.account, event.at,
       string_of(payload, "lead")});
  std::int64_t position = 0;
  for (const json::value& one : payload.at("cases").as_array()) {
    const json::object& share = one.as_object();
    tx.execute(
        "INSERT INTO allocation_case (allocation, position, case_id, place, due_fen, share_fen) VALUES (?, "
        "?, ?, "
        "?, ?, ?)",
        {event.stream_id, ++position, string_of(share, "case"), integer_of(share, "place"),
         integer_of(share, "due"), integer_of(share, "share")});
  }
}

}  // namespace enact::casework
