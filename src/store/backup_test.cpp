// Copies made while others write, what is refused, and putting in place.
#include "store/backup.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/log_verify.hpp"
#include "store/sqlite.hpp"
#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

namespace fs = std::filesystem;

const Verify whole = [](const std::string&) { return true; };

std::unique_ptr<Database> open(const fs::path& folder, const Clock& clock, Random& random) {
  return Database::open({.folder = folder, .modules = {counter_module()}, .clock = &clock, .random = &random})
      .value();
}

TEST(Backup, IsOneWholeStateWhileStepsGoOn) {
  TestSpace space({counter_module()});
  if (space.on_postgres()) GTEST_SKIP() << "of SQLite's files";
  const TestFolder folder;
  const Bytes filling(200'000, 7);  // so that a copy takes longer than a step
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    for (int i = 0; i < 100; ++i) {
      tx.execute("INSERT INTO blob (hash, media_type, content, at) VALUES (?, 'm', ?, 0)",
                 {std::to_string(i), filling});
    }
    return "";
  }));
  std::atomic<int> written = 0;
  std::atomic<bool> end = false;
  std::thread writer([&] {
    while (!end) {
      if (write_parts(space.database(), "a", written)) ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  for (int round = 0; round < 3; ++round) {
    const int before = written;
    const fs::path copy = folder.path() / std::to_string(round) / database_file;
    fs::create_directory(copy.parent_path());
    const auto copied = copy_database(space.folder(), copy);
    ASSERT_TRUE(copied) << copied.error().message.en;
    const auto state = look_at_copy(copy);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->kind, SpaceKind::training);
    EXPECT_EQ(state->faults, std::vector<std::string>());
    EXPECT_FALSE(fs::exists(copy.string() + "-wal"));
    const auto database = open(copy.parent_path(), space.clock, space.random);
    std::set<std::string> acknowledged;
    for (int i = 0; i < before; ++i) acknowledged.insert("a." + std::to_string(i));
    expect_whole(*database, acknowledged);
  }
  end = true;
  writer.join();
  expect_whole(space.database(), {});
}

TEST(Backup, RefusesATargetThatExistsAndASpaceThatDoesNot) {
  TestSpace space({counter_module()});
  if (space.on_postgres()) GTEST_SKIP() << "of SQLite's files";
  const fs::path there = space.folder() / "there";
  std::ofstream(there) << "something";
  const auto exists = copy_database(space.folder(), there);
  ASSERT_FALSE(exists);
  EXPECT_EQ(exists.error().code, "store.copy-failed");
  EXPECT_EQ(fs::file_size(there), 9U);
  const TestFolder empty;
  EXPECT_EQ(copy_database(empty.path(), empty.path() / "copy").error().code, "store.cannot-open");
  EXPECT_TRUE(fs::is_empty(empty.path()));
}

TEST(Backup, ADamagedCopyShows) {
  TestSpace space({counter_module()});
  if (space.on_postgres()) GTEST_SKIP() << "of SQLite's files";
  ASSERT_TRUE(write_parts(space.database(), "a", 4));
  const fs::path copy = space.folder() / "copy";
  ASSERT_TRUE(copy_database(space.folder(), copy));
  {
    SqliteConnection connection(copy, SqliteConnection::Use::copy);
    connection.run_script(
        "DROP TRIGGER message_attempt_no_update;"
        "INSERT INTO message_attempt VALUES (1, 'none', 0, NULL, '')");
  }
  ASSERT_TRUE(look_at_copy(copy));
  EXPECT_EQ(look_at_copy(copy)->faults.size(), 1U);  // a row that refers to none

  std::ofstream(space.folder() / "text") << std::string(5000, 'x');
  EXPECT_EQ(look_at_copy(space.folder() / "text").error().code, "store.no-space");
  EXPECT_EQ(look_at_copy(space.folder() / "none").error().code, "store.cannot-open");
  {
    SqliteConnection other(space.folder() / "other", SqliteConnection::Use::write);
    other.run_script("CREATE TABLE t (a INTEGER)");
  }
  EXPECT_EQ(look_at_copy(space.folder() / "other").error().code, "store.no-space");

  // Pages in the middle overwritten, as a bad disk would.
  const fs::path damaged = space.folder() / "damaged";
  ASSERT_TRUE(copy_database(space.folder(), damaged));
  {
    std::fstream file(damaged, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(3 * 4096);
    file << std::string(20 * 4096, 'x');
  }
  const auto state = look_at_copy(damaged);
  EXPECT_TRUE(!state || !state->faults.empty());
}

// On PostgreSQL the same file is made, which opens as a space in SQLite.
TEST(Backup, OfPostgresqlIsOneWholeStateWhileStepsGoOnAndFillsAnEmptyDatabase) {
  TestSpace space({counter_module()});
  if (!space.on_postgres()) GTEST_SKIP() << "of PostgreSQL";
  const std::vector<Module> modules{counter_module()};
  ASSERT_TRUE(space.database().write([&](Transaction& tx) -> StepResult {
    for (int i = 0; i < 300; ++i) {
      tx.execute("INSERT INTO blob (hash, media_type, content, at) VALUES (?, '市''s \\ type', ?, 0)",
                 {std::to_string(i), Bytes(static_cast<std::size_t>(i * 100), static_cast<std::uint8_t>(i))});
    }
    return "";
  }));
  std::atomic<int> written = 0;
  std::atomic<bool> end = false;
  std::thread writer([&] {
    while (!end) {
      if (write_parts(space.database(), "a", written)) ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  const TestFolder folder;
  const int before = written;
  std::set<std::string> acknowledged;
  for (int i = 0; i < before; ++i) acknowledged.insert("a." + std::to_string(i));
  const fs::path copy = folder.path() / database_file;
  const auto copied = copy_postgres(space.postgres(), modules, copy);
  end = true;
  writer.join();
  ASSERT_TRUE(copied) << copied.error().message.en;
  const auto state = look_at_copy(copy);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->kind, SpaceKind::training);
  EXPECT_EQ(state->faults, std::vector<std::string>());
  expect_whole(*open(copy.parent_path(), space.clock, space.random), acknowledged);

  const TestFolder other;
  const auto filled = fill_postgres(copy, other.postgres(), modules, [&](const std::string& url) {
    // Nobody finds a space in the database before it is verified.
    PostgresConnection place(other.postgres());
    EXPECT_FALSE(place.has_table("event"));
    const auto database =
        Database::open({.postgres = url, .modules = modules, .clock = &space.clock, .random = &space.random})
            .value();
    expect_whole(*database, acknowledged);
    return true;
  });
  ASSERT_TRUE(filled) << filled.error().message.en;
  EXPECT_TRUE(*filled);
  {
    const auto database = Database::open({.postgres = other.postgres(),
                                          .modules = modules,
                                          .clock = &space.clock,
                                          .random = &space.random})
                              .value();
    expect_whole(*database, acknowledged);
    database->read([](const Reader& reader) {
      EXPECT_EQ(reader.integer("SELECT sum(length(content)) FROM blob", {}), 100 * 299 * 300 / 2);
      EXPECT_EQ(reader.text("SELECT media_type FROM blob WHERE hash = '7'", {}), "市's \\ type");
      return 0;
    });
    // What guards the tables is back: triggers, references and the numbering of rows.
    PostgresConnection behind(other.postgres());
    EXPECT_THROW(behind.run_script("DELETE FROM event"), DatabaseError);
    EXPECT_THROW(behind.run_script("INSERT INTO message_attempt VALUES (1, 'none', 0, NULL, '')"),
                 DatabaseError);
    ASSERT_TRUE(write_parts(*database, "after", 4));
  }
  EXPECT_EQ(fill_postgres(copy, other.postgres(), modules, whole).error().code, "store.space-exists");
}

TEST(Backup, WhatDoesNotVerifyIsNotLeftInPostgresql) {
  TestSpace space({counter_module()});
  if (!space.on_postgres()) GTEST_SKIP() << "of PostgreSQL";
  const std::vector<Module> modules{counter_module()};
  ASSERT_TRUE(write_parts(space.database(), "a", 4));
  const TestFolder folder;
  const fs::path copy = folder.path() / database_file;
  ASSERT_TRUE(copy_postgres(space.postgres(), modules, copy));

  const TestFolder other;
  const auto objects = [&] {
    PostgresConnection connection(other.postgres());
    return Reader(connection)
        .integer(
            "SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
            "n.nspname = "
            "current_schema()) + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = "
            "p.pronamespace WHERE "
            "n.nspname = current_schema()) + (SELECT count(*) FROM pg_namespace WHERE nspname = 'restoring-' "
            "|| "
            "current_schema())",
            {})
        .value();
  };
  const auto no = fill_postgres(copy, other.postgres(), modules, [](const std::string&) { return false; });
  ASSERT_TRUE(no) << no.error().message.en;
  EXPECT_FALSE(*no);
  EXPECT_EQ(objects(), 0);
  const auto fault = fill_postgres(copy, other.postgres(), modules, [](const std::string&) {
    return std::unexpected(Fault{.code = "store.t"});
  });
  EXPECT_EQ(fault.error().code, "store.t");
  EXPECT_EQ(objects(), 0);
  // A run that was stopped leaves its schema, which is no space and goes with the next run.
  PostgresConnection(other.postgres())
      .run_script(
          "DO $$ BEGIN EXECUTE format('CREATE SCHEMA %I', 'restoring-' || current_schema()); EXECUTE "
          "format('CREATE TABLE %I.space (kind text)', 'restoring-' || current_schema()); END $$");
  EXPECT_EQ(objects(), 1);
  EXPECT_TRUE(fill_postgres(copy, other.postgres(), modules, whole).value());
  const auto database =
      Database::open(
          {.postgres = other.postgres(), .modules = modules, .clock = &space.clock, .random = &space.random})
          .value();
  expect_whole(*database, {"a.4"});
  ASSERT_TRUE(write_parts(*database, "b", 4));
}

TEST(Backup, OfPostgresqlRefusesWhatIsNoSpaceOrOfAnotherVersion) {
  TestSpace space({counter_module()});
  if (!space.on_postgres()) GTEST_SKIP() << "of PostgreSQL";
  const TestFolder empty;
  const fs::path target = empty.path() / "copy";
  EXPECT_EQ(copy_postgres(empty.postgres(), {}, target).error().code, "store.no-space");
  EXPECT_EQ(copy_postgres(space.postgres(), {}, target).error().code, "store.other-schema");
  EXPECT_EQ(copy_postgres("postgres://127.0.0.1:1/none", {}, target).error().code, "store.cannot-open");
  EXPECT_FALSE(fs::exists(target));
}

TEST(Restore, NeverTakesAPlaceUnlessToldAndKeepsWhatWasThere) {
  TestSpace space({counter_module()});
  if (space.on_postgres()) GTEST_SKIP() << "of SQLite's files";
  ASSERT_TRUE(write_parts(space.database(), "old", 2));
  const auto copy = [&] {
    const fs::path file = space.folder() / "work" / database_file;
    fs::remove_all(file.parent_path());
    fs::create_directory(file.parent_path());
    EXPECT_TRUE(copy_database(space.folder(), file));
    return file;
  };
  const fs::path made = copy();
  ASSERT_TRUE(write_parts(space.database(), "new", 2));
  EXPECT_EQ(put_in_place(made, space.folder(), false).error().code, "store.space-exists");
  EXPECT_EQ(put_in_place(made, space.folder(), true).error().code, "store.space-in-use");
  expect_whole(space.database(), {"old.2", "new.2"});  // still at work
  space.close();
  const auto kept = put_in_place(made, space.folder(), true);
  ASSERT_TRUE(kept) << kept.error().message.en;
  EXPECT_EQ(kept->filename(), "enact.db.replaced-1");
  EXPECT_FALSE(fs::exists(made));
  EXPECT_EQ(look_at_copy(*kept)->faults, std::vector<std::string>());
  space.reopen();
  expect_whole(space.database(), {"old.2"});
  EXPECT_EQ(space.database().read([](const Reader& reader) {
    return reader.integer("SELECT count(*) FROM booking WHERE step = 'new.2'", {}).value();
  }),
            0);
  const fs::path again = copy();
  space.close();
  EXPECT_EQ(put_in_place(again, space.folder(), true)->filename(), "enact.db.replaced-2");

  const TestFolder empty;
  space.reopen();
  const fs::path other = copy();
  EXPECT_EQ(put_in_place(other, empty.path(), false).value(), fs::path());
  EXPECT_TRUE(fs::exists(empty.path() / database_file));
}

}  // namespace
}  // namespace enact::store
