// Functions: definitions as values, and calls.
#include <fmt/format.h>

#include <algorithm>

#include "feel/builtins.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {
namespace {

Value not_a_function(Evaluation& evaluation, const Value& value) {
  if (value.is_null() && value.null()->cause) return value;  // why there is none
  const auto kind = kind_name(value);
  return evaluation.fail("feel.not-a-function", {fmt::format("{}不是函数，不能调用", kind.zh),
                                                 fmt::format("a {} is no function", kind.en)});
}

Value wrong_count(Evaluation& evaluation, const Function& function, std::size_t given) {
  return evaluation.fail(
      "feel.wrong-argument-count",
      {fmt::format("函数有 {} 个参数，给了 {} 个", function.parameters.size(), given),
       fmt::format("the function has {} parameters, {} given", function.parameters.size(), given)});
}

Value no_such_parameter(Evaluation& evaluation, const std::string& name) {
  return evaluation.fail("feel.no-such-parameter", {fmt::format("函数没有参数“{}”", name),
                                                    fmt::format("the function has no parameter `{}`", name)});
}

}  // namespace

Value Interpreter::call_builtin(ir::NodeId id, const Node& node) {
  auto given = node.args.size();  // omitted ones at the end do not count where the signature is to be found
  while (given > 0 && node.args[given - 1] == ir::none) --given;
  const Builtin& builtin = builtins()[static_cast<std::size_t>(node.index)];
  FewOrMany<Value, 4> arguments(std::max(given, most_parameters(builtin, node.type_index)));
  for (std::size_t i = 0; i < given; ++i) {
    if (node.args[i] != ir::none) arguments[i] = take(node.args[i]);
  }
  at(id);
  return invoke_in_place(evaluation_, builtin, node.type_index, arguments.all(), given);
}

Value Interpreter::call(ir::NodeId id, const Node& node) {
  Value held;
  const Value& callee = eval(node.args[0], held);
  FewOrMany<Value, 4> arguments(node.args.size() - 1);
  for (std::size_t i = 1; i < node.args.size(); ++i) arguments[i - 1] = take(node.args[i]);
  at(id);
  if (callee.is_unknown()) return callee;
  const auto* function = callee.function();
  if (!function) return not_a_function(evaluation_, callee);
  return evaluation_.call(*function, arguments.all());
}

Value Interpreter::call_named(ir::NodeId id, const Node& node) {
  const auto callee = take(node.args[0]);
  if (callee.is_unknown()) return callee;
  const auto* function = callee.function();
  at(id);
  if (!function) return not_a_function(evaluation_, callee);
  // A parameter that is not named is null (DMN 1.5, 10.3.2.13.5).
  std::vector<Value> arguments(function->parameters.size());
  for (std::size_t i = 0; i < node.names.size(); ++i) {
    const auto found = std::ranges::find(function->parameters, node.names[i]);
    if (found == function->parameters.end()) {
      at(id);
      return no_such_parameter(evaluation_, node.names[i]);
    }
    arguments[static_cast<std::size_t>(found - function->parameters.begin())] = take(node.args[i + 1]);
  }
  at(id);
  return evaluation_.call(*function, arguments);
}

// The value keeps copies of the inputs and of the slots that its body reads; the program must outlive it.
Value Interpreter::function(const Node& node) {
  if (!kept_inputs_) {
    kept_inputs_ = std::make_shared<const std::vector<Value>>(inputs_.begin(), inputs_.end());
  }
  std::vector<std::pair<std::int32_t, Value>> captured;
  captured.reserve(node.captures.size());
  auto result = std::make_shared<Function>();
  for (const auto slot : node.captures) {
    captured.emplace_back(slot, local(slot));
    result->height = std::max(result->height, extent(local(slot)).height + 1);
  }
  result->parameters = node.names;
  result->type = node.type;
  result->call = [&program = program_, &node, inputs = kept_inputs_, captured = std::move(captured)](
                     Evaluation& evaluation, std::span<const Value> arguments) -> Value {
    if (arguments.size() != node.names.size()) {
      const Function described{node.names, {}, {}};
      return wrong_count(evaluation, described, arguments.size());
    }
    Interpreter body(evaluation, program, *inputs);
    for (const auto& [slot, value] : captured) body.set_local(slot, value);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (i < node.locals.size()) body.set_local(node.locals[i], arguments[i]);
    }
    return body.take(node.args[0]);
  };
  return FunctionPtr(std::move(result));
}

}  // namespace enact::feel
