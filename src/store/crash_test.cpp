// Kills a process that writes steps from several threads at random moments and looks at what is left: every
// step that was acknowledged is there, none is there by half, the log verifies, and the projections are what
// the events give. ENACT_CRASH_ROUNDS sets how often (30 unless told).
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

constexpr int threads = 4;

std::unique_ptr<Database> open(const TestFolder& folder, const Clock& clock, Random& random) {
  return Database::open({.folder = folder.path(),
                         .postgres = folder.postgres(),
                         .modules = {counter_module()},
                         .clock = &clock,
                         .random = &random})
      .value();
}

// What is acknowledged is written to `pipe`, one line each.
[[noreturn]] void write_until_killed(const TestFolder& folder, int round, int pipe) {
  const SystemClock clock;
  SystemRandom random;
  const auto database = open(folder, clock, random);
  std::vector<std::thread> writers;
  for (int t = 0; t < threads; ++t) {
    writers.emplace_back([&, t] {
      const std::string prefix = fmt::format("{}.{}", round, t);
      for (int i = 0;; ++i) {
        if (!write_parts(*database, prefix, i)) _exit(4);
        const std::string line = fmt::format("{}.{}\n", prefix, i);
        if (::write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(5);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  _exit(6);
}

// Kills it some time after it has acknowledged so many steps, on a quick machine and on a slow one alike.
std::set<std::string> run_and_kill(const TestFolder& folder, int round, std::int64_t steps,
                                   std::uint64_t then_us) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(folder, round, ends[1]);
  }
  ::close(ends[1]);
  std::string text;
  char buffer[4096];
  bool killed = false;
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
    if (killed || std::count(text.begin(), text.end(), '\n') < steps) continue;
    std::this_thread::sleep_for(std::chrono::microseconds(then_us));
    ::kill(child, SIGKILL);
    killed = true;
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << WEXITSTATUS(status);
  std::set<std::string> acknowledged;
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    acknowledged.insert(text.substr(begin, end - begin));
  }
  return acknowledged;
}

TEST(Crash, LosesNoAcknowledgedStepAndLeavesNoneByHalf) {
  const char* wanted = std::getenv("ENACT_CRASH_ROUNDS");
  const int rounds = wanted != nullptr ? std::atoi(wanted) : 30;
  const TestFolder folder;
  SeededRandom moments(20260310);
  std::set<std::string> acknowledged;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    acknowledged.merge(
        run_and_kill(folder, round, static_cast<std::int64_t>(1 + moments.below(150)), moments.below(2'000)));
    const SystemClock clock;
    SystemRandom random;
    const auto database = open(folder, clock, random);
    expect_whole(*database, acknowledged);
  }
  // Otherwise nothing was tested.
  EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(rounds));
  RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
}

}  // namespace
}  // namespace enact::store
