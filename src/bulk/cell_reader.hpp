// Reads the cells of one column from texts, with the checks that a facts file has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bulk/column_builder.hpp"
#include "bulk/records.hpp"

namespace enact::bulk {

class CellReader {
 public:
  // Both must outlive the reader.
  CellReader(const policy::FactDeclaration& declared, const determine::FactModel& model)
      : declared_(declared), model_(model), kind_(column_kind(*declared.type)) {}

  // Adds the cell to `into`; or says what is wrong with it, and adds none.
  std::optional<Text> read(const Records::Field& field, bool unsaid_absent, ColumnBuilder& into);

 private:
  std::optional<Text> read_text(std::string_view text, ColumnBuilder& into);
  std::optional<Text> read_by_declaration(std::string_view json, ColumnBuilder& into);

  const policy::FactDeclaration& declared_;
  const determine::FactModel& model_;
  ColumnKind kind_;
  std::vector<std::string> known_;  // texts that were found to fit
};

}  // namespace enact::bulk
