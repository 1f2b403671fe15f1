// What the expressions of a package become over columns: a straight list of operations, each over all rows of
// its domain, equal ones once. A domain is a set of rows: the subjects, or for each row of another domain the
// records of one of the subject's lists. Immutable, shared between threads; knows nothing of any population.
//
// How values lie in vectors: a boolean is a byte of Truth bits; everything else a whole number (scaled, days,
// a code) with a Cell. Whatever a vector cannot say exactly (a band, an error with its cause, a list) is
// Cell::other or has the bit `undecidable`: the row is then left to the scalar evaluator.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bulk/columns.hpp"
#include "feel/ir.hpp"

namespace enact::bulk {

// may_be_true alone: true; may_be_false alone: false; both: unknown.
namespace truth {
inline constexpr std::uint8_t yes = 1;
inline constexpr std::uint8_t no = 2;
inline constexpr std::uint8_t unknown = yes | no;
inline constexpr std::uint8_t undecidable = 4 | unknown;
inline constexpr std::uint8_t null = 8 | undecidable;  // which the connectives take for an error
// An error for no other reason than that facts are absent: of a condition, not met
// (determine/conditions.hpp).
inline constexpr std::uint8_t error = 16 | undecidable;
}  // namespace truth

// The states of cells as the bytes that vectors have.
namespace cell {
inline constexpr auto known = static_cast<std::uint8_t>(Cell::known);
inline constexpr auto absent = static_cast<std::uint8_t>(Cell::absent);
inline constexpr auto unknown = static_cast<std::uint8_t>(Cell::unknown);
inline constexpr auto other = static_cast<std::uint8_t>(Cell::other);
inline constexpr std::uint8_t error = 8;  // as truth::error; in vectors only
}  // namespace cell

using RegisterId = std::int32_t;
using DomainId = std::int32_t;
inline constexpr RegisterId no_register = -1;

enum class VectorOp : std::uint8_t {
  constant,  // `value`
  load,      // column `name` of the domain's records (of domain 0: of the subjects)
  look_up,   // a: a load; `table`: what the value of each distinct cell becomes
  lift,      // a: of the domain's parent; repeated for each of its rows
  less,      // a, b: numbers or dates; b may be a constant. Also the three others of its kind
  less_equal,
  greater,
  greater_equal,
  equal,  // also of texts
  not_equal,
  is_null,
  ratio_less,  // a / b against the constant c, and the three others of its kind
  ratio_less_equal,
  ratio_greater,
  ratio_greater_equal,
  verdict,  // a: of a condition: null is no, an error of what is absent as well
  not_,
  and_,
  or_,
  select,  // a: truth; b, c
  add,
  subtract,
  multiply,
  minimum,
  maximum,
  round_down,  // a, to `digits` after the point. Also the others of its kind
  round_up,
  round_half_up,
  round_half_down,
  floor,
  ceiling,
  evaluate,  // `table`: a truth that the scalar evaluator finds, row by row
  some,      // a: of the domain `over`, whose parent is this one
  every,
  count,  // b: which records count (none: all)
  sum,    // a: of the domain `over`; b as for count
};

struct Operation {
  VectorOp op = VectorOp::constant;
  DomainId domain = 0;
  feel::Kind kind = feel::Kind::any;  // of the result: boolean, number, date, string; of a constant any
  RegisterId a = no_register;
  RegisterId b = no_register;
  RegisterId c = no_register;
  DomainId over = -1;
  std::int32_t table = -1;
  int digits = 0;
  std::string name;
  feel::Value value;
};

// A program of one input: what a cell becomes.
struct LookUp {
  feel::ir::Program program;
  std::string column;  // whose cells it takes
};

// A column, of the subjects or of the records of a list's domain.
struct Leaf {
  DomainId domain = 0;
  std::string column;
  friend auto operator<=>(const Leaf&, const Leaf&) = default;
};

// An expression over the columns of one row and of the rows that it lies in, as a program whose inputs are
// their cells: for the scalar evaluator, row by row.
struct RowExpression {
  feel::ir::Program program;
  std::vector<Leaf> inputs;
};

struct Domain {
  DomainId parent = -1;
  std::string list;  // of the subject; "" for the subjects themselves and for months
  // The months of each row of the parent, up to that of the day of asking.
  bool months = false;
  RegisterId from = no_register;  // their first and last day; no `to`, or one that is absent: still running
  RegisterId to = no_register;
  RegisterId day = no_register;  // rows whose day is to come have none; none: they have no day
};

// What the rows of a domain of months are loaded from; no field has such a name.
inline constexpr std::string_view month_column = "/month";        // its first day
inline constexpr std::string_view month_index_column = "/index";  // its number, from 1

struct VectorProgram {
  std::vector<Domain> domains;  // a parent before its children
  std::vector<Operation> operations;
  std::vector<LookUp> look_ups;
  std::vector<RowExpression> row_expressions;

  const Operation& at(RegisterId id) const { return operations[static_cast<std::size_t>(id)]; }
};

}  // namespace enact::bulk
