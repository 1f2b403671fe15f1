// Running a program window by window. See executor.hpp.
#include "bulk/executor.hpp"

#include <algorithm>
#include <numeric>

#include "bulk/scaled.hpp"

namespace enact::bulk {
namespace {

using feel::Kind;

constexpr auto known = static_cast<std::uint8_t>(Cell::known);
constexpr auto absent = static_cast<std::uint8_t>(Cell::absent);
constexpr auto unknown = static_cast<std::uint8_t>(Cell::unknown);
constexpr auto other = static_cast<std::uint8_t>(Cell::other);

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

std::vector<bool> live_operations(const VectorProgram& program, std::span<const RegisterId> wanted) {
  std::vector<bool> live(program.operations.size(), false);
  for (const RegisterId id : wanted) {
    if (id != no_register) live[static_cast<std::size_t>(id)] = true;
  }
  for (std::size_t i = live.size(); i-- > 0;) {
    if (!live[i]) continue;
    const Operation& operation = program.operations[i];
    for (const RegisterId id : {operation.a, operation.b, operation.c}) {
      if (id != no_register) live[static_cast<std::size_t>(id)] = true;
    }
  }
  return live;
}

Executor::Executor(const VectorProgram& program, std::vector<bool> live, const Date& on)
    : program_(program),
      live_(std::move(live)),
      live_domains_(program.domains.size(), false),
      on_(on),
      today_(on.days_since_1970()),
      kernels_(bulk::kernels()),
      bound_(program.operations.size()),
      vectors_(program.operations.size()),
      domains_(program.domains.size()),
      texts_seen_(program.look_ups.size()),
      cells_seen_(program.look_ups.size()) {
  const auto use = [&](DomainId domain) {
    for (; domain >= 0; domain = program_.domains[static_cast<std::size_t>(domain)].parent) {
      live_domains_[static_cast<std::size_t>(domain)] = true;
    }
  };
  // The events of a provision that reads nothing of them are counted all the same.
  for (std::size_t d = 0; d < program.domains.size(); ++d) {
    if (program.domains[d].parent <= 0) use(static_cast<DomainId>(d));
  }
  for (std::size_t i = 0; i < program.operations.size(); ++i) {
    if (!live_[i]) continue;
    use(program.operations[i].domain);
    if (program.operations[i].over >= 0) use(program.operations[i].over);
  }
}

std::span<const std::uint32_t> Executor::subjects(DomainId domain) const {
  const Rows& rows = domains_[static_cast<std::size_t>(domain)];
  return {rows.subjects.data(), rows.rows};
}
std::span<const std::uint32_t> Executor::records(DomainId domain) const {
  const Rows& rows = domains_[static_cast<std::size_t>(domain)];
  return {rows.records.data(), rows.rows};
}

void Executor::run(std::size_t begin, std::size_t end) {
  begin_ = begin;
  domains_[0].rows = end - begin;
  for (std::size_t d = 1; d < domains_.size(); ++d) {
    if (live_domains_[d]) expand(static_cast<DomainId>(d));
  }
  for (std::size_t i = 0; i < program_.operations.size(); ++i) {
    if (live_[i]) run(static_cast<RegisterId>(i));
  }
}

// For each row of the parent the records of its subject that have happened by the day of asking.
void Executor::expand(DomainId id) {
  Rows& made = domains_[static_cast<std::size_t>(id)];
  const Rows& parent =
      domains_[static_cast<std::size_t>(program_.domains[static_cast<std::size_t>(id)].parent)];
  const bool of_subjects = program_.domains[static_cast<std::size_t>(id)].parent == 0;
  made.rows = 0;
  made.parents.clear();
  made.records.clear();
  made.subjects.clear();
  if (made.list == nullptr) return;
  const std::vector<std::uint32_t>& offsets = made.list->offsets;
  if (of_subjects && offsets[begin_] == offsets[begin_ + parent.rows]) return;
  for (std::size_t row = 0; row < parent.rows; ++row) {
    const std::size_t subject = of_subjects ? begin_ + row : parent.subjects[row];
    for (std::uint32_t record = offsets[subject]; record < offsets[subject + 1]; ++record) {
      if (made.date != nullptr && made.date->kind == ColumnKind::date &&
          made.date->state(record) == Cell::known && made.date->at(record) > today_) {
        continue;
      }
      made.parents.push_back(static_cast<std::uint32_t>(row));
      made.records.push_back(record);
      made.subjects.push_back(static_cast<std::uint32_t>(subject));
    }
  }
  made.rows = made.records.size();
}

// ---- registers -------------------------------------------------------------------------------------------

std::uint8_t* Executor::own_bytes(RegisterId id) {
  Vector& vector = vectors_[index(id)];
  if (vector.own_bytes.size() < rows_of(id)) vector.own_bytes.resize(rows_of(id));
  vector.bytes = vector.own_bytes.data();
  return vector.own_bytes.data();
}

std::uint8_t* Executor::own_states(RegisterId id) {
  Vector& vector = vectors_[index(id)];
  if (vector.own_states.size() < rows_of(id)) vector.own_states.resize(rows_of(id));
  vector.states = vector.own_states.data();
  return vector.own_states.data();
}

std::int64_t* Executor::own(RegisterId id) {
  Vector& vector = vectors_[index(id)];
  if (vector.own.size() < rows_of(id)) vector.own.resize(rows_of(id));
  vector.cells = vector.own.data();
  vector.width = 8;
  vector.states = nullptr;
  vector.wide = vector.own.data();
  return vector.own.data();
}

const std::int64_t* Executor::wide(RegisterId id) {
  Vector& vector = vectors_[index(id)];
  if (vector.wide != nullptr) return vector.wide;
  const std::size_t rows = rows_of(id);
  if (vector.width == 8) return vector.wide = static_cast<const std::int64_t*>(vector.cells);
  if (vector.widened.size() < rows) vector.widened.resize(rows);
  kernels_.widen(vector.cells, vector.width, vector.widened.data(), rows);
  return vector.wide = vector.widened.data();
}

void Executor::fill_other(RegisterId id) {
  const std::size_t rows = rows_of(id);
  if (program_.at(id).kind == Kind::boolean) {
    std::fill_n(own_bytes(id), rows, truth::undecidable);
    return;
  }
  std::fill_n(own(id), rows, 0);
  std::fill_n(own_states(id), rows, other);
}

void Executor::run(RegisterId id) {
  if (rows_of(id) == 0) return;
  if (bound_[index(id)].other) return fill_other(id);
  const Operation& operation = program_.at(id);
  const std::size_t rows = rows_of(id);
  switch (operation.op) {
    case VectorOp::constant:
      return run_constant(id);
    case VectorOp::load:
      return run_load(id);
    case VectorOp::look_up:
      return run_look_up(id);
    case VectorOp::lift:
      return run_lift(id);
    case VectorOp::less:
    case VectorOp::less_equal:
    case VectorOp::greater:
    case VectorOp::greater_equal:
    case VectorOp::equal:
    case VectorOp::not_equal:
      return run_compare(id);
    case VectorOp::is_null:
      return run_is_null(id);
    case VectorOp::ratio_less:
    case VectorOp::ratio_less_equal:
    case VectorOp::ratio_greater:
    case VectorOp::ratio_greater_equal:
      return run_ratio(id);
    case VectorOp::verdict: {
      // Only what was looked up or chosen can be null.
      const VectorOp of = program_.at(operation.a).op;
      if (of != VectorOp::look_up && of != VectorOp::select && of != VectorOp::lift &&
          of != VectorOp::constant) {
        vectors_[index(id)].bytes = vectors_[index(operation.a)].bytes;
        return;
      }
      return kernels_.verdict(truths(operation.a), own_bytes(id), rows);
    }
    case VectorOp::not_:
      return kernels_.not_(truths(operation.a), own_bytes(id), rows);
    case VectorOp::and_:
      return kernels_.and_(truths(operation.a), truths(operation.b), own_bytes(id), rows);
    case VectorOp::or_:
      return kernels_.or_(truths(operation.a), truths(operation.b), own_bytes(id), rows);
    case VectorOp::select:
      return run_select(id);
    case VectorOp::add:
    case VectorOp::subtract:
    case VectorOp::multiply:
    case VectorOp::minimum:
    case VectorOp::maximum:
    case VectorOp::round_down:
    case VectorOp::round_up:
    case VectorOp::round_half_up:
    case VectorOp::round_half_down:
    case VectorOp::floor:
    case VectorOp::ceiling:
      return run_arithmetic(id);
    case VectorOp::some:
    case VectorOp::every:
      return run_quantified(id);
    case VectorOp::count:
    case VectorOp::sum:
      return run_aggregate(id);
  }
}

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
  if (value.is_unknown() && !bound.states.empty() && bound.states[0] == unknown) truth = truth::unknown;
  std::fill_n(own_bytes(id), rows, truth);
  std::fill_n(own(id), rows, bound.least);
  const std::uint8_t state = value.is_null() ? absent : bound.states.empty() ? other : bound.states[0];
  if (state != known) std::fill_n(own_states(id), rows, state);
  vectors_[index(id)].filled = rows;
}

void Executor::run_load(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Column* column = bound_[index(id)].column;
  const std::size_t rows = rows_of(id);
  Vector& vector = vectors_[index(id)];
  vector.wide = nullptr;
  vector.states = nullptr;
  if (column == nullptr || column->data == nullptr) {
    std::fill_n(own(id), rows, 0);
    std::fill_n(own_states(id), rows, column == nullptr ? unknown : other);
    return;
  }
  if (operation.domain == 0) {
    vector.width = column->width;
    vector.cells =
        static_cast<const char*>(column->data.get()) + begin_ * static_cast<std::size_t>(column->width);
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
    if (states == nullptr || states[row] == known) return static_cast<std::size_t>(cell - bound.base);
    return cells + (states[row] == absent ? 0U : states[row] == unknown ? 1U : 2U);
  };
  if (is_truth) {
    std::uint8_t* out = own_bytes(id);
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
    return;
  }
  kernels_.gather(from.cells, from.width, at, own(id), rows);
  if (from.states != nullptr) kernels_.gather_bytes(from.states, at, own_states(id), rows);
}

// ---- truths ----------------------------------------------------------------------------------------------

// What cells that are not known make of a comparison (docs/unknown.md, "Operators").
void Executor::mark_compared(const std::uint8_t* a, const std::uint8_t* b, bool equality, bool negated,
                             std::uint8_t* truths, std::size_t rows) {
  if (a == nullptr && b == nullptr) return;
  const std::uint8_t same = negated ? truth::no : truth::yes;
  const std::uint8_t differ = negated ? truth::yes : truth::no;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t left = a != nullptr ? a[i] : known;
    const std::uint8_t right = b != nullptr ? b[i] : known;
    if ((left | right) == known) continue;
    if (left == other || right == other) {
      truths[i] = truth::undecidable;
    } else if (equality) {
      const bool undecided = left == unknown || right == unknown;
      truths[i] = undecided ? truth::unknown : left == right ? same : differ;
    } else {
      truths[i] = left == absent || right == absent ? truth::undecidable : truth::unknown;
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
    mark_compared(a.states, nullptr, equality, operation.op == VectorOp::not_equal, out, rows);
    return;
  }
  const std::int64_t* left = wide(operation.a);
  const std::int64_t* right = wide(operation.b);
  std::vector<std::int64_t> among;
  if (!bound.codes.empty()) {
    const std::uint8_t* states = cells(operation.b);
    among.assign(rows, -1);
    for (std::size_t i = 0; i < rows; ++i) {
      if (states == nullptr || states[i] == known) among[i] = bound.codes[static_cast<std::size_t>(right[i])];
    }
    right = among.data();
  }
  kernels_.compare(left, bound.x, right, bound.y, bound.compare, out, rows);
  if (bound.negated) kernels_.not_(out, out, rows);
  mark_compared(cells(operation.a), cells(operation.b), equality, operation.op == VectorOp::not_equal, out,
                rows);
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
  mark_compared(cells(operation.a), cells(operation.b), false, false, out, rows);
  // By nothing or less than nothing: an error, or the other way round.
  if (bound_[index(operation.b)].least > 0) return;
  for (std::size_t i = 0; i < rows; ++i) {
    if (divisors[i] <= 0 && (cells(operation.b) == nullptr || cells(operation.b)[i] == known))
      out[i] = truth::undecidable;
  }
}

void Executor::run_select(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Bound& bound = bound_[index(id)];
  const std::size_t rows = rows_of(id);
  const std::uint8_t* condition = truths(operation.a);
  if (operation.kind == Kind::boolean) {
    const std::uint8_t* yes = truths(operation.b);
    const std::uint8_t* no = truths(operation.c);
    std::uint8_t* out = own_bytes(id);
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
  const std::size_t decided =
      kernels_.count(condition, truth::yes, rows) + kernels_.count(condition, truth::no, rows);
  if (decided == rows && yes_states == nullptr && no_states == nullptr) return;
  std::uint8_t* states = own_states(id);
  for (std::size_t i = 0; i < rows; ++i) {
    const bool otherwise = condition[i] == truth::no || condition[i] == truth::null;
    const std::uint8_t* from = condition[i] == truth::yes ? yes_states : no_states;
    states[i] = condition[i] != truth::yes && !otherwise ? other : from != nullptr ? from[i] : known;
  }
}

// ---- numbers ---------------------------------------------------------------------------------------------

// Of arithmetic: what is absent is an error, what is unknown stays so.
void Executor::join_states(RegisterId id, RegisterId a, RegisterId b) {
  const std::uint8_t* left = cells(a);
  const std::uint8_t* right = b != no_register ? cells(b) : nullptr;
  if (left == nullptr && right == nullptr) return;
  const std::size_t rows = rows_of(id);
  std::uint8_t* states = own_states(id);
  for (std::size_t i = 0; i < rows; ++i) {
    const unsigned both = (left != nullptr ? left[i] : 0U) | (right != nullptr ? right[i] : 0U);
    states[i] = (both & (other | absent)) != 0 ? other : static_cast<std::uint8_t>(both);
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

// ---- lists -----------------------------------------------------------------------------------------------

void Executor::run_quantified(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Rows& over = domains_[static_cast<std::size_t>(operation.over)];
  const Rows& here = domains_[static_cast<std::size_t>(operation.domain)];
  const std::size_t rows = rows_of(id);
  const bool some = operation.op == VectorOp::some;
  const std::uint8_t deciding = some ? truth::yes : truth::no;
  const std::uint8_t otherwise = some ? truth::no : truth::yes;
  constexpr std::uint8_t decided = 16;
  std::uint8_t* out = own_bytes(id);
  std::fill_n(out, rows, otherwise);
  if (over.rows != 0) {
    const std::uint8_t* items = truths(operation.a);
    for (std::size_t i = 0; i < over.rows; ++i) {
      std::uint8_t& result = out[over.parents[i]];
      result = static_cast<std::uint8_t>(result | (items[i] & truth::undecidable) |
                                         (items[i] == deciding ? decided : 0));
    }
  }
  const ListColumn* list = over.list;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t subject = operation.domain == 0 ? begin_ + i : here.subjects[i];
    const std::uint8_t open = list == nullptr ? 1 : list->open.empty() ? 0 : list->open[subject];
    if (open == static_cast<std::uint8_t>(Completeness::other)) {
      out[i] = truth::undecidable;
    } else if ((out[i] & decided) != 0) {
      out[i] = deciding;
    } else if (open != 0) {
      out[i] |= truth::unknown;
    }
  }
}

void Executor::run_aggregate(RegisterId id) {
  const Operation& operation = program_.at(id);
  const Rows& over = domains_[static_cast<std::size_t>(operation.over)];
  const Rows& here = domains_[static_cast<std::size_t>(operation.domain)];
  const std::size_t rows = rows_of(id);
  const bool sum = operation.op == VectorOp::sum;
  std::int64_t* out = own(id);
  std::fill_n(out, rows, 0);
  std::uint8_t* states = own_states(id);
  std::fill_n(states, rows, known);
  if (over.rows != 0) {
    const std::uint8_t* counts = operation.b != no_register ? truths(operation.b) : nullptr;
    const std::int64_t* values = sum ? wide(operation.a) : nullptr;
    const std::uint8_t* value_states = sum ? cells(operation.a) : nullptr;
    for (std::size_t i = 0; i < over.rows; ++i) {
      const std::uint8_t counted = counts != nullptr ? counts[i] : truth::yes;
      if (counted == truth::no || counted == truth::null) continue;
      const std::size_t row = over.parents[i];
      out[row] += sum ? values[i] : 1;
      // An item that may count makes a band.
      std::uint8_t state = counted != truth::yes ? other : value_states != nullptr ? value_states[i] : known;
      if (state == absent) state = other;
      states[row] = static_cast<std::uint8_t>(states[row] | state);
    }
  }
  const ListColumn* list = over.list;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t subject = operation.domain == 0 ? begin_ + i : here.subjects[i];
    const std::uint8_t open = list == nullptr ? 1 : list->open.empty() ? 0 : list->open[subject];
    if (open == static_cast<std::uint8_t>(Completeness::other) || (states[i] & other) != 0) {
      states[i] = other;
    } else if (open != 0) {
      states[i] = unknown;
    }
  }
}

}  // namespace enact::bulk
