// The writer: takes waiting steps, runs them, commits them together, then answers.
#include "store/engine.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "store/faults.hpp"
#include "store/leaf.hpp"
#include "store/log.hpp"
#include "store/payload.hpp"
#include "store/postgres.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/stand_ins.hpp"

namespace enact::store {
namespace {

// How long a lost server is awaited before the steps that wait are refused.
constexpr std::chrono::seconds reconnect_for{10};
constexpr std::chrono::milliseconds reconnect_pause{100};
// How often steps are run again over a lost connection: one of them may be what loses it.
constexpr int most_losses = 3;

std::int64_t last_seq(const Reader& reader) {
  return reader.integer("SELECT seq FROM event ORDER BY seq DESC LIMIT 1", {}).value_or(0);
}

}  // namespace

Engine::Engine(OpenOptions options)
    : options_(std::move(options)), random_(*options_.random), ids_(*options_.clock, random_) {
  modules_.push_back(core_module());
  for (Module& module : options_.modules) modules_.push_back(std::move(module));
  options_.modules.clear();
  for (const Module& module : modules_) {
    projections_.insert(projections_.end(), module.projections.begin(), module.projections.end());
  }
}

Engine::~Engine() {
  stop();
}

std::expected<void, Fault> Engine::open() {
  if (options_.kind == SpaceKind::live && options_.clock->source() != "system") {
    return std::unexpected(
        Fault{.kind = Fault::Kind::invalid,
              .code = "store.live-clock",
              .message = {fmt::format("正式空间只能使用系统时钟，不能使用“{}”", options_.clock->source()),
                          fmt::format("a live space takes the system clock only, not `{}`",
                                      options_.clock->source())},
              .help = {"请在培训空间中调整时间", "set the clock in a training space"}});
  }
  const std::string where = options_.postgres.empty() ? (options_.folder / database_file).string()
                                                      : without_password(options_.postgres);
  try {
    if (!options_.folder.empty() && std::filesystem::create_directories(options_.folder)) {
      // The database holds personal data: nobody else on the machine reads the folder.
      std::filesystem::permissions(options_.folder, std::filesystem::perms::owner_all);
    }
    writing_ = connect(Use::write);
    if (const std::string unsafe = writing_->unsafe_settings();
        options_.kind == SpaceKind::live && !unsafe.empty()) {
      writing_.reset();
      return std::unexpected(unsafe_database(unsafe));
    }
    writing_->begin_write();
    const auto migrated = migrate(*writing_, modules_, options_.kind, options_.clock->now());
    auto logged = migrated ? open_log(*writing_) : std::unexpected(migrated.error());
    if (logged) logged = open_keys(*writing_);
    if (!logged) {
      writing_->run_script("ROLLBACK");
      writing_.reset();
      return std::unexpected(logged.error());
    }
    if (*migrated && !options_.key_ring && has_sealed_events(Reader(*writing_))) {
      writing_->run_script("ROLLBACK");
      writing_.reset();
      return std::unexpected(wants_keys());
    }
    if (*migrated || first_key_) {
      Transaction tx(*writing_, *this, options_.clock->now());
      rebuild(tx);  // a new projection starts from the events that are there; numbers get their stand-ins
    }
    if (new_key_ || (*migrated && options_.key_ring)) {
      // What an earlier version kept in the clear, or an older key sealed.
      Transaction tx(*writing_, *this, options_.clock->now());
      reseal(tx);
    }
    if (first_key_) {
      // From now on the space has its ring, whatever is sealed.
      Transaction tx(*writing_, *this, options_.clock->now());
      mark_key(tx);
      writing_->settle();
    }
    writing_->run_script("COMMIT");
    for (int i = 0; i < options_.readers; ++i) {
      snapshots_.push_back(connect(Use::read));
    }
  } catch (const std::exception& error) {
    writing_.reset();
    return std::unexpected(cannot_open(where, error.what()));
  }
  writer_ = std::thread([this] { write_groups(); });
  return {};
}

std::unique_ptr<Connection> Engine::connect(Use use) const {
  std::unique_ptr<Connection> made;
  if (!options_.postgres.empty()) {
    made = std::make_unique<PostgresConnection>(options_.postgres);
  } else {
    made = std::make_unique<SqliteConnection>(
        options_.folder / database_file,
        use == Use::write ? SqliteConnection::Use::write : SqliteConnection::Use::read);
  }
  made->use(options_.key_ring);
  return made;
}

std::expected<void, Fault> Engine::open_log(Connection& connection) {
  const Reader reader(connection);
  auto log = find_log(reader);
  if (!log) {
    // Leaves of the version before the tree are SHA-256.
    const bool older = reader.integer("SELECT 1 FROM event LIMIT 1", {}).has_value();
    const HashKind hash = older ? HashKind::sha256 : options_.log_hash.value_or(HashKind::sha256);
    log = Log{.origin = "enact/" + ids_.next(), .hash = hash};
    const std::initializer_list<Param> values = {log->origin, hash_name(hash)};
    connection.run(
        "INSERT INTO log (one, origin, hash, size, lease_holder, lease_until) VALUES (1, ?, ?, 0, '', 0)",
        Params(values.begin(), values.size()), nullptr);
  }
  hash_ = log->hash;
  if (options_.log_hash && *options_.log_hash != hash_) return std::unexpected(other_log_hash(hash_));
  return {};
}

void Engine::submit(Step step, std::optional<IdempotencyKey> key, Completion done) {
  std::optional<Fault> refused;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      refused = stopped();
    } else if (queue_.size() >= options_.queue_limit) {
      refused = queue_full(options_.queue_limit);
    }
    if (!refused) {
      queue_.push_back({std::move(step), std::move(key), std::move(done)});
      work_.notify_one();
      return;
    }
  }
  done(std::unexpected(std::move(*refused)));
}

