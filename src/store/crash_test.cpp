// Kills a process that writes steps from several threads at random moments and looks at what is left: every
// step that was acknowledged is there, none is there by half, the log verifies, and the projections are what
// the events give. ENACT_CRASH_ROUNDS sets how often (30 unless told).
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <set>
#include <thread>

#include "store/database.hpp"
#include "store/test_counter.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

constexpr int threads = 4;

int parts_of(int step) {
  return 1 + step % 5;
}

// Step ids are "round.thread.number"; what is acknowledged is written to `pipe`, one line each.
[[noreturn]] void write_until_killed(const std::filesystem::path& folder, int round, int pipe) {
  const SystemClock clock;
  SystemRandom random;
  auto opened =
      Database::open({.folder = folder, .modules = {counter_module()}, .clock = &clock, .random = &random});
  if (!opened) _exit(3);
  Database& database = **opened;
  std::vector<std::thread> writers;
  for (int t = 0; t < threads; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0;; ++i) {
        const std::string id = fmt::format("{}.{}.{}", round, t, i);
        const auto answer = database.write(
            [&](Transaction& tx) -> StepResult {
              for (int part = 1; part <= parts_of(i); ++part) {
                tx.execute("INSERT INTO booking (step, part, amount) VALUES (?, ?, ?)", {id, part, part});
                if (auto added = add(tx, fmt::format("counter-{}", i % 7), part); !added) {
                  return std::unexpected(added.error());
                }
              }
              return id;
            },
            IdempotencyKey{"writer", id, id});
        if (!answer) _exit(4);
        const std::string line = id + "\n";
        if (::write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(5);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  _exit(6);
}

std::set<std::string> run_and_kill(const std::filesystem::path& folder, int round, std::uint64_t after_us) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(folder, round, ends[1]);
  }
  ::close(ends[1]);
  // Reads while the child runs, so that it never waits for the pipe; a thread kills it in the meantime.
  std::thread killer([&] {
    std::this_thread::sleep_for(std::chrono::microseconds(after_us));
    ::kill(child, SIGKILL);
  });
  std::string text;
  char buffer[4096];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  killer.join();
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
  for (int round = 0; round < rounds; ++round) {
    acknowledged.merge(run_and_kill(folder.path(), round, 2'000 + moments.below(80'000)));

    const SystemClock clock;
    SystemRandom random;
    auto database =
        Database::open(
            {.folder = folder.path(), .modules = {counter_module()}, .clock = &clock, .random = &random})
            .value();
    std::map<std::string, int> found;
    std::int64_t events = 0;
    std::int64_t keys = 0;
    database->read([&](const Reader& reader) {
      reader.query("SELECT step, count(*) FROM booking GROUP BY step", {},
                   [&](const Row& row) { found[row.text(0)] = static_cast<int>(row.integer(1)); });
      events = reader.integer("SELECT count(*) FROM event", {}).value();
      keys = reader.integer("SELECT count(*) FROM idempotency", {}).value();
      return 0;
    });
    std::int64_t parts = 0;
    for (const auto& [step, count] : found) {
      ASSERT_EQ(count, parts_of(std::stoi(step.substr(step.rfind('.') + 1))))
          << "step " << step << " by half";
      parts += count;
    }
    for (const std::string& step : acknowledged) ASSERT_TRUE(found.contains(step)) << step << " is lost";
    ASSERT_EQ(events, parts);
    ASSERT_EQ(keys, static_cast<std::int64_t>(found.size()));
    const auto differences = database->check();
    ASSERT_TRUE(differences.empty()) << differences.front().where << ": " << differences.front().what;
  }
  // Otherwise nothing was tested.
  EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(rounds));
  RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
}

}  // namespace
}  // namespace enact::store
