// Files of databases: copied, looked at, put in place.
#include "store/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "store/faults.hpp"
#include "store/postgres.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/transfer.hpp"

namespace enact::store {
namespace {

namespace fs = std::filesystem;

// Of a file or a folder.
void sync_path(const fs::path& path) {
  const int handle = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

Fault copy_failed(const fs::path& target, std::string_view why) {
  return {.kind = Fault::Kind::unavailable,
          .code = "store.copy-failed",
          .message = {fmt::format("无法写入备份 {}：{}", target.string(), why),
                      fmt::format("the backup {} cannot be written: {}", target.string(), why)},
          .help = {"请检查目标磁盘的空间与权限", "check space and permissions where it is to be"}};
}

Fault no_space(const fs::path& file) {
  return {.kind = Fault::Kind::invalid,
          .code = "store.no-space",
          .message = {fmt::format("{} 不是本系统的数据库", file.string()),
                      fmt::format("{} is no database of a space", file.string())},
          .help = {"请指定 `enact backup` 生成的文件", "name a file made by `enact backup`"}};
}

Fault database_filled(const std::string& where) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.space-exists",
          .message = {fmt::format("{} 中已有空间", where), fmt::format("there is a space in {}", where)},
          .help = {"请另建一个空数据库", "make another, empty database"}};
}

Fault space_exists(const fs::path& folder) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.space-exists",
          .message = {fmt::format("{} 中已有空间", folder.string()),
                      fmt::format("there is a space in {}", folder.string())},
          .help = {"请另选目录；确要替换时用 --replace，原数据库会改名保留",
                   "choose another folder, or say --replace: the database there is kept under another name"}};
}

std::vector<Module> with_core(std::span<const Module> modules) {
  std::vector<Module> all{core_module()};
  all.insert(all.end(), modules.begin(), modules.end());
  return all;
}

Fault space_in_use(const fs::path& folder) {
  return {.kind = Fault::Kind::conflict,
          .code = "store.space-in-use",
          .message = {fmt::format("{} 中的空间正在使用", folder.string()),
                      fmt::format("the space in {} is in use", folder.string())},
          .help = {"请先停止服务", "stop the service first"}};
}

// Gives up the write-ahead log, so that the file is the whole database: only possible while nobody else has
// it open.
bool make_single(const fs::path& file) {
  try {
    SqliteConnection connection(file, SqliteConnection::Use::write);
    return Reader(connection).text("PRAGMA journal_mode = DELETE", {}) == "delete";
  } catch (const DatabaseError&) {
    return false;
  }
}

// A schema beside the one that a connection works in, for as long as this lives.
class SchemaApart {
 public:
  explicit SchemaApart(PostgresConnection& connection)
      : connection_(connection),
        home_(Reader(connection).text("SELECT current_schema()", {}).value_or("")),
        name_("restoring-" + home_) {
    connection_.run_script(
        fmt::format("DROP SCHEMA IF EXISTS \"{0}\" CASCADE; CREATE SCHEMA \"{0}\"", name_));
  }
  ~SchemaApart() {
    try {
      if (connection_.in_transaction()) connection_.run_script("ROLLBACK");
      connection_.run_script(fmt::format("DROP SCHEMA IF EXISTS \"{}\" CASCADE", name_));
    } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): the next run removes it
    }
  }
  SchemaApart(const SchemaApart&) = delete;
  SchemaApart& operator=(const SchemaApart&) = delete;
  const std::string& name() const { return name_; }

  // Moves all that is in it to where the connection works, within its transaction. Indexes, triggers and
  // references go with their tables.
  void put_in_place() {
    const auto moves = Reader(connection_)
                           .all(
                               "SELECT format('ALTER TABLE %I.%I SET SCHEMA %I', schemaname, tablename, "
                               "CAST(? AS text)) FROM pg_tables "
                               "WHERE schemaname = ? UNION ALL SELECT format('ALTER FUNCTION %s SET SCHEMA "
                               "%I', p.oid::regprocedure, "
                               "CAST(? AS text)) FROM pg_proc p JOIN pg_namespace n ON n.oid = "
                               "p.pronamespace WHERE n.nspname = ?",
                               {home_, name_, home_, name_}, [](const Row& row) { return row.text(0); });
    for (const std::string& move : moves) connection_.run_script(move);
    connection_.run_script(fmt::format("DROP SCHEMA \"{}\"", name_));  // refused if anything is left in it
  }

 private:
  PostgresConnection& connection_;
  std::string home_;
  std::string name_;
};

}  // namespace

