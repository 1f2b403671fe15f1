// From arrays to columns. See arrow_columns.hpp.
#include "population/arrow_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "base/calendar.hpp"
#include "bulk/cell_reader.hpp"
#include "bulk/column_builder.hpp"
#include "bulk/scaled.hpp"
#include "population/arrow_cells.hpp"

namespace enact::population {
namespace {

using bulk::Cell;
using bulk::Column;
using bulk::ColumnKind;
using policy::FactDeclaration;

// One column of a stretch: what is declared, and where its rows are.
struct Stretch {
  const FactDeclaration& declared;
  const determine::FactModel& model;
  const ArrowColumn& from;
  std::int64_t first = 0;
  std::size_t rows = 0;
  bool unsaid_absent = false;
  const std::shared_ptr<const void>& hold;

  bool null(std::size_t i) const { return from.null(first + static_cast<std::int64_t>(i)); }
  bool any_null() const {
    for (std::size_t i = 0; i < rows; ++i) {
      if (null(i)) return true;
    }
    return false;
  }
  Column named() const {
    Column column;
    column.name = declared.name;
    column.type = declared.type;
    column.kind = bulk::column_kind(*declared.type);
    return column;
  }
};

std::shared_ptr<const std::uint8_t> states_of(const Stretch& stretch) {
  if (!stretch.any_null()) return nullptr;
  auto states = std::make_shared<std::vector<std::uint8_t>>(stretch.rows);
  const Cell none = stretch.unsaid_absent ? Cell::absent : Cell::unknown;
  for (std::size_t i = 0; i < stretch.rows; ++i)
    (*states)[i] = static_cast<std::uint8_t>(stretch.null(i) ? none : Cell::known);
  return {states, states->data()};
}

// Beyond, a number is kept beside its column (column_builder.cpp).
constexpr std::int64_t most_number = 10'000'000'000'000'000;

bool fits(const FactDeclaration& declared, ColumnKind kind, std::int64_t least, std::int64_t greatest) {
  if (kind == ColumnKind::date) return Date::in_range(least) && Date::in_range(greatest);
  return least >= (declared.non_negative ? 0 : -most_number) && greatest <= most_number;
}

// Numbers or days as they lie; with nulls a copy, because what stands there under a null says nothing.
template <typename T>
std::optional<Column> looked_into(const Stretch& stretch, const ArrowColumn::Wholes& wholes) {
  const T* cells = static_cast<const T*>(wholes.first) + stretch.first;
  Column column = stretch.named();
  column.width = sizeof(T);
  column.scale = wholes.scale;
  column.states = states_of(stretch);
  if (column.states) {
    auto copy = std::make_shared<std::vector<T>>(cells, cells + stretch.rows);
    for (std::size_t i = 0; i < stretch.rows; ++i) {
      if (column.state(i) != Cell::known) (*copy)[i] = 0;
    }
    cells = copy->data();
    column.data = {copy, cells};
  } else {
    column.data = {stretch.hold, cells};
  }
  const auto [least, greatest] = std::minmax_element(cells, cells + stretch.rows);
  // Columns have signs: of a type without one, half of the range.
  if (std::is_unsigned_v<T> && *greatest > std::numeric_limits<T>::max() / 2) return std::nullopt;
  column.least = static_cast<std::int64_t>(*least);
  column.greatest = static_cast<std::int64_t>(*greatest);
  if (!fits(stretch.declared, column.kind, column.least, column.greatest)) return std::nullopt;
  return column;
}

std::optional<Column> wholes_of(const Stretch& stretch) {
  const auto wholes = stretch.from.wholes();
  const ColumnKind kind = bulk::column_kind(*stretch.declared.type);
  if (!wholes || wholes->days != (kind == ColumnKind::date)) return std::nullopt;
  if (kind != ColumnKind::date && kind != ColumnKind::number) return std::nullopt;
  if (stretch.declared.type->unit == "元" && wholes->scale > 2) return std::nullopt;
  if (wholes->scale > bulk::most_scale) return std::nullopt;
  switch (wholes->width) {
    case 1:
      return looked_into<std::int8_t>(stretch, *wholes);
    case 2:
      return looked_into<std::int16_t>(stretch, *wholes);
    case 4:
      return looked_into<std::int32_t>(stretch, *wholes);
    case 8:
      return looked_into<std::int64_t>(stretch, *wholes);
    case -1:
      return looked_into<std::uint8_t>(stretch, *wholes);
    case -2:
      return looked_into<std::uint16_t>(stretch, *wholes);
    case -4:
      return looked_into<std::uint32_t>(stretch, *wholes);
    default:
      return looked_into<std::uint64_t>(stretch, *wholes);
  }
}

// Numbers in binary floating point that were written with two decimals or fewer. A decimal number of at most
// 15 digits is told by the binary one nearest to it; so hundredths that give the same number back are the
// number that was written. Any other is left to be read one by one.
std::optional<Column> hundredths_of(const Stretch& stretch) {
  if (!stretch.from.is_floating() || bulk::column_kind(*stretch.declared.type) != ColumnKind::number)
    return std::nullopt;
  Column column = stretch.named();
  column.width = 8;
  column.scale = 2;
  column.states = states_of(stretch);
  auto cells = std::make_shared<std::vector<std::int64_t>>(stretch.rows);
  for (std::size_t i = 0; i < stretch.rows; ++i) {
    if (column.state(i) != Cell::known) continue;
    const double number = stretch.from.floating(stretch.first + static_cast<std::int64_t>(i));
    if (!(std::abs(number) < 1e13)) return std::nullopt;  // fifteen digits; also what is no number
    const auto hundredths = static_cast<std::int64_t>(std::llround(number * 100));
    if (static_cast<double>(hundredths) / 100 != number) return std::nullopt;
    (*cells)[i] = hundredths;
  }
  const auto [least, greatest] = std::minmax_element(cells->begin(), cells->end());
  column.least = *least;
  column.greatest = *greatest;
  column.data = {cells, cells->data()};
  if (!fits(stretch.declared, column.kind, column.least, column.greatest)) return std::nullopt;
  return column;
}

std::optional<Column> booleans_of(const Stretch& stretch) {
  if (!stretch.from.is_boolean() || bulk::column_kind(*stretch.declared.type) != ColumnKind::boolean)
    return std::nullopt;
  Column column = stretch.named();
  column.width = 1;
  column.states = states_of(stretch);
  auto cells = std::make_shared<std::vector<std::int8_t>>(stretch.rows);
  for (std::size_t i = 0; i < stretch.rows; ++i) {
    if (column.state(i) == Cell::known)
      (*cells)[i] = stretch.from.boolean(stretch.first + static_cast<std::int64_t>(i)) ? 1 : 0;
  }
  column.greatest = cells->empty() ? 0 : *std::max_element(cells->begin(), cells->end());
  column.least = cells->empty() ? 0 : *std::min_element(cells->begin(), cells->end());
  column.data = {cells, cells->data()};
  return column;
}

// Cell by cell, as they would be read from a file; nullopt: one has a fault.
std::optional<Column> read_one_by_one(const Stretch& stretch) {
  bulk::ColumnBuilder builder(stretch.declared.name, stretch.declared.type);
  bulk::CellReader reader(stretch.declared, stretch.model);
  std::string room;
  for (std::size_t i = 0; i < stretch.rows; ++i) {
    const std::int64_t row = stretch.first + static_cast<std::int64_t>(i);
    const auto field = stretch.from.null(row) ? bulk::Records::Field{} : stretch.from.field(row, room);
    if (reader.read(field, stretch.unsaid_absent, builder)) return std::nullopt;
  }
  return builder.finish();
}

// Texts by a dictionary: each text is read once.
std::optional<Column> coded_of(const Stretch& stretch, const ArrowSchema& schema, const ArrowArray& array) {
  if (!stretch.from.is_dictionary() || bulk::column_kind(*stretch.declared.type) != ColumnKind::text)
    return std::nullopt;
  const auto texts = static_cast<std::size_t>(array.dictionary->length);
  if (texts > 4 * stretch.rows + 1024) return std::nullopt;  // more to read than there are rows
  constexpr std::int32_t nothing = -1, fault = -2;
  const ArrowColumn values(*schema.dictionary, *array.dictionary);
  bulk::ColumnBuilder builder(stretch.declared.name, stretch.declared.type);
  bulk::CellReader reader(stretch.declared, stretch.model);
  std::string room;
  std::vector<std::int32_t> code_of;  // of the dictionary's values, our codes
  for (std::size_t i = 0; i < texts; ++i) {
    const auto row = static_cast<std::int64_t>(i);
    code_of.push_back(nothing);
    if (values.null(row)) continue;
    const bool bad = reader.read(values.field(row, room), stretch.unsaid_absent, builder).has_value();
    code_of.back() = bad ? fault : static_cast<std::int32_t>(builder.rows() - 1);
  }
  const Column read = builder.finish();
  Column column = stretch.named();
  column.width = 4;
  column.texts = read.texts;
  auto cells = std::make_shared<std::vector<std::int32_t>>(stretch.rows);
  auto states = std::make_shared<std::vector<std::uint8_t>>(stretch.rows);
  const Cell none = stretch.unsaid_absent ? Cell::absent : Cell::unknown;
  bool all_known = true;
  for (std::size_t i = 0; i < stretch.rows; ++i) {
    const std::int64_t row = stretch.first + static_cast<std::int64_t>(i);
    std::int32_t code = nothing;
    if (!stretch.from.null(row)) {
      const std::int64_t at = stretch.from.code(row);
      if (at < 0 || at >= static_cast<std::int64_t>(texts)) return std::nullopt;
      code = code_of[static_cast<std::size_t>(at)];
    }
    if (code == fault) return std::nullopt;
    if (code == nothing) {
      (*states)[i] = static_cast<std::uint8_t>(none);
      all_known = false;
    } else {
      (*cells)[i] = static_cast<std::int32_t>(read.at(static_cast<std::size_t>(code)));
    }
  }
  const auto [least, greatest] = std::minmax_element(cells->begin(), cells->end());
  column.least = *least;
  column.greatest = *greatest;
  column.data = {cells, cells->data()};
  if (!all_known) column.states = {states, states->data()};
  return column;
}

Column unsaid(const FactDeclaration& declared, std::size_t rows, bool absent) {
  bulk::ColumnBuilder builder(declared.name, declared.type);
  for (std::size_t i = 0; i < rows; ++i) absent ? builder.add_absent() : builder.add_unknown();
  return builder.finish();
}

std::int64_t child_of(const ArrowSchema& schema, const std::string& name) {
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children[i]->name != nullptr && name == schema.children[i]->name) return i;
  }
  return -1;
}

}  // namespace

