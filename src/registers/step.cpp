#include "registers/step.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "procedure/event_json.hpp"
#include "registers/constraints.hpp"
#include "registers/ladder.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/sheet.hpp"
#include "registers/telling.hpp"

namespace enact::registers {

namespace json = boost::json;
using store::Fault;

namespace {

FindPin pins_in(const store::Reader& reader) {
  return [&reader](const policy::Register& made, std::string_view entry) -> std::optional<Pin> {
    return reader.first(
        "SELECT id, reference, name, version, content FROM register_entry WHERE id = ? AND register = ?",
        {entry, made.id}, [&](const store::Row& row) {
          return Pin{row.text(0), made.id, row.text(1), row.text(2), row.integer(3), row.text(4)};
        });
  };
}

// A step in which the entry is written, first or later: leaving it hands in what was entered. An appeal or a
// revision is no such step.
bool enters_values(const EntryFile& file, const policy::ProcedureStep& step) {
  if (is_written_in(*file.run.procedure, step)) return true;
  return step.kind == "apply" &&
         std::ranges::any_of(file.made->fields, [&](const policy::RegisterField& field) {
           return std::ranges::find(field.at, step.id) != field.at.end();
         });
}

// What follows from what is entered, computed when it is entered or handed in; at any other step it stays as
// it was. The sheet, "" if it stays.
std::string measure(store::Transaction& tx, const EntryFile& before, EntryFile& after, const Move& move) {
  if (!after.made->measures_anything()) return {};
  Values entered = entered_values(*after.made, after.values);
  const policy::ProcedureStep* step = move.moved ? after.run.step(move.moved->step) : nullptr;
  const bool handed_in = step != nullptr && !move.by_rule && enters_values(after, *step);
  const bool changed =
      before.version == 0 || values_json(*after.made, entered) !=
                                 values_json(*before.made, entered_values(*before.made, before.values));
  if (!changed && !handed_in) {
    after.values = before.values;
    return {};
  }
  Sheet sheet =
      compute_sheet(*after.book, *after.made, std::move(entered), tx.now().legal_day(), pins_in(tx));
  after.values = std::move(sheet.values);
  after.sheet = sheet.text;
  return sheet.text;
}

// Nothing is signed that has no result, whatever was entered with the signature.
std::optional<Fault> unmeasured(const EntryFile& after, const Move& move) {
  const policy::ProcedureStep* step = move.moved ? after.run.step(move.moved->step) : nullptr;
  const bool signing = step != nullptr && (step->kind == "decide" || step->kind == "approve");
  if (!after.made->scores || !signing) return std::nullopt;
  const auto outcome =
      std::ranges::find(step->outcomes, move.moved->outcome, &policy::ProcedureStep::Outcome::id);
  if (outcome == step->outcomes.end()) return std::nullopt;
  const auto fields = missing_for(after, *step, *outcome);
  return fields.empty() ? std::nullopt : std::optional(missing_fault(fields));
}

}  // namespace

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
  set_terms(after);
  const std::string sheet = measure(tx, file, after, move);
  if (auto fault = unmeasured(after, move)) return fault;
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
  if (!sheet.empty()) payload["sheet"] = sheet;
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
