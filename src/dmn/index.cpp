// Building the index of a table, and looking rows up in it.
#include "dmn/index.hpp"

#include <algorithm>
#include <optional>

namespace enact::dmn {
namespace {

using feel::RangeEnd;
using feel::Value;
using OnNull = CellTest::OnNull;

// A single row is tried as quickly as it is looked up.
constexpr std::size_t fewest_rows = 2;
// Up to so many, the rows of each class are kept; a word each.
constexpr std::size_t most_small_classes = 128;

void set_bit(RowBits& bits, std::size_t row) {
  bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

}  // namespace

// Builds one column.
class TableIndex::Builder {
 public:
  Builder(const DecisionTable& table, std::size_t column, std::size_t words)
      : words_(words), rows_(table.rows.size()) {
    cells_.reserve(rows_);
    for (const Row& row : table.rows) cells_.push_back(constant_test(row.tests[column].get()));
  }

  Column build() {
    // Cells of another domain are tried row by row.
    column_.domain = common_domain(cells_);
    if (column_.domain == Domain::none) return {};
    column_.always.assign(words_, 0);
    collect_boundaries();
    for (std::size_t row = 0; row < rows_; ++row) place(row);
    lay_out();
    null_rows();
    if (words_ == 1 && column_.classes() <= most_small_classes) list_classes();
    return std::move(column_);
  }

 private:
  bool fits(const std::optional<CellTest>& cell) const { return cell && cell->fits(column_.domain); }

  void collect_boundaries() {
    std::vector<Value>& values = column_.boundaries;
    for (const auto& cell : cells_) {
      if (!fits(cell)) continue;
      for (const Interval& part : cell->accepted) {
        if (part.low_end != RangeEnd::unbounded) values.push_back(part.low);
        if (part.high_end != RangeEnd::unbounded) values.push_back(part.high);
      }
    }
    std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return compare(a, b) < 0; });
    const auto last = std::unique(values.begin(), values.end(),
                                  [](const Value& a, const Value& b) { return compare(a, b) == 0; });
    values.erase(last, values.end());
    values.shrink_to_fit();
  }

  void place(std::size_t row) {
    const std::optional<CellTest>& cell = cells_[row];
    if (!fits(cell)) {
      if (column_.open.empty()) column_.open.assign(words_, 0);
      set_bit(column_.open, row);
      set_bit(column_.always, row);
    } else if (cell->any) {
      set_bit(column_.always, row);
    } else {
      for (const Interval& part : cell->accepted) place(row, part);
    }
  }

  void place(std::size_t row, const Interval& part) {
    if (part.everything()) return set_bit(column_.always, row);
    // The classes from `first` up to, not including, `last`.
    const std::size_t count = column_.classes();
    std::size_t first = 0;
    std::size_t last = count;
    if (part.low_end != RangeEnd::unbounded) {
      first = column_.class_of(part.low) + (part.low_end == RangeEnd::open ? 1 : 0);
    }
    if (part.high_end != RangeEnd::unbounded) {
      last = column_.class_of(part.high) + (part.high_end == RangeEnd::open ? 0 : 1);
    }
    for (first += count, last += count; first < last; first /= 2, last /= 2) {
      if (first % 2 == 1) entries_.push_back({first++, row});
      if (last % 2 == 1) entries_.push_back({--last, row});
    }
  }

  void list_classes() {
    std::vector<RowBits> rows(column_.classes());
    for (std::size_t index = 0; index < rows.size(); ++index) column_.rows_of_class(index, rows[index]);
    column_.small = std::move(rows);
  }

