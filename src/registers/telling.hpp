// What entries tell of their owners, as attested facts on record. Internal to the floor.
#pragma once

#include "registers/entry_state.hpp"
#include "registers/registers.hpp"

namespace enact::registers {

// Brings the owner's facts up to date after an event: what `before` told and `now` no longer tells is taken
// away, what is new is added. The fact is attested by the keeper; its evidence names entry and version. A
// list keeps the items that others have entered. Fault: that of the floors above (Registers::FactsChanged).
std::optional<store::Fault> tell(store::Transaction& tx, const Registers& registers, const EntryFile& file,
                                 const std::vector<Told>& before, const std::vector<Told>& now);

}  // namespace enact::registers
