// A population in columns: subjects of one type, many at a time, fact by fact. What a column cannot hold (a
// number with too many digits, a list within a record) is kept as a value beside it, so that nothing is lost
// and the scalar evaluator can be asked about the row. Knows nothing of rules, files or databases.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "determine/facts.hpp"

namespace enact::bulk {

// What is known of one cell. `other`: there is a value, and it is in Column::others.
enum class Cell : std::uint8_t { known = 0, absent = 1, unknown = 2, other = 4 };

enum class ColumnKind : std::uint8_t { boolean, number, date, text, other };
ColumnKind column_kind(const feel::Type& type);
// A list of records, which has a table of its own.
bool is_record_list(const feel::Type& type);

// The texts of one column, each once. Most texts of a register are of one subject only, so they lie side by
// side without an allocation each.
class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  std::int32_t code(std::string_view text);  // adds the text if it is new
  // Valid until a text is added.
  std::string_view text(std::int32_t code) const {
    const auto at = static_cast<std::size_t>(code);
    return std::string_view(bytes_).substr(ends_[at], ends_[at + 1] - ends_[at]);
  }
  std::size_t size() const { return hashes_.size(); }

 private:
  void grow();

  std::string bytes_;
  std::vector<std::size_t> ends_{0};
  std::vector<std::size_t> hashes_;  // by code
  std::vector<std::int32_t> slots_;  // codes by hash, each in the first free place; a power of two of them
};

// Cells are integers of `width` bytes: a boolean 0 or 1, a number times 10^scale, a date in days since
// 1970-01-01, a text by its code. Cells that are not known hold 0. Immutable once made; data may belong to
// whoever holds `data` (no copy is made of columns that a caller has already).
struct Column {
  std::string name;
  feel::TypePtr type;
  ColumnKind kind = ColumnKind::other;
  int width = 8;
  int scale = 0;
  std::int64_t least = 0;  // of all cells
  std::int64_t greatest = 0;
  std::shared_ptr<const void> data;             // null: of kind `other`
  std::shared_ptr<const std::uint8_t> states;   // Cell of each row; null: all known
  std::shared_ptr<const Dictionary> texts;      // of kind `text`
  std::map<std::uint32_t, feel::Value> others;  // by row

  Cell state(std::size_t row) const { return states ? Cell{states.get()[row]} : Cell::known; }
  std::int64_t at(std::size_t row) const;
};

struct ListColumn;

struct Table {
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::vector<ListColumn> lists;

  const Column* column(std::string_view name) const;
  const ListColumn* list(std::string_view name) const;
};

// Whether more records may exist; `other`: there are items that are no records.
enum class Completeness : std::uint8_t { complete = 0, open = 1, other = 2 };

// The records of all rows one after another: those of row r are [offsets[r], offsets[r + 1]).
struct ListColumn {
  std::string name;
  feel::TypePtr type;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint8_t> open;  // Completeness of each row's list; empty: all are complete
  Table items;
};

// A part of a population, small enough for memory.
struct Segment {
  std::string type;         // subject type
  std::uint64_t first = 0;  // which row of its type the first one is, from 0
  Table table;
  // Where rows came as facts with more than columns hold (days, sources, contradictions): as they came, one a
  // row; else empty.
  std::vector<determine::Subject> originals;
  // Where an earlier day is asked for too: the originals as they were on that day; else empty.
  std::vector<determine::Subject> earlier;
  bool unsaid_absent = false;  // of the originals
};

feel::Value value_of(const Column& column, std::size_t row);
// The row as the scalar evaluator takes it.
determine::Subject subject_of(const Segment& segment, std::size_t row);

// Which facts and fields are to be loaded at all.
struct Wanted {
  bool everything = true;
  std::vector<std::string> names;  // ascending

  bool contains(std::string_view name) const;
};

}  // namespace enact::bulk
