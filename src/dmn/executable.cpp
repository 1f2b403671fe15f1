// The way into a compiled model: what is handed in is brought to its elements, what is asked for is found.
#include "dmn/executable.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dmn/executable/graph.hpp"
#include "dmn/executable/request.hpp"
#include "feel/report.hpp"

namespace enact::dmn {
namespace {

using executable::ElementId;
using executable::Graph;
using executable::ModelId;
using executable::Models;
using InvocableKind = Executable::Invocable::Kind;

bool is_of(const Models& models, ElementId id, InvocableKind kind) {
  switch (kind) {
    case InvocableKind::decision:
      return models.as<model::Decision>(id) != nullptr;
    case InvocableKind::knowledge_model:
      return models.as<model::BusinessKnowledgeModel>(id) != nullptr;
    case InvocableKind::service:
      return models.as<model::DecisionService>(id) != nullptr;
  }
  return false;
}

bool takes_value(const Models& models, ElementId id) {
  return models.as<model::InputData>(id) != nullptr || models.as<model::Decision>(id) != nullptr;
}

// Of the main model, else of the first that has one of that name.
std::optional<ElementId> find(const Models& models, std::string_view name, InvocableKind kind) {
  for (ModelId model = 0; model < models.count(); ++model) {
    if (const auto id = models.named(model, name); id && is_of(models, *id, kind)) return id;
  }
  return std::nullopt;
}

Text kind_text(InvocableKind kind) {
  switch (kind) {
    case InvocableKind::decision:
      return {"决策", "decision"};
    case InvocableKind::knowledge_model:
      return {"业务知识模型", "knowledge model"};
    case InvocableKind::service:
      return {"决策服务", "decision service"};
  }
  return {};
}

feel::Value not_found(const Graph& graph, std::string_view name, InvocableKind kind,
                      feel::Evaluation& evaluation) {
  const Models& models = graph.models();
  std::vector<std::string> known;
  for (ElementId id = 0; id < graph.size(); ++id) {
    if (is_of(models, id, kind)) known.push_back(models.element(id).name);
  }
  const Text what = kind_text(kind);
  const Text help = feel::did_you_mean(name, known);
  return evaluation.fail(
      "dmn.unknown-element",
      {fmt::format("没有{} `{}`{}", what.zh, name, help.zh.empty() ? "" : "；" + help.zh),
       fmt::format("there is no {} `{}`{}", what.en, name, help.en.empty() ? "" : "; " + help.en)},
      models.definitions(0).location);
}

// Brings values to the elements of a request. A decision takes one only where it is asked as an input of a
// service.
class Hand {
 public:
  Hand(const Graph& graph, executable::Request& request, std::span<const ElementId> inputs)
      : models_(graph.models()), request_(request), inputs_(inputs) {}

  void over(const Executable::Given& given) {
    if (!given.namespace_uri.empty()) {
      if (const auto model = models_.of_namespace(given.namespace_uri)) over(*model, given.name, given.value);
      return;
    }
    if (over(0, given.name, given.value)) return;
    // Nothing of that name here: of any other model, as test kits have it.
    for (ModelId model = 1; model < models_.count(); ++model) {
      if (over(model, given.name, given.value)) return;
    }
  }

 private:
  bool over(ModelId in, std::string_view name, const feel::Value& value) {
    if (const auto id = models_.named(in, name); id && takes_value(models_, *id)) {
      const bool decision = models_.as<model::Decision>(*id) != nullptr;
      if (!decision || std::ranges::find(inputs_, *id) != inputs_.end()) request_.give(*id, value);
      return true;
    }
    bool any = false;
    for (const auto& [import, model] : models_.imports(in)) {
      if (import != name || import.empty() || value.context() == nullptr) continue;
      for (const auto& [entry, part] : value.context()->entries) any = over(model, entry, part) || any;
    }
    return any;
  }

