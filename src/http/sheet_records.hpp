// A table as it was uploaded, Excel or CSV, as the rows that an import of a register reads: a workbook's days
// are numbers, which become days in the columns of days.
#pragma once

#include <string>
#include <vector>

#include "bulk/records.hpp"
#include "policy/register.hpp"
#include "sheet/table.hpp"

namespace enact::http {

class SheetRecords final : public bulk::Records {
 public:
  SheetRecords(sheet::Table table, const policy::Register& made);
  bool next(std::vector<Field>& fields) override;
  const std::string& name() const override { return name_; }
  std::string place() const override;

 private:
  sheet::Table table_;
  std::vector<bool> days_;  // by column: its cells are days
  std::size_t next_ = 0;
  std::string name_ = "table";
};

}  // namespace enact::http
