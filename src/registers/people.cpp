#include "registers/people.hpp"

#include <algorithm>

#include "registers/entry_state.hpp"
#include "registers/refusals.hpp"

namespace enact::registers {

using identity::Action;
using store::Fault;

bool is_owner(const Person& person, const EntryFile& file) {
  return file.owner && identity::may(person.grants, Action::act_on_entry, {{}, file.owner->id});
}

bool may_read(const Person& person, const EntryFile& file) {
  if (file.draft()) return is_owner(person, file);
  return identity::may(person.grants, Action::read_entries,
                       {file.units(), file.owner ? file.owner->id : std::string()});
}

std::vector<std::string> units_of(const policy::Package& package, const policy::Register& made) {
  std::vector<std::string> units{made.keeper};
  const auto add = [&](const std::string& unit) {
    if (!unit.empty() && std::ranges::find(units, unit) == units.end()) units.push_back(unit);
  };
  for (const std::string& unit : parties_of(package, made, {}).opinions) add(unit);
  for (const policy::ProcedureStep& step : package.procedure(made.life)->steps) {
    if (step.actor.starts_with("unit:")) add(step.actor.substr(5));
  }
  return units;
}

bool may_raise(const Person& person, const policy::Package& package, const policy::Register& made) {
  return made.raised && std::ranges::any_of(package.units, [&](const policy::Unit& unit) {
           return identity::may(person.grants, Action::enter_entry, {{unit.id}, {}});
         });
}

bool reads_register(const Person& person, const policy::Package& package, const policy::Register& made) {
  return identity::may(person.grants, Action::read_entries, {units_of(package, made), {}});
}

std::vector<procedure::Actor> hats(const Person& person, const EntryFile& file) {
  std::vector<procedure::Actor> all;
  if (is_owner(person, file)) {
    all.push_back({.account = person.account, .unit = {}, .roles = {}, .applicant = true});
    return all;  // who acts for the owner acts as no official
  }
  for (const identity::Grant& grant : person.grants) {
    if (grant.unit.empty()) continue;
    auto hat = std::ranges::find(all, grant.unit, &procedure::Actor::unit);
    if (hat == all.end()) {
      hat = all.insert(hat, {.account = person.account, .unit = grant.unit, .roles = {}});
    }
    hat->roles.emplace_back(identity::role_id(grant.role));
  }
  return all;
}

bool is_for(const procedure::OpenStep& open, const procedure::Actor& actor) {
  if (actor.applicant) return open.unit.empty() && open.step->actor == "applicant";
  return open.unit == actor.unit && !open.unit.empty() &&
         (open.step->role.empty() || std::ranges::find(actor.roles, open.step->role) != actor.roles.end());
}

procedure::Actor actor_for(const Person& person, const EntryFile& file, std::string_view step,
                           std::string_view unit) {
  const std::vector<procedure::Actor> all = hats(person, file);
  for (const procedure::Actor& hat : all) {
    if (!unit.empty() && hat.unit != unit) continue;
    for (const procedure::OpenStep& open : file.state.open) {
      if (open.step->id == step && is_for(open, hat)) return hat;
    }
  }
  for (const procedure::Actor& hat : all) {
    if (unit.empty() || hat.unit == unit) return hat;
  }
  return {.account = person.account, .unit = {}, .roles = {}};
}

std::optional<Fault> permission_fault(const Person& person, const EntryFile& file,
                                      const procedure::Actor& actor) {
  std::vector<identity::Grant> as = person.grants;
  std::erase_if(as, [&](const identity::Grant& grant) {
    return actor.applicant ? !file.owner || grant.subject != file.owner->id : grant.unit != actor.unit;
  });
  const std::string owner = file.owner ? file.owner->id : std::string();
  if (identity::may(as, Action::act_on_entry, {{actor.unit}, owner})) return std::nullopt;
  return not_permitted();
}

bool is_written_in(const policy::Procedure& life, const policy::ProcedureStep& step) {
  return &step == &life.steps.front();
}

bool may_write(const EntryFile& file, const procedure::Actor& actor, const procedure::OpenStep& open,
               const policy::RegisterField& field) {
  if (!field.entered() || !is_for(open, actor)) return false;
  if (!field.at.empty() && std::ranges::find(field.at, open.step->id) != field.at.end()) return true;
  // Who signs a result does not change what it rests on, and what is signed goes back by a step of its life
  // cycle before it changes.
  const bool signing = open.step->kind == "decide" || open.step->kind == "approve";
  const bool is_signed = signing || rests_in(*file.run.procedure, *open.step);
  if (file.made->measures_anything() && is_signed) return false;
  if (!actor.applicant && actor.unit == file.made->keeper) return true;
  return field.at.empty() && is_written_in(*file.run.procedure, *open.step);
}

bool is_withdrawable(const EntryFile& file) {
  return file.run.procedure->steps.front().actor == "applicant" && !file.rested();
}

std::expected<EntryFile, Fault> load_readable(const store::Reader& reader, const Catalogue& catalogue,
                                              const Person& person, std::string_view entry) {
  auto file = load_entry(reader, catalogue, entry);
  if (file && !may_read(person, *file)) return std::unexpected(no_entry());
  return file;
}

}  // namespace enact::registers
