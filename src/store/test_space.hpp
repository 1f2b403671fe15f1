// A training space in a folder of its own that goes away with it, on a clock that stands still: for the tests
// of this floor and of those above. With ENACT_TEST_POSTGRES (the URL of a database) in the environment, the
// space is a schema of that database instead, and the same tests run on PostgreSQL.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/database.hpp"
#include "store/postgres.hpp"
#include "store/sqlite.hpp"

namespace enact::store {

class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
    const char* url = std::getenv("ENACT_TEST_POSTGRES");
    if (url == nullptr || *url == '\0') return;
    // mkdtemp's letters tell schemas apart that differ in case: a name in quotes.
    schema_ = path_.filename().string();
    PostgresConnection(url).run_script("CREATE SCHEMA \"" + schema_ + "\"");
    // Further settings can be appended.
    postgres_ =
        std::string(url) + "?options=-csearch_path%3D%22" + schema_ + "%22%20-capplication_name%3D" + schema_;
  }
  ~TestFolder() {
    if (!schema_.empty()) drop_schema();
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // For OpenOptions: empty where the tests run on SQLite.
  const std::string& postgres() const { return postgres_; }

 private:
  void drop_schema() noexcept {
    try {
      PostgresConnection(std::getenv("ENACT_TEST_POSTGRES"))
          .run_script("DROP SCHEMA \"" + schema_ + "\" CASCADE");
    } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): it goes with the server
    }
  }
  std::filesystem::path path_;
  std::string schema_;
  std::string postgres_;
};

class TestSpace {
 public:
  explicit TestSpace(std::vector<Module> modules = {}, std::uint64_t seed = 1)
      : modules_(std::move(modules)), random(seed) {
    open();
  }
  // Closes the database and opens it again, as a restart would.
  void reopen() {
    database_.reset();
    open();
  }
  void close() { database_.reset(); }
  Database& database() { return *database_; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  // The database behind the store's back.
  std::unique_ptr<Connection> connection() const {
    if (on_postgres()) return std::make_unique<PostgresConnection>(folder_.postgres());
    return std::make_unique<SqliteConnection>(folder() / database_file, SqliteConnection::Use::write);
  }
  const std::string& postgres() const { return folder_.postgres(); }
  bool on_postgres() const { return !folder_.postgres().empty(); }
  void advance(std::int64_t seconds) { clock.set(Instant{clock.now().microseconds + seconds * 1'000'000}); }

 private:
  void open() {
    auto opened = Database::open({.folder = folder_.path(),
                                  .postgres = folder_.postgres(),
                                  .kind = SpaceKind::training,
                                  .modules = modules_,
                                  .clock = &clock,
                                  .random = &random});
    if (!opened) throw std::runtime_error(opened.error().message.en);
    database_ = std::move(*opened);
  }

  TestFolder folder_;
  std::vector<Module> modules_;

 public:
  SettableClock clock{*Instant::parse("2026-03-10T01:00:00Z"), "test"};
  SeededRandom random;

 private:
  std::unique_ptr<Database> database_;
};

}  // namespace enact::store
