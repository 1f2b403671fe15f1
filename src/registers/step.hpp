// One event of an entry with all that belongs to it: constraints, levels of a ladder, facts. Internal to the
// floor.
#pragma once

#include "registers/entry_state.hpp"
#include "registers/registers.hpp"

namespace enact::registers {

struct Move {
  std::string kind = {};                       // of the event
  std::optional<procedure::Event> moved = {};  // the life cycle goes on
  std::vector<procedure::Event> then = {};     // and on: steps that an import takes at once
  std::optional<Values> values = {};           // all of them, as they are from now on
  std::optional<Date> valid_from = {};         // of the values; absent: today
  std::string reason = {};
  store::Actor actor = {};
  boost::json::object payload = {};  // what else the event says
  bool by_rule = false;              // the clock or a ladder does it, no person
};

// Appends the event if nothing stands against it and brings `file` up to date.
std::optional<store::Fault> make_move(store::Transaction& tx, const Registers& registers, EntryFile& file,
                                      Move move);

// Takes an outcome of an open step by a rule of the register (an end of a term, a promotion): as the ledger
// does with payments, no person acts and no role is asked for.
std::optional<store::Fault> take_by_rule(store::Transaction& tx, const Registers& registers, EntryFile& file,
                                         const std::string& step, const std::string& outcome,
                                         std::optional<Values> values, const Text& reason);

EntryDone done(const EntryFile& file);

}  // namespace enact::registers
