// Disks that are full, or fail at a write or a sync, under a service that goes on: what was acknowledged
// stands, what was refused does not, and nothing stands by half. ENACT_POWER_ROUNDS sets how many seeds.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "store/test_disk.hpp"
#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

struct World {
  explicit World(std::uint64_t seed) : random(seed) {}
  std::unique_ptr<Database> open() {
    auto opened = Database::open({.folder = folder.path(),
                                  .modules = {counter_module()},
                                  .clock = &clock,
                                  .random = &random,
                                  .readers = 1});
    EXPECT_TRUE(opened) << opened.error().message.en;
    return opened ? std::move(*opened) : nullptr;
  }
  // Ends the process that has the space open, with or without the chance to close it, and starts another.
  void restart(Disk& disk, std::unique_ptr<Database>& database, bool killed) {
    if (killed) disk.kill_process();
    database.reset();
    disk.next_process();
    database = open();
  }
  TestFolder folder;
  SettableClock clock{Instant{0}, "test"};
  SeededRandom random;
};

std::string code_of(const std::expected<Answer, Fault>& outcome) {
  return outcome ? "" : outcome.error().code;
}

// Steps of one service under faults that come and go.
struct Outcomes {
  std::set<std::string> acknowledged;
  std::set<std::string> refused;
  std::set<std::string> codes;
};

void write_under_faults(Disk& disk, Database& database, SeededRandom& chance, const std::string& prefix,
                        Outcomes& outcomes) {
  for (int i = 0; i < 40; ++i) {
    switch (chance.below(14)) {
      case 0:
        disk.leave_room(static_cast<std::int64_t>(chance.below(40'000)));
        break;
      case 1:
      case 2:
        disk.leave_room(std::nullopt);
        break;
      case 3:
        disk.fail_write_after(1 + chance.below(12));
        break;
      case 4:
        if (chance.below(3) == 0) disk.fail_next_sync();
        break;
      default:
        break;
    }
    const auto outcome = write_parts(database, prefix, i);
    const std::string step = prefix + "." + std::to_string(i);
    if (outcome) {
      outcomes.acknowledged.insert(step);
    } else {
      EXPECT_EQ(outcome.error().kind, Fault::Kind::unavailable);
      outcomes.codes.insert(outcome.error().code);
      if (outcome.error().code != "store.outcome-unknown") outcomes.refused.insert(step);
    }
  }
}

TEST(DiskFault, WhateverFailsNothingAcknowledgedIsLostAndNothingRefusedIsKept) {
  const char* wanted = std::getenv("ENACT_POWER_ROUNDS");
  const auto rounds = static_cast<std::uint64_t>(wanted != nullptr ? std::atoi(wanted) : 40);
  Outcomes all;
  for (std::uint64_t seed = 1; seed <= rounds && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world(seed);
    SeededRandom chance(seed * 7919);
    Outcomes outcomes;
    {
      Disk disk;
      auto database = world.open();
      for (int life = 0; life < 4; ++life) {
        ASSERT_TRUE(database->write([&](Transaction& tx) -> StepResult {
          // Few pages, so that the log is often moved into the database while something fails.
          (void)tx.integer("PRAGMA wal_autocheckpoint = " + std::to_string(4 + chance.below(120)), {});
          return "";
        }));
        write_under_faults(disk, *database, chance, "life" + std::to_string(life), outcomes);
        world.restart(disk, database, chance.below(3) != 0);
        ASSERT_TRUE(database) << "life " << life;
        ASSERT_NO_FATAL_FAILURE(expect_whole(*database, outcomes.acknowledged));
      }
      disk.kill_process();  // and power is lost with it
      database.reset();
      disk.settle(chance, world.folder.path());
    }
    auto database = world.open();
    ASSERT_TRUE(database);
    expect_whole(*database, outcomes.acknowledged);
    database->read([&](const Reader& reader) {
      for (const std::string& step : outcomes.refused) {
        EXPECT_FALSE(reader.integer("SELECT 1 FROM booking WHERE step = ?", {step})) << step;
      }
      return 0;
    });
    ASSERT_TRUE(write_parts(*database, "after", 1));
    all.acknowledged.merge(outcomes.acknowledged);
    all.codes.merge(outcomes.codes);
  }
  // Otherwise nothing was tested.
  EXPECT_TRUE(all.codes.contains("store.disk-full"));
  EXPECT_TRUE(all.codes.contains("store.outcome-unknown"));
  EXPECT_GT(all.acknowledged.size(), 40U);
}

// The pages that a failed sync lost still show to the next process. It must not build on them.
TEST(DiskFault, WhatAFailedSyncLeftInMemoryTakesNothingAlongWhenPowerIsLost) {
  World world(1);
  SeededRandom chance(1);
  {
    Disk disk;
    auto database = world.open();
    ASSERT_TRUE(write_parts(*database, "a", 1));
    disk.fail_next_sync();
    ASSERT_EQ(code_of(write_parts(*database, "a", 2)), "store.outcome-unknown");
    world.restart(disk, database, true);
    ASSERT_TRUE(write_parts(*database, "a", 3));
    disk.kill_process();
    database.reset();
    disk.settle(chance, world.folder.path());
  }
  auto database = world.open();
  expect_whole(*database, {"a.1", "a.3"});
}

TEST(FullDisk, IsSaidAndTheServiceGoesOnByItselfOnceThereIsRoom) {
  World world(1);
  Disk disk;
  auto database = world.open();
  ASSERT_TRUE(write_parts(*database, "a", 1));
  disk.leave_room(0);
  EXPECT_EQ(code_of(write_parts(*database, "a", 2)), "store.disk-full");
  EXPECT_EQ(code_of(write_parts(*database, "a", 2)), "store.disk-full");
  EXPECT_GT(database->read([](const Reader& reader) { return total(reader, "counter-1"); }), 0);
  disk.leave_room(std::nullopt);
  EXPECT_EQ(code_of(write_parts(*database, "a", 2)), "");
  expect_whole(*database, {"a.1", "a.2"});
}

}  // namespace
}  // namespace enact::store
