// A PostgreSQL whose disk is full or fails at a sync of its log, under a service that goes on. Wants a server
// of its own with such a disk (ENACT_TEST_POSTGRES_FAULTS, tools/postgres.sh); without one, these are
// skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <mutex>
#include <thread>

#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

class PostgresDisk : public testing::Test {
 protected:
  void SetUp() override {
    const char* told = std::getenv("ENACT_TEST_POSTGRES_FAULTS");
    if (folder.postgres().empty() || told == nullptr || *told == '\0')
      GTEST_SKIP() << "ENACT_TEST_POSTGRES_FAULTS names no folder";
    faults = told;
    database = Database::open({.folder = folder.path(),
                               .postgres = folder.postgres(),
                               .modules = {counter_module()},
                               .clock = &clock,
                               .random = &random})
                   .value();
  }
  void TearDown() override {
    if (faults.empty()) return;
    for (const char* fault : {"full", "sync"}) std::filesystem::remove(faults / fault);
  }
  void make(const char* fault) { std::ofstream(faults / fault) << ""; }

  std::filesystem::path faults;
  TestFolder folder;
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<Database> database;
};

TEST_F(PostgresDisk, WhenFullIsSaidAndTheServiceGoesOnOnceThereIsRoom) {
  ASSERT_TRUE(write_parts(*database, "a", 1));
  make("full");
  Bytes large(2'000'000);
  random.fill(large);  // does not compress
  const auto keep = [&] {
    return database->write(
        [&](Transaction& tx) -> StepResult {
          if (auto added = add(tx, "large", 1); !added) return std::unexpected(added.error());
          tx.execute("INSERT INTO blob (hash, media_type, content, at) VALUES ('h', 'm', ?, 0)", {large});
          return "kept";
        },
        IdempotencyKey{"writer", "large", "large"});
  };
  const auto full = keep();
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, "store.disk-full") << full.error().message.en;
  EXPECT_EQ(database->read([](const Reader& reader) { return total(reader, "large"); }), 0);
  std::filesystem::remove(faults / "full");
  ASSERT_TRUE(keep());
  EXPECT_TRUE(keep()->replayed);
  EXPECT_EQ(database->read([](const Reader& reader) { return total(reader, "large"); }), 1);
  EXPECT_TRUE(database->check().empty());
}

// PostgreSQL does not trust a disk that failed to sync its log: it stops all its processes and recovers from
// the log. To the service that is a lost connection.
TEST_F(PostgresDisk, AFailedSyncOfTheServersLogLosesAndDoublesNothing) {
  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::atomic<bool> end = false;
  std::vector<std::thread> writers;
  for (int t = 0; t < 3; ++t) {
    writers.emplace_back([&, t] {
      const std::string prefix = fmt::format("w{}", t);
      for (int i = 0; !end; ++i) {
        // Whoever has a key asks again until it is answered.
        while (!write_parts(*database, prefix, i)) {
        }
        const std::lock_guard lock(mutex);
        acknowledged.insert(fmt::format("{}.{}", prefix, i));
      }
    });
  }
  const auto so_many = [&] {
    const std::lock_guard lock(mutex);
    return acknowledged.size();
  };
  const auto wait_for = [&](std::size_t more) {
    for (const std::size_t before = so_many(); so_many() < before + more;)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  };
  for (int round = 0; round < 3; ++round) {
    wait_for(20);
    make("sync");
    while (std::filesystem::exists(faults / "sync"))
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    wait_for(20);
  }
  end = true;
  for (std::thread& writer : writers) writer.join();
  expect_whole(*database, acknowledged);
}

}  // namespace
}  // namespace enact::store
