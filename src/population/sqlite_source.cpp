// Tables of a SQLite file as records. See tables.hpp.
#include <sqlite3.h>

#include <optional>
#include <stdexcept>

#include "bulk/records_source.hpp"
#include "population/sql_name.hpp"
#include "population/sqlite.hpp"
#include "population/tables.hpp"

namespace enact::population {
namespace {

class SqliteRecords final : public bulk::Records {
 public:
  SqliteRecords(const std::shared_ptr<SqliteFile>& file, const std::string& table)
      : file_(file), name_(file->path() + ":" + table), rows_(*file, query(*file, table)) {
    const int columns = sqlite3_column_count(rows_.handle());
    for (int i = 0; i < columns; ++i) {
      head_.emplace_back(sqlite3_column_name(rows_.handle(), i));
      const char* declared = sqlite3_column_decltype(rows_.handle(), i);
      const std::string_view type = declared != nullptr ? declared : "";
      truths_.push_back(type == "BOOLEAN" || type == "boolean" || type == "BOOL" || type == "bool");
    }
    texts_.resize(head_.size());
  }

  bool next(std::vector<Field>& fields) override {
    fields.clear();
    if (!head_given_) {
      head_given_ = true;
      for (const std::string& name : head_) fields.push_back({name, true});
      return true;
    }
    // A statement that is stepped beyond its end begins again.
    ended_ = ended_ || !rows_.step();
    if (ended_) return false;
    ++row_;
    for (std::size_t i = 0; i < head_.size(); ++i) fields.push_back(field(i));
    return true;
  }
  const std::string& name() const override { return name_; }
  std::string place() const override { return name_ + ":" + std::to_string(row_); }

 private:
  // By `#` where there is one, else in the order in which rows were put in.
  static std::string query(SqliteFile& file, const std::string& table) {
    const std::string from = " from " + quoted_name(table);
    SqliteStatement columns(file, "select name from pragma_table_info(?)");
    columns.bind(1, table);
    while (columns.step()) {
      if (std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(columns.handle(), 0))) == "#")
        return "select *" + from + " order by \"#\"";
    }
    return "select *" + from;
  }

  Field field(std::size_t i) {
    const int at = static_cast<int>(i);
    sqlite3_stmt* row = rows_.handle();
    std::string& text = texts_[i];
    switch (sqlite3_column_type(row, at)) {
      case SQLITE_NULL:
        return {};
      case SQLITE_INTEGER:
        if (truths_[i]) return {sqlite3_column_int64(row, at) != 0 ? "true" : "false", true};
        text = std::to_string(sqlite3_column_int64(row, at));
        return {text, true};
      case SQLITE_FLOAT: {
        // More digits than are certain: what the cell reader refuses.
        const double number = sqlite3_column_double(row, at);
        text = decimal_of_double(number).value_or("≈" + std::to_string(number));
        return {text, true};
      }
      default: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, at));
        return {std::string_view(bytes != nullptr ? bytes : "",
                                 static_cast<std::size_t>(sqlite3_column_bytes(row, at))),
                true};
      }
    }
  }

  std::shared_ptr<SqliteFile> file_;
  std::string name_;
  SqliteStatement rows_;
  std::vector<std::string> head_;
  std::vector<bool> truths_;
  std::vector<std::string> texts_;
  bool head_given_ = false;
  bool ended_ = false;
  std::uint64_t row_ = 0;
};

}  // namespace

std::unique_ptr<bulk::ColumnSource> sqlite_source(const std::string& path, const determine::FactModel& model,
                                                  const bulk::Wanted& wanted, const TableOptions& options) {
  const auto file = std::make_shared<SqliteFile>(path, SqliteFile::Use::read);
  file->run("begin");  // one snapshot for all tables
  std::vector<bulk::TypeRecords> all;
  for (const TableName& name : table_names(model, options)) {
    const bool named = options.names.contains(name.list.empty() ? name.type : name.type + "." + name.list);
    if (!named && !file->has_table(name.table)) continue;
    all.push_back({name.type, name.list, std::make_unique<SqliteRecords>(file, name.table)});
  }
  if (all.empty()) throw std::runtime_error(path + ": no table has the name of a subject type");
  return bulk::records_source(std::move(all), model, wanted, options.unsaid_absent);
}

}  // namespace enact::population
