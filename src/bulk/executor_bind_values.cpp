// Constants and look-ups: what values of FEEL become in a segment. See executor.hpp.
#include <algorithm>

#include "bulk/executor.hpp"
#include "bulk/scaled.hpp"
#include "bulk/truth_of.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {

using feel::Kind;
using feel::Value;

namespace {

constexpr std::size_t most_seen = 1 << 17;    // cells remembered for one look-up
constexpr std::int64_t most_cells = 1 << 16;  // of a look-up of numbers or dates

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

}  // namespace

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

Value Executor::evaluate(std::int32_t table, const Value& cell) const {
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{on_, {}});
  return evaluation.evaluate(program_.look_ups[static_cast<std::size_t>(table)].program, std::span(&cell, 1));
}

const Value& Executor::looked_up(std::int32_t table, const Column& column, std::int64_t cell) {
  if (column.kind == ColumnKind::text) {
    auto& seen = texts_seen_[static_cast<std::size_t>(table)];
    if (seen.size() > most_seen) seen.clear();
    const std::string text(column.texts->text(static_cast<std::int32_t>(cell)));
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
  // Months have no cells before they are made: any may be among them.
  if (program_.domains[static_cast<std::size_t>(operation.domain)].months) {
    for (std::size_t i = 0; i < present.size(); ++i) {
      const std::int64_t cell = static_cast<std::int64_t>(i) + bound.base;
      present[i] = column->kind != ColumnKind::date || Date::from_days(cell).day == 1;
    }
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
  const Value of_absent = evaluate(operation.table, Value());
  add(of_absent);
  if (is_error(of_absent)) {
    bound.absent_is_error = true;
    if (operation.kind == Kind::boolean) bound.truths.back() = truth::error;
  }
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
  if (bound.absent_is_error) bound.states[present.size()] = cell::error;
  if (column->states || column->data == nullptr) bound.all_known = false;
}

}  // namespace enact::bulk
