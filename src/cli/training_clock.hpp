// The clock of a training space: the system's, set forward as far as somebody practising wants. It never
// stands behind the last event, so that time does not run backwards over a restart.
#pragma once

#include <atomic>

#include "base/clock.hpp"

namespace enact::cli {

class TrainingClock final : public Clock {
 public:
  Instant now() const override { return {system_.now().microseconds + ahead_.load()}; }
  std::string source() const override { return "training"; }
  void advance(std::int64_t seconds) { ahead_ += seconds * 1'000'000; }
  void not_before(Instant instant) {
    const auto behind = instant.microseconds - now().microseconds;
    if (behind > 0) ahead_ += behind;
  }

 private:
  SystemClock system_;
  std::atomic<std::int64_t> ahead_ = 0;  // microseconds
};

}  // namespace enact::cli
