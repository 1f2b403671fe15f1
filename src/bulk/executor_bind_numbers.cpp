// Arithmetic: the least and the greatest that a register can come to. See executor.hpp.
#include <algorithm>
#include <limits>

#include "bulk/executor.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {
namespace {

std::int64_t clipped(Wide value) {
  return static_cast<std::int64_t>(std::clamp(value, -most_whole, most_whole));
}

}  // namespace

void Executor::bind_arithmetic(const Operation& operation, Bound& bound) {
  const Bound& a = bound_[index(operation.a)];
  const Bound& b = bound_[index(operation.b)];
  bound.other = true;
  if (a.other || b.other) return;
  Wide least = 0;
  Wide greatest = 0;
  if (operation.op == VectorOp::multiply) {
    bound.scale = a.scale + b.scale;
    if (bound.scale > most_scale) return;
    const Wide ends[] = {Wide{a.least} * b.least, Wide{a.least} * b.greatest, Wide{a.greatest} * b.least,
                         Wide{a.greatest} * b.greatest};
    least = *std::min_element(std::begin(ends), std::end(ends));
    greatest = *std::max_element(std::begin(ends), std::end(ends));
    // Zeros at the end of a constant are no digits of the result.
  } else {
    if (!to_one_scale(operation.a, operation.b, bound)) return;
    const Wide al = Wide{a.least} * bound.x;
    const Wide ag = Wide{a.greatest} * bound.x;
    const Wide bl = Wide{b.least} * bound.y;
    const Wide bg = Wide{b.greatest} * bound.y;
    switch (operation.op) {
      case VectorOp::add:
        least = al + bl;
        greatest = ag + bg;
        break;
      case VectorOp::subtract:
        least = al - bg;
        greatest = ag - bl;
        break;
      case VectorOp::minimum:
        least = std::min(al, bl);
        greatest = std::min(ag, bg);
        break;
      default:
        least = std::max(al, bl);
        greatest = std::max(ag, bg);
    }
  }
  if (!within(least) || !within(greatest)) return;
  bound.least = clipped(least);
  bound.greatest = clipped(greatest);
  bound.other = false;
}

void Executor::bind_round(const Operation& operation, Bound& bound) {
  const Bound& a = bound_[index(operation.a)];
  bound.other = a.other;
  bound.scale = std::min(a.scale, operation.digits);
  bound.unit = ten_to(a.scale - bound.scale);
  bound.small = a.least >= 0 && a.greatest <= std::int64_t{std::numeric_limits<std::uint32_t>::max()};
  bound.least = a.least / bound.unit - 1;
  bound.greatest = a.greatest / bound.unit + 1;
  if (a.least >= 0) bound.least = a.least / bound.unit;
}

void Executor::bind_sum(const Operation& operation, Bound& bound) {
  const Rows& over = domains_[static_cast<std::size_t>(operation.over)];
  const Wide items = over.list != nullptr ? static_cast<Wide>(over.list->items.rows) : 0;
  if (operation.op == VectorOp::count) {
    bound.greatest = static_cast<std::int64_t>(items);
    return;
  }
  const Bound& a = bound_[index(operation.a)];
  bound.scale = a.scale;
  const Wide least = std::min<Wide>(a.least, 0) * items;
  const Wide greatest = std::max<Wide>(a.greatest, 0) * items;
  bound.other = a.other || !within(least) || !within(greatest);
  if (bound.other) return;
  bound.least = static_cast<std::int64_t>(least);
  bound.greatest = static_cast<std::int64_t>(greatest);
}

}  // namespace enact::bulk
