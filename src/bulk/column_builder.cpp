// Building columns. See column_builder.hpp.
#include "bulk/column_builder.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "bulk/scaled.hpp"

namespace enact::bulk {
namespace {

using feel::Value;

template <typename T>
std::shared_ptr<const void> narrowed(const std::vector<std::int64_t>& cells) {
  auto made = std::make_shared<std::vector<T>>(cells.size());
  std::transform(cells.begin(), cells.end(), made->begin(),
                 [](std::int64_t cell) { return static_cast<T>(cell); });
  return {made, made->data()};
}

// A number beyond is kept as a value: it would leave no room for arithmetic in all of its segment.
constexpr std::int64_t most_number = 10'000'000'000'000'000;

template <typename T>
bool fits(std::int64_t least, std::int64_t greatest) {
  return least >= std::numeric_limits<T>::min() && greatest <= std::numeric_limits<T>::max();
}

}  // namespace

ColumnBuilder::ColumnBuilder(std::string name, feel::TypePtr type) {
  column_.kind = column_kind(*type);
  column_.name = std::move(name);
  column_.type = std::move(type);
}

void ColumnBuilder::add_cell(std::int64_t cell, Cell state) {
  cells_.push_back(cell);
  states_.push_back(static_cast<std::uint8_t>(state));
  all_known_ = all_known_ && state == Cell::known;
}

void ColumnBuilder::add_other(Value value) {
  column_.others.emplace(static_cast<std::uint32_t>(cells_.size()), std::move(value));
  add_cell(0, Cell::other);
}

// Gives all numbers so far the scale; false, and nothing changed: one of them would not fit.
bool ColumnBuilder::rescale(int scale) {
  const int by = scale - column_.scale;
  const auto fits_still = [&](std::int64_t cell) {
    const auto shifted = times_ten_to(cell, by);
    return shifted && *shifted <= most_number && *shifted >= -most_number;
  };
  if (!std::all_of(cells_.begin(), cells_.end(), fits_still)) return false;
  for (std::int64_t& cell : cells_) cell *= ten_to(by);
  column_.scale = scale;
  return true;
}

void ColumnBuilder::add(std::int64_t cell, int scale) {
  if (column_.kind == ColumnKind::number) {
    if (scale > column_.scale && !rescale(scale)) return add_other(Value(decimal_of(cell, scale)));
    const auto same_scale = times_ten_to(cell, column_.scale - scale);
    if (!same_scale || *same_scale > most_number || *same_scale < -most_number)
      return add_other(Value(decimal_of(cell, scale)));
    cell = *same_scale;
  }
  add_cell(cell, Cell::known);
}

void ColumnBuilder::add(const Value& value) {
  if (value.is_null()) return add_absent();
  if (column_.kind != ColumnKind::other) {
    if (value.is_unknown()) {
      const std::vector<feel::Cause>& causes = *value.unknown()->causes;
      const bool missing = std::all_of(causes.begin(), causes.end(), [](const feel::Cause& cause) {
        return cause.kind == feel::Cause::Kind::missing_fact;
      });
      return missing ? add_unknown() : add_other(value);
    }
    if (const bool* truth = value.boolean()) return add(*truth ? 1 : 0);
    if (const std::string* text = value.text()) return add_text(*text);
    if (const Decimal* number = value.number()) {
      const auto whole = scaled(*number);
      return whole ? add(whole->whole, whole->scale) : add_other(value);
    }
    if (const Date* date = value.date()) {
      const std::int64_t days = date->days_since_1970();
      return fits<std::int32_t>(days, days) ? add(days) : add_other(value);
    }
  }
  add_other(value);
}

void ColumnBuilder::drop_last() {
  cells_.pop_back();
  states_.pop_back();
  column_.others.erase(static_cast<std::uint32_t>(cells_.size()));
}

Column ColumnBuilder::finish() {
  Column made = std::move(column_);
  column_ = Column();
  column_.name = made.name;
  column_.type = made.type;
  column_.kind = made.kind;
  if (!cells_.empty()) {
    const auto [least, greatest] = std::minmax_element(cells_.begin(), cells_.end());
    made.least = *least;
    made.greatest = *greatest;
  }
  const bool of_one_width = made.kind == ColumnKind::date || made.kind == ColumnKind::text;
  if (!of_one_width && fits<std::int8_t>(made.least, made.greatest)) {
    made.width = 1;
    made.data = narrowed<std::int8_t>(cells_);
  } else if (!of_one_width && fits<std::int16_t>(made.least, made.greatest)) {
    made.width = 2;
    made.data = narrowed<std::int16_t>(cells_);
  } else if (of_one_width || fits<std::int32_t>(made.least, made.greatest)) {
    made.width = 4;
    made.data = narrowed<std::int32_t>(cells_);
  } else {
    made.width = 8;
    made.data = narrowed<std::int64_t>(cells_);
  }
  if (!all_known_) {
    auto states = std::make_shared<std::vector<std::uint8_t>>(states_);
    made.states = {states, states->data()};
  }
  if (made.kind == ColumnKind::text) made.texts = std::exchange(texts_, std::make_shared<Dictionary>());
  cells_.clear();
  states_.clear();
  all_known_ = true;
  return made;
}

TableBuilder::TableBuilder(const std::vector<const policy::FactDeclaration*>& declared,
                           const determine::FactModel& model, const Wanted& wanted) {
  for (const policy::FactDeclaration* fact : declared) {
    if (!wanted.contains(fact->name)) continue;
    const policy::RecordType* record =
        is_record_list(*fact->type) ? model.record(fact->type->element->name) : nullptr;
    if (record == nullptr) {
      columns.emplace_back(fact->name, fact->type);
      continue;
    }
    TableBuilder items({}, model, wanted);
    for (const policy::FactDeclaration& field : record->fields) {
      if (wanted.contains(field.name)) items.columns.emplace_back(field.name, field.type);
    }
    // How many there are shows in a column.
    if (items.columns.empty())
      items.columns.emplace_back(record->fields.front().name, record->fields.front().type);
    lists.push_back({fact->name, fact->type, std::move(items), {0}, {}});
  }
}

void TableBuilder::add(const feel::Context& row) {
  for (ColumnBuilder& column : columns) {
    const Value* value = row.find(column.name());
    value != nullptr ? column.add(*value) : column.add_unknown();
  }
  for (List& column : lists) {
    const Value* value = row.find(column.name);
    const feel::List* list = value != nullptr ? value->list() : nullptr;
    if (list == nullptr) {
      column.end_row(Completeness::open);
      continue;
    }
    Completeness completeness = list->open ? Completeness::open : Completeness::complete;
    for (const Value& item : list->items) {
      if (const feel::Context* record = item.context()) {
        column.items.add(*record);
      } else {
        completeness = Completeness::other;
      }
    }
    column.end_row(completeness);
  }
}

Table TableBuilder::finish() {
  Table table;
  table.rows = !columns.empty() ? columns.front().rows() : 0;
  for (ColumnBuilder& column : columns) table.columns.push_back(column.finish());
  for (List& list : lists) {
    ListColumn made{list.name, list.type, std::move(list.offsets), {}, list.items.finish()};
    if (table.columns.empty()) table.rows = made.offsets.size() - 1;
    const bool any_open =
        std::any_of(list.open.begin(), list.open.end(), [](std::uint8_t each) { return each != 0; });
    if (any_open) made.open = std::move(list.open);
    made.items.rows = made.offsets.back();
    list.offsets = {0};
    list.open.clear();
    table.lists.push_back(std::move(made));
  }
  return table;
}

void TableBuilder::List::end_row(Completeness completeness) {
  offsets.push_back(static_cast<std::uint32_t>(items.columns.front().rows()));
  open.push_back(static_cast<std::uint8_t>(completeness));
}

}  // namespace enact::bulk
