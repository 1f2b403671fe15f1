// A training space in a folder of its own that goes away with it, on a clock that stands still: for the tests
// of this floor and of those above.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/database.hpp"

namespace enact::store {

class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "enact-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
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
  void advance(std::int64_t seconds) { clock.set(Instant{clock.now().microseconds + seconds * 1'000'000}); }

 private:
  void open() {
    auto opened = Database::open({.folder = folder_.path(),
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
