// Keeps the log of a running service: gives events their place in the tree within the stated delay, and signs
// heads at intervals, but never a tree that does not contain the one that was signed before. One thread; any
// number of processes on one database may each have one (with one key), the lease lets one of them work.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "store/database.hpp"
#include "store/log.hpp"

namespace enact::store {

struct LogKeeperOptions {
  // The stated delay: an event has its place this long after its commit, and one turn's work.
  std::chrono::milliseconds sequence_every{1'000};
  std::chrono::milliseconds head_every{60'000};  // while events come
  std::int64_t batch = 10'000;                   // events sequenced in one step
  // Told of what stopped a turn, on the keeper's thread. The next turn tries again, and meanwhile events
  // wait.
  std::function<void(const Fault&)> on_fault = {};
};

class LogKeeper {
 public:
  // Borrows the database. Works from now on, until it is destroyed.
  LogKeeper(Database& database, LogKey key, LogKeeperOptions options = {});
  // Sequences and signs what is there, then ends.
  ~LogKeeper();
  LogKeeper(const LogKeeper&) = delete;
  LogKeeper& operator=(const LogKeeper&) = delete;

  std::string verifier() const { return key_.verifier(); }

 private:
  void run();
  // Places for all that wait, and a head if one is due. Answers the fault that stopped it; that another
  // process has the lease is none.
  std::optional<Fault> turn(bool head_due);

  Database& database_;
  LogKey key_;
  LogKeeperOptions options_;
  std::string holder_;
  std::optional<Head> signed_;  // the last by this key, as far as it is known here
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::thread thread_;
};

}  // namespace enact::store
