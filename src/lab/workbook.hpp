// Scenarios side by side as an Excel workbook: what was changed, the budget by article, provision, payer and
// lead, winners and losers by group, allocations. Amounts are number cells in yuan.
#pragma once

#include <string>
#include <vector>

#include "lab/lab.hpp"

namespace enact::lab {

struct NamedAnswer {
  std::string name;
  Trial trial;
  Answer answer;
};

// The bytes of an .xlsx file. Throws std::runtime_error where no temporary file can be written.
std::string workbook(const std::vector<NamedAnswer>& scenarios, Language language);

}  // namespace enact::lab
