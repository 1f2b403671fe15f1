// Function definitions and invocations (DMN 1.5, 10.2.1.3 and 10.2.1.7).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dmn/executable/boxed.hpp"
#include "dmn/java_lang.hpp"
#include "feel/builtins.hpp"
#include "feel/conform.hpp"
#include "feel/ir.hpp"

namespace enact::dmn::executable {
namespace {

using feel::Value;

class Constant final : public Node {
 public:
  Constant(Value value, const feel::TypePtr& type) : Node(type), value_(std::move(value)) {}
  Value evaluate(Frame&) const override { return value_; }

 private:
  Value value_;
};

class BoxedFunction final : public Node {
 public:
  BoxedFunction(Parameters parameters, NodePtr body)
      : Node(parameters.type), parameters_(std::move(parameters)), body_(std::move(body)) {}
  Value evaluate(Frame& frame) const override {
    return closure(parameters_, std::make_shared<const std::vector<Value>>(frame.values), *body_);
  }

 private:
  Parameters parameters_;
  NodePtr body_;
};

class BoxedInvocation final : public Node {
 public:
  struct Binding {
    std::string name;
    NodePtr value;
  };
  BoxedInvocation(NodePtr called, std::vector<Binding> bindings, Location place)
      : Node(called->type()->kind == feel::Kind::function ? called->type()->result : nullptr),
        called_(std::move(called)),
        bindings_(std::move(bindings)),
        place_(std::move(place)) {}

  Value evaluate(Frame& frame) const override {
    const Value called = called_->evaluate(frame);
    const feel::Function* function = called.function();
    if (!function) {
      if (called.is_null() && called.null()->cause) return called;
      return frame.evaluation.fail("dmn.not-a-function",
                                   {"调用的对象不是函数", "what is invoked is no function"}, place_);
    }
    const auto& parameters = function->parameters;
    if (bindings_.size() != parameters.size()) {
      return frame.evaluation.fail(
          "dmn.wrong-bindings",
          {fmt::format("函数有 {} 个参数，绑定了 {} 个", parameters.size(), bindings_.size()),
           fmt::format("the function has {} parameters, {} are bound", parameters.size(), bindings_.size())},
          place_);
    }
    std::vector<Value> arguments(parameters.size());
    for (const Binding& binding : bindings_) {
      const auto found = std::ranges::find(parameters, binding.name);
      if (found == parameters.end()) {
        return frame.evaluation.fail(
            "dmn.wrong-bindings",
            {fmt::format("函数没有参数 `{}`；参数为：{}", binding.name, fmt::join(parameters, "、")),
             fmt::format("the function has no parameter `{}`; it has: {}", binding.name,
                         fmt::join(parameters, ", "))},
            place_);
      }
      arguments[static_cast<std::size_t>(found - parameters.begin())] = binding.value->evaluate(frame);
    }
    return frame.evaluation.call(*function, arguments);
  }

 private:
  NodePtr called_;
  std::vector<Binding> bindings_;
  Location place_;
};

// A built-in with its bindings, which are the last names of the program's scope.
class BuiltinInvocation final : public Node {
 public:
  BuiltinInvocation(feel::ProgramPtr program, std::vector<NodePtr> arguments)
      : Node(program->node(program->root).type),
        program_(std::move(program)),
        arguments_(std::move(arguments)) {}
  Value evaluate(Frame& frame) const override {
    std::vector<Value> values;
    for (const NodePtr& argument : arguments_) values.push_back(argument->evaluate(frame));
    return frame.evaluation.evaluate(*program_, values);
  }

