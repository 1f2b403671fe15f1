#include "registers/entry_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "procedure/event_json.hpp"
#include "registers/refusals.hpp"

namespace enact::registers {
namespace {

namespace json = boost::json;
using policy::ProcedureStep;
using policy::Register;
using store::Fault;

void add_members(const policy::Package& package, const std::string& unit, std::vector<std::string>& to) {
  const policy::Unit* found = package.unit(unit);
  if (found != nullptr && !found->members.empty()) {
    for (const std::string& member : found->members) add_members(package, member, to);
  } else if (!unit.empty() && std::ranges::find(to, unit) == to.end()) {
    to.push_back(unit);
  }
}

// Takes up the register of a book: its life cycle, with the parties that these values name.
void take_up(EntryFile& file, const BookPtr& book, const Register& made) {
  file.book = book;
  file.made = &made;
  file.run.procedure = book->package->procedure(made.life);
  file.run.parties = parties_of(*book->package, made, {});
  file.run.working_days = &(file.calendar ? file.calendar : book)->package->working_days;
}

void read_event(EntryFile& file, const store::Event& event, const json::object& payload) {
  file.version = event.stream_version;
  file.updated_at = event.at;
  if (const json::value* values = payload.if_contains("values")) {
    file.values = stored_values(*file.made, std::string_view(values->as_string()));
    file.run.parties = parties_of(*file.book->package, *file.made, file.values);
  }
  if (const json::value* sheet = payload.if_contains("sheet")) file.sheet = std::string(sheet->as_string());
  if (event.kind == "entry.attached") {
    file.attachments.push_back({string_of(payload, "hash"), string_of(payload, "name"),
                                string_of(payload, "media_type"), integer_of(payload, "size")});
  }
  if (event.kind == "entry.told") file.told.push_back(string_of(payload, "told"));
  if (const json::value* moved = payload.if_contains("procedure")) {
    procedure::apply(file.run, file.state, procedure::event_of(moved->as_object()));
  }
  if (const json::value* then = payload.if_contains("then")) {
    for (const json::value& next : then->as_array()) {
      procedure::apply(file.run, file.state, procedure::event_of(next.as_object()));
    }
  }
  set_terms(file);
  if (const json::value* now = payload.if_contains("now")) file.now = now->as_object();
}

// Values of the one field can be read as those of the other, lines column by column.
bool reads_alike(const policy::RegisterField* then, const policy::RegisterField* now) {
  return then != nullptr && now != nullptr &&
         to_string(*then->declared.type) == to_string(*now->declared.type) && then->entry == now->entry &&
         std::ranges::all_of(then->columns, [&](const policy::RegisterField& column) {
           return reads_alike(&column, now->column(column.name()));
         });
}

// Whether the register of another version declares all that the values use, in the same way.
bool declares(const Register& made, const Register& pinned, const Values& values) {
  return std::ranges::all_of(
      values, [&](const auto& one) { return reads_alike(pinned.field(one.first), made.field(one.first)); });
}

// Folds the events; false if the life cycle lacks a step or an outcome that they name.
bool fold(EntryFile& file, std::span<const store::Event> events, std::span<const json::object> payloads) {
  try {
    for (std::size_t i = 0; i < events.size(); ++i) read_event(file, events[i], payloads[i]);
    return true;
  } catch (const std::logic_error&) {
    return false;
  }
}

}  // namespace

bool rests_in(const policy::Procedure& life, const ProcedureStep& step) {
  return step.kind == "check" && !step.working_days && !step.days && &step != &life.steps.front();
}

procedure::Parties parties_of(const policy::Package& package, const Register& made, const Values& values) {
  procedure::Parties parties;
  parties.handler = made.keeper;
  const auto unit = made.dispatch.empty() ? values.end() : values.find(made.dispatch);
  if (unit != values.end() && unit->second.text() != nullptr) {
    add_members(package, *unit->second.text(), parties.opinions);
  } else {
    for (const std::string& one : made.units) add_members(package, one, parties.opinions);
    std::erase(parties.opinions, parties.handler);
  }
  return parties;
}

std::vector<std::string> units_beside(const EntryFile& file) {
  std::vector<std::string> units;
  const auto add = [&](const feel::Value* value) {
    if (value != nullptr && value->text() != nullptr) {
      add_members(*file.book->package, *value->text(), units);
    }
  };
  const auto value_of = [&](const std::string& field) -> const feel::Value* {
    const auto found = file.values.find(field);
    return found == file.values.end() ? nullptr : &found->second;
  };
  if (file.made->raised) add(value_of(file.made->raised->by));
  const policy::RegisterField* with = file.made->field(file.made->with);
  const feel::Value* value = with == nullptr ? nullptr : value_of(file.made->with);
  const feel::List* lines = value == nullptr ? nullptr : value->list();
  for (std::size_t i = 0; lines != nullptr && i < lines->items.size(); ++i) {
    for (const policy::RegisterField& column : with->columns) {
      if (column.unit) add(part_of(lines->items[i], column.name()));
    }
  }
  return units;
}

void set_terms(EntryFile& file) {
  for (procedure::OpenStep& open : file.state.open) {
    for (const policy::RegisterDue& due : file.made->due) {
      const auto value = due.step == open.step->id ? file.values.find(due.by) : file.values.end();
      const Date* day = value == file.values.end() ? nullptr : value->second.date();
      if (day != nullptr) open.deadline = procedure::Deadline{*day, false};
    }
  }
}

bool EntryFile::draft() const {
  const ProcedureStep& first = run.procedure->steps.front();
  return untouched() && first.actor == "applicant";
}

bool EntryFile::is_in(const policy::States& states) const {
  const auto named = [&](const std::string& state_id) {
    return std::ranges::find(states, state_id) != states.end();
  };
  if (state.ended()) return named(state.ended_as);
  return std::ranges::any_of(state.open,
                             [&](const procedure::OpenStep& open) { return named(open.step->id); });
}

bool EntryFile::rested() const {
  const auto rests = [&](const auto& one) { return rests_in(*run.procedure, *one.step); };
  return std::ranges::any_of(state.open, rests) || std::ranges::any_of(state.done, rests);
}

std::vector<std::string> EntryFile::units() const {
  std::vector<std::string> units{run.parties.handler};
  const auto add = [&](const std::string& unit) {
    if (!unit.empty() && std::ranges::find(units, unit) == units.end()) units.push_back(unit);
  };
  for (const std::string& unit : run.parties.opinions) add(unit);
  for (const ProcedureStep& step : run.procedure->steps) {
    if (step.actor.starts_with("unit:")) add(step.actor.substr(5));
  }
  for (const std::string& unit : units_beside(*this)) add(unit);
  for (const std::string& unit : told) add(unit);
  return units;
}

EntryFile blank_entry(BookPtr book, const Register& made, Values values,
                      std::optional<store::Subject> owner) {
  EntryFile file;
  file.policy = book->package->id;
  file.register_id = made.id;
  file.owner = std::move(owner);
  file.calendar = book;
  take_up(file, book, made);
  file.values = std::move(values);
  file.run.parties = parties_of(*book->package, made, file.values);
  return file;
}

std::expected<EntryFile, Fault> read_entry(const Catalogue& catalogue, std::span<const store::Event> events) {
  std::vector<json::object> payloads;
  for (const store::Event& event : events) payloads.push_back(parse_object(event.payload));
  const json::object& opened = payloads.front();
  EntryFile begun;
  begun.id = events.front().stream_id;
  begun.opened_at = events.front().at;
  begun.reference = string_of(opened, "reference");
  begun.policy = string_of(opened, "policy");
  begun.register_id = string_of(opened, "register");
  if (const json::value* found = opened.if_contains("subject")) {
    const json::object& subject = found->as_object();
    begun.owner = store::Subject{string_of(subject, "id"), string_of(subject, "type"),
                                 string_of(subject, "identity"), string_of(subject, "name")};
  }
  const BookPtr current = catalogue.current(begun.policy);
  begun.calendar = current;
  const std::string hash = string_of(opened, "package");
  const BookPtr pinned = current && current->package->hash == hash ? current : catalogue.at(hash);
  const Register* then = pinned ? pinned->find(begun.register_id) : nullptr;
  const Register* now = current ? current->find(begun.register_id) : nullptr;
  if (now != nullptr && now != then) {
    EntryFile file = begun;
    take_up(file, current, *now);
    if (fold(file, events, payloads) && (then == nullptr || declares(*now, *then, file.values))) return file;
  }
  if (then != nullptr) {
    EntryFile file = begun;
    take_up(file, pinned, *then);
    if (fold(file, events, payloads)) return file;
  }
  return std::unexpected(
      refuse(Fault::Kind::internal, "register.package-missing",
             {fmt::format("登记项 {} 所依据的政策包版本不在库中", begun.reference),
              fmt::format("the package version that entry {} was opened under is not kept", begun.reference)},
             {"请把该版本的映像放回数据库", "put the image of that version back into the database"}));
}

std::expected<EntryFile, Fault> load_entry(const store::Reader& reader, const Catalogue& catalogue,
                                           std::string_view id) {
  const auto events = store::stream_events(reader, stream, id);
  if (events.empty()) return std::unexpected(no_entry());
  return read_entry(catalogue, events);
}

}  // namespace enact::registers
