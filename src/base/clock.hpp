// Clock, identifiers and randomness are handed down from the top (cli, http, tests), so that no floor ever
// takes them from the system and every run can be repeated from its seed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/calendar.hpp"

namespace enact {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  // What stands in every event as the clock's source: "system", "training", "test".
  virtual std::string source() const = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// Sortable identifiers: 48 bits of milliseconds, then randomness, as UUID version 7 text. Thread-safe.
class IdSource {
 public:
  IdSource(const Clock& clock, Random& random);
  std::string next();

 private:
  const Clock& clock_;
  Random& random_;
  struct State;
  std::shared_ptr<State> state_;
};

// The system's own, to be made by main() only.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
  std::string source() const override;
};
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

// A clock that stands until it is set, for tests and training spaces. Thread-safe.
class SettableClock final : public Clock {
 public:
  SettableClock(Instant start, std::string source);
  Instant now() const override;
  std::string source() const override;
  void set(Instant instant);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::string source_;
};

// Deterministic (splitmix64 of a seed), for tests and synthetic data. Not thread-safe.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;
  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound), bound > 0

 private:
  std::uint64_t state_;
};

}  // namespace enact
