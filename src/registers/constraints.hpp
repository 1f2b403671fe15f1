// What must hold of an entry and between entries, asked before the event is appended, so that a person is
// told what stands in the way. The database refuses it once more by itself (registers/tables.cpp). Internal
// to the floor.
#pragma once

#include "registers/entry_state.hpp"

namespace enact::registers {

// The values of entries referred to, as they stand.
FindValues values_in(const store::Reader& reader);

// What `after` would break; `before` is the entry as it stands (a new one: blank). `by_rule`: the clock or a
// ladder moves it, which ends an entry even while others refer to it.
std::optional<store::Fault> broken(const store::Reader& reader, const EntryFile& before,
                                   const EntryFile& after, const Date& today, bool by_rule);

// A field that is required and is not there, or lines that lack what each of them needs.
bool lacks(const Values& values, const policy::RegisterField& field);
// Fields that the step requires before this outcome and that are not there.
std::vector<const policy::RegisterField*> missing_for(const EntryFile& file,
                                                      const policy::ProcedureStep& step,
                                                      const policy::ProcedureStep::Outcome& outcome);

// invalid "register.missing".
store::Fault missing_fault(const std::vector<const policy::RegisterField*>& fields);

}  // namespace enact::registers
