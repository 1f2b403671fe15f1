#include "cli/day_clock.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace enact::cli {
namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr std::chrono::seconds after_failure{30};
constexpr std::int64_t most_ahead = 3600LL * 1'000'000;

}  // namespace

DayClock::DayClock(store::Database& database, const casework::Library& library,
                   const registers::Registers& registers)
    : database_(database),
      library_(library),
      registers_(registers),
      leap_(database.clock().now(), since_boot()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

DayClock::~DayClock() {
  thread_.request_stop();
  wake_.notify_all();
}

void DayClock::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto pause = look() ? between_looks : after_failure;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, pause, [] { return false; });
  }
}

bool DayClock::look() {
  const Instant now = database_.clock().now();
  const Date today = now.legal_day();
  if (turned_ == today) return true;
  if (database_.kind() == store::SpaceKind::live && leap_.ahead(now, since_boot()) > most_ahead) {
    if (!waits_) {
      spdlog::error(
          "the turn of {} waits: the machine's clock was set forward by more than an hour; set it right, or "
          "start the service again if it is",
          today.to_string());
    }
    waits_ = true;
    return true;
  }
  waits_ = false;
  try {
    const auto turn = casework::turn_day(database_, library_);
    if (!turn) {
      spdlog::error("the turn of {} waits: {}", today.to_string(), turn.error().message.en);
      return false;
    }
    if (*turn && (*turn)->failed > 0) {
      spdlog::error("{} cases could not be read at the turn of {}; they stay overdue", (*turn)->failed,
                    today.to_string());
    }
    const auto entries = registers::turn_day(database_, registers_);
    if (!entries) {
      fmt::print(stderr, "error: the turn of {} in registers waits: {}\n", today.to_string(),
                 entries.error().message.en);
      return false;
    }
    if (*entries && (*entries)->failed > 0) {
      fmt::print(stderr,
                 "error: {} entries of registers could not be turned on {}; the next day tries again\n",
                 (*entries)->failed, today.to_string());
    }
    turned_ = today;
    return true;
  } catch (const std::exception& error) {
    spdlog::error("the turn of {} waits: {}", today.to_string(), error.what());
    return false;
  }
}

}  // namespace enact::cli
