// Migrations: numbered within a module, forward, checksummed, in one transaction.
#include "store/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "store/hash.hpp"

namespace enact::store {
namespace {

constexpr std::string_view core_tables = R"sql(
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  clock_source TEXT NOT NULL,
  account TEXT NOT NULL,
  unit TEXT NOT NULL,
  stream_type TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  stream_version INTEGER NOT NULL CHECK (stream_version > 0),
  kind TEXT NOT NULL,
  schema_version INTEGER NOT NULL CHECK (schema_version > 0),
  payload TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  leaf_format INTEGER NOT NULL,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  UNIQUE (stream_type, stream_id, stream_version)
) STRICT;
CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT;
CREATE TABLE subject (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL CHECK (type <> ''),
  identity TEXT NOT NULL CHECK (identity <> ''),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (type, identity)
) STRICT;
CREATE INDEX subject_by_name ON subject (type, name, id);
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY,
  subject_id TEXT NOT NULL REFERENCES subject (id),
  name TEXT NOT NULL CHECK (name <> ''),
  value TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('declared', 'attested')),
  attested_by TEXT NOT NULL,
  evidence TEXT NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  valid_from INTEGER,
  valid_to INTEGER CHECK (valid_to >= valid_from),
  known_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL CHECK (recorded_at >= known_on),
  supersedes INTEGER UNIQUE REFERENCES fact (seq)
) STRICT;
CREATE INDEX fact_by_subject ON fact (subject_id, name);
CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  content BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE image (
  seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  package TEXT NOT NULL,
  content BLOB NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX image_by_package ON image (package, seq);
CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  unique_key TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  event_id TEXT NOT NULL,
  queued_at INTEGER NOT NULL
) STRICT;
CREATE TABLE message_attempt (
  seq INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  at INTEGER NOT NULL,
  next_attempt INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX message_attempt_by_message ON message_attempt (message_id, seq);
)sql";

// The log's tree (store/log.hpp). Nodes of level 0 are the events' leaves and stand nowhere else.
constexpr std::string_view log_tables = R"sql(
CREATE TABLE log (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  lease_holder TEXT NOT NULL,
  lease_until INTEGER NOT NULL
) STRICT;
CREATE TRIGGER log_keeps BEFORE UPDATE ON log
  WHEN new.origin <> old.origin OR new.hash <> old.hash OR new.size < old.size
  BEGIN SELECT RAISE(ABORT, 'a log keeps its origin and its hash, and only grows'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'a space keeps its log'); END;
CREATE TABLE tree_node (
  level INTEGER NOT NULL CHECK (level > 0),
  number INTEGER NOT NULL CHECK (number >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, number)
) STRICT;
CREATE TABLE tree_head (
  size INTEGER PRIMARY KEY CHECK (size > 0),
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  verifier TEXT NOT NULL
) STRICT;
CREATE TABLE event_field (
  event_id TEXT NOT NULL REFERENCES event (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  salt BLOB CHECK (length(salt) = 16),
  commitment BLOB CHECK (length(commitment) = 32),
  PRIMARY KEY (event_id, number),
  CHECK ((salt IS NULL) <> (commitment IS NULL))
) STRICT;
CREATE TRIGGER event_field_only_erased BEFORE UPDATE ON event_field
  WHEN new.event_id <> old.event_id OR new.number <> old.number OR old.salt IS NULL
  BEGIN SELECT RAISE(ABORT, 'a field is erased once'); END;
CREATE TRIGGER event_field_no_delete BEFORE DELETE ON event_field
  BEGIN SELECT RAISE(ABORT, 'event_field is kept'); END;
DROP TRIGGER event_no_update;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
  WHEN new.seq <> old.seq OR new.id <> old.id OR new.at <> old.at OR new.clock_source <> old.clock_source
    OR new.account <> old.account OR new.unit <> old.unit OR new.stream_type <> old.stream_type
    OR new.stream_id <> old.stream_id OR new.stream_version <> old.stream_version OR new.kind <> old.kind
    OR new.schema_version <> old.schema_version OR new.leaf_format <> old.leaf_format
    OR new.leaf_hash <> old.leaf_hash OR new.salt <> zeroblob(16)
    OR NOT EXISTS (SELECT 1 FROM event_field f WHERE f.event_id = old.id AND f.commitment IS NOT NULL)
  BEGIN SELECT RAISE(ABORT, 'event is append-only; only a field of it can be erased'); END;
)sql";