void Engine::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  if (writer_.joinable()) writer_.join();
}

Database::Counters Engine::counters() const {
  const std::lock_guard lock(mutex_);
  Database::Counters now = counters_;
  now.waiting = static_cast<std::int64_t>(queue_.size());
  return now;
}

void Engine::write_groups() {
  std::vector<Job> group;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      while (!queue_.empty() && group.size() < options_.group_limit) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
    }
    run_group(group);
    group.clear();
  }
}

void Engine::run_group(std::span<Job> jobs, int losses, Undo undo) {
  std::vector<Outcome> outcomes;
  std::optional<Fault> failed;
  if (broken_) failed = outcome_unknown();
  bool committing = false;
  bool spoilt = false;
  bool full = false;
  if (!failed) {
    try {
      last_seq_.reset();
      writing_->begin_write();
      outcomes = run_jobs(jobs, undo);
      committing = true;
      writing_->run_script("COMMIT");
    } catch (const TransactionLost& lost) {
      failed = lost.fault;
    } catch (const Spoilt& one) {
      failed = one.fault;
      spoilt = true;
    } catch (const DatabaseError& error) {
      broken_ = committing && error.kind() == DatabaseError::Kind::io;
      full = committing && error.kind() == DatabaseError::Kind::full;
      failed = broken_ ? outcome_unknown() : database_fault(error);
    }
  }
  if (failed && !writing_->alive()) return go_on(jobs, committing, losses + 1);
  if (failed) {
    try {
      if (writing_->in_transaction()) writing_->run_script("ROLLBACK");
      if (full) forget_refused();
    } catch (const DatabaseError&) {
      broken_ = true;  // neither committed nor rolled back: only opening again tells
      if (full) failed = outcome_unknown();
    }
    if (jobs.size() > 1 && spoilt && !broken_) return run_group(jobs, losses, Undo::step);
    if (jobs.size() > 1 && !broken_) {
      // One step has spoilt it for all, or the disk is nearly full: each by itself.
      for (std::size_t i = 0; i < jobs.size(); ++i) run_group(jobs.subspan(i, 1));
      return;
    }
    for (const Job& job : jobs) job.done(std::unexpected(*failed));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    ++counters_.commits;
    counters_.steps += static_cast<std::int64_t>(jobs.size());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(outcomes[i]));
}

