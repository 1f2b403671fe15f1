// Steps, groups, savepoints, keys, migrations and refusals.
#include "store/database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <future>
#include <latch>
#include <thread>

#include "store/sqlite.hpp"
#include "store/test_counter.hpp"
#include "store/test_space.hpp"

namespace enact::store {
namespace {

Fault refusal() {
  return {.kind = Fault::Kind::invalid, .code = "test.refused", .message = {}, .help = {}};
}

StepResult step_add(Transaction& tx, const std::string& name, std::int64_t amount) {
  if (auto added = add(tx, name, amount); !added) return std::unexpected(added.error());
  return std::to_string(total(tx, name));
}

TEST(Database, AnswersAndKeepsWhatAStepWrote) {
  TestSpace space({counter_module()});
  const auto answer = space.database().write([](Transaction& tx) { return step_add(tx, "a", 3); });
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "3");
  EXPECT_FALSE(answer->replayed);
  space.reopen();
  EXPECT_EQ(space.database().read([](const Reader& reader) { return total(reader, "a"); }), 3);
}

TEST(Database, AFailedStepLeavesNothingAndTheGroupGoesOn) {
  TestSpace space({counter_module()});
  Database& database = space.database();
  // The first step holds the writer until the others wait, so that they form one group.
  std::latch started(1);
  std::latch go(1);
  std::promise<void> first_done;
  database.submit(
      [&](Transaction& tx) {
        started.count_down();
        go.wait();
        return step_add(tx, "a", 1);
      },
      std::nullopt, [&](auto) { first_done.set_value(); });
  started.wait();
  std::vector<std::promise<std::expected<Answer, Fault>>> outcomes(4);
  const std::vector<Step> steps = {[](Transaction& tx) { return step_add(tx, "a", 10); },
                                   [](Transaction& tx) -> StepResult {
                                     (void)step_add(tx, "a", 100);
                                     return std::unexpected(refusal());
                                   },
                                   [](Transaction& tx) -> StepResult {
                                     (void)step_add(tx, "a", 1000);
                                     throw std::runtime_error("boom");
                                   },
                                   [](Transaction& tx) -> StepResult {
                                     (void)step_add(tx, "a", 10000);
                                     tx.execute("INSERT INTO booking (step, part, amount) VALUES ('x', 1, ?)",
                                                {0});
                                     return "never";
                                   }};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    database.submit(steps[i], std::nullopt, [&outcomes, i](auto outcome) { outcomes[i].set_value(outcome); });
  }
  const auto before = database.counters();
  go.count_down();
  first_done.get_future().wait();
  EXPECT_EQ(outcomes[0].get_future().get()->body, "11");
  EXPECT_EQ(outcomes[1].get_future().get().error().code, "test.refused");
  const auto thrown = outcomes[2].get_future().get();
  EXPECT_EQ(thrown.error().kind, Fault::Kind::internal);
  EXPECT_NE(thrown.error().message.en.find("boom"), std::string::npos);
  EXPECT_EQ(outcomes[3].get_future().get().error().code, "store.constraint");
  EXPECT_EQ(database.counters().commits - before.commits, 2);  // the first alone, the four together
  EXPECT_EQ(database.read([](const Reader& reader) { return total(reader, "a"); }), 11);
  EXPECT_TRUE(database.check().empty());
}

TEST(Database, AGroupIsRunAgainOnlyForAStepThatHasWrittenAndFails) {
  for (const bool writes : {false, true}) {
    TestSpace space({counter_module()});
    Database& database = space.database();
    std::latch started(1);
    std::latch go(1);
    database.submit(
        [&](Transaction& tx) {
          started.count_down();
          go.wait();
          return step_add(tx, "a", 1);
        },
        std::nullopt, [](auto) {});
    started.wait();
    int runs = 0;
    std::promise<std::string> good;
    std::promise<std::string> refused;
    std::promise<std::string> replayed;
    const Step adds = [&](Transaction& tx) {
      ++runs;
      return step_add(tx, "a", 10);
    };
    const IdempotencyKey key{"account-1", "k1", "hash-1"};
    database.submit(adds, key, [&](auto answer) { good.set_value(answer.value().body); });
    database.submit(
        [&](Transaction& tx) -> StepResult {
          if (writes) (void)step_add(tx, "a", 100);
          return std::unexpected(refusal());
        },
        std::nullopt, [&](auto answer) { refused.set_value(answer.error().code); });
    database.submit(adds, key, [&](auto answer) {
      replayed.set_value(answer.value().replayed ? answer.value().body : "not replayed");
    });
    go.count_down();
    EXPECT_EQ(good.get_future().get(), "11");
    EXPECT_EQ(refused.get_future().get(), "test.refused");
    EXPECT_EQ(replayed.get_future().get(), "11");
    EXPECT_EQ(runs, writes ? 2 : 1);
    EXPECT_EQ(database.read([](const Reader& reader) { return total(reader, "a"); }), 11);
    EXPECT_TRUE(database.check().empty());
  }
}

