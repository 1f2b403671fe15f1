// A kill cannot see a missing sync: the kernel keeps what the process wrote. So here SQLite runs on a disk
// that knows what was synced and loses power at a random moment. What was not synced is then gone, or there
// in part, in any order. What was acknowledged must be there all the same. ENACT_POWER_ROUNDS sets how many
// seeds.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "store/test_disk.hpp"
#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

struct World {
  explicit World(std::uint64_t seed) : random(seed) {}
  std::expected<std::unique_ptr<Database>, Fault> open() {
    return Database::open({.folder = folder.path(),
                           .modules = {counter_module()},
                           .clock = &clock,
                           .random = &random,
                           .readers = 1});
  }
  TestFolder folder;
  SettableClock clock{Instant{0}, "test"};
  SeededRandom random;
};

// After how many pages the log is moved into the database: few, so that it is interrupted often enough, but
// not always at once, since moving syncs and would hide that a commit does not.
void checkpoint_after(Database& database, std::uint64_t pages) {
  ASSERT_TRUE(database.write([pages](Transaction& tx) -> StepResult {
    (void)tx.integer("PRAGMA wal_autocheckpoint = " + std::to_string(pages), {});
    return "";
  }));
}

TEST(PowerLoss, LosesNothingThatWasAcknowledgedAndLeavesNothingByHalf) {
  const char* wanted = std::getenv("ENACT_POWER_ROUNDS");
  const auto rounds = static_cast<std::uint64_t>(wanted != nullptr ? std::atoi(wanted) : 150);
  std::size_t acknowledged_in_all = 0;
  for (std::uint64_t seed = 1; seed <= rounds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world(seed);
    SeededRandom chance(seed * 7919);
    std::set<std::string> acknowledged;
    {
      Disk disk;
      auto database = world.open().value();
      checkpoint_after(*database, 4 + chance.below(120));
      disk.lose_power_after(1 + chance.below(250));
      for (int i = 0; !disk.lost(); ++i) {
        if (write_parts(*database, "a", i)) acknowledged.insert("a." + std::to_string(i));
      }
      EXPECT_EQ(write_parts(*database, "late", 1).error().kind, Fault::Kind::unavailable);
      database.reset();
      disk.settle(chance, world.folder.path());
    }
    acknowledged_in_all += acknowledged.size();
    auto opened = world.open();
    ASSERT_TRUE(opened) << opened.error().message.en;
    expect_whole(**opened, acknowledged);
    ASSERT_TRUE(write_parts(**opened, "after", 1));
  }
  EXPECT_GT(acknowledged_in_all, rounds);  // otherwise nothing was tested
}

TEST(PowerLoss, EveryAnswerComesAfterASync) {
  Disk disk;
  World world(1);
  auto database = world.open().value();
  for (int i = 0; i < 20; ++i) {
    const std::int64_t before = disk.syncs();
    std::int64_t at_answer = 0;
    std::atomic<bool> answered = false;
    database->submit(
        [i](Transaction& tx) -> StepResult {
          if (auto added = add(tx, "a", i + 1); !added) return std::unexpected(added.error());
          return "";
        },
        std::nullopt,
        [&](const auto&) {
          at_answer = disk.syncs();
          answered = true;
          answered.notify_one();
        });
    answered.wait(false);
    EXPECT_GT(at_answer, before);
  }
}

TEST(PowerLoss, AFailedSyncIsNotTakenForSuccessAndStopsAllWriting) {
  World world(1);
  {
    Disk disk;
    auto database = world.open().value();
    ASSERT_TRUE(write_parts(*database, "a", 1));
    disk.fail_next_sync();
    const auto failed = write_parts(*database, "a", 2);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "store.outcome-unknown");
    // A later sync that succeeds says nothing of what the failed one lost.
    EXPECT_EQ(write_parts(*database, "a", 3).error().code, "store.outcome-unknown");
    EXPECT_EQ(database->read([](const Reader& reader) { return total(reader, "counter-1"); }), 3);
  }
  auto database = world.open().value();
  expect_whole(*database, {"a.1"});
  EXPECT_TRUE(write_parts(*database, "a", 4));
}

TEST(FullDisk, RefusesTheStepAndKeepsTheRest) {
  World world(1);
  auto database = world.open().value();
  ASSERT_TRUE(write_parts(*database, "a", 1));
  const auto limit = [&](std::string_view pragma) {
    ASSERT_TRUE(database->write([&](Transaction& tx) -> StepResult {
      (void)tx.integer(pragma, {});
      return "";
    }));
  };
  limit("PRAGMA max_page_count = 1");  // taken as the present size
  const Bytes large(200'000, 1);
  const auto full = database->write([&](Transaction& tx) -> StepResult {
    if (auto added = add(tx, "a", 1); !added) return std::unexpected(added.error());
    tx.execute("INSERT INTO blob (hash, media_type, content, at) VALUES ('h', 'm', ?, 0)", {large});
    return "";
  });
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, "store.disk-full");
  EXPECT_EQ(full.error().kind, Fault::Kind::unavailable);
  limit("PRAGMA max_page_count = 1000000");
  EXPECT_TRUE(write_parts(*database, "a", 2));
  expect_whole(*database, {"a.1", "a.2"});
}

}  // namespace
}  // namespace enact::store
