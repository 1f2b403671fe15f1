// Decision tables in DMN XML (DMN 1.5, chapter 8) compiled to the tables that dmn/table.hpp decides.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "dmn/executable/boxed.hpp"
#include "dmn/table.hpp"
#include "feel/conform.hpp"
#include "feel/ir.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Value;

class Table final : public Node {
 public:
  struct Input {
    feel::ProgramPtr expression;
    feel::TypePtr type;  // stated; Any: none
    Location place;
  };
  Table(DecisionTable table, std::vector<Input> inputs)
      : Node(function_type(table)->result), table_(std::move(table)), inputs_(std::move(inputs)) {}

  Value evaluate(Frame& frame) const override {
    std::vector<Value> values;
    values.reserve(inputs_.size());
    for (const Input& input : inputs_) {
      Value value = frame.evaluation.evaluate(*input.expression, frame.values);
      if (feel::Field{{}, input.type}.has_type()) {
        value = feel::fit(frame.evaluation, value, *input.type, input.place);
      }
      values.push_back(std::move(value));
    }
    return decide(table_, frame.values, values, frame.evaluation);
  }

 private:
  DecisionTable table_;
  std::vector<Input> inputs_;
};

bool any_value(const model::ExpressionSource& source) {
  const std::string_view text = text::trim(source.text.expression);
  return text.empty() || text == "-";
}

// The values that unary tests list, in their order: those of an enumeration. Ranges and tests are no values.
std::vector<Value> listed_values(const std::string& tests) {
  const auto compiled =
      feel::compile_expression(feel::expression_text("[" + tests + "]"), {}, standard_options());
  if (!compiled.program) return {};
  feel::Evaluation evaluation(feel::Mode::standard);
  const Value value = evaluation.evaluate(*compiled.program, {});
  if (!value.list()) return {};
  std::vector<Value> values;
  for (const Value& item : value.list()->items) {
    if (!item.range() && !(item.is_null() && item.null()->cause)) values.push_back(item);
  }
  return values;
}

// The order of priority: that of the clause, else that of its type.
std::vector<Value> in_order(const model::DecisionTable::Output& output, const feel::TypePtr& type) {
  if (output.allowed && !any_value(*output.allowed)) {
    return listed_values(output.allowed->text.expression);
  }
  for (const feel::Constraint& constraint : type->constraints) {
    std::vector<Value> values = listed_values(constraint.text);
    if (!values.empty()) return values;
  }
  return {};
}

bool gives_list(const model::DecisionTable& table) {
  return table.hit_policy == HitPolicy::rule_order || table.hit_policy == HitPolicy::output_order ||
         (table.hit_policy == HitPolicy::collect && table.aggregation == Aggregation::none);
}

}  // namespace

struct Boxed::TableParts {
  DecisionTable table;
  std::vector<Table::Input> inputs;
  Location place;                   // of the table
  feel::TypePtr whole;              // stated for what the table gives, of a list for its items; Any: nothing
  std::optional<Diagnostic> cause;  // of the first part that could not be compiled

  feel::ProgramPtr take(Text text) {
    if (!text.program && !cause) cause = std::move(text.cause);
    return std::move(text.program);
  }
  Location at(const Location& part) const { return part.known() ? part : place; }
};

NodePtr Boxed::table(const model::DecisionTable& table, const feel::Scope& scope,
                     const model::Expression& expression) {
  TableParts parts;
  parts.place = expression.location;
  if (table.outputs.empty()) {
    return error("dmn.no-output", parts.place, {"决策表没有输出列", "the decision table has no output"});
  }
  parts.whole = type(expression.type, parts.place);
  if (gives_list(table) && parts.whole->kind == feel::Kind::list && parts.whole->element) {
    parts.whole = parts.whole->element;
  }
  DecisionTable& made = parts.table;
  made.name = expression.label.empty() ? owner_ : expression.label;
  made.hit_policy = table.hit_policy;
  made.aggregation = table.aggregation;
  made.surroundings = scope.names().size();
  made.location = parts.place;
  for (const auto& input : table.inputs) table_input(parts, input, scope);
  for (const auto& output : table.outputs) table_output(parts, output, table, scope);
  for (const auto& rule : table.rules) table_row(parts, rule, table, scope);
  if (parts.cause) return broken(*std::move(parts.cause));
  build_index(made);
  return std::make_unique<Table>(std::move(made), std::move(parts.inputs));
}

void Boxed::table_input(TableParts& parts, const model::DecisionTable::Input& input,
                        const feel::Scope& scope) {
  feel::ProgramPtr program = parts.take(expression(input.expression, scope));
  const Location place = parts.at(input.location);
  const feel::TypePtr stated = type(input.type, place);
  InputClause clause;
  clause.name = input.label.empty() ? input.expression.text.expression : input.label;
  clause.type = stated;
  if (stated->kind == feel::Kind::any && program) clause.type = program->node(program->root).type;
  if (input.allowed && !any_value(*input.allowed)) {
    clause.allowed = parts.take(tests(*input.allowed, clause.type, scope));
  }
  parts.table.inputs.push_back(std::move(clause));
  parts.inputs.push_back({std::move(program), stated, place});
}

void Boxed::table_output(TableParts& parts, const model::DecisionTable::Output& output,
                         const model::DecisionTable& table, const feel::Scope& scope) {
  const bool single = table.outputs.size() == 1;
  OutputClause clause;
  clause.name = single ? std::string() : output.name;
  clause.type = type(output.type, parts.at(output.location));
  if (clause.type->kind == feel::Kind::any) {
    // What is stated for the whole says what the cells are, unless they are added up or counted.
    const bool structure = parts.whole->kind == feel::Kind::context;
    const feel::Type* field = structure ? parts.whole->field(output.name) : nullptr;
    if (single && table.aggregation == Aggregation::none) clause.type = parts.whole;
    if (!single && field) clause.type = std::make_shared<const feel::Type>(*field);
  }
  clause.allowed = in_order(output, clause.type);
  if (output.default_output && !any_value(*output.default_output)) {
    clause.default_value = parts.take(expression(*output.default_output, scope, clause.type));
  }
  parts.table.outputs.push_back(std::move(clause));
}

void Boxed::table_row(TableParts& parts, const model::DecisionTable::Rule& rule,
                      const model::DecisionTable& table, const feel::Scope& scope) {
  const Location place = parts.at(rule.location);
  if (rule.inputs.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()) {
    Diagnostic cause = problem(
        Severity::error, "dmn.row-length", place,
        {fmt::format("决策表有 {} 个输入、{} 个输出，此行有 {} 个和 {} 个", table.inputs.size(),
                     table.outputs.size(), rule.inputs.size(), rule.outputs.size()),
         fmt::format("the table has {} inputs and {} outputs, this row has {} and {}", table.inputs.size(),
                     table.outputs.size(), rule.inputs.size(), rule.outputs.size())});
    diagnostics_.push_back(cause);
    if (!parts.cause) parts.cause = std::move(cause);
    return;
  }
  Row row;
  row.location = place;
  row.annotation = fmt::format("{}", fmt::join(rule.annotations, "; "));
  for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
    const bool any = any_value(rule.inputs[i]);
    row.tests.push_back(any ? nullptr : parts.take(tests(rule.inputs[i], parts.table.inputs[i].type, scope)));
  }
  for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
    const feel::TypePtr stated = type(table.outputs[i].type, place);
    row.outputs.push_back(parts.take(expression(rule.outputs[i], scope, stated)));
  }
  parts.table.rows.push_back(std::move(row));
}

}  // namespace enact::dmn::executable
