// Changing values, and taking steps of the life cycle with or without them.
#include <fmt/format.h>

#include <algorithm>

#include "registers/constraints.hpp"
#include "registers/people.hpp"
#include "registers/refusals.hpp"
#include "registers/step.hpp"
#include "registers/writing.hpp"

namespace enact::registers {
namespace {

using policy::RegisterField;
using store::Fault;

store::Actor stored(const procedure::Actor& actor) {
  return {actor.account, actor.unit};
}

}  // namespace

EntryDoneOr Registers::change(store::Transaction& tx, const Person& person,
                              const ChangeRequest& request) const {
  auto file = load_readable(tx, catalogue_, person, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  if (request.expected_version && *request.expected_version != file->version) {
    return std::unexpected(stale(*request.expected_version, file->version));
  }
  if (auto fault = text_fault(request.reason, reason_limit)) return std::unexpected(std::move(*fault));
  // By the first of the person's hats for which a step is open.
  const procedure::Actor* actor = nullptr;
  bool explained = true;
  const std::vector<procedure::Actor> all = hats(person, *file);
  for (const procedure::Actor& hat : all) {
    for (const procedure::OpenStep& open : file->state.open) {
      if (!is_for(open, hat) || (actor != nullptr && actor != &hat)) continue;
      actor = &hat;
      // What is being written for the first time needs no explanation.
      if (is_written_in(*file->run.procedure, *open.step)) explained = false;
    }
  }
  if (actor == nullptr) return std::unexpected(not_permitted());
  if (auto fault = permission_fault(person, *file, *actor)) return std::unexpected(std::move(*fault));
  auto values =
      changed_values(*file->book, *file->made, file->values, request.values, [&](const RegisterField& field) {
        return std::ranges::any_of(file->state.open,
                                   [&](const auto& open) { return may_write(*file, *actor, open, field); });
      });
  if (!values) return std::unexpected(values.error());
  if (explained && request.reason.empty()) {
    return std::unexpected(
        refuse(Fault::Kind::invalid, "procedure.reason-required",
               {"更正已登记的内容须说明理由", "correcting what is registered wants a reason"},
               {"请填写理由后重新提交", "state the reason and submit again"}));
  }
  if (auto fault = make_move(tx, *this, *file,
                             {.kind = "entry.changed",
                              .values = std::move(*values),
                              .valid_from = request.valid_from,
                              .reason = request.reason,
                              .actor = stored(*actor)})) {
    return std::unexpected(std::move(*fault));
  }
  return done(*file);
}

EntryDoneOr Registers::take(store::Transaction& tx, const Person& person,
                            const TakeStepRequest& request) const {
  auto file = load_readable(tx, catalogue_, person, request.entry);
  if (!file) return std::unexpected(std::move(file).error());
  if (request.expected_version && *request.expected_version != file->version) {
    return std::unexpected(stale(*request.expected_version, file->version));
  }
  if (auto fault = text_fault(request.reason, reason_limit)) return std::unexpected(std::move(*fault));
  const procedure::Actor actor = actor_for(person, *file, request.step, request.unit);
  auto moved = procedure::attempt(
      file->run, file->state, actor,
      {.step = request.step, .outcome = request.outcome, .reason = request.reason}, tx.now().legal_day());
  if (!moved) return std::unexpected(from_refusal(moved.error()));
  if (auto fault = permission_fault(person, *file, actor)) return std::unexpected(std::move(*fault));
  const procedure::OpenStep& open = *file->state.open_step(request.step, actor.applicant ? "" : actor.unit);
  EntryFile after = *file;
  if (request.values) {
    auto values =
        changed_values(*file->book, *file->made, file->values, *request.values,
                       [&](const RegisterField& field) { return may_write(*file, actor, open, field); });
    if (!values) return std::unexpected(values.error());
    after.values = std::move(*values);
  }
  const auto outcome =
      std::ranges::find(open.step->outcomes, request.outcome, &policy::ProcedureStep::Outcome::id);
  if (const auto fields = missing_for(after, *open.step, *outcome); !fields.empty()) {
    return std::unexpected(missing_fault(fields));
  }
  if (auto fault = make_move(tx, *this, *file,
                             {.kind = "entry.step",
                              .moved = std::move(*moved),
                              .values = std::move(after.values),
                              .valid_from = request.valid_from,
                              .reason = request.reason,
                              .actor = stored(actor)})) {
    return std::unexpected(std::move(*fault));
  }
  return done(*file);
}

EntryDoneOr Registers::withdraw(store::Transaction& tx, const Person& person, std::string_view entry,
                                std::string_view reason) const {
  auto file = load_readable(tx, catalogue_, person, entry);
  if (!file) return std::unexpected(std::move(file).error());
  if (auto fault = text_fault(reason, reason_limit)) return std::unexpected(std::move(*fault));
  const procedure::Actor actor{
      .account = person.account, .unit = {}, .roles = {}, .applicant = is_owner(person, *file)};
  auto moved = procedure::attempt(file->run, file->state, actor,
                                  {.kind = procedure::Action::Kind::withdraw, .reason = std::string(reason)},
                                  tx.now().legal_day());
  if (!moved) return std::unexpected(from_refusal(moved.error()));
  if (!is_withdrawable(*file)) return std::unexpected(too_late_to_withdraw());
  if (auto fault = make_move(tx, *this, *file,
                             {.kind = "entry.step",
                              .moved = std::move(*moved),
                              .reason = std::string(reason),
                              .actor = stored(actor)})) {
    return std::unexpected(std::move(*fault));
  }
  return done(*file);
}

}  // namespace enact::registers
