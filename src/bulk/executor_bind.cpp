// What of a program can be decided for a whole segment. See executor.hpp.
#include <algorithm>
#include <limits>

#include "bulk/executor.hpp"
#include "bulk/scaled.hpp"
#include "determine/subject_view.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {
namespace {

using feel::Kind;
using feel::Value;

__extension__ using Wide = __int128;

// No number beyond this is made, so that no sum or product of two of a register overflows unseen.
constexpr Wide most = Wide{4'000'000'000'000'000'000};
constexpr std::size_t most_seen = 1 << 17;    // cells remembered for one look-up
constexpr std::int64_t most_cells = 1 << 16;  // of a look-up of numbers or dates

bool holds_error(const Value& value) {
  const std::vector<feel::Cause>& causes = *value.unknown()->causes;
  return std::any_of(causes.begin(), causes.end(),
                     [](const feel::Cause& cause) { return cause.kind == feel::Cause::Kind::error; });
}

std::uint8_t truth_of(const Value& value) {
  if (const bool* decided = value.boolean()) return *decided ? truth::yes : truth::no;
  if (value.is_null()) return truth::null;
  if (value.is_unknown() && !holds_error(value)) return truth::unknown;
  return truth::undecidable;
}

struct Entry {
  Cell state = Cell::other;
  Scaled number;
};

Entry entry_of(const Value& value) {
  if (value.is_null()) return {Cell::absent, {}};
  if (value.is_unknown()) return {holds_error(value) ? Cell::other : Cell::unknown, {}};
  if (const Date* date = value.date()) return {Cell::known, {date->days_since_1970(), 0}};
  if (const Decimal* number = value.number()) {
    if (const auto whole = scaled(*number)) return {Cell::known, *whole};
  }
  return {};
}

std::int64_t clipped(Wide value) {
  return static_cast<std::int64_t>(std::clamp(value, -most, most));
}
bool within(Wide value) {
  return value >= -most && value <= most;
}

}  // namespace

