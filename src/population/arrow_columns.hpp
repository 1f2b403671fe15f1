// A stretch of an Arrow batch as columns. Cells are looked into where they lie if their layout is that of
// bulk::Column, else brought into it; nothing is written out as text that is a number. Internal to
// src/population (arrow_source.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "bulk/columns.hpp"
#include "determine/facts.hpp"
#include "population/arrow_abi.hpp"

namespace enact::population {

class ArrowColumns {
 public:
  // `model` must outlive it.
  ArrowColumns(const determine::FactModel& model, bulk::Wanted wanted, bool unsaid_absent)
      : model_(model), wanted_(std::move(wanted)), unsaid_absent_(unsaid_absent) {}

  // The rows [from, from + rows) of a struct array, of the struct's own counting. `hold` keeps the array for
  // as long as columns look into it. nullopt: some cell has a fault, or the layout is of another kind; the
  // rows are then to be read one by one.
  std::optional<bulk::Table> table(const ArrowSchema& schema, const ArrowArray& array, std::int64_t from,
                                   std::size_t rows,
                                   const std::vector<const policy::FactDeclaration*>& declared,
                                   const std::shared_ptr<const void>& hold) const;

 private:
  const policy::RecordType* record_of(const policy::FactDeclaration& fact) const;
  std::optional<bulk::ListColumn> list(const policy::FactDeclaration& fact, const policy::RecordType& record,
                                       const ArrowSchema* schema, const ArrowArray* array, std::int64_t from,
                                       std::size_t rows, const std::shared_ptr<const void>& hold) const;

  const determine::FactModel& model_;
  bulk::Wanted wanted_;
  bool unsaid_absent_;
};

}  // namespace enact::population
