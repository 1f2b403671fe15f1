// Around sqlite3. See sqlite.hpp.
#include "population/sqlite.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace enact::population {

SqliteFile::SqliteFile(const std::string& path, Use use) : path_(path) {
  const int flags = use == Use::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_FULLMUTEX, nullptr) == SQLITE_OK) return;
  const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : "out of memory";
  sqlite3_close(handle_);
  throw std::runtime_error(path + ": " + why);
}

SqliteFile::~SqliteFile() {
  sqlite3_close(handle_);
}

void SqliteFile::fail(const std::string& doing) const {
  throw std::runtime_error(path_ + ": " + doing + ": " + sqlite3_errmsg(handle_));
}

void SqliteFile::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

bool SqliteFile::has_table(std::string_view name) {
  SqliteStatement found(*this, "select 1 from sqlite_master where type in ('table', 'view') and name = ?");
  found.bind(1, name);
  return found.step();
}

SqliteStatement::SqliteStatement(const SqliteFile& file, const std::string& sql) : file_(file) {
  if (sqlite3_prepare_v2(file.handle(), sql.c_str(), static_cast<int>(sql.size()), &handle_, nullptr) !=
      SQLITE_OK) {
    file.fail(sql);
  }
}

SqliteStatement::~SqliteStatement() {
  sqlite3_finalize(handle_);
}

bool SqliteStatement::step() {
  const int result = sqlite3_step(handle_);
  if (result != SQLITE_ROW && result != SQLITE_DONE) file_.fail(sqlite3_sql(handle_));
  return result == SQLITE_ROW;
}

void SqliteStatement::reset() {
  sqlite3_reset(handle_);
}

void SqliteStatement::bind(int at, std::string_view text) {
  if (sqlite3_bind_text64(handle_, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
    file_.fail(sqlite3_sql(handle_));
}

void SqliteStatement::bind(int at, std::int64_t number) {
  if (sqlite3_bind_int64(handle_, at, number) != SQLITE_OK) file_.fail(sqlite3_sql(handle_));
}

void SqliteStatement::bind_null(int at) {
  if (sqlite3_bind_null(handle_, at) != SQLITE_OK) file_.fail(sqlite3_sql(handle_));
}

}  // namespace enact::population
