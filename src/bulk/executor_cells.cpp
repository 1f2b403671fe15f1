// Operations that bring cells into vectors: constants, loads, look-ups, repetition inwards. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"

namespace enact::bulk {

using feel::Kind;

namespace {

template <typename Function>
void for_cells(const void* cells, int width, std::size_t rows, const Function& use) {
  const auto walk = [&](const auto* typed) {
    for (std::size_t i = 0; i < rows; ++i) use(i, static_cast<std::int64_t>(typed[i]));
  };
  if (width == 1) return walk(static_cast<const std::int8_t*>(cells));
  if (width == 2) return walk(static_cast<const std::int16_t*>(cells));
  if (width == 4) return walk(static_cast<const std::int32_t*>(cells));
  walk(static_cast<const std::int64_t*>(cells));
}

}  // namespace

void Executor::run_constant(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  const feel::Value& value = operation.value;
  if (vectors_[index(id)].filled >= rows) return;
  // Both as a truth and as a number: which it is meant for shows where it is used.
  std::uint8_t truth = truth::undecidable;
  if (const bool* decided = value.boolean()) truth = *decided ? truth::yes : truth::no;
  if (value.is_null()) truth = truth::null;
  if (value.is_unknown() && !bound.states.empty() && bound.states[0] == cell::unknown) truth = truth::unknown;
  std::fill_n(own_bytes(id), rows, truth);
  std::fill_n(own(id), rows, bound.least);
  const std::uint8_t state = value.is_null()        ? cell::absent
                             : bound.states.empty() ? cell::other
                                                    : bound.states[0];
  if (state != cell::known) std::fill_n(own_states(id), rows, state);
  vectors_[index(id)].filled = rows;
}

void Executor::run_load(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Column* column = bound_[index(id)].column;
  const std::size_t rows = rows_of(id);
  Vector& vector = vectors_[index(id)];
  vector.wide = nullptr;
  vector.states = nullptr;
  if (program_.domains[static_cast<std::size_t>(operation.domain)].months) {
    const Rows& months = domains_[static_cast<std::size_t>(operation.domain)];
    const auto& made = operation.name == month_column ? months.first_days : months.indices;
    std::copy_n(made.begin(), rows, own(id));
    return;
  }
  if (column == nullptr || column->data == nullptr) {
    std::fill_n(own(id), rows, 0);
    std::fill_n(own_states(id), rows, column == nullptr ? cell::unknown : cell::other);
    return;
  }
  if (operation.domain == 0) {
    const auto width = static_cast<std::size_t>(column->width);
    const char* cells = static_cast<const char*>(column->data.get()) + begin_ * width;
    vector.width = column->width;
    vector.cells = cells;
    ahead_.add(Prefetcher::To::read, cells + window_rows * width, rows * width);
    if (column->states) vector.states = column->states.get() + begin_;
    return;
  }
  const std::uint32_t* at = domains_[static_cast<std::size_t>(operation.domain)].records.data();
  kernels_.gather(column->data.get(), column->width, at, own(id), rows);
  if (column->states) kernels_.gather_bytes(column->states.get(), at, own_states(id), rows);
}

void Executor::run_look_up(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const Vector& from = vectors_[index(operation.a)];
  const std::size_t rows = rows_of(id);
  const bool is_truth = operation.kind == Kind::boolean;
  const std::size_t cells = (is_truth ? bound.truths.size() : bound.numbers.size()) - 3;
  const std::uint8_t* states = from.states;
  const auto at = [&](std::size_t row, std::int64_t cell) {
    if (states == nullptr || states[row] == cell::known) return static_cast<std::size_t>(cell - bound.base);
    return cells + (states[row] == cell::absent ? 0U : states[row] == cell::unknown ? 1U : 2U);
  };
  if (is_truth) {
    std::uint8_t* out = own_bytes(id);
    vectors_[index(id)].errors = bound.absent_is_error;
    const std::uint8_t* table = bound.truths.data();
    if (states == nullptr && cells == 2 && from.width == 1) {
      kernels_.choose(static_cast<const std::uint8_t*>(from.cells), table[0], table[1], out, rows);
      return;
    }
    for_cells(from.cells, from.width, rows,
              [&](std::size_t i, std::int64_t cell) { out[i] = table[at(i, cell)]; });
    return;
  }
  std::int64_t* out = own(id);
  for_cells(from.cells, from.width, rows,
            [&](std::size_t i, std::int64_t cell) { out[i] = bound.numbers[at(i, cell)]; });
  if (bound.all_known) return;
  std::uint8_t* out_states = own_states(id);
  for_cells(from.cells, from.width, rows,
            [&](std::size_t i, std::int64_t cell) { out_states[i] = bound.states[at(i, cell)]; });
}

void Executor::run_lift(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Vector& from = vectors_[index(operation.a)];
  const std::size_t rows = rows_of(id);
  const std::uint32_t* at = domains_[static_cast<std::size_t>(operation.domain)].parents.data();
  if (operation.kind == Kind::boolean && from.bytes != nullptr) {
    kernels_.gather_bytes(from.bytes, at, own_bytes(id), rows);
    vectors_[index(id)].errors = from.errors;
    return;
  }
  kernels_.gather(from.cells, from.width, at, own(id), rows);
  if (from.states != nullptr) kernels_.gather_bytes(from.states, at, own_states(id), rows);
}

}  // namespace enact::bulk
