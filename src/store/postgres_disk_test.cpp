// A PostgreSQL whose disk is full or fails at a sync of its log, under a service that goes on, and one that
// is set to lose what it acknowledged. Wants a server of its own with such a disk
// (ENACT_TEST_POSTGRES_FAULTS, tools/postgres.sh); without one, these are skipped.
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
    for (const char* fault : {"full", "full-log", "sync"}) std::filesystem::remove(faults / fault);
  }
  void make(const char* fault) { std::ofstream(faults / fault) << ""; }
  // Starts the server again if it has given up, as its operator would.
  void start_server() const { EXPECT_NE(std::system((faults / "start").c_str()), -1); }
  // Sets something for the whole server and waits until new connections have it.
  void set_server(const std::string& name, const std::string& value) const {
    PostgresConnection(folder.postgres()).run_script(fmt::format("ALTER SYSTEM SET {} = {}", name, value));
    PostgresConnection(folder.postgres()).run_script("SELECT pg_reload_conf()");
    const auto now = [&] {
      PostgresConnection fresh(folder.postgres());
      return Reader(fresh).text("SELECT current_setting(?)", {name});
    };
    while (now() != value) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

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

// Without room for a new file of its log PostgreSQL stops all its processes, recovers, and does so again at
// the next large step, or cannot recover and gives up.
TEST_F(PostgresDisk, AFullDiskOfTheServersLogLosesNothingAndTheServiceGoesOnOnceThereIsRoom) {
  std::set<std::string> acknowledged;
  make("full-log");
  // Somebody else writes until the log is full.
  const auto fill = [&] {
    PostgresConnection other(folder.postgres());
    Bytes large(2'000'000);
    for (int i = 0; i < 100; ++i) {
      random.fill(large);
      other.run("INSERT INTO blob (hash, media_type, content, at) VALUES (?, 'm', ?, 0)",
                std::vector<Param>{std::to_string(i), BytesView(large)}, nullptr);
    }
  };
  ASSERT_THROW(fill(), DatabaseError) << "the log has room for all of this";
  // What little is left of the log's last file may do for some steps.
  std::optional<Fault> refused;
  int last = -1;
  while (!refused) {
    ASSERT_LT(++last, 100);
    if (const auto done = write_parts(*database, "a", last); done) {
      acknowledged.insert(fmt::format("a.{}", last));
    } else {
      refused = done.error();
    }
  }
  EXPECT_EQ(refused->kind, Fault::Kind::unavailable);
  // The second if it was lost while it was being committed: with a key, both can be asked again.
  EXPECT_TRUE(refused->code == "store.connection-lost" || refused->code == "store.outcome-unknown")
      << refused->code;
  std::filesystem::remove(faults / "full-log");
  // Asked again under the same key it is done once, and so is what follows. The server may recover by itself,
  // or have given up; either takes a while.
  const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(3);
  for (int i = last; i < last + 5;) {
    if (write_parts(*database, "a", i)) {
      acknowledged.insert(fmt::format("a.{}", i++));
    } else {
      ASSERT_LT(std::chrono::steady_clock::now(), patience);
      start_server();
    }
  }
  expect_whole(*database, acknowledged);
}

TEST_F(PostgresDisk, ALiveSpaceIsNotOpenedOnAServerThatCouldLoseWhatItAcknowledged) {
  for (const std::string name : {"fsync", "full_page_writes"}) {
    const TestFolder own;
    const auto open = [&](SpaceKind kind) {
      return Database::open({.folder = own.path(),
                             .postgres = own.postgres(),
                             .kind = kind,
                             .modules = {counter_module()},
                             .clock = &clock,
                             .random = &random});
    };
    set_server(name, "off");
    const auto refused = open(SpaceKind::live);
    const bool training = open(SpaceKind::training).has_value();
    set_server(name, "on");
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, "store.unsafe-database");
    EXPECT_NE(refused.error().message.en.find(name + " = off"), std::string::npos)
        << refused.error().message.en;
    EXPECT_TRUE(training) << name;
  }
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
