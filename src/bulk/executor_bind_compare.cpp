// Comparisons and quotients: at which scale, against which limit. See executor.hpp.
#include <algorithm>
#include <limits>

#include "bulk/executor.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {

using feel::Kind;
using feel::Value;

// A comparison with a constant: of integers it is one with an integer.
void Executor::bind_limit(const Operation& operation, Bound& bound) {
  const Bound& a = bound_[index(operation.a)];
  bound.other = a.other;
  const Value& value = program_.at(operation.b).value;
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  std::int64_t below = 0;  // the greatest whole number that is not above the limit
  bool exact = true;
  if (const Date* date = value.date()) {
    below = date->days_since_1970();
  } else {
    const auto shifted = value.number()->multiply(Decimal(ten_to(a.scale)));
    const auto whole = shifted ? shifted->round(0, Rounding::floor) : std::nullopt;
    const auto fits = whole ? whole->to_int64() : std::nullopt;
    if (!fits || *fits >= highest - 1 || *fits <= lowest + 1) {
      exact = false;
      below = value.number()->is_negative() ? lowest + 1 : highest - 1;
    } else {
      below = *fits;
      exact = *shifted == *whole;
    }
  }
  switch (operation.op) {
    case VectorOp::less:
      bound.compare = Compare::at_most;
      bound.limit = exact ? below - 1 : below;
      break;
    case VectorOp::less_equal:
      bound.compare = Compare::at_most;
      bound.limit = below;
      break;
    case VectorOp::greater:
      bound.compare = Compare::at_least;
      bound.limit = below + 1;
      break;
    case VectorOp::greater_equal:
      bound.compare = Compare::at_least;
      bound.limit = exact ? below : below + 1;
      break;
    default:
      bound.compare = operation.op == VectorOp::equal ? Compare::equal : Compare::not_equal;
      bound.limit = exact ? below : lowest;  // which no cell holds
  }
}

void Executor::bind_compare(const Operation& operation, Bound& bound) {
  if (program_.at(operation.a).kind == Kind::string) {
    // Each column has codes of its own.
    const auto column_of = [&](RegisterId id) {
      while (program_.at(id).op == VectorOp::lift) id = program_.at(id).a;
      return bound_[index(id)].column;
    };
    const Column* a = column_of(operation.a);
    const Column* b = column_of(operation.b);
    if (a == nullptr || b == nullptr || a->texts == b->texts) {
      // Of a column that there is not, no cell is known.
    } else {
      std::unordered_map<std::string_view, std::int64_t> codes;
      for (std::size_t i = 0; i < a->texts->size(); ++i)
        codes.emplace(a->texts->text(static_cast<std::int32_t>(i)), i);
      for (std::size_t i = 0; i < b->texts->size(); ++i) {
        const auto found = codes.find(b->texts->text(static_cast<std::int32_t>(i)));
        bound.codes.push_back(found != codes.end() ? found->second : -1);
      }
      if (bound.codes.empty()) bound.codes.push_back(-1);
    }
  } else {
    bound.other = !to_one_scale(operation.a, operation.b, bound);
  }
  switch (operation.op) {
    case VectorOp::less:
      bound.compare = Compare::at_least;
      bound.negated = true;
      break;
    case VectorOp::less_equal:
      bound.compare = Compare::at_most;
      break;
    case VectorOp::greater:
      bound.compare = Compare::at_most;
      bound.negated = true;
      break;
    case VectorOp::greater_equal:
      bound.compare = Compare::at_least;
      break;
    default:
      bound.compare = operation.op == VectorOp::equal ? Compare::equal : Compare::not_equal;
  }
}

// a / b against c is a * x against b * y, for b above zero. All of it fits in 63 bits, so a / b and c, if
// they differ at all, differ in their first 20 digits, and the rounding of the quotient to 34 changes
// nothing.
void Executor::bind_ratio(const Operation& operation, Bound& bound) {
  const Bound& a = bound_[index(operation.a)];
  const Bound& b = bound_[index(operation.b)];
  const Bound& c = bound_[index(operation.c)];
  bound.other = true;
  if (a.other || b.other || c.other) return;
  const int left = b.scale + c.scale;
  const int right = a.scale;
  const int common = std::min(left, right);
  if (left - common > most_scale || right - common > most_scale) return;
  bound.x = ten_to(left - common);
  const Wide y = Wide{c.least} * ten_to(right - common);
  if (!within(y)) return;
  bound.y = static_cast<std::int64_t>(y);
  for (const std::int64_t end : {a.least, a.greatest}) {
    if (!within(Wide{end} * bound.x)) return;
  }
  for (const std::int64_t end : {b.least, b.greatest}) {
    if (!within(Wide{end} * bound.y)) return;
  }
  bound.other = false;
  const bool less = operation.op == VectorOp::ratio_less || operation.op == VectorOp::ratio_greater_equal;
  bound.compare = less ? Compare::at_least : Compare::at_most;
  bound.negated = operation.op == VectorOp::ratio_less || operation.op == VectorOp::ratio_greater;
}

}  // namespace enact::bulk
