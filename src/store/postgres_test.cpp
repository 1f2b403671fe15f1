// What only PostgreSQL does: its types and errors, servers that share a space, lost connections, and settings
// that are refused. All that both databases do is tested by every other test, run once more with
// ENACT_TEST_POSTGRES in the environment; without it, these are skipped.
#include "store/postgres.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

class Postgres : public testing::Test {
 protected:
  void SetUp() override {
    if (folder.postgres().empty()) GTEST_SKIP() << "ENACT_TEST_POSTGRES names no database";
  }
  std::expected<std::unique_ptr<Database>, Fault> open(SpaceKind kind = SpaceKind::training,
                                                       const std::string& more = {}) {
    return Database::open({.folder = folder.path(),
                           .postgres = folder.postgres() + more,
                           .kind = kind,
                           .modules = {counter_module()},
                           .clock = &clock,
                           .random = &random});
  }
  TestFolder folder;
  SystemClock clock;
  SystemRandom random;
};

TEST(PostgresUrl, IsShownWithoutItsPassword) {
  EXPECT_EQ(without_password("postgres://enact:se:cret@host:5432/name?a=b"),
            "postgres://enact@host:5432/name?a=b");
  EXPECT_EQ(without_password("postgres://enact@host:5432/name"), "postgres://enact@host:5432/name");
  EXPECT_EQ(without_password("postgres://host:5432/name"), "postgres://host:5432/name");
  EXPECT_EQ(without_password("data/space"), "data/space");
}

TEST_F(Postgres, KeepsEveryTypeAndItsExtremes) {
  PostgresConnection connection(folder.postgres());
  connection.run_schema("CREATE TABLE v (k INTEGER PRIMARY KEY, i INTEGER, t TEXT, b BLOB, n TEXT) STRICT");
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const Bytes bytes = {0, 255, 39, 92};
  const std::string insert = "INSERT INTO v (i, t, b, n) VALUES (?, ?, ?, ?)";
  const std::vector<Param> params = {least, "市'\\", bytes, nullptr};
  EXPECT_EQ(connection.run(insert, params, nullptr), 1);
  const std::vector<Param> empties = {std::numeric_limits<std::int64_t>::max(), "", Bytes{}, ""};
  connection.run(insert, empties, nullptr);
  const Reader reader(connection);
  int rows = 0;
  reader.query("SELECT i, t, b, n, k FROM v ORDER BY k", {}, [&](const Row& row) {
    EXPECT_EQ(row.integer(4), ++rows);
    if (rows == 1) {
      EXPECT_EQ(row.integer(0), least);
      EXPECT_EQ(row.text(1), "市'\\");
      EXPECT_EQ(row.bytes(2), bytes);
      EXPECT_TRUE(row.is_null(3));
      EXPECT_THROW((void)row.text(0), DatabaseError);
      EXPECT_THROW((void)row.integer(1), DatabaseError);
      EXPECT_THROW((void)row.text(3), DatabaseError);
      EXPECT_EQ(std::get<std::int64_t>(row.any(0)), least);
      EXPECT_TRUE(std::holds_alternative<std::monostate>(row.any(3)));
    } else {
      EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::max());
      EXPECT_EQ(row.text(1), "");
      EXPECT_FALSE(row.is_null(2));
      EXPECT_TRUE(row.bytes(2).empty());
    }
  });
  EXPECT_EQ(rows, 2);
  EXPECT_EQ(reader.integer("SELECT sum(k) FROM v", {}), 3);  // a numeric
  EXPECT_EQ(reader.integer("SELECT k = 1 FROM v WHERE k = ?", {1}), 1);
  EXPECT_EQ(connection.run("DELETE FROM v WHERE k = ?", std::vector<Param>{1}, nullptr), 1);
  std::int64_t sum = 0;
  reader.query("SELECT k FROM v", {}, [&](const Row& outer) {
    reader.query("SELECT k FROM v", {},
                 [&](const Row& inner) { sum += outer.integer(0) * inner.integer(0); });
  });
  EXPECT_EQ(sum, 4);
}