  const Models& models_;
  executable::Request& request_;
  std::span<const ElementId> inputs_;
};

std::vector<Executable::Given> as_given(const feel::Context& context) {
  std::vector<Executable::Given> given;
  for (const auto& [name, value] : context.entries) given.push_back({name, value});
  return given;
}

model::InformationItem parameter(const Graph& graph, ElementId id) {
  model::InformationItem item;
  if (const auto* input = graph.models().as<model::InputData>(id)) item = input->variable;
  if (const auto* decision = graph.models().as<model::Decision>(id)) item = decision->variable;
  item.name = graph.models().element(id).name;
  return item;
}

// The input data that a decision needs, in the order of their elements.
std::vector<ElementId> inputs_of(const Graph& graph, ElementId decision) {
  std::vector<bool> seen(graph.size(), false);
  std::vector<ElementId> open{decision};
  while (!open.empty()) {
    const ElementId id = open.back();
    open.pop_back();
    if (seen[id]) continue;
    seen[id] = true;
    const auto& required = graph.logic(id).requires_values;
    open.insert(open.end(), required.begin(), required.end());
  }
  std::vector<ElementId> inputs;
  for (ElementId id = 0; id < graph.size(); ++id) {
    if (seen[id] && graph.models().as<model::InputData>(id) != nullptr) inputs.push_back(id);
  }
  return inputs;
}

}  // namespace

struct Executable::State {
  State(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others, Diagnostics& diagnostics)
      : definitions(main), graph(std::move(main), others, diagnostics) {}

  model::DefinitionsPtr definitions;
  Graph graph;
};

Executable::Executable(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Executable::~Executable() = default;

Executable::Compiled Executable::compile(model::DefinitionsPtr main,
                                         std::span<const model::DefinitionsPtr> others) {
  Compiled compiled;
  if (!main) return compiled;
  auto state = std::make_unique<const State>(std::move(main), others, compiled.diagnostics);
  compiled.executable = std::shared_ptr<const Executable>(new Executable(std::move(state)));
  return compiled;
}

const model::Definitions& Executable::definitions() const {
  return *state_->definitions;
}

std::vector<Executable::Invocable> Executable::invocables() const {
  const Graph& graph = state_->graph;
  std::vector<Invocable> found;
  for (ElementId id = 0; id < graph.size(); ++id) {
    const executable::Entry& entry = graph.models().element(id);
    if (entry.model != 0) continue;
    for (const InvocableKind kind :
         {InvocableKind::decision, InvocableKind::knowledge_model, InvocableKind::service}) {
      if (!is_of(graph.models(), id, kind)) continue;
      Invocable made{kind, entry.name, {}, {}};
      if (const auto* knowledge = graph.models().as<model::BusinessKnowledgeModel>(id)) {
        const auto* function =
            knowledge->logic ? std::get_if<model::FunctionDefinition>(&knowledge->logic->form) : nullptr;
        if (function) made.parameters = function->parameters;
      } else {
        const auto inputs =
            kind == InvocableKind::decision ? inputs_of(graph, id) : graph.logic(id).requires_values;
        for (const ElementId input : inputs) made.parameters.push_back(parameter(graph, input));
      }
      for (const ElementId output : graph.logic(id).outputs) {
        made.outputs.push_back(graph.models().element(output).name);
      }
      found.push_back(std::move(made));
    }
  }
  return found;
}

feel::Value Executable::invoke(InvocableKind kind, std::string_view name, std::span<const Given> given,
                               feel::Evaluation& evaluation) const {
  const Graph& graph = state_->graph;
  const auto id = find(graph.models(), name, kind);
  if (!id) return not_found(graph, name, kind, evaluation);
  const executable::Logic& logic = graph.logic(*id);
  return evaluation.guard([&]() -> feel::Value {
    if (kind == InvocableKind::knowledge_model) {
      const feel::Function& function = *logic.function.function();
      std::vector<feel::Value> arguments;
      for (const std::string& parameter : function.parameters) {
        const auto found = std::ranges::find(given, parameter, &Given::name);
        arguments.push_back(found == given.end() ? feel::Value() : found->value);
      }
      return evaluation.call(function, arguments);
    }
    executable::Request request(graph, evaluation);
    const bool service = kind == InvocableKind::service;
    Hand hand(graph, request, service ? std::span(logic.requires_values) : std::span<const ElementId>());
    for (const Given& each : given) hand.over(each);
    return service ? request.service(*id) : request.decide(*id);
  });
}

feel::Value Executable::decide(std::string_view name, std::span<const Given> given,
                               feel::Evaluation& evaluation) const {
  return invoke(InvocableKind::decision, name, given, evaluation);
}

feel::Value Executable::invoke(InvocableKind kind, std::string_view name, const feel::Context& given,
                               feel::Evaluation& evaluation) const {
  return invoke(kind, name, as_given(given), evaluation);
}

feel::Value Executable::decide(std::string_view name, const feel::Context& given,
                               feel::Evaluation& evaluation) const {
  return invoke(InvocableKind::decision, name, as_given(given), evaluation);
}

}  // namespace enact::dmn
