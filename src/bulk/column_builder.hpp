// Builds the columns of a segment, row by row, from cells or from values. Knows nothing of where they come
// from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bulk/columns.hpp"

namespace enact::bulk {

class ColumnBuilder {
 public:
  ColumnBuilder(std::string name, feel::TypePtr type);

  const std::string& name() const { return column_.name; }
  ColumnKind kind() const { return column_.kind; }
  std::size_t rows() const { return cells_.size(); }

  // A known cell, as Column has them; of a number `scale` digits stand after the point.
  void add(std::int64_t cell, int scale = 0);
  void add_absent() { add_cell(0, Cell::absent); }
  void add_unknown() { add_cell(0, Cell::unknown); }
  void add_text(std::string_view text) { add(texts_->code(text)); }
  void add(const feel::Value& value);
  void drop_last();

  Column finish();  // leaves the builder empty, for the next segment

 private:
  void add_cell(std::int64_t cell, Cell state);
  void add_other(feel::Value value);
  bool rescale(int scale);

  Column column_;
  std::shared_ptr<Dictionary> texts_ = std::make_shared<Dictionary>();
  std::vector<std::int64_t> cells_;
  std::vector<std::uint8_t> states_;
  bool all_known_ = true;
};

// The rows of a table, the subjects' or a list's.
class TableBuilder {
 public:
  struct List;

  // A column for each name that is wanted, in the order of the declarations.
  TableBuilder(const std::vector<const policy::FactDeclaration*>& declared, const determine::FactModel& model,
               const Wanted& wanted);

  // The row's values by name: a context with an entry for every declared name.
  void add(const feel::Context& row);
  Table finish();

  std::vector<ColumnBuilder> columns;
  std::vector<List> lists;
};

struct TableBuilder::List {
  std::string name;
  feel::TypePtr type;
  TableBuilder items;
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint8_t> open;

  void end_row(Completeness completeness);  // after the items of the row
};

}  // namespace enact::bulk
