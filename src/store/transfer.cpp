#include "store/transfer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/guards.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace enact::store {
namespace {

// Rows of PostgreSQL in memory at a time: a row may hold an upload of 20 MiB.
constexpr int rows_at_once = 64;

struct Table {
  std::string name;
  std::vector<std::string> columns;
};

// In the order in which they were made, so that what refers comes behind what it refers to. A full-text index
// and its parts are not among them: it is made again.
std::vector<Table> tables_of(const Reader& sqlite, const std::vector<std::string>& indexes) {
  std::vector<Table> tables;
  for (const std::string& name :
       names(sqlite, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")) {
    if (name.starts_with("sqlite_") || std::ranges::any_of(indexes, [&](const std::string& index) {
          return name == index || name.starts_with(index + "_");
        })) {
      continue;
    }
    tables.push_back({name, sqlite.all(fmt::format("PRAGMA table_info({})", name), {},
                                       [](const Row& row) { return row.text(1); })});
  }
  return tables;
}

void each_row(Connection& from, const Table& table, const OnRow& on_row) {
  const Reader reader(from);
  const std::string select = fmt::format("SELECT {} FROM {}", fmt::join(table.columns, ", "), table.name);
  if (is_sqlite(from)) return reader.query(select, {}, on_row);
  from.run_script(fmt::format("DECLARE moving_{} NO SCROLL CURSOR FOR {}", table.name, select));
  const std::string fetch = fmt::format("FETCH {} FROM moving_{}", rows_at_once, table.name);
  for (bool more = true; more;) {
    more = false;
    reader.query(fetch, {}, [&](const Row& row) {
      more = true;
      on_row(row);
    });
  }
  from.run_script(fmt::format("CLOSE moving_{}", table.name));
}

void move_rows(Connection& from, Connection& to, const Table& table) {
  std::string insert =
      fmt::format("INSERT INTO {} ({}) VALUES (", table.name, fmt::join(table.columns, ", "));
  for (std::size_t i = 0; i < table.columns.size(); ++i) insert += i == 0 ? "?" : ", ?";
  insert += ")";
  std::vector<Param> values;
  each_row(from, table, [&](const Row& row) {
    values.clear();
    for (int i = 0; i < row.columns(); ++i) {
      values.push_back(std::visit(
          [](auto value) -> Param {
            if constexpr (std::is_same_v<decltype(value), std::monostate>) {
              return nullptr;
            } else {
              return value;
            }
          },
          row.any(i)));
    }
    to.post(insert, values);
  });
  to.settle();
}

std::vector<std::string> migrations_of(const Reader& reader) {
  return reader.all(
      "SELECT module, number, checksum FROM migration ORDER BY module, number", {},
      [](const Row& row) { return fmt::format("{}/{}/{}", row.view(0), row.integer(1), row.view(2)); });
}

Fault other_schema() {
  return {.kind = Fault::Kind::conflict,
          .code = "store.other-schema",
          .message = {"该空间的表结构由另一版本的程序建立",
                      "the tables of this space are those of another version of the program"},
          .help = {"请使用正在运行该空间的版本", "use the version that the space is served with"}};
}

}  // namespace

std::expected<void, Fault> move_space(Connection& from, Connection& to, std::span<const Module> modules) {
  const Reader source(from);
  const Reader target(to);
  const auto kind = kind_of_space(from);
  if (auto made = migrate(to, modules, kind.value(), Instant{}); !made) return std::unexpected(made.error());
  if (migrations_of(source) != migrations_of(target)) return std::unexpected(other_schema());

  const Reader& sqlite = is_sqlite(from) ? source : target;
  const auto indexes =
      names(sqlite, "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE %'");
  const auto tables = tables_of(sqlite, indexes);
  std::vector<std::string> filled;
  for (const Table& table : tables) filled.push_back(table.name);
  const auto back = lift_guards(to, filled);
  for (const char* made : {"migration", "space"}) to.run_script(fmt::format("DELETE FROM {}", made));
  for (const Table& table : tables) move_rows(from, to, table);
  if (is_sqlite(to)) {
    for (const std::string& index : indexes) {
      to.run_script(fmt::format("INSERT INTO {0} ({0}) VALUES ('rebuild')", index));
    }
  }
  for (const std::string& statement : back) to.run_script(statement);
  return {};
}

}  // namespace enact::store