TEST(Database, AskingAheadChangesNoAnswer) {
  TestSpace space({counter_module()});
  const auto seen = space.database().write_as<std::vector<std::int64_t>>(
      [](Transaction& tx) -> std::expected<std::vector<std::int64_t>, Fault> {
        std::vector<std::int64_t> totals;
        const auto ask = [&] { totals.push_back(total(tx, "a") + total(tx, "b")); };
        tx.ahead(ask);
        totals.clear();
        ask();
        if (auto added = add(tx, "a", 3); !added) return std::unexpected(added.error());
        ask();  // what was written since counts
        tx.ahead([&] {
          ask();
          tx.ahead(ask);  // asked inside of asking
        });
        totals.resize(2);
        if (auto added = add(tx, "b", 4); !added) return std::unexpected(added.error());
        ask();
        tx.ahead(ask);
        totals.resize(3);
        ask();
        ask();  // the same answer serves twice
        return totals;
      });
  EXPECT_EQ(seen.value(), (std::vector<std::int64_t>{0, 3, 7, 7, 7}));
  EXPECT_TRUE(space.database().check().empty());
}

TEST(Database, ManyThreadsLoseNothing) {
  TestSpace space({counter_module()});
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        if (!space.database().write([](Transaction& tx) { return step_add(tx, "a", 1); })) ++refused;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(space.database().read([](const Reader& reader) { return total(reader, "a"); }), 400);
  EXPECT_LT(space.database().counters().commits, 400);  // some were committed together
  EXPECT_TRUE(space.database().check().empty());
}

TEST(Database, AReaderSeesItsSnapshotWhileAStepIsWritten) {
  TestSpace space({counter_module()});
  Database& database = space.database();
  ASSERT_TRUE(database.write([](Transaction& tx) { return step_add(tx, "a", 1); }));
  database.read([&](const Reader& reader) {
    EXPECT_EQ(total(reader, "a"), 1);
    EXPECT_TRUE(database.write([](Transaction& tx) { return step_add(tx, "a", 1); }));
    EXPECT_EQ(total(reader, "a"), 1);
    return 0;
  });
  EXPECT_EQ(database.read([](const Reader& reader) { return total(reader, "a"); }), 2);
}

TEST(Database, AReaderCannotWrite) {
  TestSpace space({counter_module()});
  EXPECT_THROW(space.database().read([](const Reader& reader) {
    return reader.integer("INSERT INTO counter (name, total) VALUES ('x', 1) RETURNING total", {});
  }),
               DatabaseError);
}

TEST(Database, AKeyGivesTheStoredAnswerOnce) {
  TestSpace space({counter_module()});
  const Step step = [](Transaction& tx) { return step_add(tx, "a", 5); };
  const IdempotencyKey key{"account-1", "k1", "hash-1"};
  EXPECT_EQ(space.database().write(step, key)->body, "5");
  space.reopen();
  const auto again = space.database().write(step, key);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->body, "5");
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(space.database().read([](const Reader& reader) { return total(reader, "a"); }), 5);

  const auto other = space.database().write(step, IdempotencyKey{"account-1", "k1", "hash-2"});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, Fault::Kind::key_reused);
  // Another account's key of the same name is another key.
  EXPECT_EQ(space.database().write(step, IdempotencyKey{"account-2", "k1", "hash-2"})->body, "10");
}

TEST(Database, AFailedStepLeavesNoKey) {
  TestSpace space({counter_module()});
  const IdempotencyKey key{"account-1", "k1", "hash-1"};
  EXPECT_FALSE(
      space.database().write([](Transaction&) -> StepResult { return std::unexpected(refusal()); }, key));
  EXPECT_EQ(space.database().write([](Transaction& tx) { return step_add(tx, "a", 5); }, key)->body, "5");
}

