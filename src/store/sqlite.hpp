// A connection to an SQLite file through its C interface. Only the store's engine names it, and
// what reads a space without opening it; everybody else sees Connection.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sql.hpp"

namespace enact::store {

bool is_sqlite(const Connection& connection);

class SqliteConnection final : public Connection {
 public:
  enum class Use { write, read, copy, scratch };
  // `write` makes the file if absent. `copy` makes the target of copy_to(). `scratch` is a private temporary
  // database that spills to disk and goes away with the connection; its path is ignored. Throws
  // DatabaseError.
  SqliteConnection(const std::filesystem::path& path, Use use);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  std::int64_t run(std::string_view sql, Params params, const OnRow* on_row) override;
  void run_script(std::string_view sql) override;
  void run_schema(std::string_view sql) override { run_script(sql); }
  bool in_transaction() const override;
  void begin_read() override { run_script("BEGIN"); }
  void begin_write() override { run_script("BEGIN IMMEDIATE"); }
  bool has_table(std::string_view name) override;
  std::string unsafe_settings() override { return {}; }  // they are this class's own
  bool alive() const override { return true; }

  // Writes what this connection sees into a file that does not exist, which is then one database without a
  // journal. Throws DatabaseError.
  void copy_to(const std::filesystem::path& target);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool running = false;
  };
  class Running;

  // Writes the write-ahead log that an earlier process left once more, as it reads, and syncs it. If a sync
  // failed there, part of what it shows never reached the disk: the kernel keeps such pages, calls them
  // clean, and a later sync leaves them out. What is committed behind them would go with them when power is
  // lost, and the database be mixed of two states.
  void sync_log_of_before();
  sqlite3_stmt* prepare(std::string_view sql);
  void close() noexcept;
  [[noreturn]] void fail(int code, std::string_view what) const;

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Cached, Hash, std::equal_to<>> cache_;
};

}  // namespace enact::store
