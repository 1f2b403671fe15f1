// Rows into a table of SQLite. See rows.hpp.
#include <optional>
#include <stdexcept>
#include <variant>

#include "population/rows.hpp"
#include "population/sql_name.hpp"
#include "population/sqlite.hpp"

namespace enact::population {
namespace {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;

class CellWriter final : public RowWriter {
 public:
  void text(std::string_view text) override { cells.emplace_back(std::string(text)); }
  void amount(std::int64_t fen) override { cells.emplace_back(fen); }
  void date(const Date& date) override { cells.emplace_back(date.to_string()); }
  void nothing() override { cells.emplace_back(); }
  void end_row() override {}

  std::vector<Cell> cells;
};

class SqliteTable final : public RowSink {
 public:
  SqliteTable(const std::string& path, const std::string& table, const std::vector<OutColumn>& columns)
      : file_(path, SqliteFile::Use::write), columns_(columns.size()) {
    if (file_.has_table(table)) {
      throw std::runtime_error(path + ": there is a table `" + table +
                               "` already; name another by --out-table");
    }
    std::string declared;
    std::string marks;
    for (const OutColumn& column : columns) {
      const bool amount = column.type == OutColumn::Type::amount;
      declared += (declared.empty() ? "" : ", ") + quoted_name(column.name + (amount ? "_fen" : "")) +
                  (amount ? " integer" : " text");
      marks += marks.empty() ? "?" : ", ?";
    }
    file_.run("begin immediate");
    file_.run("create table " + quoted_name(table) + " (" + declared + ")");
    insert_.emplace(file_, "insert into " + quoted_name(table) + " values (" + marks + ")");
  }
  // Closing the file rolls back what was not committed.

  std::unique_ptr<RowWriter> writer() const override { return std::make_unique<CellWriter>(); }

  void take(RowWriter& part) override {
    const std::vector<Cell>& cells = static_cast<CellWriter&>(part).cells;
    for (std::size_t row = 0; row < cells.size(); row += columns_) {
      for (std::size_t i = 0; i < columns_; ++i) bind(static_cast<int>(i) + 1, cells[row + i]);
      insert_->step();
      insert_->reset();
    }
  }

  void finish() override {
    insert_.reset();
    file_.run("commit");
  }

 private:
  void bind(int at, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      insert_->bind(at, *number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      insert_->bind(at, *text);
    } else {
      insert_->bind_null(at);
    }
  }

  SqliteFile file_;
  std::size_t columns_;
  std::optional<SqliteStatement> insert_;
};

}  // namespace

std::unique_ptr<RowSink> sqlite_table(const std::string& path, const std::string& table,
                                      const std::vector<OutColumn>& columns) {
  return std::make_unique<SqliteTable>(path, table, columns);
}

}  // namespace enact::population
