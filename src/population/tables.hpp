// Populations in the tables of a database: a table (or view) has the name of the subject type, `企业`, that
// of one of its lists `企业.认定`, and columns are named as in the CSV layout (docs/population.md). No value
// is what an empty cell of a CSV is.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/source.hpp"
#include "determine/facts.hpp"

namespace enact::population {

struct TableOptions {
  std::map<std::string, std::string> names;  // "企业.认定" to the table's own name, where it has another
  bool unsaid_absent = false;
};

// All of it as it stood at one moment. Both throw std::runtime_error with what is wrong; `model` must outlive
// the source.
std::unique_ptr<bulk::ColumnSource> sqlite_source(const std::string& path, const determine::FactModel& model,
                                                  const bulk::Wanted& wanted, const TableOptions& options);
// Read by COPY in its binary form. `connection`: a postgresql:// address or libpq's key = value form.
std::unique_ptr<bulk::ColumnSource> postgres_source(const std::string& connection,
                                                    const determine::FactModel& model,
                                                    const bulk::Wanted& wanted, const TableOptions& options);

// Which tables a population may have.
struct TableName {
  std::string type;
  std::string list;   // empty: the subjects
  std::string table;  // its name in the database
};
std::vector<TableName> table_names(const determine::FactModel& model, const TableOptions& options);
// A decimal number that a database keeps as binary floating point, as it was written; nullopt: with more than
// 15 digits that cannot be told.
std::optional<std::string> decimal_of_double(double number);

}  // namespace enact::population
