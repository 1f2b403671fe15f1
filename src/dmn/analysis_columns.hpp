// A column of a table cut into classes of values between which no cell tells a difference. Internal to
// src/dmn/analysis*.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dmn/table.hpp"
#include "dmn/table_cell.hpp"

namespace enact::dmn {

// A value as FEEL writes it: `5`, `"a"`, `@"2026-01-01"`.
std::string literal(const feel::Value& value);

// Classes from `first` up to, not including, `last`.
struct Span32 {
  std::uint32_t first;
  std::uint32_t last;
  friend bool operator==(const Span32&, const Span32&) = default;
};
using Spans = std::vector<Span32>;  // in order, disjoint

// Class 2·i + 1 is the boundary i itself, class 2·i what lies between it and the boundary before.
class AnalysedColumn {
 public:
  AnalysedColumn(const DecisionTable& table, std::size_t column);

  std::uint32_t classes() const { return static_cast<std::uint32_t>(2 * boundaries_.size() + 1); }
  // The classes that a row's cell accepts; all of them where the cell is no constant.
  const Spans& accepted(std::size_t row) const { return rows_[row]; }
  bool constant(std::size_t row) const { return opaque_.empty() || !opaque_[row]; }
  bool names_null(std::size_t row) const { return names_null_[row]; }
  // Whether there are values in any of these classes.
  bool possible(Span32 span) const { return counts_[span.last] > counts_[span.first]; }
  bool everything(const Spans& spans) const;

  // A value of the first of these classes that has one. Precondition: one has.
  feel::Value witness(const Spans& spans) const;
  // As a condition in FEEL on the input `name`: `x < 10`, `x in (1, [5..7))`, `not(x in ("a", "b"))`.
  std::string condition(const std::string& name, const Spans& spans) const;

 private:
  std::uint32_t class_of(const feel::Value& value) const;
  Spans spans_of(const CellTest& cell) const;
  void bound(const CellTest& cell);
  void limit_classes(const feel::Type* type, const CellTest* allowed);
  feel::Value value_in(std::uint32_t cls) const;
  std::string parts_text(const Spans& spans, std::size_t& parts) const;

  Domain domain_ = Domain::none;
  feel::TypePtr type_;
  bool listed_ = false;     // the type lists all values: a boolean or a code
  bool unordered_ = false;  // texts that are only tested for equality: class 0 is any other text
  std::vector<feel::Value> boundaries_;
  std::vector<Spans> rows_;
  std::vector<bool> names_null_;
  std::vector<bool> opaque_;           // rows whose cell is no constant; empty: none
  std::vector<std::uint32_t> counts_;  // of possible classes before each class, and in all
};

}  // namespace enact::dmn
