// What the parts of the intake share. Internal to the floor.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "casework/intake.hpp"
#include "determine/elements.hpp"
#include "determine/facts.hpp"

namespace enact::casework {

// A cell as the JSON text that determine::read_fact_value reads, by the declared type: dates from day numbers
// and the ways they are written, amounts without thousands separators, yes and no. An unfit cell: why, and
// what to do.
struct CellFault {
  std::string code;
  Text what;
  Text help;
};
std::expected<std::string, CellFault> cell_json(const sheet::Cell& cell, const feel::Type& type,
                                                bool from_1904);

// The columns that a shape may have.
struct IntakeColumns {
  const determine::FactModel::SubjectType* type = nullptr;
  const policy::FactDeclaration* list = nullptr;  // of an item shape
  const policy::RecordType* record = nullptr;     // likewise
  const policy::FactDeclaration* identity = nullptr;
  const policy::FactDeclaration* label = nullptr;           // null if the type has none
  std::vector<const policy::FactDeclaration*> values = {};  // scalar facts that the unit attests, or fields
};
// nullopt: no such type or list.
std::optional<IntakeColumns> columns_of(const Context& context, const IntakeRequest& request);
bool attests(const policy::FactDeclaration& declaration, std::string_view unit);
// The first day of a value of this column; items of lists have days of their own.
std::optional<Date> first_day(const IntakeRequest& request, const policy::FactDeclaration& declaration);

using determine::canonical;
using determine::same_thing;

}  // namespace enact::casework