TEST(Database, TheSameKeyTwiceInOneGroupRunsOnce) {
  TestSpace space({counter_module()});
  std::vector<std::future<std::expected<Answer, Fault>>> answers;
  for (int i = 0; i < 20; ++i) {
    answers.push_back(std::async(std::launch::async, [&] {
      return space.database().write([](Transaction& tx) { return step_add(tx, "a", 5); },
                                    IdempotencyKey{"account-1", "k1", "hash-1"});
    }));
  }
  int first = 0;
  for (auto& answer : answers) {
    const auto outcome = answer.get();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->body, "5");
    if (!outcome->replayed) ++first;
  }
  EXPECT_EQ(first, 1);
}

TEST(Database, AFullQueueRefusesAndStopDrains) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  auto database = Database::open({.folder = folder.path(),
                                  .postgres = folder.postgres(),
                                  .modules = {counter_module()},
                                  .clock = &clock,
                                  .random = &random,
                                  .queue_limit = 3})
                      .value();
  std::latch started(1);
  std::latch go(1);
  std::atomic<int> done = 0;
  std::atomic<int> full = 0;
  const auto count = [&](const std::expected<Answer, Fault>& outcome) {
    if (outcome) {
      ++done;
    } else if (outcome.error().kind == Fault::Kind::too_many) {
      ++full;
    }
  };
  database->submit(
      [&](Transaction& tx) {
        started.count_down();
        go.wait();
        return step_add(tx, "a", 1);
      },
      std::nullopt, count);
  started.wait();
  for (int i = 0; i < 5; ++i) {
    database->submit([](Transaction& tx) { return step_add(tx, "a", 1); }, std::nullopt, count);
  }
  EXPECT_EQ(full, 2);
  go.count_down();
  database->stop();
  EXPECT_EQ(done, 4);
  const auto late = database->write([](Transaction& tx) { return step_add(tx, "a", 1); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "store.stopped");
}

TEST(Database, RefusesAnotherKindOfSpace) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "system");
  SeededRandom random(1);
  const OpenOptions live{.folder = folder.path(),
                         .postgres = folder.postgres(),
                         .kind = SpaceKind::live,
                         .clock = &clock,
                         .random = &random};
  ASSERT_TRUE(Database::open(live));
  OpenOptions training = live;
  training.kind = SpaceKind::training;
  const auto opened = Database::open(training);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.wrong-kind");
  EXPECT_TRUE(Database::open(live));
}

TEST(Database, ALiveSpaceTakesOnlyTheSystemClock) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  const auto opened = Database::open({.folder = folder.path(),
                                      .postgres = folder.postgres(),
                                      .kind = SpaceKind::live,
                                      .clock = &clock,
                                      .random = &random});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.live-clock");
}

TEST(Database, RefusesANewerOrAChangedSchemaAndLeavesItAlone) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  const auto open = [&](Module module) {
    return Database::open({.folder = folder.path(),
                           .postgres = folder.postgres(),
                           .modules = {std::move(module)},
                           .clock = &clock,
                           .random = &random});
  };
  Module newer = counter_module();
  newer.migrations.push_back({2, "more", "CREATE TABLE more (a INTEGER) STRICT;"});
  ASSERT_TRUE(open(newer));
  const auto older = open(counter_module());
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, "store.newer-schema");
  EXPECT_EQ(older.error().figure("migration"), 2);

  Module changed = newer;
  changed.migrations[1].sql += " ";
  const auto other = open(changed);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "store.migration-changed");
  EXPECT_TRUE(open(newer));
}

TEST(Database, AFailingMigrationChangesNothing) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  Module module = counter_module();
  const auto open = [&] {
    return Database::open({.folder = folder.path(),
                           .postgres = folder.postgres(),
                           .modules = {module},
                           .clock = &clock,
                           .random = &random});
  };
  ASSERT_TRUE(open());
  module.migrations.push_back({2, "half", "CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE counter (b);"});
  const auto failed = open();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "store.cannot-open");
  module.migrations.pop_back();
  auto opened = open();
  ASSERT_TRUE(opened);
  EXPECT_FALSE((*opened)->read([](const Reader& reader) { return reader.has_table("half"); }));
}