void Executor::bind(const Segment& segment) {
  segment_ = &segment;
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
      bound.other = !to_one_scale(operation, operation.b, operation.c, bound);
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

void Executor::bind_constant(const Operation& operation, Bound& bound) {
  if (operation.value.boolean() || operation.value.is_null()) return;
  Entry entry = entry_of(operation.value);
  // Sums of money in fen from the start: what is computed from them needs no bringing to one scale.
  if (operation.value.number() && entry.number.scale == 0 && entry.number.whole >= 1000) {
    if (const auto fen = times_ten_to(entry.number.whole, 2)) entry.number = {*fen, 2};
  }
  bound.other = entry.state == Cell::other;
  bound.scale = entry.number.scale;
  bound.least = bound.greatest = entry.number.whole;
  bound.states = {static_cast<std::uint8_t>(entry.state)};
  bound.other = bound.other || !within(entry.number.whole);
}

void Executor::bind_load(const Operation& operation, Bound& bound) {
  const Rows& domain = domains_[static_cast<std::size_t>(operation.domain)];
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

Value Executor::evaluate(std::int32_t table, const Value& cell) const {
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{on_, {}});
  return evaluation.evaluate(program_.look_ups[static_cast<std::size_t>(table)].program, std::span(&cell, 1));
}

const Value& Executor::looked_up(std::int32_t table, const Column& column, std::int64_t cell) {
  if (column.kind == ColumnKind::text) {
    auto& seen = texts_seen_[static_cast<std::size_t>(table)];
    if (seen.size() > most_seen) seen.clear();
    const std::string& text = column.texts->text(static_cast<std::int32_t>(cell));
    const auto found = seen.find(text);
    return found != seen.end() ? found->second
                               : seen.emplace(text, evaluate(table, Value(text))).first->second;
  }
  auto& seen = cells_seen_[static_cast<std::size_t>(table)];
  if (seen.size() > most_seen) seen.clear();
  // Numbers of one value have several cells, by their scale.
  const std::int64_t key = cell * (most_scale + 1) + column.scale;
  const auto found = seen.find(key);
  if (found != seen.end()) return found->second;
  const Value value = column.kind == ColumnKind::boolean ? Value(cell != 0)
                      : column.kind == ColumnKind::date  ? Value(Date::from_days(cell))
                                                         : Value(decimal_of(cell, column.scale));
  return seen.emplace(key, evaluate(table, value)).first->second;
}

void Executor::bind_look_up(const Operation& operation, Bound& bound) {
  const Column* column = bound_[index(operation.a)].column;
  static const Column nothing;
  if (column == nullptr) column = &nothing;
  const std::size_t rows = column->data == nullptr ? 0
                           : operation.domain == 0
                               ? segment_->table.rows
                               : domains_[static_cast<std::size_t>(operation.domain)].list->items.rows;
  bound.base = column->kind == ColumnKind::text || column->kind == ColumnKind::boolean ? 0 : column->least;
  std::int64_t cells = column->kind == ColumnKind::text ? static_cast<std::int64_t>(column->texts->size())
                       : column->kind == ColumnKind::boolean ? 2
                                                             : column->greatest - column->least + 1;
  if (cells < 0 || cells > most_cells) {
    bound.other = column->kind != ColumnKind::text;
    if (bound.other) return;
  }
  std::vector<bool> present(static_cast<std::size_t>(cells), column->kind == ColumnKind::boolean);
  for (std::size_t row = 0; row < rows && column->kind != ColumnKind::boolean; ++row) {
    if (column->state(row) == Cell::known)
      present[static_cast<std::size_t>(column->at(row) - bound.base)] = true;
  }
  const Value missing =
      feel::make_unknown({feel::Cause::Kind::missing_fact,
                          program_.look_ups[static_cast<std::size_t>(operation.table)].column, nullptr});
  std::vector<Entry> entries;
  const auto add = [&](const Value& value) {
    if (operation.kind == Kind::boolean) {
      bound.truths.push_back(truth_of(value));
    } else {
      entries.push_back(entry_of(value));
    }
  };
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (present[i]) {
      add(looked_up(operation.table, *column, static_cast<std::int64_t>(i) + bound.base));
    } else if (operation.kind == Kind::boolean) {
      bound.truths.push_back(truth::undecidable);
    } else {
      entries.push_back({Cell::unknown, {}});
    }
  }
  add(evaluate(operation.table, Value()));
  add(evaluate(operation.table, missing));
  if (operation.kind == Kind::boolean) {
    bound.truths.push_back(truth::undecidable);
    return;
  }
  entries.push_back({});
  for (const Entry& entry : entries) bound.scale = std::max(bound.scale, entry.number.scale);
  bool first = true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto whole = times_ten_to(entries[i].number.whole, bound.scale - entries[i].number.scale);
    const bool fits = whole && within(*whole);
    const Cell state = fits ? entries[i].state : Cell::other;
    bound.numbers.push_back(fits && state == Cell::known ? *whole : 0);
    bound.states.push_back(static_cast<std::uint8_t>(state));
    if (i < present.size() && present[i] && state != Cell::known) bound.all_known = false;
    bound.least = first ? bound.numbers.back() : std::min(bound.least, bound.numbers.back());
    bound.greatest = first ? bound.numbers.back() : std::max(bound.greatest, bound.numbers.back());
    first = false;
  }
  if (column->states || column->data == nullptr) bound.all_known = false;
}

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

// Multipliers x, y that bring a and b to one scale; false: a number of theirs would not fit.
bool Executor::to_one_scale(const Operation&, RegisterId a, RegisterId b, Bound& bound) {
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
    bound.other = !to_one_scale(operation, operation.a, operation.b, bound);
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
    if (!to_one_scale(operation, operation.a, operation.b, bound)) return;
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