const policy::RecordType* ArrowColumns::record_of(const FactDeclaration& fact) const {
  return bulk::is_record_list(*fact.type) ? model_.record(fact.type->element->name) : nullptr;
}

std::optional<bulk::Table> ArrowColumns::table(const ArrowSchema& schema, const ArrowArray& array,
                                               std::int64_t from, std::size_t rows,
                                               const std::vector<const FactDeclaration*>& declared,
                                               const std::shared_ptr<const void>& hold) const {
  bulk::Table made;
  made.rows = rows;
  const std::int64_t first = array.offset + from;
  for (const FactDeclaration* fact : declared) {
    if (!wanted_.contains(fact->name) && !fact->required) continue;
    const std::int64_t child = child_of(schema, fact->name);
    const ArrowSchema* its_schema = child >= 0 ? schema.children[child] : nullptr;
    const ArrowArray* its_array = child >= 0 ? array.children[child] : nullptr;
    if (const policy::RecordType* record = record_of(*fact)) {
      auto column = list(*fact, *record, its_schema, its_array, first, rows, hold);
      if (!column) return std::nullopt;
      made.lists.push_back(std::move(*column));
      continue;
    }
    if (child < 0) {
      if (fact->required && rows > 0) return std::nullopt;
      made.columns.push_back(unsaid(*fact, rows, unsaid_absent_));
      continue;
    }
    const ArrowColumn column(*its_schema, *its_array);
    const Stretch stretch{*fact, model_, column, first, rows, unsaid_absent_, hold};
    if (fact->required && stretch.any_null()) return std::nullopt;
    if (!wanted_.contains(fact->name)) continue;
    std::optional<Column> read;
    if (rows > 0) {
      read = wholes_of(stretch);
      if (!read) read = hundredths_of(stretch);
      if (!read) read = booleans_of(stretch);
      if (!read) read = coded_of(stretch, *its_schema, *its_array);
    }
    if (!read) read = read_one_by_one(stretch);
    if (!read) return std::nullopt;
    made.columns.push_back(std::move(*read));
  }
  return made;
}