// A subject keeps what it is; its name may change.
constexpr std::string_view subject_names = R"sql(
DROP TRIGGER subject_no_update;
CREATE TRIGGER subject_no_update BEFORE UPDATE ON subject
  WHEN new.id <> old.id OR new.type <> old.type OR new.identity <> old.identity OR new.at <> old.at
  BEGIN SELECT RAISE(ABORT, 'a subject keeps its type and identity'); END;
)sql";

// The keys that sealed values here, each with a mark that it opens; and identity numbers of persons, which
// are found by a keyed hash that stands in their place.
constexpr std::string_view sealing_tables = R"sql(
CREATE TABLE sealing_key (
  id TEXT PRIMARY KEY,
  cipher TEXT NOT NULL,
  mark TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
ALTER TABLE subject ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
DROP TRIGGER subject_no_update;
CREATE TRIGGER subject_no_update BEFORE UPDATE ON subject
  WHEN NOT (NEW.id = OLD.id AND NEW.type = OLD.type AND NEW.at = OLD.at AND (
    (NEW.identity = OLD.identity AND NEW.sealed = OLD.sealed)
    OR (NEW.name = OLD.name AND substr(NEW.sealed, 1, 9) = 'sealed:1:'
      AND substr(NEW.identity, 1, 7) = 'lookup:' AND (OLD.sealed = '' OR NEW.identity = OLD.identity))))
  BEGIN SELECT RAISE(ABORT, 'a subject keeps its type and identity, but for its seal'); END;
)sql";

// Content whose term is over goes, once that is noted. Given again later it is there again.
constexpr std::string_view erased_content = R"sql(
CREATE TABLE blob_erased (
  seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX blob_erased_by_hash ON blob_erased (hash);
DROP TRIGGER blob_no_delete;
CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob
  WHEN NOT EXISTS (SELECT 1 FROM blob_erased e WHERE e.hash = old.hash AND e.at >= old.at)
  BEGIN SELECT RAISE(ABORT, 'blob is kept until its erasure is noted'); END;
)sql";

constexpr std::string_view bookkeeping = R"sql(
CREATE TABLE IF NOT EXISTS space (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  kind TEXT NOT NULL CHECK (kind IN ('live', 'training')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS migration (
  module TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (module, number)
) STRICT;
CREATE TRIGGER IF NOT EXISTS space_no_update BEFORE UPDATE ON space
  BEGIN SELECT RAISE(ABORT, 'the kind of a space never changes'); END;
CREATE TRIGGER IF NOT EXISTS space_no_delete BEFORE DELETE ON space
  BEGIN SELECT RAISE(ABORT, 'the kind of a space never changes'); END;
)sql";

// How the content is packed (store/packing.hpp); that of earlier versions stands as it is.
constexpr std::string_view packed_content = "ALTER TABLE blob ADD COLUMN packing TEXT NOT NULL DEFAULT '';";

// Whether members of an event are sealed (store/payload.hpp). To the triggers, sealing is erasing.
constexpr std::string_view sealed_events =
    "ALTER TABLE event ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));"
    "CREATE INDEX event_sealed ON event (seq) WHERE sealed = 1;";

struct Ran {
  std::string module;
  std::int64_t number;
  std::string name;
  std::string checksum;
};

Fault newer_schema(const Ran& ran) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.newer-schema",
          .message = {fmt::format("数据库由更新的版本写入：模块 `{}` 的第 {} 号结构变更“{}”本程序不认识",
                                  ran.module, ran.number, ran.name),
                      fmt::format("the database was written by a newer version: migration {} `{}` of module "
                                  "`{}` is not known here",
                                  ran.number, ran.name, ran.module)},
          .help = {"请使用写入它的版本或更新的版本打开",
                   "open it with the version that wrote it, or a newer one"},
          .figures = {{"migration", ran.number}}};
}

Fault changed_migration(const Ran& ran) {
  return {
      .kind = Fault::Kind::conflict,
      .code = "store.migration-changed",
      .message = {fmt::format("模块 `{}` 的第 {} 号结构变更“{}”与数据库中已执行的内容不同", ran.module,
                              ran.number, ran.name),
                  fmt::format("migration {} `{}` of module `{}` differs from the one that this database ran",
                              ran.number, ran.name, ran.module)},
      .help = {"请使用正式发布的程序，或从备份恢复", "use a released program, or restore a backup"}};
}

