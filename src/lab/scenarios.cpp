// See scenarios.hpp.
#include "lab/scenarios.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "lab/drafts.hpp"
#include "lab/keeping.hpp"
#include "store/json_members.hpp"

namespace enact::lab {
namespace {

namespace json = boost::json;
using store::Fault;
using store::string_of;

constexpr std::string_view scenario_stream = "scenario";

constexpr const char* table = R"sql(
CREATE TABLE lab_scenario (
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  trial TEXT NOT NULL,
  package_hash TEXT NOT NULL,
  author TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  UNIQUE (unit, name)
) STRICT;
)sql";

constexpr std::string_view scenario_columns = "id, unit, name, trial, package_hash, author, saved_at";

Scenario read_scenario(const store::Row& row) {
  const std::string trial = row.text(3);
  return {.id = row.text(0),
          .name = row.text(2),
          .unit = row.text(1),
          .trial = trial_from(json::parse(trial).as_object()),
          .package_hash = row.text(4),
          .author = row.text(5),
          .saved_at = Instant{row.integer(6)}};
}

Fault no_scenario() {
  return {Fault::Kind::not_found,
          "lab.no-scenario",
          {"没有这个方案", "there is no such scenario"},
          {"刷新列表", "load the list again"},
          {}};
}

void apply_scenario(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != scenario_stream) return;
  if (event.kind == "scenario.removed") {
    tx.execute("DELETE FROM lab_scenario WHERE id = ?", {event.stream_id});
    return;
  }
  const json::object payload = json::parse(event.payload).as_object();
  tx.execute("DELETE FROM lab_scenario WHERE id = ?", {event.stream_id});
  tx.execute(
      "INSERT INTO lab_scenario (id, unit, name, trial, package_hash, author, saved_at) VALUES (?, ?, ?, ?, "
      "?, ?, ?)",
      {event.stream_id, event.actor.unit, string_of(payload, "name"), json::serialize(payload.at("trial")),
       string_of(payload, "package_hash"), event.actor.account, event.at});
}

}  // namespace

json::object trial_json(const Trial& trial) {
  json::array settings;
  for (const policy::Setting& one : trial.settings)
    settings.push_back(json::object{{"lever", one.lever}, {"value", one.value}});
  json::object out{{"package", trial.package}, {"settings", std::move(settings)}};
  if (!trial.draft.empty()) out["draft"] = trial.draft;
  if (!trial.by.empty()) out["by"] = trial.by;
  if (trial.budget) out["budget_fen"] = *trial.budget;
  if (!trial.queue_by.empty()) out["queue_by"] = trial.queue_by;
  if (!trial.rank_by.empty()) out["rank_by"] = trial.rank_by;
  return out;
}

Trial trial_from(const json::object& from) {
  Trial trial;
  trial.package = string_of(from, "package");
  trial.draft = string_of(from, "draft");
  for (const json::value& one : from.at("settings").as_array())
    trial.settings.push_back({string_of(one.as_object(), "lever"), string_of(one.as_object(), "value")});
  trial.by = string_of(from, "by");
  const json::value* budget = from.if_contains("budget_fen");
  if (budget != nullptr && budget->is_int64()) trial.budget = budget->as_int64();
  trial.queue_by = string_of(from, "queue_by");
  trial.rank_by = string_of(from, "rank_by");
  return trial;
}

std::expected<Scenario, Fault> save_scenario(store::Transaction& tx, const casework::Person& person,
                                             std::string_view name, const Trial& trial,
                                             const policy::Package& package) {
  const auto unit = keeping_unit(person);
  if (!unit) return std::unexpected(unit.error());
  const auto wanted = checked_name(name);
  if (!wanted) return std::unexpected(wanted.error());
  if (!trial.draft.empty()) {
    if (const auto used = draft(tx, person, trial.draft); !used) return std::unexpected(used.error());
  }
  const auto known = tx.all("SELECT id FROM lab_scenario WHERE unit = ? AND name = ?", {*unit, *wanted},
                            [](const store::Row& row) { return row.text(0); });
  const std::string id = known.empty() ? tx.new_id() : known.front();
  const json::object payload{{"name", *wanted}, {"trial", trial_json(trial)}, {"package_hash", package.hash}};
  const auto event = tx.append({.stream_type = std::string(scenario_stream),
                                .stream_id = id,
                                .expected_version = {},
                                .kind = "scenario.saved",
                                .schema_version = 1,
                                .payload = json::serialize(payload),
                                .actor = {person.account, *unit}});
  if (!event) return std::unexpected(event.error());
  return scenario(tx, person, id);
}

std::expected<void, Fault> remove_scenario(store::Transaction& tx, const casework::Person& person,
                                           std::string_view id) {
  const auto found = scenario(tx, person, id);
  if (!found) return std::unexpected(found.error());
  if (auto keeps = check_keeps(person, found->unit); !keeps) return keeps;
  const auto event = tx.append({.stream_type = std::string(scenario_stream),
                                .stream_id = std::string(id),
                                .expected_version = {},
                                .kind = "scenario.removed",
                                .schema_version = 1,
                                .payload = "{}",
                                .actor = {person.account, found->unit}});
  if (!event) return std::unexpected(event.error());
  return {};
}

std::vector<Scenario> scenarios(const store::Reader& reader, const casework::Person& person) {
  auto all = reader.all("SELECT " + std::string(scenario_columns) + " FROM lab_scenario ORDER BY unit, name",
                        {}, read_scenario);
  std::erase_if(all, [&](const Scenario& one) { return !sees(person, one.unit); });
  return all;
}

std::vector<Scenario> scenarios_of_draft(const store::Reader& reader, std::string_view draft) {
  auto all = reader.all("SELECT " + std::string(scenario_columns) + " FROM lab_scenario ORDER BY unit, name",
                        {}, read_scenario);
  std::erase_if(all, [&](const Scenario& one) { return one.trial.draft != draft; });
  return all;
}

std::expected<Scenario, Fault> scenario(const store::Reader& reader, const casework::Person& person,
                                        std::string_view id) {
  auto found = reader.all("SELECT " + std::string(scenario_columns) + " FROM lab_scenario WHERE id = ?", {id},
                          read_scenario);
  if (found.empty() || !sees(person, found.front().unit)) return std::unexpected(no_scenario());
  return std::move(found.front());
}

store::Module module() {
  return {.name = "lab",
          .migrations = {{1, "scenarios", table}, {2, "drafts", draft_table}},
          .projections = {{.name = "scenarios", .tables = {"lab_scenario"}, .apply = apply_scenario},
                          draft_projection()},
          .checks = {}};
}

}  // namespace enact::lab
