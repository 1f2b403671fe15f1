// The sequencer's thread.
#include "store/log_keeper.hpp"

#include <algorithm>

#include "store/faults.hpp"

namespace enact::store {
namespace {

// Whether the tree still begins with the one that was signed.
bool contains(const Reader& reader, const Head& head) {
  const Log log = find_log(reader).value();
  return log.size >= head.size && Frontier(log.hash, head.size, node_reader(reader)).root() == head.root;
}

}  // namespace

LogKeeper::LogKeeper(Database& database, LogKey key, LogKeeperOptions options)
    : database_(database),
      key_(std::move(key)),
      options_(options),
      holder_(database.new_id()),
      signed_(database.read([this](const Reader& reader) -> std::optional<Head> {
        const auto kept = latest_head(reader);
        if (!kept || !verifies(kept->signed_head, key_.verifier())) return std::nullopt;
        return kept->signed_head.head;
      })),
      thread_([this] { run(); }) {}

LogKeeper::~LogKeeper() {
  {
    const std::lock_guard lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

std::optional<Fault> LogKeeper::turn(bool head_due) {
  const std::int64_t lease = std::chrono::microseconds(5 * options_.sequence_every).count();
  const Lease mine{holder_, std::max<std::int64_t>(lease, 1'000'000)};
  for (bool more = true; more;) {
    // A look before the step: an idle service writes nothing.
    struct State {
      std::int64_t waiting;
      bool headless;
    };
    const State state = database_.read([](const Reader& reader) {
      const std::int64_t size = find_log(reader).value().size;
      return State{
          reader.integer("SELECT count(*) FROM (SELECT 1 FROM event WHERE seq > ? LIMIT 1) w", {size})
              .value_or(0),
          size > 0 && !reader.integer("SELECT 1 FROM tree_head WHERE size = ?", {size})};
    });
    if (state.waiting == 0 && !(head_due && state.headless)) return std::nullopt;
    std::optional<SignedHead> head;
    const auto done = database_.write_as<bool>([&](Transaction& tx) -> std::expected<bool, Fault> {
      head.reset();
      const auto count = sequence(tx, mine, options_.batch);
      if (!count) return false;
      const bool full = *count == options_.batch;
      if (!head_due || full) return full;
      if (signed_ && !contains(tx, *signed_)) return std::unexpected(log_rewritten(signed_->size));
      head = sign_head(tx, key_);
      return false;
    });
    if (!done) return done.error();
    if (head) signed_ = std::move(head->head);
    more = *done;
  }
  return std::nullopt;
}

void LogKeeper::run() {
  using Clock = std::chrono::steady_clock;
  auto next_head = Clock::now();  // the first turn signs: a head of what was there at the start
  for (bool end = false, last = false; !last;) {
    last = end;
    const bool head_due = end || Clock::now() >= next_head;
    std::optional<Fault> fault;
    try {
      fault = turn(head_due);
    } catch (const DatabaseError& error) {
      fault = database_fault(error);
    }
    if (fault && options_.on_fault) options_.on_fault(*fault);
    if (head_due && !fault) next_head = Clock::now() + options_.head_every;
    std::unique_lock lock(mutex_);
    end = ending_.wait_for(lock, options_.sequence_every, [this] { return end_; });
  }
}

}  // namespace enact::store
