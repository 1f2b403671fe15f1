// The turn of the legal day: drafts and corrections whose term is over lapse, tacit answers are taken, and
// units are told of what is overdue, as the procedures declare it. By the space's clock, wherever it stands.
//
// Exactly once a day, whatever happens in between: each case is a step of its own that looks again whether
// anything is left to do, and the day is recorded when all are through (an event of the stream "clock").
// After a crash the rest is done; several servers on one database may all call it. Days on which nothing ran
// are made up for by the next turn, with the day of acting on its events.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "casework/casework.hpp"

namespace enact::casework {

struct DayTurn {
  Date day;
  Instant at = {};
  std::int64_t cases = 0;  // in which something was done
  std::int64_t lapsed = 0;
  std::int64_t tacit = 0;
  std::int64_t escalated = 0;
  std::int64_t failed = 0;  // cases that could not be read; they stay overdue, the next day tries again
};

// Turns today if no turn of today is recorded; nullopt if one is. Blocks; takes many steps. Fault: a step
// that could not be written at all; nothing is recorded then, and the next call goes on.
std::expected<std::optional<DayTurn>, store::Fault> turn_day(store::Database& database,
                                                             const Library& library);
// The latest turns, newest first.
std::vector<DayTurn> list_turns(const store::Reader& reader, std::int64_t limit);

}  // namespace enact::casework
