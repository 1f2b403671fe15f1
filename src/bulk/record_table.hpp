// The rows of one file or table: which of its columns go where.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/cell_reader.hpp"
#include "bulk/column_builder.hpp"
#include "bulk/records.hpp"

namespace enact::bulk {

// What keeps a row from being taken.
struct Fault {
  std::string column;
  std::string cell;
  Text reason;
};

// The column that numbers subjects: in a list, whose the record is.
inline constexpr std::string_view number_column = "#";

class RecordTable {
 public:
  // Reads the head; throws std::runtime_error where it does not fit what is `declared`. `model` must outlive
  // the table.
  RecordTable(std::unique_ptr<Records> records, const std::vector<const policy::FactDeclaration*>& declared,
              const determine::FactModel& model, bool unsaid_absent);

  bool next();                           // takes the next record; false: there is none
  bool ahead() const { return ahead_; }  // there is a record that is not used yet
  const std::vector<Records::Field>& fields() const { return fields_; }
  std::string place() const { return records_->place(); }
  const std::string& name() const { return records_->name(); }
  std::optional<std::size_t> column(std::string_view name) const;
  // What `#` says in the record at hand; nullopt: no whole number.
  std::optional<std::int64_t> number() const;

  // The record at hand as a row of `table`; where it has a fault, no row.
  std::optional<Fault> add_row(TableBuilder& table);

 private:
  std::unique_ptr<Records> records_;
  bool unsaid_absent_;
  bool ahead_ = false;
  std::vector<Records::Field> fields_;
  std::vector<std::string> head_;
  std::optional<std::size_t> number_at_;
  std::vector<std::optional<CellReader>> readers_;
  struct Required {
    std::string name;
    std::optional<std::size_t> at;  // in the record
  };
  std::vector<Required> required_;
  std::vector<std::optional<std::size_t>> order_;  // of the columns built, where they stand in the record
};

}  // namespace enact::bulk
