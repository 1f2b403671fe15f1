// Rows into a table of PostgreSQL. See rows.hpp.
#include <stdexcept>
#include <utility>

#include "population/postgres.hpp"
#include "population/rows.hpp"
#include "population/sql_name.hpp"

namespace enact::population {
namespace {

class CopyWriter final : public RowWriter {
 public:
  explicit CopyWriter(std::size_t columns) : columns_(columns) {}

  void text(std::string_view text) override { cell(text); }
  void amount(std::int64_t fen) override { cell(numeric_of_fen(fen)); }
  void date(const Date& date) override {
    std::string days;
    append_network(days, static_cast<std::int32_t>(date.days_since_1970()) - postgres_epoch);
    cell(days);
  }
  void nothing() override {
    begin();
    append_network(bytes_, std::int32_t{-1});
  }
  void end_row() override { begun_ = false; }

  std::string take() { return std::exchange(bytes_, {}); }

 private:
  void begin() {
    if (!begun_) append_network(bytes_, static_cast<std::int16_t>(columns_));
    begun_ = true;
  }
  void cell(std::string_view value) {
    begin();
    append_network(bytes_, static_cast<std::int32_t>(value.size()));
    bytes_ += value;
  }

  std::size_t columns_;
  std::string bytes_;
  bool begun_ = false;
};

class PostgresTable final : public RowSink {
 public:
  PostgresTable(const std::string& connection, const std::string& table,
                const std::vector<OutColumn>& columns)
      : postgres_(connection), columns_(columns.size()) {
    std::string declared;
    for (const OutColumn& column : columns) {
      const char* type = column.type == OutColumn::Type::amount ? " numeric(24,2)"
                         : column.type == OutColumn::Type::date ? " date"
                                                                : " text";
      declared += (declared.empty() ? "" : ", ") + quoted_name(column.name) + type;
    }
    // Not committed before finish(): an end of the connection takes it all back.
    postgres_.run("begin");
    postgres_.run("create table " + quoted_name(table) + " (" + declared + ")");
    postgres_.copy_in("copy " + quoted_name(table) + " from stdin (format binary)");
    std::string head(copy_signature);
    append_network(head, std::int32_t{0});
    append_network(head, std::int32_t{0});
    postgres_.send(head);
  }

  std::unique_ptr<RowWriter> writer() const override { return std::make_unique<CopyWriter>(columns_); }
  void take(RowWriter& part) override { postgres_.send(static_cast<CopyWriter&>(part).take()); }
  void finish() override {
    std::string end;
    append_network(end, std::int16_t{-1});
    postgres_.send(end);
    postgres_.end_copy();
    postgres_.run("commit");
  }

 private:
  Postgres postgres_;
  std::size_t columns_;
};

}  // namespace

std::unique_ptr<RowSink> postgres_table(const std::string& connection, const std::string& table,
                                        const std::vector<OutColumn>& columns) {
  return std::make_unique<PostgresTable>(connection, table, columns);
}

}  // namespace enact::population
