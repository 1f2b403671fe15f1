// Tables of PostgreSQL as records. See tables.hpp.
#include <algorithm>
#include <bit>
#include <stdexcept>

#include "base/calendar.hpp"
#include "bulk/records_source.hpp"
#include "population/postgres.hpp"
#include "population/sql_name.hpp"
#include "population/tables.hpp"

namespace enact::population {
namespace {

class PostgresRecords final : public bulk::Records {
 public:
  PostgresRecords(std::unique_ptr<Postgres> postgres, const std::string& table)
      : postgres_(std::move(postgres)), name_(table) {
    const std::string all = "select * from " + quoted_name(table);
    columns_ = postgres_->columns(all);
    for (const Postgres::ColumnInfo& column : columns_) check_type(column);
    texts_.resize(columns_.size());
    postgres_->copy_out("copy (" + all + (has_number() ? " order by \"#\"" : "") +
                        ") to stdout (format binary)");
    need(copy_signature.size() + 8);
    if (!std::string_view(bytes_).starts_with(copy_signature))
      throw std::runtime_error(name_ + ": no binary COPY came");
    at_ = copy_signature.size() + 4;
    at_ += 4 + static_cast<std::size_t>(read_network<std::int32_t>(view(4)));
  }

  bool has_number() const {
    return std::any_of(columns_.begin(), columns_.end(), [](const auto& c) { return c.name == "#"; });
  }

  bool next(std::vector<Field>& fields) override {
    fields.clear();
    if (!head_given_) {
      head_given_ = true;
      for (const Postgres::ColumnInfo& column : columns_) fields.push_back({column.name, true});
      return true;
    }
    bytes_.erase(0, at_);
    at_ = 0;
    if (ended_) return false;
    need(2);
    if (take<std::int16_t>() < 0) {
      ended_ = true;
      std::string rest;
      while (postgres_->receive(rest)) {
      }
      return false;
    }
    ++row_;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      need(4);
      const auto size = take<std::int32_t>();
      if (size < 0) {
        fields.push_back({});
        continue;
      }
      need(static_cast<std::size_t>(size));
      texts_[i] = text_of(columns_[i].type, view(static_cast<std::size_t>(size)));
      at_ += static_cast<std::size_t>(size);
      fields.push_back({texts_[i], true});
    }
    return true;
  }
  const std::string& name() const override { return name_; }
  std::string place() const override { return name_ + ":" + std::to_string(row_); }

 private:
  void check_type(const Postgres::ColumnInfo& column) const {
    using namespace pg_type;
    for (const std::uint32_t type :
         {boolean, int8, int2, int4, text, json, float8, bpchar, varchar, date, numeric, jsonb}) {
      if (column.type == type) return;
    }
    throw std::runtime_error(name_ + ": the type of column `" + column.name +
                             "` is not read; a view may cast it to text, numeric, date or boolean");
  }

  static std::string text_of(std::uint32_t type, std::string_view bytes) {
    switch (type) {
      case pg_type::boolean:
        return bytes[0] != 0 ? "true" : "false";
      case pg_type::int2:
        return std::to_string(read_network<std::int16_t>(bytes));
      case pg_type::int4:
        return std::to_string(read_network<std::int32_t>(bytes));
      case pg_type::int8:
        return std::to_string(read_network<std::int64_t>(bytes));
      case pg_type::float8: {
        const auto number = std::bit_cast<double>(read_network<std::int64_t>(bytes));
        return decimal_of_double(number).value_or("≈" + std::to_string(number));
      }
      case pg_type::numeric: {
        std::string number = text_of_numeric(bytes);
        return number.empty() ? "NaN" : number;
      }
      case pg_type::date:
        return Date::from_days(std::int64_t{read_network<std::int32_t>(bytes)} + postgres_epoch).to_string();
      case pg_type::jsonb:
        return std::string(bytes.substr(1));  // after the version
      case pg_type::bpchar:                   // blanks at the end are no part of it
        return std::string(bytes.substr(0, bytes.find_last_not_of(' ') + 1));
      default:
        return std::string(bytes);
    }
  }

  // Makes sure that so many bytes are there.
  void need(std::size_t size) {
    while (bytes_.size() - at_ < size) {
      if (!postgres_->receive(bytes_)) throw std::runtime_error(name_ + ": the COPY ended too early");
    }
  }
  std::string_view view(std::size_t size) const { return std::string_view(bytes_).substr(at_, size); }
  template <typename Integer>
  Integer take() {
    const auto value = read_network<Integer>(view(sizeof(Integer)));
    at_ += sizeof(Integer);
    return value;
  }

  std::unique_ptr<Postgres> postgres_;
  std::string name_;
  std::vector<Postgres::ColumnInfo> columns_;
  std::vector<std::string> texts_;
  std::string bytes_;
  std::size_t at_ = 0;
  bool head_given_ = false;
  bool ended_ = false;
  std::uint64_t row_ = 0;
};

// A source that keeps the connection whose snapshot the others read.
class OfOneMoment final : public bulk::ColumnSource {
 public:
  OfOneMoment(std::unique_ptr<Postgres> first, std::unique_ptr<bulk::ColumnSource> source)
      : first_(std::move(first)), source_(std::move(source)) {}
  bool next(bulk::Segment& segment) override { return source_->next(segment); }
  const std::vector<bulk::Rejected>& rejected() const override { return source_->rejected(); }

 private:
  std::unique_ptr<Postgres> first_;
  std::unique_ptr<bulk::ColumnSource> source_;
};

}  // namespace

std::unique_ptr<bulk::ColumnSource> postgres_source(const std::string& connection,
                                                    const determine::FactModel& model,
                                                    const bulk::Wanted& wanted, const TableOptions& options) {
  constexpr const char* begin = "begin isolation level repeatable read read only";
  auto first = std::make_unique<Postgres>(connection);
  first->run(begin);
  const std::string snapshot = first->text("select pg_export_snapshot()");
  std::vector<bulk::TypeRecords> all;
  std::string unnumbered;  // the type whose subjects have no `#`
  for (const TableName& name : table_names(model, options)) {
    const bool named = options.names.contains(name.list.empty() ? name.type : name.type + "." + name.list);
    if (!named && first->text("select to_regclass($1)", {quoted_name(name.table)}).empty()) continue;
    auto own = std::make_unique<Postgres>(connection);
    own->run(begin);
    own->run("set transaction snapshot " + own->literal(snapshot));
    auto records = std::make_unique<PostgresRecords>(std::move(own), name.table);
    if (name.list.empty() && !records->has_number()) unnumbered = name.type;
    if (!name.list.empty() && name.type == unnumbered) {
      throw std::runtime_error(name.type + ": the table of the subjects needs a column `#`, by which `" +
                               name.table + "` says whose its records are");
    }
    all.push_back({name.type, name.list, std::move(records)});
  }
  if (all.empty()) throw std::runtime_error("PostgreSQL: no table has the name of a subject type");
  return std::make_unique<OfOneMoment>(
      std::move(first), bulk::records_source(std::move(all), model, wanted, options.unsaid_absent));
}

}  // namespace enact::population
