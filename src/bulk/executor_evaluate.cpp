// Truths that the scalar evaluator finds row by row, where there is no operation. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"
#include "bulk/truth_of.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {

using feel::Value;

Executor::Place Executor::place_of(const Leaf& leaf, DomainId domain) const {
  Place place;
  for (; domain != leaf.domain; domain = program_.domains[static_cast<std::size_t>(domain)].parent)
    place.outwards.push_back(domains_[static_cast<std::size_t>(domain)].parents.data());
  const Rows& rows = domains_[static_cast<std::size_t>(domain)];
  place.rows = &rows;
  place.subjects = domain == 0;
  if (program_.domains[static_cast<std::size_t>(domain)].months) {
    place.month = leaf.column == month_column ? Place::Month::day : Place::Month::index;
    return place;
  }
  const Table* table = place.subjects ? &segment_->table : rows.list != nullptr ? &rows.list->items : nullptr;
  place.column = table != nullptr ? table->column(leaf.column) : nullptr;
  return place;
}

std::optional<Value> Executor::value_at(const Leaf& leaf, DomainId domain, std::size_t row) const {
  return value_at(place_of(leaf, domain), leaf, row);
}

std::optional<Value> Executor::value_at(const Place& place, const Leaf& leaf, std::size_t row) const {
  for (const std::uint32_t* parents : place.outwards) row = parents[row];
  if (place.month == Place::Month::day) return Value(Date::from_days(place.rows->first_days[row]));
  if (place.month == Place::Month::index) return Value(Decimal(place.rows->indices[row]));
  if (place.column == nullptr)
    return feel::make_unknown({feel::Cause::Kind::missing_fact, leaf.column, nullptr});
  Value value = value_of(*place.column, place.subjects ? begin_ + row : place.rows->records[row]);
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
  std::vector<Place> places;
  for (const Leaf& leaf : expression.inputs) places.push_back(place_of(leaf, operation.domain));
  for (std::size_t row = 0; row < rows; ++row) {
    out[row] = truth::undecidable;
    bool complete = true;
    for (std::size_t i = 0; i < inputs.size() && complete; ++i) {
      auto value = value_at(places[i], expression.inputs[i], row);
      complete = value.has_value();
      if (complete) inputs[i] = std::move(*value);
    }
    if (complete) out[row] = truth_of(evaluation.evaluate(expression.program, inputs));
  }
}

}  // namespace enact::bulk