bool Engine::reconnect() {
  const auto deadline = std::chrono::steady_clock::now() + reconnect_for;
  while (true) {
    try {
      auto fresh = connect(Use::write);
      if (options_.kind != SpaceKind::live || fresh->unsafe_settings().empty()) {
        writing_ = std::move(fresh);
        return true;
      }
    } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): it is tried again
    }
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(reconnect_pause);
  }
}

// A commit that found the disk full may have written all that it needed of SQLite's log and failed at what
// only fills up the sector: who opens the space after a crash would take it for done. A commit of nothing is
// written over it; whether that one succeeds makes no difference.
void Engine::forget_refused() {
  if (!options_.postgres.empty()) return;
  const auto version = Reader(*writing_).integer("PRAGMA user_version", {}).value_or(0);
  try {
    writing_->run_script("PRAGMA user_version = " + std::to_string(version));
  } catch (const DatabaseError& error) {
    if (error.kind() != DatabaseError::Kind::full) throw;
  }
}

void Engine::go_on(std::span<Job> jobs, bool committing, int losses) {
  const bool back = reconnect();
  const bool again = back && losses < most_losses;
  if (again && !committing) return run_group(jobs, losses);  // the server has rolled it back
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (back && !committing && jobs.size() > 1) {
      run_group(jobs.subspan(i, 1));  // each by itself, so that one does not stop the others
    } else if (again && jobs[i].key) {
      // Whether the commit was made is known of a step with a key: it finds its answer, or runs.
      run_group(jobs.subspan(i, 1), losses);
    } else {
      jobs[i].done(std::unexpected(committing ? commit_unknown() : connection_lost()));
    }
  }
}

std::optional<Engine::Stored> Engine::stored_under(const IdempotencyKey& key) const {
  return Reader(*writing_).first("SELECT request_hash, answer FROM idempotency WHERE scope = ? AND key = ?",
                                 {key.scope, key.key},
                                 [](const Row& row) { return Stored{row.text(0), row.text(1)}; });
}

std::vector<Engine::Outcome> Engine::run_jobs(std::span<Job> jobs, Undo undo) {
  // Their keys are looked up before any of them writes; one that comes twice is looked up again in its turn.
  const Reader reader(*writing_);
  std::vector<std::optional<Stored>> stored;
  const auto look_up = [&] {
    last_seq_ = last_seq(reader);
    stored.clear();
    for (const Job& job : jobs) stored.push_back(job.key ? stored_under(*job.key) : std::nullopt);
  };
  reader.ahead(look_up);
  look_up();
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    Job& job = jobs[i];
    const bool twice = job.key && !seen.emplace(job.key->scope, job.key->key).second;
    outcomes.push_back(run_job(job, twice ? stored_under(*job.key) : stored[i], undo));
  }
  try {
    writing_->settle();
  } catch (const DatabaseError& error) {
    throw Spoilt{database_fault(error)};
  }
  return outcomes;
}

Engine::Outcome Engine::run_job(Job& job, const std::optional<Stored>& stored, Undo undo) {
  if (stored && stored->request_hash != job.key->request_hash) {
    return std::unexpected(key_reused(job.key->key));
  }
  if (stored) return Answer{stored->answer, true};

  if (undo == Undo::step) writing_->post("SAVEPOINT step", {});
  const std::int64_t writes = writing_->writes();
  const std::optional<std::int64_t> last_seq = last_seq_;
  StepResult result = run_step(job.step);
  try {
    if (undo == Undo::step) writing_->settle();
  } catch (const DatabaseError& error) {
    if (result) result = std::unexpected(database_fault(error));
  }
  if (!writing_->in_transaction()) {
    throw TransactionLost{result ? exception_fault("the step ended the transaction") : result.error()};
  }
  if (result && job.key) {
    Transaction tx(*writing_, *this, options_.clock->now());
    tx.execute("INSERT INTO idempotency (scope, key, request_hash, answer, at) VALUES (?, ?, ?, ?, ?)",
               {job.key->scope, job.key->key, job.key->request_hash, *result, tx.now()});
  }
  if (!result && undo == Undo::step) {
    last_seq_ = last_seq;
    writing_->run_script("ROLLBACK TO step");
  }
  if (!result && undo == Undo::group && writing_->writes() != writes) throw Spoilt{result.error()};
  if (undo == Undo::step) writing_->post("RELEASE step", {});
  writing_->push();
  if (!result) return std::unexpected(std::move(result).error());
  return Answer{std::move(*result), false};
}

