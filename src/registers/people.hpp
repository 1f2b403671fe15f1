// Who a person is to an entry: what it may see, as whom it acts, which fields it may write. Internal to the
// floor.
#pragma once

#include "registers/entry_file.hpp"

namespace enact::registers {

// The whole entry: owner, units that take part, auditors. A draft is its owner's own business.
bool may_read(const Person& person, const EntryFile& file);
// Whether it may enter for a unit of its own, whichever: the register takes what units raise.
bool may_raise(const Person& person, const policy::Package& package, const policy::Register& made);
// Everything there is in the register, whoever it belongs to.
bool reads_register(const Person& person, const policy::Package& package, const policy::Register& made);
bool is_owner(const Person& person, const EntryFile& file);
// The units that take part in all entries of the register.
std::vector<std::string> units_of(const policy::Package& package, const policy::Register& made);

// Each of the person's hats that may act on entries: the owner's, and each unit's with its roles.
std::vector<procedure::Actor> hats(const Person& person, const EntryFile& file);
// As whom the person acts in a step: for the unit asked for, else by the hat for which the step is open.
procedure::Actor actor_for(const Person& person, const EntryFile& file, std::string_view step,
                           std::string_view unit);
// forbidden "register.not-permitted", "register.own-entry".
std::optional<store::Fault> permission_fault(const Person& person, const EntryFile& file,
                                             const procedure::Actor& actor);
// Whether this actor may write the field in an open step of its.
bool may_write(const EntryFile& file, const procedure::Actor& actor, const procedure::OpenStep& open,
               const policy::RegisterField& field);
// The step is open for the actor's unit and role.
bool is_for(const procedure::OpenStep& open, const procedure::Actor& actor);
// The step in which an entry is written: the first, also when it comes back there.
bool is_written_in(const policy::Procedure& life, const policy::ProcedureStep& step);

// Its owner entered it, and it has not come to rest in the register yet.
bool is_withdrawable(const EntryFile& file);

std::expected<EntryFile, store::Fault> load_readable(const store::Reader& reader, const Catalogue& catalogue,
                                                     const Person& person, std::string_view entry);

}  // namespace enact::registers
