// Taking over a list that exists already, by the keeper: a table whose first row names the fields, and one
// row an entry. What is imported stands where the life cycle first lets an entry rest, by its straight way
// (the first outcome of each step). First a preview that writes nothing, then the import.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "bulk/records.hpp"
#include "registers/registers.hpp"

namespace enact::registers {

struct ImportReport {
  std::int64_t rows = 0;
  std::int64_t good = 0;
  struct Bad {
    std::int64_t row;   // from 2: the first is the head
    std::string field;  // "" : the row as a whole
    Text message;
  };
  std::vector<Bad> bad;
  std::int64_t imported = 0;
};

// Faults: no register; forbidden "register.not-permitted"; invalid "register.import-head" (a column that is
// no field, with the nearest; no column of the owner; no readable table), limit "register.import-rows".
//
// The preview holds each row against everything but what rows of the table do to each other, other than being
// the same by `unique`. The import is done in steps of some hundred rows; a row that cannot be imported is
// reported and keeps no other from it.
std::expected<ImportReport, store::Fault> preview_import(store::Database& database,
                                                         const Registers& registers, const Person& person,
                                                         std::string_view policy,
                                                         std::string_view register_id, bulk::Records& table);
std::expected<ImportReport, store::Fault> import_entries(store::Database& database,
                                                         const Registers& registers, const Person& person,
                                                         std::string_view policy,
                                                         std::string_view register_id, bulk::Records& table);

// The rows of CSV text. Borrows the text.
std::unique_ptr<bulk::Records> csv_rows(std::string_view text);

}  // namespace enact::registers
