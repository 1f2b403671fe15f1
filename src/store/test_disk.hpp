// A disk for tests that fails as disks do. It stands below SQLite (a VFS) and knows what was synced: power
// can be lost at a chosen write or sync, room can run out, a write or a sync can fail. After a failed sync
// nothing that waited for it reaches the platter any more, though reading still shows it: what Linux does.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/sql.hpp"

namespace enact::store {

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
  // The `operations`-th write from now fails once, as of a bad block.
  void fail_write_after(std::uint64_t operations) {
    const std::lock_guard lock(mutex_);
    bad_write_ = operations;
  }
  // So many bytes can be added to files from now; nullopt: there is room.
  void leave_room(std::optional<std::int64_t> bytes) {
    const std::lock_guard lock(mutex_);
    room_ = bytes;
  }
  // As when the process is killed: nothing is written any more until it goes on as another process, which
  // finds the files as the first one wrote them, synced or not.
  void kill_process() {
    const std::lock_guard lock(mutex_);
    lost_ = true;
  }
  void next_process() {
    const std::lock_guard lock(mutex_);
    lost_ = fail_sync_ = false;
    left_ = bad_write_ = 0;
    room_.reset();
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
    if (disk->bad_write_ > 0 && --disk->bad_write_ == 0) return SQLITE_IOERR_WRITE;
    if (disk->room_) {
      sqlite3_int64 end = 0;
      real(file)->pMethods->xFileSize(real(file), &end);
      const std::int64_t more = std::max<std::int64_t>(0, offset + size - end);
      if (more > *disk->room_) return SQLITE_FULL;
      *disk->room_ -= more;
    }
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
    Platter* platter = of(file).platter;
    if (std::exchange(disk->fail_sync_, false)) {
      if (platter != nullptr) platter->pending.clear();
      return SQLITE_IOERR_FSYNC;
    }
    ++disk->syncs_;
    if (platter != nullptr) {
      for (const Platter::Write& pending : platter->pending) Platter::apply(platter->synced, pending);
      platter->pending.clear();
    }
    return SQLITE_OK;
  }
  static const sqlite3_io_methods methods;

  static inline Disk* disk = nullptr;
  mutable std::mutex mutex_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::map<std::string, Platter> platters_;  // nodes stay where they are
  std::uint64_t left_ = 0;                   // 0: power is not going to be lost
  bool lost_ = false;
  bool fail_sync_ = false;
  std::uint64_t bad_write_ = 0;       // 0: none is going to fail
  std::optional<std::int64_t> room_;  // bytes; nullopt: enough
  std::int64_t syncs_ = 0;
};

// Version 2: shared memory, but no memory-mapped reading and writing past this account.
inline const sqlite3_io_methods Disk::methods = {
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

}  // namespace enact::store