Fault wrong_kind(SpaceKind wanted) {
  const bool live = wanted == SpaceKind::live;
  return {.kind = Fault::Kind::conflict,
          .code = "store.wrong-kind",
          .message = {live ? "这是培训空间，不能作为正式空间打开" : "这是正式空间，不能作为培训空间打开",
                      live ? "this is a training space and cannot be opened as a live one"
                           : "this is a live space and cannot be opened as a training one"},
          .help = {"空间的性质一经建立不再改变；请另选数据目录",
                   "a space never changes its kind; choose another data folder"}};
}

}  // namespace

Module core_module() {
  std::string sql(core_tables);
  for (const char* table : {"event", "subject", "fact", "blob", "image", "message", "message_attempt"}) {
    sql += append_only(table);
  }
  std::string sealing(sealing_tables);
  sealing += append_only("sealing_key");
  sealing += append_only_but_seals("fact", {"value"},
                                   {"seq", "subject_id", "name", "source", "attested_by", "evidence", "open",
                                    "valid_from", "valid_to", "known_on", "recorded_at", "supersedes"});
  sealing += append_only_but_seals(
      "message", {"recipient"},
      {"seq", "id", "unique_key", "channel", "subject", "body", "event_id", "queued_at"});
  const std::string documents =
      append_only_but_seals("blob", {"content"}, {"hash", "media_type", "packing", "at"}, true);
  std::string log(log_tables);
  for (const char* table : {"tree_node", "tree_head"}) log += append_only(table);
  return {.name = "store",
          .migrations = {{1, "events, facts and documents", sql},
                         {2, "the log's tree", log},
                         {3, "names of subjects", std::string(subject_names)},
                         {4, "sealed values", sealing},
                         {5, "erased content", std::string(erased_content) + append_only("blob_erased")},
                         {6, "packed content", std::string(packed_content)},
                         {7, "sealed documents", documents},
                         {8, "sealed events", std::string(sealed_events)}},
          .sealed = {{"message", {"id"}, "recipient"}}};
}

std::optional<SpaceKind> kind_of_space(Connection& connection) {
  const Reader reader(connection);
  if (!reader.has_table("space")) return std::nullopt;
  const auto kind = reader.text("SELECT kind FROM space", {});
  if (!kind) return std::nullopt;
  return *kind == "live" ? SpaceKind::live : SpaceKind::training;
}

std::expected<bool, Fault> migrate(Connection& connection, std::span<const Module> modules, SpaceKind kind,
                                   Instant now) {
  const auto existing = kind_of_space(connection);
  if (existing && *existing != kind) return std::unexpected(wrong_kind(kind));
  connection.run_schema(bookkeeping);
  const auto run = [&](std::string_view sql, std::initializer_list<Param> params) {
    connection.run(sql, Params(params.begin(), params.size()), nullptr);
  };
  if (!existing) {
    run("INSERT INTO space (one, kind, created_at) VALUES (1, ?, ?)",
        {kind == SpaceKind::live ? "live" : "training", now});
  }

  const auto ran =
      Reader(connection)
          .all("SELECT module, number, name, checksum FROM migration ORDER BY module, number", {},
               [](const Row& row) { return Ran{row.text(0), row.integer(1), row.text(2), row.text(3)}; });
  for (const Ran& one : ran) {
    const Migration* known = nullptr;
    for (const Module& module : modules) {
      if (module.name != one.module) continue;
      for (const Migration& migration : module.migrations) {
        if (migration.number == one.number) known = &migration;
      }
    }
    if (known == nullptr) return std::unexpected(newer_schema(one));
    if (sha256_hex(known->sql) != one.checksum) return std::unexpected(changed_migration(one));
  }

  bool any = false;
  for (const Module& module : modules) {
    for (const Migration& migration : module.migrations) {
      const bool done = std::any_of(ran.begin(), ran.end(), [&](const Ran& one) {
        return one.module == module.name && one.number == migration.number;
      });
      if (done) continue;
      connection.run_schema(migration.sql);
      run("INSERT INTO migration (module, number, name, checksum, at) VALUES (?, ?, ?, ?, ?)",
          {module.name, migration.number, migration.name, sha256_hex(migration.sql), now});
      any = true;
    }
  }
  return any;
}

void create_tables(Connection& connection, std::span<const Module> modules) {
  for (const Module& module : modules) {
    for (const Migration& migration : module.migrations) connection.run_schema(migration.sql);
  }
}

}  // namespace enact::store
