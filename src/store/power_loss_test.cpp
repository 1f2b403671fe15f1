// A kill cannot see a missing sync: the kernel keeps what the process wrote. So here SQLite runs on a disk
// that knows what was synced and loses power at a random moment. What was not synced is then gone, or there
// in part, in any order. What was acknowledged must be there all the same. ENACT_POWER_ROUNDS sets how many
// seeds.
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>

#include "store/test_space.hpp"
#include "store/test_steps.hpp"

namespace enact::store {
namespace {

// What the platter holds of one file, and what was written since the last sync.
struct Platter {
  struct Write {
    std::int64_t offset;
    Bytes data;
    bool truncate;  // to `offset`
  };
  Bytes synced;
  std::vector<Write> pending;

  static void apply(Bytes& content, const Write& write) {
    const auto offset = static_cast<std::size_t>(write.offset);
    if (write.truncate) {
      content.resize(std::min(content.size(), offset));
      return;
    }
    if (content.size() < offset + write.data.size()) content.resize(offset + write.data.size());
    std::ranges::copy(write.data, content.begin() + write.offset);
  }
};

// A disk below SQLite: passes everything on to the real one and keeps account of it. One at a time.
class Disk {
 public:
  Disk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    disk = this;
    vfs_.zName = "enact-test-disk";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = real_;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~Disk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
    disk = nullptr;
  }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // Power is lost at the `operations`-th write or sync from now.
  void lose_power_after(std::uint64_t operations) {
    const std::lock_guard lock(mutex_);
    left_ = operations;
  }
  bool lost() const {
    const std::lock_guard lock(mutex_);
    return lost_;
  }
  void fail_next_sync() {
    const std::lock_guard lock(mutex_);
    fail_sync_ = true;
  }
  std::int64_t syncs() const {
    const std::lock_guard lock(mutex_);
    return syncs_;
  }
  // Once everything is closed: puts the files into the state in which the power loss left them.
  void settle(SeededRandom& random, const std::filesystem::path& folder) {
    const std::uint64_t survives = random.below(3);  // nothing that was not synced, all of it, any part of it
    for (auto& [path, platter] : platters_) {
      Bytes content = platter.synced;
      for (const Platter::Write& write : platter.pending) {
        if (survives == 1 || (survives == 2 && random.below(2) == 0)) Platter::apply(content, write);
      }
      std::ofstream file(path, std::ios::binary | std::ios::trunc);
      file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    }
    std::filesystem::remove(folder / "enact.db-shm");  // memory, not disk
  }

 private:
  struct File {
    sqlite3_file base;
    Platter* platter;  // null for temporary files
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }

  // Counts down to the loss; true once power is gone.
  bool spend() {
    if (!lost_ && left_ > 0 && --left_ == 0) lost_ = true;
    return lost_;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* below = static_cast<sqlite3_vfs*>(vfs->pAppData);
    File& mine = of(file);
    mine.base.pMethods = nullptr;
    mine.platter = nullptr;
    const int code = below->xOpen(below, name, mine.real(), flags, out);
    if (code != SQLITE_OK) return code;
    mine.base.pMethods = &methods;
    if (name != nullptr &&
        (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
      const std::lock_guard lock(disk->mutex_);
      mine.platter = &disk->platters_[name];
    }
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync) {
    auto* below = static_cast<sqlite3_vfs*>(vfs->pAppData);
    const std::lock_guard lock(disk->mutex_);
    if (disk->lost_) return SQLITE_IOERR_DELETE;
    if (const auto found = disk->platters_.find(name); found != disk->platters_.end()) found->second = {};
    return below->xDelete(below, name, sync);
  }
  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    const std::lock_guard lock(disk->mutex_);
    if (disk->spend()) return SQLITE_IOERR_WRITE;
    if (Platter* platter = of(file).platter) {
      const auto* bytes = static_cast<const std::uint8_t*>(data);
      platter->pending.push_back({offset, Bytes(bytes, bytes + size), false});
    }
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const std::lock_guard lock(disk->mutex_);
    if (disk->spend()) return SQLITE_IOERR_TRUNCATE;
    if (Platter* platter = of(file).platter) platter->pending.push_back({size, {}, true});
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int) {
    const std::lock_guard lock(disk->mutex_);
    if (disk->spend()) return SQLITE_IOERR_FSYNC;
    if (std::exchange(disk->fail_sync_, false)) return SQLITE_IOERR_FSYNC;
    ++disk->syncs_;
    if (Platter* platter = of(file).platter) {
      for (const Platter::Write& pending : platter->pending) Platter::apply(platter->synced, pending);
      platter->pending.clear();
    }
    return SQLITE_OK;
  }
  static const sqlite3_io_methods methods;

  static Disk* disk;
  mutable std::mutex mutex_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::map<std::string, Platter> platters_;  // nodes stay where they are
  std::uint64_t left_ = 0;                   // 0: power is not going to be lost
  bool lost_ = false;
  bool fail_sync_ = false;
  std::int64_t syncs_ = 0;
};

Disk* Disk::disk = nullptr;

// Version 2: shared memory, but no memory-mapped reading and writing past this account.
const sqlite3_io_methods Disk::methods = {
    2,
    [](sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); },
    [](sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
      return real(file)->pMethods->xRead(real(file), data, size, offset);
    },
    Disk::write,
    Disk::truncate,
    Disk::sync,
    [](sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); },
    [](sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); },
    [](sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); },
    [](sqlite3_file* file, int* held) { return real(file)->pMethods->xCheckReservedLock(real(file), held); },
    [](sqlite3_file* file, int what, void* data) {
      return real(file)->pMethods->xFileControl(real(file), what, data);
    },
    [](sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); },
    [](sqlite3_file*) { return 0; },  // no promise about writes being whole or in order
    [](sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
      return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
    },
    [](sqlite3_file* file, int offset, int count, int flags) {
      return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    },
    [](sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); },
    [](sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); },
    nullptr,
    nullptr};

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