TEST_F(Postgres, SaysWhatKindOfErrorItWas) {
  PostgresConnection connection(folder.postgres());
  connection.run_schema("CREATE TABLE v (k INTEGER PRIMARY KEY CHECK (k > 0)) STRICT;" + append_only("v"));
  const auto kind = [&](const char* sql) {
    try {
      connection.run(sql, {}, nullptr);
    } catch (const DatabaseError& error) {
      return error.kind();
    }
    ADD_FAILURE() << sql << " must not work";
    return DatabaseError::Kind::other;
  };
  connection.run("INSERT INTO v VALUES (1)", {}, nullptr);
  EXPECT_EQ(kind("INSERT INTO v VALUES (1)"), DatabaseError::Kind::constraint);
  EXPECT_EQ(kind("INSERT INTO v VALUES (0)"), DatabaseError::Kind::constraint);
  EXPECT_EQ(kind("UPDATE v SET k = 2"), DatabaseError::Kind::constraint);
  EXPECT_EQ(kind("SELECT nonsense"), DatabaseError::Kind::other);
  EXPECT_EQ(kind("SELECT ?"), DatabaseError::Kind::other);  // a parameter is missing
  EXPECT_THROW(PostgresConnection("postgres://127.0.0.1:1/none"), DatabaseError);
  // What has failed is not committed, whatever COMMIT says.
  connection.begin_write();
  EXPECT_EQ(kind("INSERT INTO v VALUES (1)"), DatabaseError::Kind::constraint);
  EXPECT_THROW(connection.run_script("COMMIT"), DatabaseError);
}

TEST_F(Postgres, TellsOfWhatWasPostedAtTheNextStatement) {
  PostgresConnection connection(folder.postgres());
  connection.run_schema("CREATE TABLE v (k INTEGER PRIMARY KEY CHECK (k > 0), t TEXT) STRICT");
  const Reader reader(connection);
  const auto post = [&](std::int64_t k) {
    const std::string gone = fmt::format("text {}", k);  // parameters need not outlive the call
    connection.post("INSERT INTO v VALUES (?, ?)", std::vector<Param>{k, gone});
  };
  connection.begin_write();
  for (std::int64_t k = 1; k <= 1000; ++k) post(k);  // more than are on their way at once
  EXPECT_EQ(reader.integer("SELECT count(*) FROM v", {}), 1000);
  EXPECT_EQ(reader.text("SELECT t FROM v WHERE k = ?", {777}), "text 777");

  connection.post("SAVEPOINT step", {});
  post(1001);
  post(0);     // refused by the CHECK
  post(1002);  // never run
  EXPECT_THROW((void)reader.integer("SELECT count(*) FROM v", {}), DatabaseError);
  connection.settle();  // told once
  connection.run_script("ROLLBACK TO step");
  connection.post("RELEASE step", {});
  post(1003);
  connection.run_script("COMMIT");
  EXPECT_EQ(reader.integer("SELECT max(k) FROM v", {}), 1003);
  EXPECT_EQ(reader.integer("SELECT count(*) FROM v", {}), 1001);

  connection.begin_write();
  post(1003);
  EXPECT_THROW(connection.run_script("COMMIT"), DatabaseError) << "there already";
  connection.run_script("ROLLBACK");
  EXPECT_FALSE(connection.in_transaction());
}

// What a step's last statement broke is the step's fault, and nobody else's.
TEST_F(Postgres, WhatIsAskedAheadIsAskedOnceUntilSomethingIsWritten) {
  PostgresConnection connection(folder.postgres());
  connection.run_schema("CREATE TABLE v (k INTEGER PRIMARY KEY, t TEXT) STRICT");
  connection.run_script("CREATE SEQUENCE asked");
  const Reader reader(connection);
  const auto ask = [&](std::int64_t k) {
    return reader.integer("SELECT nextval('asked') + ?", {k}).value_or(-1);
  };
  reader.ahead([&] {
    EXPECT_EQ(ask(0), -1);  // no rows yet
    EXPECT_EQ(ask(0), -1);  // sent once
    EXPECT_EQ(ask(100), -1);
  });
  EXPECT_EQ(ask(100), 102);
  EXPECT_EQ(ask(0), 1);
  EXPECT_EQ(ask(0), 1);
  EXPECT_EQ(ask(200), 203);  // was not asked ahead
  const std::int64_t writes = connection.writes();
  const std::vector<Param> row = {1, "a"};
  connection.post("INSERT INTO v VALUES (?, ?)", row);
  EXPECT_EQ(connection.writes(), writes + 1);
  EXPECT_EQ(ask(0), 4);  // asked again
  reader.ahead([&] { ask(0); });
  EXPECT_THROW(connection.run("INSERT INTO v VALUES (?, ?)", row, nullptr), DatabaseError);
  EXPECT_EQ(ask(0), 6);
  EXPECT_GT(connection.writes(), writes + 1);
  reader.ahead([&] { reader.integer("SELECT 1 / ?", {0}); });
  EXPECT_THROW(ask(0), DatabaseError);  // the failure is told by the next that waits
  EXPECT_EQ(ask(0), 7);
}

TEST_F(Postgres, AStepFailsByWhatItPosted) {
  auto database = open().value();
  const auto bad = database->write([](Transaction& tx) -> StepResult {
    tx.execute(
        "INSERT INTO idempotency (scope, key, request_hash, answer, at) VALUES ('s', 'k', NULL, '', 0)", {});
    return std::string("done");
  });
  ASSERT_FALSE(bad);
  const auto good = database->write([](Transaction&) -> StepResult { return std::string("done"); });
  ASSERT_TRUE(good);
  EXPECT_EQ(good->body, "done");
}