StepResult Engine::run_step(const Step& step) {
  try {
    Transaction tx(*writing_, *this, options_.clock->now());
    return step(tx);
  } catch (const DatabaseError& error) {
    return std::unexpected(database_fault(error));
  } catch (const std::exception& error) {
    return std::unexpected(exception_fault(error.what()));
  } catch (...) {
    return std::unexpected(exception_fault("unknown exception"));
  }
}

std::expected<Event, Fault> Engine::append(Connection& connection, Transaction& tx, const NewEvent& wanted) {
  const std::int64_t version = wanted.expected_version && wanted.just_read
                                   ? *wanted.expected_version
                                   : stream_version(tx, wanted.stream_type, wanted.stream_id);
  if (wanted.expected_version && *wanted.expected_version != version) {
    return std::unexpected(
        version_conflict(wanted.stream_type, wanted.stream_id, *wanted.expected_version, version));
  }
  if (!last_seq_) last_seq_ = last_seq(tx);
  Event event{.seq = *last_seq_ + 1,
              .id = ids_.next(),
              .at = tx.now(),
              .clock_source = options_.clock->source(),
              .actor = wanted.actor,
              .stream_type = wanted.stream_type,
              .stream_id = wanted.stream_id,
              .stream_version = version + 1,
              .kind = wanted.kind,
              .schema_version = wanted.schema_version,
              .payload = without_marks(wanted.payload),
              .salt = Bytes(salt_size),
              .leaf_format = salted_leaf,
              .leaf_hash = {}};
  random_.fill(event.salt);
  const auto fields = leaf_fields(hash_, event);
  event.leaf_hash = leaf_hash(hash_, fields);
  const KeptPayload kept = keep_payload(tx, event, fields);
  const bool sealed = !kept.sealed.empty();
  tx.execute(
      "INSERT INTO event (seq, id, at, clock_source, account, unit, stream_type, stream_id, stream_version, "
      "kind, schema_version, payload, salt, leaf_format, leaf_hash, sealed) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.seq, event.id, event.at, event.clock_source, event.actor.account, event.actor.unit,
       event.stream_type, event.stream_id, event.stream_version, event.kind, event.schema_version, kept.text,
       sealed ? Bytes(salt_size, 0) : event.salt, event.leaf_format, event.leaf_hash, std::int64_t{sealed}});
  if (sealed) hide_fields(tx, event.id, fields, kept.sealed);
  last_seq_ = event.seq;
  Transaction projecting(connection, *this, event.at, true);
  for (const Projection& projection : projections_) projection.apply(projecting, event);
  return event;
}

std::unique_ptr<Connection> Engine::take_snapshot() {
  std::unique_lock lock(snapshot_mutex_);
  snapshot_free_.wait(lock, [this] { return !snapshots_.empty(); });
  auto connection = std::move(snapshots_.back());
  snapshots_.pop_back();
  lock.unlock();
  try {
    try {
      connection->begin_read();
    } catch (const DatabaseError&) {
      if (connection->alive()) throw;
      connection = connect(Use::read);
      connection->begin_read();
    }
  } catch (...) {
    give_back(std::move(connection));
    throw;
  }
  return connection;
}

void Engine::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(snapshot_mutex_);
    snapshots_.push_back(std::move(connection));
  }
  snapshot_free_.notify_one();
}

}  // namespace enact::store
