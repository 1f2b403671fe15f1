// See texts_anew.hpp.
#include "store/texts_anew.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/identity_number.hpp"
#include "store/guards.hpp"
#include "store/sqlite.hpp"
#include "store/stand_ins.hpp"

namespace enact::store {
namespace {

struct Column {
  std::string table;
  std::string name;
};
struct Found {
  std::string address;  // of the row, until it changes
  std::string text;
};

std::vector<Column> text_columns(Connection& connection, const std::set<std::string>& but) {
  const std::string_view sql =
      is_sqlite(connection)
          ? "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = "
            "'table' "
            "AND p.type = 'TEXT'"
          : "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN "
            "information_schema.tables "
            "t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = "
            "current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = 'text' AND c.is_generated = "
            "'NEVER'";
  std::vector<Column> columns;
  const OnRow take = [&](const Row& row) {
    if (!but.contains(row.text(0))) columns.push_back({row.text(0), row.text(1)});
  };
  connection.run(sql, {}, &take);
  return columns;
}

std::vector<Found> in_clear(Connection& connection, const Column& column) {
  std::vector<Found> found;
  const OnRow take = [&](const Row& row) {
    if (!row.is_null(1) && holds_identity_number(row.view(1))) found.push_back({row.text(0), row.text(1)});
  };
  connection.run(fmt::format("SELECT CAST({} AS TEXT), {} FROM {}", is_sqlite(connection) ? "rowid" : "ctid",
                             column.name, column.table),
                 {}, &take);
  return found;
}

}  // namespace

std::int64_t write_texts_anew(Connection& connection, std::span<const Module> modules) {
  connection.settle();
  std::set<std::string> but = {"event"};
  for (const Module& module : modules)
    for (const Projection& projection : module.projections)
      but.insert(projection.tables.begin(), projection.tables.end());
  const auto columns = text_columns(connection, but);
  std::vector<std::string> back;
  bool lifted = false;
  std::int64_t count = 0;
  // Column by column: a row that was changed has another address.
  for (const Column& column : columns) {
    const auto found = in_clear(connection, column);
    if (found.empty()) continue;
    if (!std::exchange(lifted, true)) {
      std::set<std::string> tables;
      for (const Column& one : columns) tables.insert(one.table);
      back = lift_guards(connection, std::vector(tables.begin(), tables.end()));
    }
    const std::string sql =
        fmt::format("UPDATE {} SET {} = ? WHERE {}", column.table, column.name,
                    is_sqlite(connection) ? "rowid = CAST(? AS INTEGER)" : "ctid = CAST(? AS tid)");
    for (const Found& one : found) {
      const std::string kept = text_at_rest(*connection.key_ring(), one.text);
      const std::vector<Param> values = {kept, one.address};
      connection.run(sql, values, nullptr);
    }
    count += std::ssize(found);
  }
  for (const std::string& statement : back) connection.run_script(statement);
  return count;
}

}  // namespace enact::store
