// The turn of the legal day in registers: what ends by itself (a validity, a term, a level) ends, lapses and
// tacit answers are taken, and units are told of what is overdue, as the package declares it. By the space's
// clock, wherever it stands.
//
// Once a day, whatever happens in between: each entry is a step of its own that looks again whether anything
// is left to do, and the day is recorded when all are through (an event of the stream "clock"). After a crash
// the rest is done; several servers on one database may all call it.
#pragma once

#include <expected>
#include <optional>

#include "registers/registers.hpp"

namespace enact::registers {

struct RegisterTurn {
  Date day;
  Instant at = {};
  std::int64_t entries = 0;  // in which something was done
  std::int64_t lapsed = 0;   // terms, validities and levels that ended
  std::int64_t tacit = 0;    // outcomes taken by silence
  std::int64_t escalated = 0;
  std::int64_t failed = 0;  // entries in which it could not be done; the next day tries again
};

// Turns today if no turn of today is recorded; nullopt if one is. Blocks; takes many steps. Fault: a step
// that could not be written at all; nothing is recorded then, and the next call goes on.
std::expected<std::optional<RegisterTurn>, store::Fault> turn_day(store::Database& database,
                                                                  const Registers& registers);

}  // namespace enact::registers
