#include "casework/day_turn.hpp"

#include "casework/case_file.hpp"
#include "casework/money.hpp"
#include "casework/roster.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::int64_t at_once = 200;  // cases that are looked up together

// Cases with something late, in the order of their ids. The deadline of a projection may be provisional:
// the case itself tells whether anything is to be done.
std::vector<std::string> late_cases(const store::Reader& reader, const Date& today,
                                    const std::string& after) {
  return reader.all(
      "SELECT DISTINCT case_id FROM case_step WHERE deadline < ? AND late <> '' AND escalated IS NULL AND "
      "case_id > ? ORDER BY case_id LIMIT ?",
      {today.to_string(), after, at_once}, [](const store::Row& row) { return row.text(0); });
}

DayTurn read_turn(const store::Row& row) {
  return {.day = Date::parse(row.view(0)).value_or(Date{}),
          .at = row.instant(1),
          .cases = row.integer(2),
          .lapsed = row.integer(3),
          .tacit = row.integer(4),
          .escalated = row.integer(5),
          .failed = row.integer(6)};
}

// That very day: a later one may have been turned by a clock that was wrong.
bool is_turned(const store::Reader& reader, const Date& day) {
  return reader.integer("SELECT 1 FROM day_turn WHERE day = ?", {day.to_string()}).has_value();
}

std::expected<void, Fault> settle(store::Database& database, const Library& library, const std::string& id,
                                  DayTurn& turn) {
  struct Outcome {
    Settled settled;
    bool failed = false;
  };
  const auto done = database.write_as<Outcome>([&](store::Transaction& tx) -> std::expected<Outcome, Fault> {
    auto file = load_case(tx, library, id);
    if (!file) return Outcome{.settled = {}, .failed = true};
    const auto settled = settle_by_clock(tx, *file);
    if (!settled) return std::unexpected(settled.error());
    return Outcome{.settled = *settled, .failed = false};
  });
  if (!done) return std::unexpected(done.error());
  const Settled& settled = done->settled;
  turn.cases += settled.lapsed + settled.tacit + settled.escalated > 0 ? 1 : 0;
  turn.lapsed += settled.lapsed;
  turn.tacit += settled.tacit;
  turn.escalated += settled.escalated;
  turn.failed += done->failed ? 1 : 0;
  return {};
}

}  // namespace

std::expected<Settled, Fault> settle_by_clock(store::Transaction& tx, CaseFile& file) {
  const Date today = tx.now().legal_day();
  Settled settled;
  for (auto due = procedure::due_by_clock(file.state, today); !due.empty();
       due = procedure::due_by_clock(file.state, today)) {
    const procedure::ByClock& next = due.front();
    const auto moved = procedure::attempt(file.run, file.state, next.actor, next.action, today);
    if (!moved) break;  // the clock offers only what it may do
    const policy::ProcedureStep& step = *file.run.step(next.action.step);
    json::object payload;
    std::string_view kind;
    if (moved->kind == procedure::Event::Kind::escalated) {
      kind = "case.escalated";
      payload["told"] = step.late->escalate;
      ++settled.escalated;
    } else if (step.kind == "apply") {
      kind = "case.lapsed";
      ++settled.lapsed;
    } else {
      kind = "case.tacit";
      ++settled.tacit;
    }
    const auto event = append(tx, file, {"", next.actor.unit}, kind, &*moved, std::move(payload));
    if (!event) return std::unexpected(event.error());
    if (auto fault = follow_procedure(tx, file, event->id)) return std::unexpected(std::move(*fault));
  }
  return settled;
}

std::expected<std::optional<DayTurn>, Fault> turn_day(store::Database& database, const Library& library) {
  DayTurn turn{.day = database.clock().now().legal_day()};
  if (database.read([&](const store::Reader& reader) { return is_turned(reader, turn.day); })) {
    return std::optional<DayTurn>();
  }
  std::string last;
  while (true) {
    const auto ids =
        database.read([&](const store::Reader& reader) { return late_cases(reader, turn.day, last); });
    if (ids.empty()) break;
    for (const std::string& id : ids) {
      if (auto settled = settle(database, library, id, turn); !settled) {
        return std::unexpected(settled.error());
      }
    }
    last = ids.back();
  }
  if (const auto lapsed = database.write_as<int>(lapse_offers); !lapsed) {
    return std::unexpected(lapsed.error());
  }
  return database.write_as<std::optional<DayTurn>>(
      [&](store::Transaction& tx) -> std::expected<std::optional<DayTurn>, Fault> {
        // Another server may have been quicker.
        if (is_turned(tx, turn.day)) return std::optional<DayTurn>();
        const json::object payload{{"day", turn.day.to_string()}, {"cases", turn.cases},
                                   {"lapsed", turn.lapsed},       {"tacit", turn.tacit},
                                   {"escalated", turn.escalated}, {"failed", turn.failed}};
        const auto event = tx.append({.stream_type = "clock",
                                      .stream_id = "days",
                                      .expected_version = {},
                                      .kind = "clock.day_turned",
                                      .schema_version = 1,
                                      .payload = json::serialize(payload),
                                      .actor = {}});
        if (!event) return std::unexpected(event.error());
        turn.at = event->at;
        return std::optional(turn);
      });
}

std::vector<DayTurn> list_turns(const store::Reader& reader, std::int64_t limit) {
  return reader.all(
      "SELECT day, at, cases, lapsed, tacit, escalated, failed FROM day_turn ORDER BY day DESC LIMIT ?",
      {limit}, read_turn);
}

}  // namespace enact::casework