std::expected<void, Fault> copy_database(const fs::path& folder, const fs::path& target) {
  const fs::path file = folder / database_file;
  if (fs::exists(target)) return std::unexpected(copy_failed(target, "it exists"));
  std::unique_ptr<SqliteConnection> source;
  try {
    source = std::make_unique<SqliteConnection>(file, SqliteConnection::Use::read);
    source->run_script("BEGIN; SELECT count(*) FROM sqlite_schema;");  // holds the snapshot
  } catch (const DatabaseError& error) {
    return std::unexpected(cannot_open(file, error.what()));
  }
  try {
    source->copy_to(target);
    sync_path(target.parent_path());
  } catch (const DatabaseError& error) {
    std::error_code ignored;
    fs::remove(target, ignored);
    return std::unexpected(copy_failed(target, error.what()));
  }
  return {};
}

std::expected<void, Fault> copy_postgres(const std::string& url, std::span<const Module> modules,
                                         const fs::path& target) {
  const std::string where = without_password(url);
  if (fs::exists(target)) return std::unexpected(copy_failed(target, "it exists"));
  std::unique_ptr<PostgresConnection> source;
  try {
    source = std::make_unique<PostgresConnection>(url);
    source->begin_read();
    if (!kind_of_space(*source)) return std::unexpected(no_space(where));
  } catch (const DatabaseError& error) {
    return std::unexpected(cannot_open(where, error.what()));
  }
  std::expected<void, Fault> moved;
  try {
    SqliteConnection copy(target, SqliteConnection::Use::copy);
    copy.run_script("BEGIN");
    moved = move_space(*source, copy, with_core(modules));
    copy.run_script(moved ? "COMMIT" : "ROLLBACK");
    sync_path(target.parent_path());
  } catch (const DatabaseError& error) {
    moved = std::unexpected(copy_failed(target, error.what()));
  }
  std::error_code ignored;
  if (!moved) fs::remove(target, ignored);
  return moved;
}

std::expected<bool, Fault> fill_postgres(const fs::path& file, const std::string& url,
                                         std::span<const Module> modules, const Verify& verify) {
  const std::string where = without_password(url);
  try {
    SqliteConnection source(file, SqliteConnection::Use::read);
    source.begin_read();
    if (!kind_of_space(source)) return std::unexpected(no_space(file));
    PostgresConnection target(url);
    if (kind_of_space(target)) return std::unexpected(database_filled(where));
    SchemaApart apart(target);
    const std::string there = with_schema(url, apart.name());
    {
      PostgresConnection filled(there);
      filled.begin_write();  // rolled back with the connection
      if (auto moved = move_space(source, filled, with_core(modules)); !moved)
        return std::unexpected(moved.error());
      filled.run_script("COMMIT");
    }
    if (auto good = verify(there); !good || !*good) return good;
    target.begin_write();
    if (kind_of_space(target)) return std::unexpected(database_filled(where));
    apart.put_in_place();
    target.run_script("COMMIT");
  } catch (const DatabaseError& error) {
    return std::unexpected(cannot_open(where, error.what()));
  }
  return true;
}

std::expected<CopyState, Fault> look_at_copy(const fs::path& file) {
  try {
    SqliteConnection connection(file, SqliteConnection::Use::read);
    const Reader reader(connection);
    const auto kind = kind_of_space(connection);
    if (!kind) return std::unexpected(no_space(file));
    CopyState state{.kind = *kind};
    reader.query("PRAGMA integrity_check", {}, [&](const Row& row) {
      if (row.view(0) != "ok") state.faults.push_back(row.text(0));
    });
    reader.query("PRAGMA foreign_key_check", {}, [&](const Row& row) {
      state.faults.push_back(
          fmt::format("a row of {} refers to a row of {} that is not there", row.view(0), row.view(2)));
    });
    return state;
  } catch (const DatabaseError& error) {
    if (error.kind() == DatabaseError::Kind::corrupt) return std::unexpected(no_space(file));
    return std::unexpected(cannot_open(file, error.what()));
  }
}

void move_file(const fs::path& from, const fs::path& to) {
  sync_path(from);
  fs::rename(from, to);
  sync_path(to.parent_path());
}

std::expected<fs::path, Fault> put_in_place(const fs::path& made, const fs::path& folder, bool replace) {
  const fs::path file = folder / database_file;
  fs::path kept;
  if (!make_single(made)) return std::unexpected(space_in_use(made.parent_path()));
  if (fs::exists(file)) {
    if (!replace) return std::unexpected(space_exists(folder));
    if (!make_single(file)) return std::unexpected(space_in_use(folder));
    for (int number = 1; kept.empty() || fs::exists(kept); ++number) {
      kept = folder / fmt::format("{}.replaced-{}", database_file, number);
    }
    move_file(file, kept);
  }
  try {
    move_file(made, file);
  } catch (...) {
    if (!kept.empty()) move_file(kept, file);
    throw;
  }
  return kept;
}

}  // namespace enact::store
