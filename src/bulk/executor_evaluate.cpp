// Truths that the scalar evaluator finds row by row, where there is no operation. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"
#include "bulk/truth_of.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {

using feel::Value;

std::optional<Value> Executor::value_at(const Leaf& leaf, DomainId domain, std::size_t row) const {
  while (domain != leaf.domain) {
    row = domains_[static_cast<std::size_t>(domain)].parents[row];
    domain = program_.domains[static_cast<std::size_t>(domain)].parent;
  }
  const Rows& rows = domains_[static_cast<std::size_t>(domain)];
  if (program_.domains[static_cast<std::size_t>(domain)].months) {
    return leaf.column == month_column ? Value(Date::from_days(rows.first_days[row]))
                                       : Value(Decimal(rows.indices[row]));
  }
  const Table* table = domain == 0 ? &segment_->table : rows.list != nullptr ? &rows.list->items : nullptr;
  const Column* column = table != nullptr ? table->column(leaf.column) : nullptr;
  if (column == nullptr) return feel::make_unknown({feel::Cause::Kind::missing_fact, leaf.column, nullptr});
  Value value = value_of(*column, domain == 0 ? begin_ + row : rows.records[row]);
  // Facts came through a view that has completed them, cells of columns have not.
  const feel::List* list = value.list();
  const bool holds_records =
      list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                     [](const Value& item) { return item.context() != nullptr; });
  if (segment_->originals.empty() && (holds_records || value.context() != nullptr)) return std::nullopt;
  return value;
}

void Executor::run_evaluate(RegisterId id) {
  const Operation& operation = program_.at(id);
  const RowExpression& expression = program_.row_expressions[static_cast<std::size_t>(operation.table)];
  const std::size_t rows = rows_of(id);
  std::uint8_t* out = own_bytes(id);
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{on_, {}});
  std::vector<Value> inputs(expression.inputs.size());
  for (std::size_t row = 0; row < rows; ++row) {
    out[row] = truth::undecidable;
    bool complete = true;
    for (std::size_t i = 0; i < inputs.size() && complete; ++i) {
      auto value = value_at(expression.inputs[i], operation.domain, row);
      complete = value.has_value();
      if (complete) inputs[i] = std::move(*value);
    }
    if (complete) out[row] = truth_of(evaluation.evaluate(expression.program, inputs));
  }
}

}  // namespace enact::bulk
