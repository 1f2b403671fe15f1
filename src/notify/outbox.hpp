// The outbox between notifications and those who carry them. Never lost: a message follows from a committed
// notification, however often the sender stops in between. Never doubled: one message an account and channel
// of a notification (a unique key). Handed out under a lease, so that several servers send side by side and
// what a crash leaves is taken up when the lease is over.
//
// What was handed over and not yet marked when the sender crashed is handed over once more: with the same
// Message-ID, by which mail programs show it once. Nothing can be surer than that over SMTP.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "notify/notifications.hpp"
#include "store/documents.hpp"

namespace enact::notify {

struct OutboxOptions {
  bool mail = false;        // whether there is a carrier for it
  bool messages = false;    // SMS
  std::string portal = {};  // address that messages name: "https://portal.example"
};

// Queues what the notifications since the last call make; answers how many messages. One step.
std::expected<std::int64_t, store::Fault> queue_new(store::Database& database, const OutboxOptions& options);

// Messages that are due and that nobody else holds, held for `lease` under this holder's name. One step.
std::expected<std::vector<store::Message>, store::Fault> take_due(store::Database& database,
                                                                  std::string_view holder,
                                                                  std::chrono::seconds lease,
                                                                  std::int64_t limit);
// What became of one. `retry`: it is tried again later, up to `most_attempts` times with growing pauses, then
// given up. Without `retry` (refused for good) it is given up at once.
inline constexpr int most_attempts = 10;
std::expected<void, store::Fault> mark_sent(store::Database& database, std::string_view id);
std::expected<void, store::Fault> mark_failed(store::Database& database, const store::Message& message,
                                              std::string_view reason, bool retry);
std::chrono::seconds pause_after(int attempts);

// For those who watch the space.
struct OutboxState {
  std::int64_t waiting = 0;
  std::int64_t sent = 0;
  std::int64_t given_up = 0;
  struct Trouble {
    std::string id;
    std::string channel;
    Instant at;
    std::string reason;
    bool given_up = false;
  };
  std::vector<Trouble> troubles;  // the latest, newest first; no addresses
};
OutboxState outbox_state(const store::Reader& reader);

}  // namespace enact::notify
