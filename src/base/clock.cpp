// Clocks, randomness and identifiers. Only main() may make the system's own; all else is handed down.
#include "base/clock.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <system_error>
#include <utility>

namespace enact {

struct IdSource::State {
  std::mutex mutex;
  std::int64_t last_millisecond = -1;
  std::uint32_t sequence = 0;
};

IdSource::IdSource(const Clock& clock, Random& random)
    : clock_(clock), random_(random), state_(std::make_shared<State>()) {}

std::string IdSource::next() {
  std::array<std::uint8_t, 16> bytes;
  {
    const std::lock_guard lock(state_->mutex);
    random_.fill(bytes);
    // Identifiers of one millisecond are told apart, and kept in order, by 12 bits that count on from a
    // random start; when they run out, or the clock goes back, time is borrowed from the next millisecond.
    const std::int64_t now = clock_.now().microseconds / 1000;
    if (now > state_->last_millisecond) {
      state_->last_millisecond = now;
      state_->sequence = ((bytes[6] & 0x07U) << 8) | bytes[7];
    } else if (++state_->sequence > 0xfff) {
      ++state_->last_millisecond;
      state_->sequence = 0;
    }
    for (std::size_t at = 0; at < 6; ++at) {
      bytes[at] = static_cast<std::uint8_t>(state_->last_millisecond >> (40 - 8 * at));
    }
    bytes[6] = static_cast<std::uint8_t>(0x70U | (state_->sequence >> 8));
    bytes[7] = static_cast<std::uint8_t>(state_->sequence);
  }
  bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3fU));

  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) {
      text.push_back('-');
    }
    text.push_back(hex[bytes[at] >> 4]);
    text.push_back(hex[bytes[at] & 0x0fU]);
  }
  return text;
}

Instant SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
}

std::string SystemClock::source() const {
  return "system";
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0) {
      if (errno == EINTR) {
        continue;
      }
      throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

struct SettableClock::State {
  mutable std::mutex mutex;
  Instant instant;
};

SettableClock::SettableClock(Instant start, std::string source)
    : state_(std::make_shared<State>()), source_(std::move(source)) {
  state_->instant = start;
}

Instant SettableClock::now() const {
  const std::lock_guard lock(state_->mutex);
  return state_->instant;
}

std::string SettableClock::source() const {
  return source_;
}

void SettableClock::set(Instant instant) {
  const std::lock_guard lock(state_->mutex);
  state_->instant = instant;
}

std::uint64_t SeededRandom::next() {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::uint64_t word = next();
    for (int byte = 0; byte < 8 && at < bytes.size(); ++byte, ++at) {
      bytes[at] = static_cast<std::uint8_t>(word);
      word >>= 8;
    }
  }
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
  // The top of the range that is no whole multiple of the bound would favour small answers: draw again.
  const std::uint64_t surplus = (UINT64_MAX % bound + 1) % bound;
  for (;;) {
    const std::uint64_t drawn = next();
    if (drawn <= UINT64_MAX - surplus) {
      return drawn % bound;
    }
  }
}

}  // namespace enact