std::optional<bulk::ListColumn> ArrowColumns::list(const FactDeclaration& fact,
                                                   const policy::RecordType& record,
                                                   const ArrowSchema* schema, const ArrowArray* array,
                                                   std::int64_t first, std::size_t rows,
                                                   const std::shared_ptr<const void>& hold) const {
  bulk::ListColumn made{fact.name, fact.type, std::vector<std::uint32_t>(rows + 1), {}, {}};
  std::vector<const FactDeclaration*> fields;
  for (const FactDeclaration& field : record.fields) fields.push_back(&field);
  // How many there are shows in a column.
  const bool any = std::any_of(fields.begin(), fields.end(),
                               [&](const FactDeclaration* field) { return wanted_.contains(field->name); });
  std::vector<std::uint8_t> open(rows, static_cast<std::uint8_t>(bulk::Completeness::complete));
  bool any_open = false;
  if (schema == nullptr) {
    any_open = !unsaid_absent_;
    std::fill(open.begin(), open.end(), static_cast<std::uint8_t>(bulk::Completeness::open));
    const ArrowSchema nothing{};
    const ArrowArray none{};
    auto items = table(nothing, none, 0, 0, fields, hold);
    if (!items) return std::nullopt;
    made.items = std::move(*items);
  } else {
    const ArrowColumn column(*schema, *array);
    if (!column.is_list_of_records() || array->children[0]->null_count != 0) return std::nullopt;
    std::int64_t begin = 0, end = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const auto [from, to] = column.items_of(first + static_cast<std::int64_t>(i));
      if (i == 0) begin = end = from;
      if (from != end || to < from || to - begin > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
      end = to;
      made.offsets[i + 1] = static_cast<std::uint32_t>(end - begin);
      if (!column.null(first + static_cast<std::int64_t>(i))) continue;
      if (from != to) return std::nullopt;
      open[i] = static_cast<std::uint8_t>(bulk::Completeness::open);
      any_open = true;
    }
    auto items = table(*schema->children[0], *array->children[0], begin,
                       static_cast<std::size_t>(end - begin), fields, hold);
    if (!items) return std::nullopt;
    made.items = std::move(*items);
  }
  if (!any) made.items.columns.push_back(unsaid(*fields.front(), made.items.rows, false));
  if (any_open) made.open = std::move(open);
  return made;
}

}  // namespace enact::population
