#include "registers/step.hpp"

#include <fmt/format.h>

#include "procedure/event_json.hpp"
#include "registers/constraints.hpp"
#include "registers/ladder.hpp"
#include "registers/refusals.hpp"
#include "registers/telling.hpp"

namespace enact::registers {

namespace json = boost::json;
using store::Fault;

std::optional<Fault> make_move(store::Transaction& tx, const Registers& registers, EntryFile& file,
                               Move move) {
  const Date today = tx.now().legal_day();
  EntryFile after = file;
  if (move.values) {
    after.values = std::move(*move.values);
    after.run.parties = parties_of(*after.book->package, *after.made, after.values);
  }
  if (move.kind == "entry.told") after.told.push_back(string_of(move.payload, "told"));
  if (move.moved) procedure::apply(after.run, after.state, *move.moved);
  for (const procedure::Event& next : move.then) procedure::apply(after.run, after.state, next);
  if (auto fault = climb(tx, registers, file, after)) return fault;
  if (auto fault = broken(tx, file, after, today, move.by_rule)) return fault;

  const std::vector<Told> told_before = told_in(file.now);
  const std::vector<Told> told = told_by(after, values_in(tx), today);
  json::object payload = std::move(move.payload);
  if (move.moved) payload["procedure"] = procedure::event_json(*move.moved);
  if (!move.then.empty()) {
    json::array then;
    for (const procedure::Event& next : move.then) then.push_back(procedure::event_json(next));
    payload["then"] = std::move(then);
  }
  const std::string values = values_json(*after.made, after.values);
  if (file.version == 0 || values != values_json(*file.made, file.values)) {
    payload["values"] = values;
    payload["valid_from"] = move.valid_from.value_or(today).to_string();
  }
  if (!move.reason.empty()) payload["reason"] = move.reason;
  payload["now"] = state_now(after, told);
  const auto event = tx.append({.stream_type = std::string(stream),
                                .stream_id = after.id,
                                .expected_version = file.version,
                                .kind = move.kind,
                                .schema_version = 1,
                                .payload = json::serialize(payload),
                                .actor = move.actor});
  if (!event) return event.error();
  after.version = event->stream_version;
  after.updated_at = event->at;
  after.now = payload.at("now").as_object();
  if (move.kind == "entry.attached") {
    after.attachments.push_back({string_of(payload, "hash"), string_of(payload, "name"),
                                 string_of(payload, "media_type"), integer_of(payload, "size")});
  }
  file = std::move(after);
  return tell(tx, registers, file, told_before, told);
}

std::optional<Fault> take_by_rule(store::Transaction& tx, const Registers& registers, EntryFile& file,
                                  const std::string& step, const std::string& outcome,
                                  std::optional<Values> values, const Text& reason) {
  std::string unit;
  for (const procedure::OpenStep& open : file.state.open) {
    if (open.step->id == step) unit = open.unit;
  }
  procedure::Actor actor{.account = {}, .unit = unit, .roles = {}};
  actor.applicant = unit.empty();
  actor.ledger = true;
  auto moved =
      procedure::attempt(file.run, file.state, actor, {.step = step, .outcome = outcome, .reason = reason.zh},
                         tx.now().legal_day());
  if (!moved) return from_refusal(moved.error());
  return make_move(tx, registers, file,
                   {.kind = "entry.step",
                    .moved = std::move(*moved),
                    .values = std::move(values),
                    .reason = reason.zh,
                    .actor = {"", unit},
                    .by_rule = true});
}

EntryDone done(const EntryFile& file) {
  return {.id = file.id,
          .reference = file.reference,
          .version = file.version,
          .status = status_id(file),
          .made = {}};
}

}  // namespace enact::registers
