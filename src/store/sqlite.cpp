// SQLite behind the typed layer: preparing and caching, binding, stepping, and errors as DatabaseError.
#include "store/sqlite.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace enact::store {
namespace {

constexpr std::size_t cache_limit = 400;  // statements; the program has fewer, this bounds generated ones
constexpr int busy_milliseconds = 10'000;

DatabaseError::Kind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return DatabaseError::Kind::constraint;
    case SQLITE_FULL:
      return DatabaseError::Kind::full;
    case SQLITE_IOERR:
      return DatabaseError::Kind::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DatabaseError::Kind::corrupt;
    default:
      return DatabaseError::Kind::other;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  int columns() const override { return sqlite3_column_count(statement_); }
  bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override {
    require(column, SQLITE_INTEGER, "integer");
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view view(int column) const override {
    require(column, SQLITE_TEXT, "text");
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  BytesView bytes_view(int column) const override {
    require(column, SQLITE_BLOB, "bytes");
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  Param::Variant any(int column) const override {
    switch (type(column)) {
      case SQLITE_INTEGER:
        return integer(column);
      case SQLITE_TEXT:
        return view(column);
      case SQLITE_BLOB:
        return bytes_view(column);
      default:
        return std::monostate();
    }
  }

 private:
  int type(int column) const { return sqlite3_column_type(statement_, column); }
  void require(int column, int wanted, std::string_view name) const {
    if (type(column) == wanted) return;
    throw DatabaseError(DatabaseError::Kind::other,
                        fmt::format("column {} of `{}` is not {}", column, sqlite3_sql(statement_), name));
  }
  sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int index, const Param& param) {
  struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
    int operator()(std::string_view value) const {
      // A null pointer would bind NULL; empty text is text.
      return sqlite3_bind_text64(statement, index, value.data() ? value.data() : "", value.size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(BytesView value) const {
      if (value.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
      return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{statement, index}, param.value());
}

}  // namespace

// Gives a statement back when its use ends, also by an exception: reset, and finalized if it was a second
// copy made because the cached one was running.
class SqliteConnection::Running {
 public:
  Running(SqliteConnection& connection, std::string_view sql) {
    auto found = connection.cache_.find(sql);
    if (found == connection.cache_.end()) {
      if (connection.cache_.size() >= cache_limit) {
        std::erase_if(connection.cache_, [](const auto& entry) {
          if (!entry.second.running) sqlite3_finalize(entry.second.statement);
          return !entry.second.running;
        });
      }
      sqlite3_stmt* prepared = connection.prepare(sql);
      found = connection.cache_.emplace(std::string(sql), Cached{prepared, false}).first;
    }
    if (found->second.running) {
      statement_ = connection.prepare(sql);
    } else {
      cached_ = &found->second;  // nodes of an unordered_map stay where they are
      cached_->running = true;
      statement_ = cached_->statement;
    }
  }
  ~Running() {
    if (cached_ == nullptr) {
      sqlite3_finalize(statement_);
      return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    cached_->running = false;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  sqlite3_stmt* statement() const { return statement_; }

 private:
  Cached* cached_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

bool is_sqlite(const Connection& connection) {
  return dynamic_cast<const SqliteConnection*>(&connection) != nullptr;
}

SqliteConnection::SqliteConnection(const std::filesystem::path& path, Use use) {
  const std::string name = use == Use::scratch ? std::string() : path.string();
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (use != Use::read) flags |= SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  try {
    if (code != SQLITE_OK) fail(code, name);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, busy_milliseconds);
    run_script("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    if (use == Use::write) {
      run_script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
          "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; "
          "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;");
      sync_log_of_before();
    } else if (use == Use::read) {
      run_script("PRAGMA query_only = ON;");
    } else if (use == Use::copy) {
      run_script("PRAGMA synchronous = FULL;");
    } else {
      run_script("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;");
    }
  } catch (...) {
    close();
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  close();
}

void SqliteConnection::sync_log_of_before() {
  run_script("BEGIN IMMEDIATE");  // nobody else writes to the log meanwhile
  sqlite3_file* log = nullptr;
  int code = sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (code == SQLITE_OK && log != nullptr && log->pMethods != nullptr) {
    sqlite3_int64 size = 0;
    code = log->pMethods->xFileSize(log, &size);
    Bytes piece(1 << 16);  // SQLite writes at most 128 KiB at a time
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += std::ssize(piece)) {
      const int count = static_cast<int>(std::min<sqlite3_int64>(std::ssize(piece), size - at));
      code = log->pMethods->xRead(log, piece.data(), count, at);
      if (code == SQLITE_OK) code = log->pMethods->xWrite(log, piece.data(), count, at);
    }
    if (code == SQLITE_OK && size > 0) code = log->pMethods->xSync(log, SQLITE_SYNC_FULL);
  }
  if (code != SQLITE_OK) {
    throw DatabaseError(kind_of(code), fmt::format("the log of before cannot be synced ({})", code));
  }
  run_script("ROLLBACK");
}

void SqliteConnection::close() noexcept {
  for (auto& [sql, cached] : cache_) sqlite3_finalize(cached.statement);
  cache_.clear();
  sqlite3_close(handle_);
  handle_ = nullptr;
}

void SqliteConnection::fail(int code, std::string_view what) const {
  throw DatabaseError(kind_of(code),
                      fmt::format("{} ({}) in `{}`", sqlite3_errmsg(handle_), code, what.substr(0, 200)));
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code, sql);
  return statement;
}

std::int64_t SqliteConnection::run(std::string_view sql, Params params, const OnRow* on_row) {
  const Running use(*this, sql);
  sqlite3_stmt* statement = use.statement();
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(params.size())) {
    throw DatabaseError(DatabaseError::Kind::other,
                        fmt::format("`{}` takes {} parameters, not {}", sql,
                                    sqlite3_bind_parameter_count(statement), params.size()));
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    const int code = bind(statement, static_cast<int>(i) + 1, params[i]);
    if (code != SQLITE_OK) fail(code, sql);
  }
  const bool reads = sqlite3_stmt_readonly(statement) != 0;
  if (!reads) count_write();
  const SqliteRow row(statement);
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    if (on_row != nullptr) (*on_row)(row);
  }
  if (code != SQLITE_DONE) fail(code, sql);
  return reads ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::run_script(std::string_view sql) {
  const std::string text(sql);
  const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, sql);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

bool SqliteConnection::has_table(std::string_view name) {
  return Reader(*this)
      .integer("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", {name})
      .has_value();
}

void SqliteConnection::copy_to(const std::filesystem::path& target) {
  SqliteConnection copy(target, Use::copy);
  sqlite3_backup* backup = sqlite3_backup_init(copy.handle_, "main", handle_, "main");
  if (backup == nullptr) copy.fail(sqlite3_errcode(copy.handle_), "backup");
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) copy.fail(code, "backup");
  copy.run_script("PRAGMA journal_mode = DELETE;");  // the copied header says WAL
}

}  // namespace enact::store
