// A SQLite file that is not the service's: a population's tables, or where results go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace enact::population {

class SqliteFile {
 public:
  enum class Use : std::uint8_t { read, write };  // write: made if it is not there
  // Throws std::runtime_error with the path and what SQLite says, as all of this does.
  SqliteFile(const std::string& path, Use use);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  void run(const std::string& sql);
  bool has_table(std::string_view name);  // or a view
  [[noreturn]] void fail(const std::string& doing) const;
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
};

// A prepared statement; the file must outlive it.
class SqliteStatement {
 public:
  SqliteStatement(const SqliteFile& file, const std::string& sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  bool step();  // false: no more rows
  void reset();
  void bind(int at, std::string_view text);
  void bind(int at, std::int64_t number);
  void bind_null(int at);
  sqlite3_stmt* handle() const { return handle_; }

 private:
  const SqliteFile& file_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace enact::population
