#include "registers/day_turn.hpp"

#include <algorithm>

#include "registers/refusals.hpp"
#include "registers/step.hpp"

namespace enact::registers {
namespace {

namespace json = boost::json;
using store::Fault;

constexpr std::int64_t at_once = 200;  // entries that are looked up together

struct Due {
  std::int64_t seq;
  std::string id;
};

std::vector<Due> due_entries(const store::Reader& reader, Instant now, std::int64_t after) {
  return reader.all("SELECT seq, id FROM register_entry WHERE clock <= ? AND seq > ? ORDER BY seq LIMIT ?",
                    {now, after, at_once},
                    [](const store::Row& row) { return Due{row.integer(0), row.text(1)}; });
}

// That very day: a later one may have been turned by a clock that was wrong.
bool is_turned(const store::Reader& reader, const Date& day) {
  return reader.integer("SELECT 1 FROM register_turn WHERE day = ?", {day.to_string()}).has_value();
}

struct Ending {
  std::string step;
  std::string outcome;
};

// What has ended by a field of the entry: the first of its rules that has come.
std::optional<Ending> ended_by_day(const EntryFile& file, Instant now) {
  const auto over = [&](const std::string& field) {
    const auto value = file.values.find(field);
    const auto moment = value == file.values.end() ? std::nullopt : moment_of(value->second, true);
    return moment && *moment <= now.microseconds;
  };
  const auto step_in = [&](const policy::States& during) -> const policy::ProcedureStep* {
    for (const procedure::OpenStep& open : file.state.open) {
      if (std::ranges::find(during, open.step->id) != during.end()) return open.step;
    }
    return nullptr;
  };
  for (const policy::RegisterLapse& lapse : file.made->lapses) {
    const policy::ProcedureStep* step = step_in(lapse.during);
    if (step != nullptr && over(lapse.after)) return Ending{step->id, lapse.take};
  }
  const auto& ladder = file.made->ladder;
  const policy::ProcedureStep* held = ladder ? step_in(ladder->during) : nullptr;
  if (held != nullptr && over(ladder->to)) return Ending{held->id, ladder->lapse};
  return std::nullopt;
}

// Everything that the clock has left to do in the entry. Again on the same day it is nothing.
std::expected<RegisterTurn, Fault> settle(store::Transaction& tx, const Registers& registers,
                                          EntryFile& file) {
  RegisterTurn turn;
  const Date today = tx.now().legal_day();
  // An end that leads to where the same rule ends it again is taken once for each step, not for ever.
  for (std::size_t i = 0; i < file.run.procedure->steps.size() && !file.state.ended(); ++i) {
    const auto ending = ended_by_day(file, tx.now());
    if (!ending) break;
    if (auto fault = take_by_rule(tx, registers, file, ending->step, ending->outcome, std::nullopt,
                                  {"期满", "its term is over"})) {
      return std::unexpected(std::move(*fault));
    }
    ++turn.lapsed;
  }
  for (auto due = procedure::due_by_clock(file.state, today); !due.empty();
       due = procedure::due_by_clock(file.state, today)) {
    const procedure::ByClock next = due.front();
    auto moved = procedure::attempt(file.run, file.state, next.actor, next.action, today);
    if (!moved) break;  // the clock offers only what it may do
    const policy::ProcedureStep& step = *file.run.step(next.action.step);
    const bool tells = moved->kind == procedure::Event::Kind::escalated;
    Move move{.kind = tells ? "entry.told" : "entry.step",
              .moved = std::move(*moved),
              .actor = {"", next.actor.unit},
              .by_rule = true};
    if (tells) move.payload["told"] = step.late->escalate;
    if (auto fault = make_move(tx, registers, file, std::move(move)))
      return std::unexpected(std::move(*fault));
    ++(tells ? turn.escalated : step.kind == "apply" ? turn.lapsed : turn.tacit);
  }
  return turn;
}

std::expected<void, Fault> settle_one(store::Database& database, const Registers& registers,
                                      const std::string& id, RegisterTurn& turn) {
  const auto done =
      database.write_as<RegisterTurn>([&](store::Transaction& tx) -> std::expected<RegisterTurn, Fault> {
        auto file = load_entry(tx, registers.catalogue(), id);
        if (!file) return std::unexpected(file.error());
        return settle(tx, registers, *file);
      });
  if (!done) {
    // One entry that cannot go on keeps no other from it.
    const bool of_entry = done.error().kind != Fault::Kind::unavailable;
    if (!of_entry) return std::unexpected(done.error());
    ++turn.failed;
    return {};
  }
  turn.entries += done->lapsed + done->tacit + done->escalated > 0 ? 1 : 0;
  turn.lapsed += done->lapsed;
  turn.tacit += done->tacit;
  turn.escalated += done->escalated;
  return {};
}

}  // namespace

std::expected<std::optional<RegisterTurn>, Fault> turn_day(store::Database& database,
                                                           const Registers& registers) {
  const Instant now = database.clock().now();
  RegisterTurn turn{.day = now.legal_day()};
  if (database.read([&](const store::Reader& reader) { return is_turned(reader, turn.day); })) {
    return std::optional<RegisterTurn>();
  }
  std::int64_t last = 0;
  while (true) {
    const auto due =
        database.read([&](const store::Reader& reader) { return due_entries(reader, now, last); });
    if (due.empty()) break;
    for (const Due& one : due) {
      if (auto settled = settle_one(database, registers, one.id, turn); !settled) {
        return std::unexpected(settled.error());
      }
    }
    last = due.back().seq;
  }
  return database.write_as<std::optional<RegisterTurn>>(
      [&](store::Transaction& tx) -> std::expected<std::optional<RegisterTurn>, Fault> {
        // Another server may have been quicker.
        if (is_turned(tx, turn.day)) return std::optional<RegisterTurn>();
        const json::object payload{{"day", turn.day.to_string()}, {"entries", turn.entries},
                                   {"lapsed", turn.lapsed},       {"tacit", turn.tacit},
                                   {"escalated", turn.escalated}, {"failed", turn.failed}};
        const auto event = tx.append({.stream_type = "clock",
                                      .stream_id = "registers",
                                      .expected_version = {},
                                      .kind = "clock.registers_turned",
                                      .schema_version = 1,
                                      .payload = json::serialize(payload),
                                      .actor = {}});
        if (!event) return std::unexpected(event.error());
        turn.at = event->at;
        return std::optional(turn);
      });
}

}  // namespace enact::registers
