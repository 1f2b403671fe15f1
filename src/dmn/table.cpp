// A decision table as a function of its inputs.
#include "dmn/table.hpp"

#include <boost/container/small_vector.hpp>
#include <utility>

namespace enact::dmn {

using feel::Evaluation;
using feel::Value;

Value as_function(std::shared_ptr<const DecisionTable> table, std::vector<Value> surroundings) {
  auto function = std::make_shared<feel::Function>();
  for (const InputClause& input : table->inputs) function->parameters.push_back(input.name);
  function->type = function_type(*table);
  function->call = [table, surroundings = std::move(surroundings)](Evaluation& evaluation,
                                                                   std::span<const Value> arguments) {
    boost::container::small_vector<Value, 4> inputs;
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      Value value = i < arguments.size() ? arguments[i] : Value();
      if (table->inputs[i].type && !value.is_unknown() && !value.band())
        value = coerce(value, *table->inputs[i].type);
      inputs.push_back(std::move(value));
    }
    return decide(*table, surroundings, {inputs.data(), inputs.size()}, evaluation);
  };
  return Value(feel::FunctionPtr(std::move(function)));
}

feel::TypePtr function_type(const DecisionTable& table) {
  std::vector<feel::Field> parameters;
  for (const InputClause& input : table.inputs) {
    parameters.push_back({input.name, input.type ? input.type : feel::any_type()});
  }
  feel::TypePtr result;
  if (table.outputs.size() == 1) {
    result = table.outputs.front().type;
  } else {
    std::vector<feel::Field> fields;
    for (const OutputClause& output : table.outputs) {
      fields.push_back({output.name, output.type ? output.type : feel::any_type()});
    }
    result = feel::context_type(std::move(fields));
  }
  if (!result) result = feel::any_type();
  const bool list = table.hit_policy == HitPolicy::rule_order ||
                    table.hit_policy == HitPolicy::output_order ||
                    (table.hit_policy == HitPolicy::collect && table.aggregation == Aggregation::none);
  if (list) result = feel::list_type(result);
  if (table.aggregation == Aggregation::count) result = feel::number_type("");
  return feel::function_type(std::move(parameters), std::move(result));
}

}  // namespace enact::dmn
