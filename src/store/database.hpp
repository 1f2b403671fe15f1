// A space: one database, SQLite's in a data folder or a schema of PostgreSQL, of a kind that never changes,
// with one writer that commits waiting steps together and readers that see snapshots and never wait for it.
//
//   auto opened = Database::open({.folder = …, .modules = {identity::module(), ledger::module()}, …});
//   auto done = database.write([&](Transaction& tx) -> StepResult { …; return answer; });
//   auto names = database.read([](const Reader& reader) { return reader.all(…); });
//
// write() and read() block: call them on a worker thread, never on an I/O thread; submit() does not block. A
// read inside a read takes a second connection and may wait for ever when all are taken: pass the Reader on.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/erase.hpp"
#include "store/event.hpp"
#include "store/fault.hpp"
#include "store/hash.hpp"
#include "store/key_ring.hpp"
#include "store/module.hpp"
#include "store/sql.hpp"

namespace enact::store {

class Engine;  // the writer, the connections and the schema behind a Database

enum class SpaceKind { live, training };

inline constexpr std::string_view database_file = "enact.db";  // in a space's folder

// Whether a place names a PostgreSQL database: "postgres://…", "postgresql://…".
inline bool is_postgres(std::string_view place) {
  return place.starts_with("postgres://") || place.starts_with("postgresql://");
}

struct OpenOptions {
  std::filesystem::path folder = {};  // holds enact.db; made if absent
  // A PostgreSQL database instead, as a URL of libpq; the space is the schema that its search_path names
  // first. Any number of processes may have it open.
  std::string postgres = {};
  // The kind of a new space. An existing space of another kind is refused.
  SpaceKind kind = SpaceKind::training;
  std::vector<Module> modules = {};  // the floors above, in floor order; the store's own is always there
  // The hash of a new space's event log (SHA-256 unless told). A log with another is refused.
  std::optional<HashKind> log_hash = {};
  // What seals values at rest. Without one a training space in a folder takes, or makes, the ring in its
  // folder; any other space is opened without, and refuses to seal and to unseal.
  std::shared_ptr<const KeyRing> key_ring = {};
  bool without_keys = false;       // take no ring, whatever the space: for who looks at the log only
  const Clock* clock = nullptr;    // handed in, outlives the Database; a live space takes only "system"
  Random* random = nullptr;        // likewise; used by the writer thread and new_id(), under a lock
  int readers = 4;                 // snapshot connections
  std::size_t queue_limit = 1024;  // waiting steps; more are refused with Kind::too_many
  std::size_t group_limit = 128;   // steps committed together at most
};

// Inside a step: reads its own writes, appends events, has the step's one instant.
class Transaction : public Reader {
 public:
  // What fails is told here or by a later statement of the step, and fails the step.
  void execute(std::string_view sql, std::initializer_list<Param> params) {
    execute(sql, Params(params.begin(), params.size()));
  }
  void execute(std::string_view sql, Params params);
  // The same at once; answers how many rows changed.
  std::int64_t change(std::string_view sql, std::initializer_list<Param> params);

  Instant now() const { return now_; }  // the same during the whole step
  std::string new_id();
  // The value as it is kept at rest, for a column that a module names as sealed; `place` is sealed_place().
  // Throws DatabaseError in a space that was opened without its key ring.
  std::string seal(std::string_view clear, std::string_view place);
  // Appends and applies the projections. The only Fault is a version conflict.
  std::expected<Event, Fault> append(const NewEvent& event);

 private:
  friend class Database;
  friend Engine;
  Transaction(Connection& connection, Engine& engine, Instant now, bool projecting = false);
  Engine& engine_;
  Instant now_;
  bool projecting_;  // inside a projection's apply: neither ids nor events
};

// What a step answers: a text of the caller's choice (JSON), stored under the idempotency key if there is
// one.
using StepResult = std::expected<std::string, Fault>;
// Runs on the writer thread; a Fault or an exception rolls back this step only. It has no side effects
// outside the database, and may be run again for what the others of its group do.
using Step = std::function<StepResult(Transaction&)>;

// The same key with the same request hash gives the stored answer; another hash is Kind::key_reused. A step
// that failed leaves no key, so that it can be tried again.
struct IdempotencyKey {
  std::string scope = {};  // the account: keys of different accounts never meet
  std::string key = {};
  std::string request_hash = {};  // sha256_hex of method, path and body
};

struct Answer {
  std::string body = {};
  bool replayed = false;  // from an earlier step under the same key
};
using Completion = std::function<void(std::expected<Answer, Fault>)>;

struct Difference {
  std::string where = {};  // "event log", "projection cases: case", "check ledger: balances"
  std::string what = {};
};

class Database {
 public:
  static std::expected<std::unique_ptr<Database>, Fault> open(OpenOptions options);
  ~Database();  // stop()
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  SpaceKind kind() const;
  const Clock& clock() const;
  std::string new_id();
  void random(std::span<std::uint8_t> bytes);  // thread-safe

  // `done` is called on the writer thread, after the commit was synced; it must be quick and not throw.
  void submit(Step step, std::optional<IdempotencyKey> key, Completion done);
  std::expected<Answer, Fault> write(Step step, std::optional<IdempotencyKey> key = std::nullopt);
  // A step with a typed result and no key: write_as<int>([](Transaction&) -> std::expected<int, Fault> {…}).
  template <class T, class F>
  std::expected<T, Fault> write_as(F step) {
    std::optional<T> value;
    auto done = write([&](Transaction& tx) -> StepResult {
      value.reset();
      std::expected<T, Fault> result = step(tx);
      if (!result) return std::unexpected(std::move(result).error());
      value.emplace(std::move(*result));
      return std::string();
    });
    if (!done) return std::unexpected(std::move(done).error());
    return std::move(*value);
  }

  // Runs `f(const Reader&)` on a snapshot; waits for a free connection.
  template <class F>
  auto read(F f) -> std::invoke_result_t<F, const Reader&> {
    const Snapshot snapshot(*this);
    return f(snapshot.reader());
  }

  // Lets the waiting steps finish, then refuses new ones. Idempotent.
  void stop();

  // The event log with its tree and heads, every projection recomputed from the events in a scratch database
  // and compared row by row, and every module's checks. Empty: all is well. Runs on a snapshot beside the
  // service. Opened without keys, a space with sealed events (has_sealed_events) has no projection compared.
  std::vector<Difference> check();
  // Recomputes the projections in place, in one step.
  std::expected<void, Fault> rebuild();

  // Seals with the newest key of the ring what is in the clear or sealed with an older one, in one step.
  // Answers how many values.
  std::expected<std::int64_t, Fault> reseal();

  // Erases fields of events for good, and what the projections made of them, in one step that is an event
  // itself (store/erase.hpp). O(n): the projections are computed again. Backups made before keep them.
  std::expected<void, Fault> erase(std::span<const FieldOfEvent> fields, const Actor& actor,
                                   std::string_view rule);

  // How many commits were made and how many steps they held (for metrics and tests).
  struct Counters {
    std::int64_t commits = 0;
    std::int64_t steps = 0;
    std::int64_t waiting = 0;  // steps in the queue now
  };
  Counters counters() const;

 private:
  class Snapshot {
   public:
    explicit Snapshot(Database& database);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    const Reader& reader() const { return *reader_; }

   private:
    Database& database_;
    std::unique_ptr<Connection> connection_;
    std::optional<Reader> reader_;
  };

  explicit Database(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace enact::store