TEST_F(Postgres, ALiveSpaceIsNotOpenedWhereAnAcknowledgedStepCouldBeLost) {
  const std::string off = "%20-csynchronous_commit%3Doff";  // goes on with the options of the URL
  const auto refused = open(SpaceKind::live, off);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "store.unsafe-database");
  EXPECT_NE(refused.error().message.en.find("synchronous_commit = off"), std::string::npos);
  {
    const auto live = open(SpaceKind::live);
    ASSERT_TRUE(live) << live.error().message.en;
  }
  const TestFolder other;
  const auto training = Database::open({.folder = other.path(),
                                        .postgres = other.postgres() + off,
                                        .modules = {counter_module()},
                                        .clock = &clock,
                                        .random = &random});
  EXPECT_TRUE(training);
}

TEST_F(Postgres, LostConnectionsAreMadeAgainAndNoStepIsLostOrDoubled) {
  auto database = open().value();
  std::atomic<bool> end = false;
  std::vector<std::string> refused;  // each step has a key, so each is answered
  std::vector<std::thread> writers;
  std::mutex mutex;
  std::set<std::string> acknowledged;
  for (int t = 0; t < 3; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; !end; ++i) {
        const std::string prefix = "w" + std::to_string(t);
        const auto done = write_parts(*database, prefix, i);
        const std::lock_guard lock(mutex);
        if (done) {
          acknowledged.insert(prefix + "." + std::to_string(i));
        } else {
          refused.push_back(done.error().code + ": " + done.error().message.en);
        }
      }
    });
  }
  PostgresConnection administrator(folder.postgres() + "%20-capplication_name%3Dadministrator");
  const auto enough = [&] {
    const std::lock_guard lock(mutex);
    return acknowledged.size() > 30;
  };
  for (int round = 0; round < 15 || !enough(); ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + 7 * (round % 15)));
    EXPECT_GE(Reader(administrator)
                  .all("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
                       "current_schema()",
                       {}, [](const Row& row) { return row.integer(0); })
                  .size(),
              1U);
    EXPECT_GE(database->read([](const Reader& reader) { return reader.integer("SELECT 1", {}).value(); }), 1);
  }
  end = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(refused, std::vector<std::string>());
  expect_whole(*database, acknowledged);
}

// A statement that ends its server process, as a crash of the database would, every time it is run.
TEST_F(Postgres, AStepThatLosesEveryConnectionIsRefusedAndTheOthersGoOn) {
  auto database = open().value();
  std::atomic<int> tries = 0;
  std::mutex mutex;
  std::map<int, std::expected<Answer, Fault>> outcomes;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 5; ++i) {
    database->submit(
        [&, i](Transaction& tx) -> StepResult {
          if (auto added = add(tx, "a", 1); !added) return std::unexpected(added.error());
          if (i == 2) {
            ++tries;
            (void)tx.integer("SELECT 1 WHERE pg_terminate_backend(pg_backend_pid())", {});
            (void)tx.integer("SELECT 1", {});
          }
          return std::to_string(i);
        },
        std::nullopt,
        [&, i](std::expected<Answer, Fault> outcome) {
          const std::lock_guard lock(mutex);
          outcomes.emplace(i, std::move(outcome));
          ++answered;
          answered.notify_one();
        });
  }
  for (int now = answered; now < 5; now = answered) answered.wait(now);
  for (const auto& [i, outcome] : outcomes) {
    if (i != 2) {
      ASSERT_TRUE(outcome) << i << ": " << outcome.error().message.en;
      EXPECT_EQ(outcome->body, std::to_string(i));
    } else {
      ASSERT_FALSE(outcome);
      EXPECT_EQ(outcome.error().code, "store.connection-lost");
    }
  }
  EXPECT_GE(tries, 2);
  EXPECT_LE(tries, 6);
  EXPECT_EQ(database->read([](const Reader& reader) { return total(reader, "a"); }), 4);
}

