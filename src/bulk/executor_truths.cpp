// Operations that compare. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"

namespace enact::bulk {

// What cells that are not known make of a comparison (docs/unknown.md, "Operators").
void Executor::mark_compared(const std::uint8_t* a, const std::uint8_t* b, bool equality, bool negated,
                             RegisterId id) {
  if (a == nullptr && b == nullptr) return;
  const std::size_t rows = rows_of(id);
  std::uint8_t* truths = vectors_[index(id)].own_bytes.data();
  const std::uint8_t same = negated ? truth::no : truth::yes;
  const std::uint8_t differ = negated ? truth::yes : truth::no;
  bool& errors = vectors_[index(id)].errors;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t left = a != nullptr ? a[i] : cell::known;
    const std::uint8_t right = b != nullptr ? b[i] : cell::known;
    if ((left | right) == cell::known) continue;
    const unsigned both = left | right;
    if ((both & cell::other) != 0) {
      truths[i] = truth::undecidable;
    } else if ((both & cell::unknown) != 0) {
      // Beside what is unknown an error is not the only cause.
      const unsigned errors_of = equality ? cell::error : cell::error | cell::absent;
      truths[i] = (both & errors_of) != 0 ? truth::undecidable : truth::unknown;
    } else if (equality && (both & cell::error) == 0) {
      truths[i] = left == right ? same : differ;
    } else {
      truths[i] = truth::error;
      errors = true;
    }
  }
}

void Executor::run_compare(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  const bool equality = operation.op == VectorOp::equal || operation.op == VectorOp::not_equal;
  std::uint8_t* out = own_bytes(id);
  const Vector& a = vectors_[index(operation.a)];
  if (program_.at(operation.b).op == VectorOp::constant) {
    kernels_.compare_limit(a.cells, a.width, bound.compare, bound.limit, out, rows);
    mark_compared(a.states, nullptr, equality, operation.op == VectorOp::not_equal, id);
    return;
  }
  const std::int64_t* left = wide(operation.a);
  const std::int64_t* right = wide(operation.b);
  std::vector<std::int64_t> among;
  if (!bound.codes.empty()) {
    const std::uint8_t* states = cells(operation.b);
    among.assign(rows, -1);
    for (std::size_t i = 0; i < rows; ++i) {
      if (states == nullptr || states[i] == cell::known)
        among[i] = bound.codes[static_cast<std::size_t>(right[i])];
    }
    right = among.data();
  }
  kernels_.compare(left, bound.x, right, bound.y, bound.compare, out, rows);
  if (bound.negated) kernels_.not_(out, out, rows);
  mark_compared(cells(operation.a), cells(operation.b), equality, operation.op == VectorOp::not_equal, id);
}

void Executor::run_is_null(RegisterId id) {
  const std::uint8_t* states = cells(program_.at(id).a);
  const std::size_t rows = rows_of(id);
  std::uint8_t* out = own_bytes(id);
  std::fill_n(out, rows, truth::no);
  if (states != nullptr) kernels_.mark(states, truth::yes, out, rows);
}

void Executor::run_ratio(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  std::uint8_t* out = own_bytes(id);
  const std::int64_t* divisors = wide(operation.b);
  kernels_.compare(wide(operation.a), bound.x, divisors, bound.y, bound.compare, out, rows);
  if (bound.negated) kernels_.not_(out, out, rows);
  mark_compared(cells(operation.a), cells(operation.b), false, false, id);
  // By nothing or less than nothing: an error, or the other way round.
  if (bound_[index(operation.b)].least > 0) return;
  for (std::size_t i = 0; i < rows; ++i) {
    if (divisors[i] <= 0 && (cells(operation.b) == nullptr || cells(operation.b)[i] == cell::known))
      out[i] = truth::undecidable;
  }
}

}  // namespace enact::bulk
