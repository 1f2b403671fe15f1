// What the parts of the intake share. Internal to the floor.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "casework/intake.hpp"
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

// A value so that equal values have equal texts, whatever the order of fields; fields without a value count
// as absent.
std::string canonical(const feel::Value& value);
// Items of a list that are the same thing by the fields that its record requires.
bool same_thing(const feel::Value& a, const feel::Value& b, const policy::RecordType& record);

}  // namespace enact::casework
