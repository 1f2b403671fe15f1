// An index over the rows of a decision table: for given inputs, the rows that may match, found without trying
// each row. Changes no result: what it cannot decide is left to be tried. Internal to src/dmn; the way in is
// build_index (dmn/table.hpp).
//
// A column is indexed where its cells are constants, constant ranges, lists of them, `not` of them or `-`,
// all of one domain. Its boundary values cut the domain into classes (below the first, the first itself,
// between it and the second, …) within which every cell gives one answer. The rows of a cell are kept at the
// nodes of a segment tree over the classes, so that the rows for a value are the union of the sets from its
// leaf to the root: a cell with one value is in one set, a range in at most 2·log2(classes). A set takes four
// bytes a row, or one bit for each row of the table where that is less. So memory grows with n·log n for n
// rows, whatever the ranges, and a look-up is a search among the boundaries and a few passes over a bit set.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "dmn/table.hpp"
#include "dmn/table_cell.hpp"

namespace enact::dmn {

// One bit a row. Those of a small table, and which of its columns are decided, need no allocation.
using RowBits = boost::container::small_vector<std::uint64_t, 2>;
using ColumnFlags = boost::container::small_vector<std::uint8_t, 8>;

class TableIndex {
 public:
  // Null if the table is too small to gain, or no column can be indexed.
  static std::shared_ptr<const TableIndex> make(const DecisionTable& table);

  struct Candidates {
    RowBits rows;         // no other row matches
    ColumnFlags decided;  // one an input: not 0 if its cells need not be tried in these rows …
  };
  Candidates find(std::span<const feel::Value> inputs) const;
  // … except those that are no constants.
  bool must_try(std::size_t column, std::size_t row) const {
    const RowBits& open = columns_[column].open;
    return !open.empty() && (open[row / 64] >> (row % 64) & 1U) != 0;
  }
  // Bytes held.
  std::size_t memory() const;

 private:
  struct RowSet {  // at one node of the tree
    std::uint32_t begin = 0;
    std::uint32_t size = 0;  // row numbers in `numbers` from `begin`, or words in `words` if `dense`
    bool dense = false;
  };
  struct Column {
    Domain domain = Domain::none;  // none: not indexed
    std::vector<feel::Value> boundaries;
    std::vector<RowSet> nodes;  // of the segment tree; the leaf of class c is node classes + c
    std::vector<std::uint32_t> numbers;
    RowBits words;
    RowBits always;              // rows that every value of the domain passes, and those that must be tried
    RowBits open;                // rows whose cell must be tried; empty: none
    std::vector<RowBits> small;  // of a small table, instead of the walk: the rows of each class
    bool null_decided = false;
    RowBits on_null;  // rows that null passes

    std::size_t classes() const { return 2 * boundaries.size() + 1; }
    std::size_t class_of(const feel::Value& value) const;
    void rows_for(const feel::Value& value, RowBits& rows) const;
    void rows_of_class(std::size_t index, RowBits& rows) const;
  };
  class Builder;

  std::size_t words_ = 0;
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
};

}  // namespace enact::dmn