// The connection goes while the server commits: before it does, here. Whoever has a key gets the step done,
// and whoever has none is told that it is not known.
TEST_F(Postgres, AConnectionLostAtTheCommitIsAnsweredByTheKey) {
  auto database = open().value();
  PostgresConnection(folder.postgres())
      .run_script(
          "CREATE SEQUENCE commits; CREATE FUNCTION end_at_commit() RETURNS trigger LANGUAGE plpgsql AS "
          "$body$ "
          "BEGIN IF nextval('commits') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; "
          "RETURN "
          "NULL; END $body$; CREATE CONSTRAINT TRIGGER end_at_commit AFTER INSERT ON booking DEFERRABLE "
          "INITIALLY "
          "DEFERRED FOR EACH ROW EXECUTE FUNCTION end_at_commit()");
  const auto kept = write_parts(*database, "a", 0);
  ASSERT_TRUE(kept) << kept.error().message.en;
  EXPECT_FALSE(kept->replayed);
  expect_whole(*database, {"a.0"});

  PostgresConnection(folder.postgres()).run_script("ALTER SEQUENCE commits RESTART");
  const auto unknown = database->write([](Transaction& tx) -> StepResult {
    tx.execute("INSERT INTO booking (step, part, amount) VALUES ('b.0', 1, 1)", {});
    return "";
  });
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "store.outcome-unknown");
  EXPECT_EQ(unknown.error().kind, Fault::Kind::unavailable);
  EXPECT_EQ(database->read([](const Reader& reader) {
    return reader.integer("SELECT count(*) FROM booking WHERE step = 'b.0'", {}).value();
  }),
            0);
}

// Without keys, while connections are ended at random: what was acknowledged is there once, what was said to
// have written nothing wrote nothing.
TEST_F(Postgres, WithoutKeysALostConnectionIsSaidAsItIs) {
  auto database = open().value();
  PostgresConnection administrator(folder.postgres() + "%20-capplication_name%3Dadministrator");
  std::atomic<bool> end = false;
  std::mutex mutex;
  std::map<std::string, std::string> outcomes;  // code by step; "" acknowledged
  std::vector<std::thread> writers;
  for (int t = 0; t < 3; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; !end; ++i) {
        const std::string id = fmt::format("w{}.{}", t, i);
        const auto done = database->write([&](Transaction& tx) -> StepResult {
          tx.execute("INSERT INTO booking (step, part, amount) VALUES (?, 1, 1)", {id});
          if (auto added = add(tx, "a", 1); !added) return std::unexpected(added.error());
          return "";
        });
        const std::lock_guard lock(mutex);
        outcomes.emplace(id, done ? "" : done.error().code);
      }
    });
  }
  const auto count = [&](std::string_view code) {
    const std::lock_guard lock(mutex);
    return std::ranges::count_if(outcomes, [&](const auto& one) { return one.second == code; });
  };
  for (int round = 0; round < 25 || count("") < 50; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10 + 7 * (round % 15)));
    (void)Reader(administrator)
        .all(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
            "current_schema()",
            {}, [](const Row& row) { return row.integer(0); });
  }
  end = true;
  for (std::thread& writer : writers) writer.join();
  const auto standing = database->read([](const Reader& reader) {
    const auto all = reader.all("SELECT step FROM booking", {}, [](const Row& row) { return row.text(0); });
    EXPECT_EQ(total(reader, "a"), std::ssize(all));
    return std::set<std::string>(all.begin(), all.end());
  });
  for (const auto& [id, code] : outcomes) {
    if (code.empty()) {
      EXPECT_TRUE(standing.contains(id)) << id;
    } else if (code == "store.connection-lost") {
      EXPECT_FALSE(standing.contains(id)) << id;
    } else {
      EXPECT_EQ(code, "store.outcome-unknown") << id;
    }
  }
  EXPECT_TRUE(database->check().empty());
}

TEST_F(Postgres, TwoServersShareASpaceAndOneIsKilled) {
  open().value();  // made before both
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    SystemRandom own;
    const auto database = Database::open({.folder = folder.path(),
                                          .postgres = folder.postgres(),
                                          .modules = {counter_module()},
                                          .clock = &clock,
                                          .random = &own})
                              .value();
    for (int i = 0;; ++i) {
      if (!write_parts(*database, "killed", i)) _exit(4);
      if (::write(ends[1], "x", 1) != 1) _exit(5);
    }
  }
  ::close(ends[1]);
  auto database = open().value();
  std::set<std::string> acknowledged;
  int theirs = 0;
  int after = 0;
  bool killed = false;
  for (int i = 0; after < 30; ++i) {
    ASSERT_TRUE(write_parts(*database, "other", i));
    acknowledged.insert("other." + std::to_string(i));
    char told = 0;
    if (!killed) {
      ASSERT_EQ(::read(ends[0], &told, 1), 1);
      acknowledged.insert("killed." + std::to_string(theirs));
      if (++theirs == 40) {
        ::kill(child, SIGKILL);
        killed = true;
      }
    } else {
      ++after;
    }
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  expect_whole(*database, acknowledged);
  // Their events stand between each other's.
  database->read([](const Reader& reader) {
    std::string last;
    int changes = 0;
    reader.query("SELECT scope, key FROM idempotency ORDER BY at, key", {}, [&](const Row& row) {
      const std::string who = row.text(1).substr(0, 6);
      if (who != last) ++changes;
      last = who;
    });
    EXPECT_GT(changes, 10);
    return 0;
  });
}

}  // namespace
}  // namespace enact::store
