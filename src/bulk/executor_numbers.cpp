// Operations that choose and calculate. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"

namespace enact::bulk {

using feel::Kind;

void Executor::run_select(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  const std::uint8_t* condition = truths(operation.a);
  if (operation.kind == Kind::boolean) {
    const std::uint8_t* yes = truths(operation.b);
    const std::uint8_t* no = truths(operation.c);
    std::uint8_t* out = own_bytes(id);
    vectors_[index(id)].errors = true;
    for (std::size_t i = 0; i < rows; ++i) {
      const bool otherwise = condition[i] == truth::no || condition[i] == truth::null;
      out[i] = condition[i] == truth::yes ? yes[i] : otherwise ? no[i] : truth::undecidable;
    }
    return;
  }
  const std::int64_t* yes = wide(operation.b);
  const std::int64_t* no = wide(operation.c);
  kernels_.select(condition, yes, bound.x, no, bound.y, own(id), rows);
  const std::uint8_t* yes_states = cells(operation.b);
  const std::uint8_t* no_states = cells(operation.c);
  if (yes_states == nullptr && no_states == nullptr) {
    const Tally decided = kernels_.tally(condition, rows);
    if (decided.yes + decided.no == rows) return;
  }
  std::uint8_t* states = own_states(id);
  for (std::size_t i = 0; i < rows; ++i) {
    const bool otherwise = condition[i] == truth::no || condition[i] == truth::null;
    const std::uint8_t* from = condition[i] == truth::yes ? yes_states : no_states;
    states[i] = condition[i] != truth::yes && !otherwise ? cell::other
                : from != nullptr                        ? from[i]
                                                         : cell::known;
  }
}

// Of arithmetic: what is absent is an error, what is unknown stays so.
void Executor::join_states(RegisterId id, RegisterId a, RegisterId b) {
  const std::uint8_t* left = cells(a);
  const std::uint8_t* right = b != no_register ? cells(b) : nullptr;
  if (left == nullptr && right == nullptr) return;
  const std::size_t rows = rows_of(id);
  std::uint8_t* states = own_states(id);
  for (std::size_t i = 0; i < rows; ++i) {
    const unsigned both = (left != nullptr ? left[i] : 0U) | (right != nullptr ? right[i] : 0U);
    const bool error = (both & (cell::absent | cell::error)) != 0;
    const bool open = (both & (cell::other | cell::unknown)) != 0;
    states[i] = error ? (open ? cell::other : cell::error) : static_cast<std::uint8_t>(both);
  }
}

void Executor::run_arithmetic(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  const bool scales = operation.op == VectorOp::multiply && program_.at(operation.b).op == VectorOp::constant;
  if (scales) {
    const Vector& from = vectors_[index(operation.a)];
    kernels_.scale_cells(from.cells, from.width, bound_[index(operation.b)].least, own(id), rows);
    return join_states(id, operation.a, operation.b);
  }
  const std::int64_t* a = wide(operation.a);
  const std::int64_t* b = operation.b != no_register ? wide(operation.b) : nullptr;
  std::int64_t* out = own(id);
  switch (operation.op) {
    case VectorOp::add:
      kernels_.combine(a, bound.x, b, bound.y, out, rows);
      break;
    case VectorOp::subtract:
      kernels_.combine(a, bound.x, b, -bound.y, out, rows);
      break;
    case VectorOp::multiply:
      kernels_.multiply(a, b, out, rows);
      break;
    case VectorOp::minimum:
    case VectorOp::maximum:
      kernels_.extreme(a, bound.x, b, bound.y, operation.op == VectorOp::maximum, out, rows);
      break;
    default: {
      const Round how = operation.op == VectorOp::round_down        ? Round::down
                        : operation.op == VectorOp::round_up        ? Round::up
                        : operation.op == VectorOp::round_half_up   ? Round::half_up
                        : operation.op == VectorOp::round_half_down ? Round::half_down
                        : operation.op == VectorOp::floor           ? Round::floor
                                                                    : Round::ceiling;
      if (bound.unit == 1) {
        std::copy_n(a, rows, out);
      } else {
        kernels_.round(a, bound.unit, how, bound.small, out, rows);
      }
    }
  }
  join_states(id, operation.a, operation.b);
}

}  // namespace enact::bulk
