// Decision tables in DMN XML (DMN 1.5, chapter 8) compiled to the tables that dmn/table.hpp decides.
#include <fmt/format.h>

#include <algorithm>

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

NodePtr Boxed::table(const model::DecisionTable& table, const feel::Scope& scope,
                     const model::Expression& expression) {
  const Location& place = expression.location;
  if (table.outputs.empty()) {
    return error("dmn.no-output", place, {"决策表没有输出列", "the decision table has no output"});
  }
  DecisionTable made;
  made.name = expression.label.empty() ? owner_ : expression.label;
  made.hit_policy = table.hit_policy;
  made.aggregation = table.aggregation;
  made.surroundings = scope.names().size();
  made.location = place;

  std::vector<Table::Input> inputs;
  for (const model::DecisionTable::Input& input : table.inputs) {
    Text text = this->expression(input.expression, scope);
    if (!text.program) return broken(std::move(text.cause));
    const feel::TypePtr stated = type(input.type, input.location);
    const feel::TypePtr& found = text.program->node(text.program->root).type;
    InputClause clause;
    clause.name = input.label.empty() ? input.expression.text.expression : input.label;
    clause.type = stated->kind == feel::Kind::any ? found : stated;
    if (input.allowed && !any_value(*input.allowed)) {
      Text allowed = tests(*input.allowed, clause.type, scope);
      if (!allowed.program) return broken(std::move(allowed.cause));
      clause.allowed = std::move(allowed.program);
    }
    made.inputs.push_back(std::move(clause));
    inputs.push_back({std::move(text.program), stated, input.location.known() ? input.location : place});
  }

  // With one output the type of the whole is that of its cells, or of a list of them.
  feel::TypePtr whole = type(expression.type, place);
  if (gives_list(table) && whole->kind == feel::Kind::list && whole->element) whole = whole->element;
  for (const model::DecisionTable::Output& output : table.outputs) {
    OutputClause clause;
    const bool single = table.outputs.size() == 1;
    clause.name = single ? std::string() : output.name;
    const feel::TypePtr stated = type(output.type, output.location);
    clause.type = stated;
    if (stated->kind == feel::Kind::any) {
      const feel::Type* field = whole->kind == feel::Kind::context ? whole->field(output.name) : nullptr;
      const bool counted = table.aggregation != Aggregation::none;
      if (single && !counted) clause.type = whole;
      if (!single && field) clause.type = std::make_shared<const feel::Type>(*field);
    }
    clause.allowed = in_order(output, clause.type);
    if (output.default_output && !any_value(*output.default_output)) {
      Text text = this->expression(*output.default_output, scope, clause.type);
      if (!text.program) return broken(std::move(text.cause));
      clause.default_value = std::move(text.program);
    }
    made.outputs.push_back(std::move(clause));
  }

  for (const model::DecisionTable::Rule& rule : table.rules) {
    const Location where = rule.location.known() ? rule.location : place;
    if (rule.inputs.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()) {
      return error(
          "dmn.row-length", where,
          {fmt::format("决策表有 {} 个输入、{} 个输出，此行有 {} 个和 {} 个", table.inputs.size(),
                       table.outputs.size(), rule.inputs.size(), rule.outputs.size()),
           fmt::format("the table has {} inputs and {} outputs, this row has {} and {}", table.inputs.size(),
                       table.outputs.size(), rule.inputs.size(), rule.outputs.size())});
    }
    Row row;
    row.location = where;
    row.annotation = fmt::format("{}", fmt::join(rule.annotations, "; "));
    for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
      if (any_value(rule.inputs[i])) {
        row.tests.push_back(nullptr);
        continue;
      }
      Text text = tests(rule.inputs[i], made.inputs[i].type, scope);
      if (!text.program) return broken(std::move(text.cause));
      row.tests.push_back(std::move(text.program));
    }
    for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
      Text text = this->expression(rule.outputs[i], scope, type(table.outputs[i].type, where));
      if (!text.program) return broken(std::move(text.cause));
      row.outputs.push_back(std::move(text.program));
    }
    made.rows.push_back(std::move(row));
  }
  build_index(made);
  return std::make_unique<Table>(std::move(made), std::move(inputs));
}

}  // namespace enact::dmn::executable
