// Levels that owners hold one after the other. Internal to the floor.
#pragma once

#include "registers/entry_state.hpp"
#include "registers/registers.hpp"

namespace enact::registers {

// A level that an owner holds or held.
struct Held {
  std::string entry;
  std::string level;
  Date from;
  std::optional<Date> to;  // the last day; nullopt: open
};
// Of an owner, the earliest first.
std::vector<Held> history_of(const store::Reader& reader, const EntryFile& file);

// When `after` enters the states of its ladder: asks whether the level may be had, fills in its days, and
// ends the level below the day before. When it leaves them by somebody's act before its last day, cuts its
// days to the day before. Otherwise nothing. Faults: conflict "register.ladder", "register.criterion".
std::optional<store::Fault> climb(store::Transaction& tx, const Registers& registers, const EntryFile& before,
                                  EntryFile& after);

}  // namespace enact::registers
