// What of a program can be decided for a whole segment. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"
#include "bulk/scaled.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {

using feel::Kind;

void Executor::bind(const Segment& segment) {
  segment_ = &segment;
  ahead_.clear();
  for (std::size_t d = 0; d < domains_.size(); ++d) {
    Rows& domain = domains_[d];
    const std::string& list = program_.domains[d].list;
    domain.list = list.empty() ? nullptr : segment.table.list(list);
    domain.date = domain.list != nullptr ? domain.list->items.column(determine::event_date_field) : nullptr;
  }
  for (std::size_t i = 0; i < program_.operations.size(); ++i) {
    if (!live_[i]) continue;
    bound_[i] = {};
    vectors_[i].filled = 0;
    bind(program_.operations[i], bound_[i]);
  }
}

void Executor::bind(const Operation& operation, Bound& bound) {
  const auto of = [&](RegisterId id) -> const Bound& { return bound_[index(id)]; };
  switch (operation.op) {
    case VectorOp::constant:
      return bind_constant(operation, bound);
    case VectorOp::load:
      return bind_load(operation, bound);
    case VectorOp::look_up:
      return bind_look_up(operation, bound);
    case VectorOp::lift:
      bound.other = of(operation.a).other;
      bound.scale = of(operation.a).scale;
      bound.least = of(operation.a).least;
      bound.greatest = of(operation.a).greatest;
      return;
    case VectorOp::less:
    case VectorOp::less_equal:
    case VectorOp::greater:
    case VectorOp::greater_equal:
    case VectorOp::equal:
    case VectorOp::not_equal:
      return program_.at(operation.b).op == VectorOp::constant ? bind_limit(operation, bound)
                                                               : bind_compare(operation, bound);
    case VectorOp::ratio_less:
    case VectorOp::ratio_less_equal:
    case VectorOp::ratio_greater:
    case VectorOp::ratio_greater_equal:
      return bind_ratio(operation, bound);
    case VectorOp::select:
      if (operation.kind == Kind::boolean) return;
      bound.other = !to_one_scale(operation.b, operation.c, bound);
      if (bound.other) return;
      bound.least = std::min(of(operation.b).least * bound.x, of(operation.c).least * bound.y);
      bound.greatest = std::max(of(operation.b).greatest * bound.x, of(operation.c).greatest * bound.y);
      return;
    case VectorOp::add:
    case VectorOp::subtract:
    case VectorOp::multiply:
    case VectorOp::minimum:
    case VectorOp::maximum:
      return bind_arithmetic(operation, bound);
    case VectorOp::round_down:
    case VectorOp::round_up:
    case VectorOp::round_half_up:
    case VectorOp::round_half_down:
    case VectorOp::floor:
    case VectorOp::ceiling:
      return bind_round(operation, bound);
    case VectorOp::count:
    case VectorOp::sum:
      return bind_sum(operation, bound);
    default:
      return;
  }
}

void Executor::bind_load(const Operation& operation, Bound& bound) {
  Rows& domain = domains_[static_cast<std::size_t>(operation.domain)];
  if (program_.domains[static_cast<std::size_t>(operation.domain)].months) {
    bind_months(operation.domain);
    bound.column = operation.name == month_column ? &domain.day_column : &domain.index_column;
    bound.least = bound.column->least;
    bound.greatest = bound.column->greatest;
    return;
  }
  const Table* table = operation.domain == 0    ? &segment_->table
                       : domain.list != nullptr ? &domain.list->items
                                                : nullptr;
  bound.column = table != nullptr ? table->column(operation.name) : nullptr;
  if (bound.column == nullptr) return;
  bound.scale = bound.column->scale;
  bound.least = bound.column->least;
  bound.greatest = bound.column->greatest;
  bound.other = !within(bound.least) || !within(bound.greatest);
}

// Multipliers x, y that bring a and b to one scale; false: a number of theirs would not fit.
bool Executor::to_one_scale(RegisterId a, RegisterId b, Bound& bound) {
  const Bound& left = bound_[index(a)];
  const Bound& right = bound_[index(b)];
  if (left.other || right.other) return false;
  bound.scale = std::max(left.scale, right.scale);
  if (bound.scale > most_scale) return false;
  bound.x = ten_to(bound.scale - left.scale);
  bound.y = ten_to(bound.scale - right.scale);
  return within(Wide{left.least} * bound.x) && within(Wide{left.greatest} * bound.x) &&
         within(Wide{right.least} * bound.y) && within(Wide{right.greatest} * bound.y);
}

}  // namespace enact::bulk
