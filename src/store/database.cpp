// The public face of the engine.
#include "store/database.hpp"

#include <future>
#include <stdexcept>

#include "store/engine.hpp"
#include "store/faults.hpp"
#include "store/stand_ins.hpp"

namespace enact::store {

Transaction::Transaction(Connection& connection, Engine& engine, Instant now, bool projecting)
    : Reader(connection), engine_(engine), now_(now), projecting_(projecting) {}

void Transaction::execute(std::string_view sql, Params params) {
  const ParamsAtRest at_rest(connection_.key_ring(), params);
  if (at_rest.changed()) engine_.mark_key(*this);
  connection_.post(sql, at_rest.params());
}

std::int64_t Transaction::change(std::string_view sql, std::initializer_list<Param> params) {
  const ParamsAtRest at_rest(connection_.key_ring(), Params(params.begin(), params.size()));
  if (at_rest.changed()) engine_.mark_key(*this);
  return connection_.run(sql, at_rest.params(), nullptr);
}

std::string Transaction::new_id() {
  if (projecting_) throw std::logic_error("a projection must not make ids: a rebuild would make others");
  return engine_.ids().next();
}

std::string Transaction::seal(std::string_view clear, std::string_view place) {
  if (projecting_) throw std::logic_error("a projection must not seal: a rebuild would seal otherwise");
  if (connection_.key_ring() == nullptr) {
    throw DatabaseError(DatabaseError::Kind::other, "the space was opened without its key ring");
  }
  engine_.mark_key(*this);
  return connection_.key_ring()->seal(clear, place, engine_.random());
}

std::expected<Event, Fault> Transaction::append(const NewEvent& event) {
  if (projecting_) throw std::logic_error("a projection must not append events");
  return engine_.append(connection_, *this, event);
}

std::expected<std::unique_ptr<Database>, Fault> Database::open(OpenOptions options) {
  if (options.clock == nullptr || options.random == nullptr || options.readers < 1 ||
      options.group_limit < 1) {
    throw std::logic_error("Database::open wants a clock, randomness, a reader and a group of one at least");
  }
  auto engine = std::make_unique<Engine>(std::move(options));
  if (auto opened = engine->open(); !opened) return std::unexpected(std::move(opened).error());
  return std::unique_ptr<Database>(new Database(std::move(engine)));
}

Database::Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Database::~Database() {
  stop();
}

SpaceKind Database::kind() const {
  return engine_->options().kind;
}
const Clock& Database::clock() const {
  return *engine_->options().clock;
}
std::string Database::new_id() {
  return engine_->ids().next();
}
void Database::random(std::span<std::uint8_t> bytes) {
  engine_->random().fill(bytes);
}
void Database::stop() {
  engine_->stop();
}
Database::Counters Database::counters() const {
  return engine_->counters();
}

void Database::submit(Step step, std::optional<IdempotencyKey> key, Completion done) {
  engine_->submit(std::move(step), std::move(key), std::move(done));
}

std::expected<Answer, Fault> Database::write(Step step, std::optional<IdempotencyKey> key) {
  if (engine_->on_writer_thread()) throw std::logic_error("write() inside a step would wait for itself");
  std::promise<std::expected<Answer, Fault>> promise;
  auto answer = promise.get_future();
  submit(std::move(step), std::move(key),
         [&promise](std::expected<Answer, Fault> outcome) { promise.set_value(std::move(outcome)); });
  return answer.get();
}

std::vector<Difference> Database::check() {
  return read([&](const Reader& reader) { return engine_->check(reader); });
}

std::expected<void, Fault> Database::rebuild() {
  auto done = write([this](Transaction& tx) -> StepResult {
    if (!tx.has_key_ring() && has_sealed_events(tx)) return std::unexpected(wants_keys());
    engine_->rebuild(tx);
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

std::expected<std::int64_t, Fault> Database::reseal() {
  return write_as<std::int64_t>(
      [this](Transaction& tx) -> std::expected<std::int64_t, Fault> { return engine_->reseal(tx); });
}

std::expected<void, Fault> Database::erase(std::span<const FieldOfEvent> fields, const Actor& actor,
                                           std::string_view rule) {
  auto done = write([&](Transaction& tx) -> StepResult {
    if (!tx.has_key_ring() && has_sealed_events(tx)) return std::unexpected(wants_keys());
    if (auto erased = erase_fields(tx, fields, actor, rule); !erased) return std::unexpected(erased.error());
    engine_->rebuild(tx);
    return std::string();
  });
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

Database::Snapshot::Snapshot(Database& database)
    : database_(database), connection_(database.engine_->take_snapshot()) {
  reader_.emplace(*connection_);
}

Database::Snapshot::~Snapshot() {
  try {
    if (connection_->in_transaction()) connection_->run_script("ROLLBACK");
  } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): nothing was written, nothing is lost
  }
  database_.engine_->give_back(std::move(connection_));
}

}  // namespace enact::store
