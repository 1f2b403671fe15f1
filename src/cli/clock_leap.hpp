// Notices that the machine's clock was set while the service runs: by a clock that nobody sets, which counts
// on from the start of the machine, also while it sleeps.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/calendar.hpp"

namespace enact::cli {

class ClockLeap {
 public:
  // Both clocks as they stand at the start, which is taken for right.
  ClockLeap(Instant clock, std::chrono::microseconds since_boot)
      : offset_(clock.microseconds - since_boot.count()) {}
  // By how much the clock is ahead of where it should be now, in microseconds; negative: behind.
  std::int64_t ahead(Instant clock, std::chrono::microseconds since_boot) const {
    return clock.microseconds - since_boot.count() - offset_;
  }

 private:
  std::int64_t offset_;
};

// How long the machine has been running.
std::chrono::microseconds since_boot();

}  // namespace enact::cli
