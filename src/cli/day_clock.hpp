// Turns the space's legal day while the service runs: a thread that looks at the space's clock and calls
// casework::turn_day and registers::turn_day when a new day has come. The clock of a training space jumps, so
// it looks often; looking costs one reading of a clock. What a crash interrupts is done after the next start.
//
// In a live space, while the machine's clock is ahead by more than an hour of where it stood at the start, no
// day is turned: what lapses or counts as answered by a wrong clock could not be taken back. The next start
// takes the clock as it is.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "casework/day_turn.hpp"
#include "casework/library.hpp"
#include "cli/clock_leap.hpp"
#include "registers/day_turn.hpp"
#include "store/database.hpp"

namespace enact::cli {

class DayClock {
 public:
  // Borrows all three; runs until destroyed.
  DayClock(store::Database& database, const casework::Library& library,
           const registers::Registers& registers);
  ~DayClock();
  DayClock(const DayClock&) = delete;
  DayClock& operator=(const DayClock&) = delete;

 private:
  void run(const std::stop_token& stop);
  bool look();  // true if all is done for the day that the clock shows

  store::Database& database_;
  const casework::Library& library_;
  const registers::Registers& registers_;
  std::optional<Date> turned_;
  ClockLeap leap_;
  bool waits_ = false;  // for the clock to be right again
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: ends before what it uses
};

}  // namespace enact::cli