  // From (node, row) pairs to one set a node.
  void lay_out() {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.node < b.node; });
    column_.nodes.assign(2 * column_.classes(), {});
    for (std::size_t begin = 0; begin < entries_.size();) {
      std::size_t end = begin;
      while (end < entries_.size() && entries_[end].node == entries_[begin].node) ++end;
      RowSet& set = column_.nodes[entries_[begin].node];
      set.dense = (end - begin) * 32 > rows_;
      if (set.dense) {
        set.begin = static_cast<std::uint32_t>(column_.words.size());
        set.size = static_cast<std::uint32_t>(words_);
        RowBits bits(words_, 0);
        for (std::size_t i = begin; i < end; ++i) set_bit(bits, entries_[i].row);
        column_.words.insert(column_.words.end(), bits.begin(), bits.end());
      } else {
        set.begin = static_cast<std::uint32_t>(column_.numbers.size());
        set.size = static_cast<std::uint32_t>(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
          column_.numbers.push_back(static_cast<std::uint32_t>(entries_[i].row));
        }
      }
      begin = end;
    }
    column_.numbers.shrink_to_fit();
    column_.words.shrink_to_fit();
  }

  void null_rows() {
    column_.null_decided = std::all_of(cells_.begin(), cells_.end(), [&](const auto& cell) {
      return !fits(cell) || cell->any || cell->on_null != OnNull::evaluate;
    });
    if (!column_.null_decided) return;
    column_.on_null.assign(words_, 0);
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto& cell = cells_[row];
      if (!fits(cell) || cell->any || cell->on_null == OnNull::yes) set_bit(column_.on_null, row);
    }
  }

  struct Entry {
    std::size_t node;
    std::size_t row;
  };

  std::size_t words_;
  std::size_t rows_;
  std::vector<std::optional<CellTest>> cells_;
  std::vector<Entry> entries_;
  Column column_;
};

// 2·i + 1 for the boundary i itself, 2·i for what lies below it and above the one before.
std::size_t TableIndex::Column::class_of(const Value& value) const {
  const auto found = std::lower_bound(boundaries.begin(), boundaries.end(), value,
                                      [](const Value& a, const Value& b) { return compare(a, b) < 0; });
  const auto index = static_cast<std::size_t>(found - boundaries.begin());
  return 2 * index + (found != boundaries.end() && compare(*found, value) == 0 ? 1 : 0);
}

void TableIndex::Column::rows_for(const Value& value, RowBits& rows) const {
  const std::size_t index = class_of(value);
  if (small.empty()) return rows_of_class(index, rows);
  rows = small[index];
}

void TableIndex::Column::rows_of_class(std::size_t index, RowBits& rows) const {
  rows = always;
  for (std::size_t node = index + classes(); node > 0; node /= 2) {
    const RowSet& set = nodes[node];
    if (set.dense) {
      for (std::size_t i = 0; i < set.size; ++i) rows[i] |= words[set.begin + i];
    } else {
      for (std::size_t i = 0; i < set.size; ++i) set_bit(rows, numbers[set.begin + i]);
    }
  }
}

std::shared_ptr<const TableIndex> TableIndex::make(const DecisionTable& table) {
  if (table.rows.size() < fewest_rows) return nullptr;
  auto index = std::make_shared<TableIndex>();
  index->rows_ = table.rows.size();
  index->words_ = (table.rows.size() + 63) / 64;
  bool any = false;
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    index->columns_.push_back(Builder(table, i, index->words_).build());
    any = any || index->columns_.back().domain != Domain::none;
  }
  return any ? index : nullptr;
}

TableIndex::Candidates TableIndex::find(std::span<const Value> inputs) const {
  Candidates found;
  found.decided.assign(columns_.size(), 0);
  RowBits of_column;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (column.domain == Domain::none) continue;
    const Value& value = inputs[i];
    RowBits& rows = found.rows.empty() ? found.rows : of_column;
    if (domain_of(value) == column.domain) {
      column.rows_for(value, rows);
    } else if (value.is_null() && !value.null()->cause && column.null_decided) {
      rows = column.on_null;
    } else {
      continue;
    }
    found.decided[i] = 1;
    if (&rows == &found.rows) continue;
    std::uint64_t left = 0;
    for (std::size_t word = 0; word < words_; ++word) left |= (found.rows[word] &= of_column[word]);
    if (left == 0) break;
  }
  if (found.rows.empty()) {
    found.rows.assign(words_, ~std::uint64_t{0});
    if (rows_ % 64 != 0) found.rows.back() >>= 64 - rows_ % 64;
  }
  return found;
}

std::size_t TableIndex::memory() const {
  std::size_t bytes = sizeof *this;
  for (const Column& column : columns_) {
    bytes += sizeof column + column.boundaries.size() * sizeof(Value) + column.nodes.size() * sizeof(RowSet) +
             column.numbers.size() * sizeof(std::uint32_t) + column.small.size() * sizeof(RowBits) +
             (column.words.size() + column.always.size() + column.open.size() + column.on_null.size()) *
                 sizeof(std::uint64_t);
  }
  return bytes;
}

void build_index(DecisionTable& table) {
  table.index = TableIndex::make(table);
}

}  // namespace enact::dmn
