// References followed, cycles found, elements put into the order in which each comes after what it requires.
#include "dmn/executable/graph.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dmn/executable/request.hpp"

namespace enact::dmn::executable {
namespace {

template <typename T>
bool is(const Models& models, ElementId id) {
  return models.as<T>(id) != nullptr;
}

}  // namespace

Graph::Graph(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others,
             Diagnostics& diagnostics)
    : diagnostics_(diagnostics),
      models_(std::move(main), others, diagnostics),
      types_(models_, diagnostics),
      logics_(models_.elements().size()) {
  for (ElementId id = 0; id < size(); ++id) edges_.push_back(edges(id));
  find_cycles();
  for (ElementId id = 0; id < size(); ++id) {
    logics_[id].type = feel::any_type();
    see(id);
  }
  for (const ElementId id : in_order()) compile(id);
  for (ElementId id = 0; id < size(); ++id) make_function(id);
  for (Logic& logic : logics_) {
    for (const SeenName& name : logic.sees) {
      if (logic.function.is_null()) break;
      logic.captured.push_back(seen_value(name, [&](ElementId each) { return logics_[each].function; }));
    }
  }
}

std::optional<ElementId> Graph::follow(ElementId from, const model::Reference& reference, Edges& edges) {
  const auto found = models_.find(models_.element(from).model, reference);
  if (found && models_.prefix(models_.element(from).model, *found)) return found;
  Diagnostic cause = found ? problem(Severity::error, "dmn.not-imported", reference.location,
                                     {fmt::format("`{}` 所在的模型没有导入", reference.href),
                                      fmt::format("the model of `{}` is not imported", reference.href)},
                                     {"加上 import 元素", "add an import element"})
                           : problem(Severity::error, "dmn.unknown-reference", reference.location,
                                     {fmt::format("没有 `{}` 所指的元素", reference.href),
                                      fmt::format("there is no element `{}`", reference.href)});
  diagnostics_.push_back(cause);
  if (!edges.cause) edges.cause = std::move(cause);
  return std::nullopt;
}

Graph::Edges Graph::edges(ElementId id) {
  Edges made;
  const auto add = [&](const model::Reference& reference, std::vector<ElementId>& to, auto... accepted) {
    const auto found = follow(id, reference, made);
    if (!found) return;
    if ((accepted(*found) || ...)) {
      to.push_back(*found);
      return;
    }
    Diagnostic cause =
        problem(Severity::error, "dmn.wrong-reference", reference.location,
                {fmt::format("`{}` 不是此处可引用的元素", models_.element(*found).name),
                 fmt::format("`{}` is no element that can be required here", models_.element(*found).name)});
    diagnostics_.push_back(cause);
    if (!made.cause) made.cause = std::move(cause);
  };
  const auto is_decision = [&](ElementId each) { return is<model::Decision>(models_, each); };
  const auto is_input = [&](ElementId each) { return is<model::InputData>(models_, each); };
  const auto is_knowledge = [&](ElementId each) { return is<model::BusinessKnowledgeModel>(models_, each); };
  const auto is_service = [&](ElementId each) { return is<model::DecisionService>(models_, each); };
  const auto add_knowledge = [&](const std::vector<model::KnowledgeRequirement>& requirements) {
    for (const auto& each : requirements) add(each.required, made.knowledge, is_knowledge, is_service);
  };
  if (const auto* decision = models_.as<model::Decision>(id)) {
    for (const auto& each : decision->information)
      add(each.required, made.information, is_decision, is_input);
    add_knowledge(decision->knowledge);
  } else if (const auto* knowledge = models_.as<model::BusinessKnowledgeModel>(id)) {
    add_knowledge(knowledge->knowledge);
  } else if (const auto* service = models_.as<model::DecisionService>(id)) {
    for (const auto& each : service->outputs) add(each, made.outputs, is_decision);
    // The parameters: input data before input decisions.
    for (const auto& each : service->input_data) add(each, made.information, is_input);
    for (const auto& each : service->input_decisions) add(each, made.information, is_decision);
  }
  return made;
}

// Decisions that require themselves over other decisions. (Knowledge models may: that is recursion, and
// ends at the limit of depth if it does not end by itself.)
void Graph::find_cycles() {
  enum class State : std::uint8_t { new_, open, done };
  std::vector<State> states(size(), State::new_);
  struct Step {
    ElementId id;
    std::size_t next = 0;
  };
  for (ElementId root = 0; root < size(); ++root) {
    if (!is<model::Decision>(models_, root) || states[root] != State::new_) continue;
    std::vector<Step> path{{root}};
    states[root] = State::open;
    while (!path.empty()) {
      Step& step = path.back();
      const auto& required = edges_[step.id].information;
      if (step.next == required.size()) {
        states[step.id] = State::done;
        path.pop_back();
        continue;
      }
      const ElementId next = required[step.next++];
      if (!is<model::Decision>(models_, next) || states[next] == State::done) continue;
      if (states[next] == State::new_) {
        states[next] = State::open;
        path.push_back({next});
        continue;
      }
      const auto first = std::ranges::find(path, next, &Step::id);
      std::vector<std::string> names;
      for (auto each = first; each != path.end(); ++each) names.push_back(models_.element(each->id).name);
      Diagnostic cause = problem(
          Severity::error, "dmn.cycle", models_.common(next).location,
          {fmt::format("决策依赖自身：{} → {}", fmt::join(names, " → "), names.front()),
           fmt::format("a decision requires itself: {} → {}", fmt::join(names, " → "), names.front())},
          {"去掉其中一个信息需求", "remove one of the information requirements"});
      diagnostics_.push_back(cause);
      for (auto each = first; each != path.end(); ++each) {
        if (!edges_[each->id].cause) edges_[each->id].cause = cause;
      }
    }
  }
}

// Depth first, without recursion: models may be deeper than the stack.
std::vector<ElementId> Graph::in_order() const {
  std::vector<ElementId> order;
  std::vector<bool> seen(size(), false);
  struct Step {
    ElementId id;
    std::vector<ElementId> before;
  };
  std::vector<Step> path;
  const auto enter = [&](ElementId id) {
    if (seen[id]) return;
    seen[id] = true;
    Step step{id, edges_[id].information};
    step.before.insert(step.before.end(), edges_[id].knowledge.begin(), edges_[id].knowledge.end());
    step.before.insert(step.before.end(), edges_[id].outputs.begin(), edges_[id].outputs.end());
    path.push_back(std::move(step));
  };
  for (ElementId root = 0; root < size(); ++root) {
    enter(root);
    while (!path.empty()) {
      if (path.back().before.empty()) {
        order.push_back(path.back().id);
        path.pop_back();
        continue;
      }
      const ElementId next = path.back().before.back();
      path.back().before.pop_back();
      enter(next);
    }
  }
  return order;
}

// Which names the logic of an element sees: what it requires, that of other models under the import's name.
void Graph::see(ElementId id) {
  if (is<model::DecisionService>(models_, id)) return;
  std::vector<SeenName>& sees = logics_[id].sees;
  const auto add = [&](ElementId seen) {
    const std::string& name = models_.element(seen).name;
    const std::string prefix = models_.prefix(models_.element(id).model, seen).value_or("");
    if (prefix.empty()) {
      sees.push_back({name, seen, {}});
      return;
    }
    auto import = std::ranges::find_if(
        sees, [&](const SeenName& each) { return !each.imported.empty() && each.name == prefix; });
    if (import == sees.end()) {
      sees.push_back({prefix, 0, {}});
      import = std::prev(sees.end());
    }
    import->imported.emplace_back(name, seen);
  };
  for (const ElementId each : edges_[id].knowledge) add(each);
  for (const ElementId each : edges_[id].information) add(each);
}

feel::Scope Graph::scope(ElementId id) const {
  feel::Scope scope;
  types_.declare(models_.element(id).model, scope);
  for (const SeenName& name : logics_[id].sees) {
    if (name.imported.empty()) {
      scope.declare(name.name, logics_[name.element].type);
      continue;
    }
    std::vector<feel::Field> fields;
    for (const auto& [field, element] : name.imported) fields.push_back({field, logics_[element].type});
    scope.declare(name.name, feel::context_type(std::move(fields)));
  }
  return scope;
}

}  // namespace enact::dmn::executable
