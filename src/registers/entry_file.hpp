// An entry as its events tell it: read whole for every step, small enough for that. Internal to the floor.
//
// The events of an entry, stream "entry"/id (JSON, schema version 1). Every one holds `now`: what follows
// from it for the projections (registers/entry_state.hpp), so that they need no package to be rebuilt;
// `procedure` (procedure/event_json.hpp) if it moves the life cycle; `values` (JSON text, every digit kept;
// all of them) if they change; `sheet` (registers/sheet.hpp) if what follows from them was computed.
//   entry.opened     reference, policy, package (hash), register, subject
//   entry.imported   the same as opened, and `then`: the steps taken over with it
//   entry.changed    valid_from, reason
//   entry.step       valid_from; steps of the life cycle, by a person, by the clock or by a ladder
//   entry.published  entry.objected  entry.answered      of a public notice
//   entry.attached   hash, name, media_type, size
//   entry.told       the clock told a unit that a step is overdue: told
// An entry pins the package that it was opened under and follows the one in force as long as that declares
// the register with the fields and steps that the entry has.
#pragma once

#include <boost/json.hpp>

#include "procedure/procedure.hpp"
#include "registers/book.hpp"
#include "registers/registers.hpp"
#include "registers/values.hpp"
#include "store/event.hpp"
#include "store/facts.hpp"
#include "store/json_members.hpp"

namespace enact::registers {

inline constexpr std::string_view stream = "entry";

struct Attachment {
  std::string hash;
  std::string name;
  std::string media_type;
  std::int64_t size = 0;
};

struct EntryFile {
  std::string id;
  std::int64_t version = 0;
  std::string reference;
  std::string policy;
  std::string register_id;
  std::optional<store::Subject> owner;
  Instant opened_at;
  Instant updated_at;
  std::string opener;             // of a new one: the unit that enters it; "" : its owner
  std::vector<std::string> told;  // units that the clock told of something overdue

  BookPtr book;      // keeps what follows alive
  BookPtr calendar;  // whose working days count: the package in force knows the newest year
  const policy::Register* made = nullptr;
  procedure::Run run;
  procedure::State state;
  Values values;
  std::string sheet;  // of what is computed from them, as last computed; "": nothing is
  std::vector<Attachment> attachments;
  boost::json::object now;  // of the last event

  // Nothing has been done yet.
  bool untouched() const { return state.done.empty() && !state.ended(); }
  // A draft of an applicant: nobody else's business, and in nobody's way.
  bool draft() const;
  bool is_in(const policy::States& states) const;
  // It has come to a step in which entries rest: withdrawing is no longer the owner's to do.
  bool rested() const;
  // The units that take part in it.
  std::vector<std::string> units() const;
};

// A step in which entries rest until somebody does something: a check without a term, not the first step.
bool rests_in(const policy::Procedure& life, const policy::ProcedureStep& step);
// Units that see it besides those of its life cycle: who raised it, who works along.
std::vector<std::string> units_beside(const EntryFile& file);
// Steps whose last day is a field's, by `due` of the register. To be done whenever events or values came.
void set_terms(EntryFile& file);
procedure::Parties parties_of(const policy::Package& package, const policy::Register& made,
                              const Values& values);

// Faults: no_entry(); internal "register.package-missing".
std::expected<EntryFile, store::Fault> load_entry(const store::Reader& reader, const Catalogue& catalogue,
                                                  std::string_view id);
// The same from events at hand (not empty).
std::expected<EntryFile, store::Fault> read_entry(const Catalogue& catalogue,
                                                  std::span<const store::Event> events);
// A new entry that no event tells of yet.
EntryFile blank_entry(BookPtr book, const policy::Register& made, Values values,
                      std::optional<store::Subject> owner);

using store::integer_of;
using store::parse_object;
using store::string_of;
using store::text_json;
using store::text_of;

}  // namespace enact::registers
