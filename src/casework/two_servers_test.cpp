// Two servers on one space, here two Databases with writers of their own, and officers on both who act on one
// matter at the same moment: each act is done once, and money leaves once.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "casework/test_town.hpp"

namespace enact::casework {
namespace {

using namespace test;

// Runs `act` on both servers at once, several times each; answers how often it was done.
template <class Act>
int race(store::Database& here, store::Database& there, Act act) {
  constexpr int tries = 4;
  std::atomic<int> done = 0;
  std::latch start(2);
  const auto run = [&](store::Database& database) {
    start.arrive_and_wait();
    for (int i = 0; i < tries; ++i) {
      if (act(database)) ++done;
    }
  };
  std::thread other([&] { run(there); });
  run(here);
  other.join();
  return done;
}

TEST(TwoServers, DoEachActOnAMatterOnce) {
  Town town;
  SeededRandom random(2);
  const auto there = store::Database::open({.folder = town.space.folder(),
                                            .postgres = town.space.postgres(),
                                            .modules = modules(),
                                            .clock = &town.space.clock,
                                            .random = &random})
                         .value();
  store::Database& here = town.space.database();
  const std::string id = town.reach("支付");

  EXPECT_EQ(race(here, *there,
                 [&](store::Database& database) {
                   return database
                       .write_as<ledger::Batch>([&](store::Transaction& tx) {
                         return make_batch(tx, town.library, maker, std::vector<std::string>{id});
                       })
                       .has_value();
                 }),
            1)
      << "batches of one commitment";
  const auto batches =
      town.read([](const store::Reader& reader) { return treasury(reader, maker); }).value().batches;
  ASSERT_EQ(batches.size(), 1U);
  const std::string batch = batches.front().id;

  EXPECT_EQ(race(here, *there,
                 [&](store::Database& database) {
                   return database
                       .write_as<ledger::Batch>([&](store::Transaction& tx) {
                         return release_batch(tx, town.library, checker, batch);
                       })
                       .has_value();
                 }),
            1)
      << "releases";

  // The bank's word may be entered again: that does nothing and is no fault.
  EXPECT_EQ(race(here, *there,
                 [&](store::Database& database) {
                   return database
                       .write_as<ledger::BatchLine>([&](store::Transaction& tx) {
                         return record_bank_result(tx, town.library, maker,
                                                   {batch, 1, ledger::BankResult::paid, "ref", ""});
                       })
                       .has_value();
                 }),
            8);
  town.read([&](const store::Reader& reader) {
    const auto commitments = ledger::commitments_of_case(reader, id);
    EXPECT_EQ(commitments.size(), 1U);
    EXPECT_EQ(commitments.at(0).paid, Fen{100'000'00});  // the award of the town's article, once
    EXPECT_EQ(reader.integer("SELECT sum(paid_fen) FROM matter", {}), 100'000'00);
    EXPECT_EQ(ledger::find_imbalances(reader), std::vector<std::string>());
    return 0;
  });
  EXPECT_TRUE(here.check().empty());
}

}  // namespace
}  // namespace enact::casework
