// Behind a Database: the queue of waiting steps, the one thread that writes them, the snapshot connections,
// and the end of the event log. Internal to the store.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "store/database.hpp"
#include "store/hash.hpp"

namespace enact::store {

class LockedRandom final : public Random {
 public:
  explicit LockedRandom(Random& random) : random_(random) {}
  void fill(std::span<std::uint8_t> bytes) override {
    const std::lock_guard lock(mutex_);
    random_.fill(bytes);
  }

 private:
  std::mutex mutex_;
  Random& random_;
};

class Engine {
 public:
  explicit Engine(OpenOptions options);
  ~Engine();

  std::expected<void, Fault> open();
  void submit(Step step, std::optional<IdempotencyKey> key, Completion done);
  bool on_writer_thread() const { return std::this_thread::get_id() == writer_.get_id(); }
  void stop();
  // A connection that has begun to read.
  std::unique_ptr<Connection> take_snapshot();
  void give_back(std::unique_ptr<Connection> connection);
  std::vector<Difference> check(const Reader& reader);
  // Empties the projections' tables and applies every event again.
  void rebuild(Transaction& tx);
  // Notes, with the first value that it seals, that the newest key is one of this space (store/sealing.cpp).
  void mark_key(Transaction& tx);  // that it has sealed something here
  // Seals anew what is not sealed with the newest key.
  std::int64_t reseal(Transaction& tx);
  std::expected<Event, Fault> append(Connection& connection, Transaction& tx, const NewEvent& event);

  const OpenOptions& options() const { return options_; }
  LockedRandom& random() { return random_; }
  IdSource& ids() { return ids_; }
  Database::Counters counters() const;

 private:
  struct Job {
    Step step;
    std::optional<IdempotencyKey> key;
    Completion done;
  };
  using Outcome = std::expected<Answer, Fault>;
  // The whole transaction is gone (the database rolled it back), not only what the step did.
  struct TransactionLost {
    Fault fault;
  };
  // How a step that fails is taken back.
  enum class Undo {
    group,  // with the whole transaction, if it has written anything
    step,   // by a savepoint of its own
  };
  // A step without a savepoint has failed and has written.
  struct Spoilt {
    Fault fault;
  };
  // The answer that is kept under a key.
  struct Stored {
    std::string request_hash;
    std::string answer;
  };

  // Makes the log of a new space; the log of an older one is there.
  std::expected<void, Fault> open_log(Connection& connection);
  // The same for identity numbers of persons (store/identities.hpp).
  std::int64_t reseal_people(Transaction& tx);
  // The key ring of the space, held against the keys that sealed in it (store/sealing.cpp).
  std::expected<void, Fault> open_keys(Connection& connection);
  enum class Use { write, read };
  std::unique_ptr<Connection> connect(Use use) const;
  void write_groups();
  // Savepoints cost more than most of the statements between them, and few steps fail that have written: a
  // group is run without, and again with them if one does. `losses`: how often the connection was lost over
  // these jobs.
  void run_group(std::span<Job> jobs, int losses = 0, Undo undo = Undo::group);
  void forget_refused();
  // After the connection was lost: makes another and runs again what can be.
  void go_on(std::span<Job> jobs, bool committing, int losses);
  bool reconnect();
  // Runs the jobs in the transaction that has begun, each with its outcome.
  std::vector<Outcome> run_jobs(std::span<Job> jobs, Undo undo);
  std::optional<Stored> stored_under(const IdempotencyKey& key) const;
  Outcome run_job(Job& job, const std::optional<Stored>& stored, Undo undo);
  StepResult run_step(const Step& step);
  void check_projections(const Reader& reader, std::vector<Difference>& differences);
  void check_projection(const Reader& reader, const Reader& fresh, Connection& scratch,
                        const Projection& projection, std::vector<Difference>& differences);

  OpenOptions options_;
  LockedRandom random_;
  IdSource ids_;
  HashKind hash_ = HashKind::sha256;  // of the log
  std::vector<Module> modules_;       // the store's own first
  std::vector<Projection> projections_;

  bool new_key_ = false;                  // the ring's newest key sealed nothing here before
  bool first_key_ = false;                // no key did, and the space was not made with its ring
  std::unique_ptr<Connection> writing_;   // the writer thread's, once it runs
  std::optional<std::int64_t> last_seq_;  // of the log; read again for each group, put back with a savepoint
  bool broken_ = false;  // an I/O error at a commit: what is on disk is known only after opening again
  std::thread writer_;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable work_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  Database::Counters counters_;

  std::mutex snapshot_mutex_;
  std::condition_variable snapshot_free_;
  std::vector<std::unique_ptr<Connection>> snapshots_;
};

}  // namespace enact::store
