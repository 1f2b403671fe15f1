// The thread that carries the outbox: queues what is new, takes what is due under a lease, hands it over,
// marks what became of it. Stops between two messages.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "notify/carriers.hpp"
#include "notify/outbox.hpp"

namespace enact::notify {

struct SenderOptions {
  MailOptions mail = {};
  GatewayOptions gateway = {};
  std::string portal = {};
  std::chrono::seconds lease{300};
  std::chrono::milliseconds between_looks{2000};
  std::function<void(const std::string&)> on_trouble = {};  // for the log
};

// One round; answers how many were carried. For the thread, and for tests that want no thread.
std::int64_t carry_once(store::Database& database, const SenderOptions& options, std::string_view holder);

class Sender {
 public:
  Sender(store::Database& database, SenderOptions options);  // borrows the database
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

 private:
  void run(const std::stop_token& stop);

  store::Database& database_;
  SenderOptions options_;
  std::string holder_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: ends before what it uses
};

}  // namespace enact::notify
