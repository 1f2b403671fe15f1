// The logic of each kind of element: decisions, knowledge models, decision services.
#include <fmt/format.h>

#include <algorithm>

#include "dmn/executable/graph.hpp"
#include "dmn/executable/request.hpp"

namespace enact::dmn::executable {
namespace {

// The declared type of a function says what it gives; many files state the result alone.
feel::TypePtr result_of(const feel::TypePtr& stated) {
  if (stated->kind != feel::Kind::function) return stated;
  return stated->result ? stated->result : feel::any_type();
}

}  // namespace

void Graph::compile(ElementId id) {
  Logic& logic = logics_[id];
  const auto place_of = [&](const model::InformationItem& variable) {
    return variable.location.known() ? variable.location : models_.common(id).location;
  };
  if (const auto* input = models_.as<model::InputData>(id)) {
    logic.place = place_of(input->variable);
    logic.type = types_.find(models_.element(id).model, input->variable.type, logic.place);
  } else if (const auto* decision = models_.as<model::Decision>(id)) {
    logic.place = place_of(decision->variable);
    compile_decision(id, *decision);
  } else if (const auto* knowledge = models_.as<model::BusinessKnowledgeModel>(id)) {
    logic.place = place_of(knowledge->variable);
    compile_knowledge(id, *knowledge);
  } else if (const auto* service = models_.as<model::DecisionService>(id)) {
    logic.place = place_of(service->variable);
    compile_service(id, *service);
  }
}

void Graph::compile_decision(ElementId id, const model::Decision& decision) {
  Logic& logic = logics_[id];
  const Entry& entry = models_.element(id);
  const feel::TypePtr stated = types_.find(entry.model, decision.variable.type, logic.place);
  if (edges_[id].cause) {
    logic.body = broken(*edges_[id].cause);
    logic.type = stated;
    return;
  }
  logic.requires_values = edges_[id].information;
  if (!decision.expression) {
    // No error of the model: such a decision is made outside, and handed to services as an input.
    logic.body = broken(problem(Severity::error, "dmn.no-logic", decision.location,
                                {fmt::format("决策 `{}` 没有决策逻辑", entry.name),
                                 fmt::format("the decision `{}` has no decision logic", entry.name)}));
    logic.type = stated;
    return;
  }
  Boxed boxed(types_, models_.definitions(entry.model), entry.model, entry.name, diagnostics_);
  logic.body = fitted(boxed.compile(decision.expression, scope(id), decision.location), stated, logic.place);
  logic.type = logic.body->type();
}

void Graph::compile_knowledge(ElementId id, const model::BusinessKnowledgeModel& knowledge) {
  Logic& logic = logics_[id];
  const Entry& entry = models_.element(id);
  Boxed boxed(types_, models_.definitions(entry.model), entry.model, entry.name, diagnostics_);
  const feel::TypePtr stated = boxed.type(knowledge.variable.type, logic.place);
  const auto* function =
      knowledge.logic ? std::get_if<model::FunctionDefinition>(&knowledge.logic->form) : nullptr;
  if (!function) {
    Diagnostic cause = problem(Severity::error, "dmn.no-logic", knowledge.location,
                               {fmt::format("业务知识模型 `{}` 没有逻辑", entry.name),
                                fmt::format("the knowledge model `{}` has no logic", entry.name)});
    diagnostics_.push_back(cause);
    logic.body = broken(std::move(cause));
    logic.parameters.type = logic.type = feel::function_type({}, result_of(stated));
    return;
  }
  Boxed::Definition made = boxed.definition(*function, knowledge.logic->type, scope(id), logic.place);
  if (edges_[id].cause) {
    made.body = broken(*edges_[id].cause);
  } else if (!made.body && made.external.is_null()) {
    made.body = broken(*made.external.null()->cause);
  }
  logic.parameters = std::move(made.parameters);
  if (!made.body) {
    logic.function = std::move(made.external);
  } else {
    logic.body = fitted(std::move(made.body), result_of(stated), logic.place);
    logic.parameters.type = feel::function_type(logic.parameters.type->fields, logic.body->type());
  }
  logic.type = logic.parameters.type;
}

void Graph::compile_service(ElementId id, const model::DecisionService& service) {
  Logic& logic = logics_[id];
  const Entry& entry = models_.element(id);
  const feel::TypePtr stated = types_.find(entry.model, service.variable.type, logic.place);
  logic.requires_values = edges_[id].information;
  logic.outputs = edges_[id].outputs;
  std::vector<feel::Field> parameters;
  for (const ElementId each : logic.requires_values) {
    // Input decisions may have no logic; what they declare is what counts.
    feel::TypePtr type = logics_[each].type;
    if (const auto* decision = models_.as<model::Decision>(each)) {
      type = types_.find(models_.element(each).model, decision->variable.type, logics_[each].place);
    }
    logic.parameters.names.push_back(models_.element(each).name);
    parameters.push_back({models_.element(each).name, std::move(type)});
  }
  feel::TypePtr result = result_of(stated);
  if (result->kind == feel::Kind::any && logic.outputs.size() == 1) {
    result = logics_[logic.outputs.front()].type;
  } else if (result->kind == feel::Kind::any) {
    std::vector<feel::Field> fields;
    for (const ElementId each : logic.outputs) {
      fields.push_back({models_.element(each).name, logics_[each].type});
    }
    result = feel::context_type(std::move(fields));
  }
  if (logic.outputs.empty() && !edges_[id].cause) {
    edges_[id].cause = problem(Severity::error, "dmn.no-output", service.location,
                               {fmt::format("决策服务 `{}` 没有输出决策", entry.name),
                                fmt::format("the decision service `{}` has no output decision", entry.name)});
    diagnostics_.push_back(*edges_[id].cause);
  }
  if (edges_[id].cause) logic.body = broken(*edges_[id].cause);
  logic.parameters.type = logic.type = feel::function_type(std::move(parameters), std::move(result));
}

// Functions find what they read at the time of a call, so knowledge models may call each other and
// themselves. They live as long as the graph.
void Graph::make_function(ElementId id) {
  Logic& logic = logics_[id];
  const bool service = models_.as<model::DecisionService>(id) != nullptr;
  const bool knowledge = models_.as<model::BusinessKnowledgeModel>(id) != nullptr;
  if ((!service && !knowledge) || !logic.function.is_null()) return;
  auto function = std::make_shared<feel::Function>();
  function->parameters = logic.parameters.names;
  function->type = logic.parameters.type;
  function->call = [this, id, &logic, service](feel::Evaluation& evaluation,
                                               std::span<const feel::Value> arguments) -> feel::Value {
    const std::size_t count = logic.parameters.names.size();
    if (arguments.size() != count) {
      return evaluation.fail(
          "feel.wrong-argument-count",
          {fmt::format("`{}` 有 {} 个参数，给了 {} 个", models_.element(id).name, count, arguments.size()),
           fmt::format("`{}` has {} parameters, {} given", models_.element(id).name, count,
                       arguments.size())});
    }
    if (service) {
      Request request(*this, evaluation);
      for (std::size_t i = 0; i < count; ++i) request.set(logic.requires_values[i], arguments[i]);
      return request.service(id);
    }
    Frame frame{evaluation, logic.captured};
    frame.values.insert(frame.values.end(), arguments.begin(), arguments.end());
    return logic.body->evaluate(frame);
  };
  logic.function = feel::FunctionPtr(std::move(function));
}

}  // namespace enact::dmn::executable