TEST(Database, AProjectionAddedLaterIsFilledFromTheEvents) {
  TestFolder folder;
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  const auto open = [&](std::vector<Module> modules) {
    return Database::open({.folder = folder.path(),
                           .postgres = folder.postgres(),
                           .modules = std::move(modules),
                           .clock = &clock,
                           .random = &random})
        .value();
  };
  open({})->write([](Transaction& tx) -> StepResult {
    (void)add(tx, "a", 7);
    return "";
  });
  auto database = open({counter_module()});
  EXPECT_EQ(database->read([](const Reader& reader) { return total(reader, "a"); }), 7);
  EXPECT_TRUE(database->check().empty());
}

TEST(Database, TwoProcessesOnOneFileKeepOneChain) {
  // As when a policy is published from the command line beside the service: here two Databases.
  TestSpace space({counter_module()});
  SeededRandom random(2);
  auto other = Database::open({.folder = space.folder(),
                               .postgres = space.postgres(),
                               .modules = {counter_module()},
                               .clock = &space.clock,
                               .random = &random})
                   .value();
  std::thread beside([&] {
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(other->write([](Transaction& tx) { return step_add(tx, "a", 1); }));
    }
  });
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(space.database().write([](Transaction& tx) { return step_add(tx, "a", 1); }));
  }
  beside.join();
  EXPECT_EQ(space.database().read([](const Reader& reader) { return total(reader, "a"); }), 100);
  EXPECT_TRUE(space.database().check().empty());
}

TEST(Database, RefusesAFileThatIsNoDatabase) {
  TestFolder folder;
  if (!folder.postgres().empty()) GTEST_SKIP() << "of files";
  std::ofstream(folder.path() / "enact.db") << std::string(5000, 'x');
  const SettableClock clock(Instant{0}, "test");
  SeededRandom random(1);
  const auto opened = Database::open(
      {.folder = folder.path(), .postgres = folder.postgres(), .clock = &clock, .random = &random});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.cannot-open");
  EXPECT_FALSE(opened.error().message.zh.empty());
}

TEST(Sql, KeepsEveryTypeAndItsExtremes) {
  TestFolder folder;
  SqliteConnection connection(folder.path() / "x.db", SqliteConnection::Use::write);
  connection.run_script("CREATE TABLE v (i INTEGER, t TEXT, b BLOB, n TEXT) STRICT");
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::string text("a\0市", 5);
  const Bytes bytes = {0, 255, 39};
  const std::vector<Param> params = {least, text, bytes, nullptr};
  connection.run("INSERT INTO v VALUES (?, ?, ?, ?)", params, nullptr);
  const std::vector<Param> empties = {std::numeric_limits<std::int64_t>::max(), "", Bytes{}, ""};
  connection.run("INSERT INTO v VALUES (?, ?, ?, ?)", empties, nullptr);
  const Reader reader(connection);
  int rows = 0;
  reader.query("SELECT * FROM v ORDER BY rowid", {}, [&](const Row& row) {
    if (++rows == 1) {
      EXPECT_EQ(row.integer(0), least);
      EXPECT_EQ(row.text(1), text);
      EXPECT_EQ(row.bytes(2), bytes);
      EXPECT_TRUE(row.is_null(3));
      EXPECT_EQ(row.optional_text(3), std::nullopt);
      EXPECT_THROW((void)row.text(0), DatabaseError);
      EXPECT_THROW((void)row.integer(3), DatabaseError);
    } else {
      EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::max());
      EXPECT_EQ(row.text(1), "");
      EXPECT_FALSE(row.is_null(2));
      EXPECT_TRUE(row.bytes(2).empty());
    }
  });
  EXPECT_EQ(rows, 2);
  EXPECT_THROW(reader.query("SELECT ?", {}, [](const Row&) {}), DatabaseError);  // a parameter is missing
}

TEST(Sql, TheSameStatementMayRunInsideItself) {
  TestFolder folder;
  SqliteConnection connection(folder.path() / "x.db", SqliteConnection::Use::write);
  connection.run_script("CREATE TABLE n (i INTEGER) STRICT; INSERT INTO n VALUES (1), (2), (3)");
  const Reader reader(connection);
  std::int64_t sum = 0;
  reader.query("SELECT i FROM n", {}, [&](const Row& outer) {
    reader.query("SELECT i FROM n", {},
                 [&](const Row& inner) { sum += outer.integer(0) * inner.integer(0); });
  });
  EXPECT_EQ(sum, 36);
}

}  // namespace
}  // namespace enact::store