 private:
  feel::ProgramPtr program_;
  std::vector<NodePtr> arguments_;
};

// The text that an entry of a Java or PMML mapping holds.
std::string mapped_text(const model::Context::Entry& entry) {
  const auto* literal = entry.value ? std::get_if<model::LiteralExpression>(&entry.value->form) : nullptr;
  if (!literal) return {};
  const auto compiled = feel::compile_expression(literal->source.text, {}, standard_options());
  if (!compiled.program) return {};
  feel::Evaluation evaluation(feel::Mode::standard);
  const Value value = evaluation.evaluate(*compiled.program, {});
  return value.text() ? *value.text() : std::string();
}

}  // namespace

Boxed::Definition Boxed::definition(const model::FunctionDefinition& function, const std::string& type_ref,
                                    const feel::Scope& scope, const Location& place) {
  Definition made;
  feel::Scope inner = scope;
  std::vector<feel::Field> parameters;
  for (const model::InformationItem& parameter : function.parameters) {
    const feel::TypePtr its = type(parameter.type, parameter.location);
    inner.declare(parameter.name, its);
    parameters.push_back({parameter.name, its});
    made.parameters.names.push_back(parameter.name);
  }
  // The type of the whole: that of the function, or, as many files have it, that of what it gives.
  feel::TypePtr stated = type(type_ref, place);
  feel::TypePtr result = stated->kind == feel::Kind::function ? stated->result : stated;
  if (!result || stated->kind == feel::Kind::any) result = feel::any_type();
  if (function.kind != model::FunctionDefinition::Kind::feel) {
    made.parameters.type = feel::function_type(std::move(parameters), result);
    made.external = external(function, made.parameters, place);
    return made;
  }
  made.body = fitted(compile(function.body, inner, place), result, place);
  made.parameters.type = feel::function_type(std::move(parameters), made.body->type());
  return made;
}

Value Boxed::external(const model::FunctionDefinition& function, const Parameters& parameters,
                      const Location& place) {
  feel::ExternalFunction wanted;
  wanted.kind = function.kind == model::FunctionDefinition::Kind::java ? "java" : "pmml";
  wanted.parameters = parameters.type->fields;
  const auto* mapping = function.body ? std::get_if<model::Context>(&function.body->form) : nullptr;
  if (mapping) {
    for (const model::Context::Entry& entry : mapping->entries) {
      if (entry.variable) wanted.mapping.emplace_back(entry.variable->name, mapped_text(entry));
    }
  }
  auto found = external_function(wanted);
  if (found) return *std::move(found);
  Diagnostic cause = std::move(found.error());
  cause.location = place;
  diagnostics_.push_back(cause);
  return feel::Null{std::make_shared<const Diagnostic>(std::move(cause))};
}

NodePtr Boxed::function(const model::FunctionDefinition& function, const std::string& type_ref,
                        const feel::Scope& scope, const Location& place) {
  Definition made = definition(function, type_ref, scope, place);
  if (made.body) return std::make_unique<BoxedFunction>(std::move(made.parameters), std::move(made.body));
  if (const feel::Null* missing = made.external.null()) return broken(*missing->cause);
  return std::make_unique<Constant>(std::move(made.external), made.parameters.type);
}

NodePtr Boxed::invocation(const model::Invocation& invocation, const feel::Scope& scope,
                          const Location& place) {
  std::vector<BoxedInvocation::Binding> bindings;
  for (const model::Invocation::Binding& binding : invocation.bindings) {
    const Location& where = binding.parameter.location.known() ? binding.parameter.location : place;
    NodePtr value = compile(binding.value, scope, where);
    value = fitted(std::move(value), type(binding.parameter.type, where), where);
    bindings.push_back({binding.parameter.name, std::move(value)});
  }
  // A built-in is called as FEEL calls it: it may have several signatures and optional parameters.
  const auto* literal =
      invocation.called ? std::get_if<model::LiteralExpression>(&invocation.called->form) : nullptr;
  const std::string name(literal ? text::trim(literal->source.text.expression) : std::string_view());
  if (feel::find_builtin(name) >= 0 && scope.find(name) == nullptr) {
    feel::Scope arguments;
    std::vector<NodePtr> values;
    std::string call;
    for (std::size_t i = 0; i < bindings.size(); ++i) {
      const std::string argument = fmt::format("argument{}", i + 1);
      arguments.declare(argument, bindings[i].value->type());
      call += fmt::format("{}{}: {}", i > 0 ? ", " : "", bindings[i].name, argument);
      values.push_back(std::move(bindings[i].value));
    }
    Text text = glue(glued(fmt::format("{}({})", name, call), place), arguments);
    if (!text.program) return broken(std::move(text.cause));
    return std::make_unique<BuiltinInvocation>(std::move(text.program), std::move(values));
  }
  return std::make_unique<BoxedInvocation>(compile(invocation.called, scope, place), std::move(bindings),
                                           place);
}

}  // namespace enact::dmn::executable
