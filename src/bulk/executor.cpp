// Running a program window by window. See executor.hpp.
#include "bulk/executor.hpp"

#include <algorithm>

namespace enact::bulk {

using feel::Kind;

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
std::span<const std::uint32_t> Executor::undecidable(DomainId domain) const {
  return domains_[static_cast<std::size_t>(domain)].undecidable;
}
std::span<const std::uint32_t> Executor::records(DomainId domain) const {
  const Rows& rows = domains_[static_cast<std::size_t>(domain)];
  return {rows.records.data(), rows.rows};
}

void Executor::run(std::size_t begin, std::size_t end) {
  begin_ = begin;
  domains_[0].rows = end - begin;
  for (Rows& domain : domains_) domain.expanded = false;
  for (std::size_t i = 0; i < program_.operations.size(); ++i) {
    if (!live_[i]) continue;
    // Not before: what months there are is known from operations that stand before those over them.
    reach(program_.operations[i].domain);
    if (program_.operations[i].over >= 0) reach(program_.operations[i].over);
    run(static_cast<RegisterId>(i));
    ahead_.some();
  }
  ahead_.rest();
  for (std::size_t d = 1; d < domains_.size(); ++d) {
    if (live_domains_[d]) reach(static_cast<DomainId>(d));
  }
}

void Executor::reach(DomainId id) {
  if (id == 0 || domains_[static_cast<std::size_t>(id)].expanded) return;
  const Domain& domain = program_.domains[static_cast<std::size_t>(id)];
  reach(domain.parent);
  domain.months ? expand_months(id) : expand(id);
  domains_[static_cast<std::size_t>(id)].expanded = true;
}

std::uint8_t* Executor::own_bytes(RegisterId id) {
  Vector& vector = vectors_[index(id)];
  vector.errors = false;
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
  std::fill_n(own_states(id), rows, cell::other);
}

void Executor::join_errors(RegisterId id) {
  const Operation& operation = program_.at(id);
  const auto errors = [&](RegisterId of) { return of != no_register && vectors_[index(of)].errors; };
  vectors_[index(id)].errors = errors(operation.a) || errors(operation.b);
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
      const Vector& made = vectors_[index(operation.a)];
      if (!made.errors && of != VectorOp::look_up && of != VectorOp::select && of != VectorOp::lift &&
          of != VectorOp::constant && of != VectorOp::evaluate) {
        vectors_[index(id)].bytes = made.bytes;
        return;
      }
      return kernels_.verdict(truths(operation.a), own_bytes(id), rows);
    }
    case VectorOp::not_:
      kernels_.not_(truths(operation.a), own_bytes(id), rows);
      return join_errors(id);
    case VectorOp::and_:
      kernels_.and_(truths(operation.a), truths(operation.b), own_bytes(id), rows);
      return join_errors(id);
    case VectorOp::or_:
      kernels_.or_(truths(operation.a), truths(operation.b), own_bytes(id), rows);
      return join_errors(id);
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
    case VectorOp::evaluate:
      return run_evaluate(id);
    case VectorOp::some:
    case VectorOp::every:
      return run_quantified(id);
    case VectorOp::count:
    case VectorOp::sum:
      return run_aggregate(id);
  }
}

}  // namespace enact::bulk
