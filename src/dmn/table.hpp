// Decision tables (DMN 1.5, chapter 8): rows of unary tests and output expressions under a hit policy.
// Knows nothing of where a table was written (Markdown here, DMN XML in the next floor's reader).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "feel/compile.hpp"
#include "feel/evaluate.hpp"

namespace enact::dmn {

class TableIndex;

enum class HitPolicy : std::uint8_t { unique, any, first, priority, rule_order, output_order, collect };
enum class Aggregation : std::uint8_t { none, sum, min, max, count };

struct InputClause {
  std::string name;  // also a parameter of the table as a function
  feel::TypePtr type;
  feel::ProgramPtr allowed = nullptr;  // unary tests of which the input must pass one; null: any value
};
struct OutputClause {
  std::string name;  // empty if there is one output
  feel::TypePtr type;
  std::vector<feel::Value> allowed;  // in order of priority; may be empty
  // Where no row matches, in a scope like the rows' cells; null: none. If any output has one, the others
  // are null then; where the result is a list, these are its one item.
  feel::ProgramPtr default_value = nullptr;
};
struct Row {
  std::vector<feel::ProgramPtr> tests;    // one an input; null: `-`
  std::vector<feel::ProgramPtr> outputs;  // one an output
  std::string annotation;
  Location location;
};

struct DecisionTable {
  std::string name;
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<Row> rows;
  std::size_t surroundings = 0;  // names of the scope around the table, before the inputs
  Location location;
  std::shared_ptr<const TableIndex> index = nullptr;  // see build_index; null: rows are tried one by one
};

// To be called once a table is complete, so that deciding it does not try every row (dmn/index.hpp). Changes
// no result. The rows must not be changed afterwards.
void build_index(DecisionTable& table);

// The decision for these inputs (DMN 1.5, 8.2.10 and 8.2.11; docs/decision-tables.md). An input that its
// clause does not allow is an error. No row and no default: the empty list where the result is a list, 0 for
// a count, else an error. Determination mode (docs/unknown.md): an undecided test leaves its row undecided,
// and the result is settled only if every completion agrees.
feel::Value decide(const DecisionTable& table, std::span<const feel::Value> inputs,
                   feel::Evaluation& evaluation);
// The same for a table whose cells also read names of its surroundings: their values in scope order.
feel::Value decide(const DecisionTable& table, std::span<const feel::Value> surroundings,
                   std::span<const feel::Value> inputs, feel::Evaluation& evaluation);
// The table as a FEEL function of its inputs, so that expressions call it by name.
feel::Value as_function(std::shared_ptr<const DecisionTable> table,
                        std::vector<feel::Value> surroundings = {});
feel::TypePtr function_type(const DecisionTable& table);

// A GitHub-flavoured Markdown table: `U | 级别: string | 金额: number<元> |` — first header cell the hit
// policy (U A F P R O C C+ C< C> C#), then inputs, then outputs (header cells in bold: `**金额:
// number<元>**`), then plain columns of remarks. An input may state the values that it is allowed to have:
// `月序: number in [1..60]`, `级别: string in ("甲", "乙")`. A cell may stand in backticks; `-` means any.
// Where the hit policy is P or O, the order of priority is that of the output's code list.
struct TableText {
  std::string name;
  SourcePtr source;
  Span span;
};
struct ReadTable {
  std::shared_ptr<const DecisionTable> table;  // null if there were errors
  Diagnostics diagnostics;
  // The FEEL of its cells as it stands there, also of a table with errors, and the names that it may use.
  struct Cell {
    feel::ExpressionText text;
    feel::TypePtr type;  // of the input that is tested, or of the output
    bool test = false;
  };
  std::vector<Cell> cells = {};
  feel::Scope scope = {};
};
// `types` resolves the type names of header cells (a vocabulary's record and code-list names).
ReadTable read_markdown_table(const TableText& text, const feel::Scope& scope,
                              const std::function<feel::TypePtr(std::string_view)>& types,
                              const feel::CompileOptions& options);

}  // namespace enact::dmn
