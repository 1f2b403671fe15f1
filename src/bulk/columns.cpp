// Reading columns. See columns.hpp.
#include "bulk/columns.hpp"

#include <algorithm>
#include <functional>

#include "bulk/scaled.hpp"

namespace enact::bulk {

using feel::Kind;
using feel::Value;

namespace {

constexpr std::int32_t free_slot = -1;

}  // namespace

ColumnKind column_kind(const feel::Type& type) {
  switch (type.kind) {
    case Kind::boolean:
      return ColumnKind::boolean;
    case Kind::number:
      return ColumnKind::number;
    case Kind::date:
      return ColumnKind::date;
    case Kind::string:
      return ColumnKind::text;
    default:
      return ColumnKind::other;
  }
}

bool is_record_list(const feel::Type& type) {
  return type.kind == Kind::list && type.element && type.element->kind == Kind::context &&
         !type.element->fields.empty();
}

std::int32_t Dictionary::code(std::string_view text) {
  if (slots_.size() <= 2 * hashes_.size()) grow();
  const std::size_t hash = std::hash<std::string_view>()(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != free_slot; slot = (slot + 1) & mask) {
    const std::int32_t code = slots_[slot];
    if (hashes_[static_cast<std::size_t>(code)] == hash && this->text(code) == text) return code;
  }
  const auto code = static_cast<std::int32_t>(hashes_.size());
  slots_[slot] = code;
  hashes_.push_back(hash);
  bytes_ += text;
  ends_.push_back(bytes_.size());
  return code;
}

void Dictionary::grow() {
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), free_slot);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t code = 0; code < hashes_.size(); ++code) {
    std::size_t slot = hashes_[code] & mask;
    while (slots_[slot] != free_slot) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::int32_t>(code);
  }
}

std::int64_t Column::at(std::size_t row) const {
  switch (width) {
    case 1:
      return static_cast<const std::int8_t*>(data.get())[row];
    case 2:
      return static_cast<const std::int16_t*>(data.get())[row];
    case 4:
      return static_cast<const std::int32_t*>(data.get())[row];
    default:
      return static_cast<const std::int64_t*>(data.get())[row];
  }
}

const Column* Table::column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return found != columns.end() ? &*found : nullptr;
}

const ListColumn* Table::list(std::string_view name) const {
  const auto found =
      std::find_if(lists.begin(), lists.end(), [&](const ListColumn& l) { return l.name == name; });
  return found != lists.end() ? &*found : nullptr;
}

Value value_of(const Column& column, std::size_t row) {
  switch (column.state(row)) {
    case Cell::absent:
      return {};
    case Cell::unknown:
      return feel::make_unknown({feel::Cause::Kind::missing_fact, column.name, nullptr});
    case Cell::other:
      return column.others.at(static_cast<std::uint32_t>(row));
    case Cell::known:
      break;
  }
  const std::int64_t cell = column.at(row);
  switch (column.kind) {
    case ColumnKind::boolean:
      return Value(cell != 0);
    case ColumnKind::number:
      return Value(decimal_of(cell, column.scale));
    case ColumnKind::date:
      return Value(Date::from_days(cell));
    default:
      return Value(std::string(column.texts->text(static_cast<std::int32_t>(cell))));
  }
}

namespace {

// The named values of a row, save those that are not said.
std::vector<std::pair<std::string, Value>> entries_of(const Table& table, std::size_t row) {
  std::vector<std::pair<std::string, Value>> entries;
  for (const Column& column : table.columns) {
    if (column.state(row) == Cell::unknown) continue;
    entries.emplace_back(column.name, value_of(column, row));
  }
  for (const ListColumn& column : table.lists) {
    auto list = std::make_shared<feel::List>();
    for (std::uint32_t item = column.offsets[row]; item < column.offsets[row + 1]; ++item) {
      list->items.push_back(feel::make_context(entries_of(column.items, item)));
    }
    if (!column.open.empty() && column.open[row] != 0) {
      if (list->items.empty()) continue;
      list->open = true;
      list->causes = std::make_shared<const std::vector<feel::Cause>>(
          std::vector<feel::Cause>{{feel::Cause::Kind::open_list, column.name, nullptr}});
    }
    entries.emplace_back(column.name, Value(feel::ListPtr(std::move(list))));
  }
  return entries;
}

}  // namespace

determine::Subject subject_of(const Segment& segment, std::size_t row) {
  if (!segment.originals.empty()) return segment.originals[row];
  determine::Subject subject;
  subject.type = segment.type;
  for (auto& [name, value] : entries_of(segment.table, row)) {
    subject.facts.push_back({std::move(name), std::move(value), {}, {}});
  }
  return subject;
}

bool Wanted::contains(std::string_view name) const {
  return everything || std::binary_search(names.begin(), names.end(), name);
}

}  // namespace enact::bulk
