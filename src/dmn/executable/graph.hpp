// The requirement graph compiled (DMN 1.5, chapter 6 and 10.4): for each element its logic, the names that
// the logic sees, and the elements that must have a value before. Immutable once made. Requests
// (executable/request.hpp) run over it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dmn/executable/boxed.hpp"
#include "dmn/executable/models.hpp"
#include "dmn/executable/node.hpp"
#include "dmn/executable/types.hpp"

namespace enact::dmn::executable {

// A name in the scope of an element: another element, or, under the name of an import, several.
struct SeenName {
  std::string name;
  ElementId element = 0;
  std::vector<std::pair<std::string, ElementId>> imported;  // not empty: a context of these instead
};

struct Logic {
  feel::TypePtr type;          // of the value; of functions their type. Never null once compiled
  Location place;              // of the variable
  std::vector<SeenName> sees;  // in order of the scope
  NodePtr body;                // decision: its value; knowledge model: the body of the function
  Parameters parameters;       // knowledge model and service
  // Decision: what is settled before it. Service: its parameters.
  std::vector<ElementId> requires_values;
  std::vector<ElementId> outputs;  // service
  // Knowledge models and services are functions, whatever is asked.
  feel::Value function;
  std::vector<feel::Value> captured;  // knowledge model: the values of `sees`
};

class Graph {
 public:
  // `main` is not null.
  Graph(model::DefinitionsPtr main, std::span<const model::DefinitionsPtr> others, Diagnostics& diagnostics);
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  const Models& models() const { return models_; }
  const Logic& logic(ElementId id) const { return logics_[id]; }
  std::size_t size() const { return logics_.size(); }

 private:
  // What an element refers to, resolved.
  struct Edges {
    std::vector<ElementId> information, knowledge;
    std::vector<ElementId> outputs;   // of a service
    std::optional<Diagnostic> cause;  // of what is missing
  };
  Edges edges(ElementId id);
  std::optional<ElementId> follow(ElementId from, const model::Reference& reference, Edges& edges);
  void find_cycles();
  std::vector<ElementId> in_order() const;
  void see(ElementId id);
  feel::Scope scope(ElementId id) const;

  void compile(ElementId id);
  void compile_decision(ElementId id, const model::Decision& decision);
  void compile_knowledge(ElementId id, const model::BusinessKnowledgeModel& knowledge);
  void compile_service(ElementId id, const model::DecisionService& service);
  void make_function(ElementId id);

  Diagnostics& diagnostics_;  // while it is made
  Models models_;
  Types types_;
  std::vector<Edges> edges_;
  std::vector<Logic> logics_;
};

}  // namespace enact::dmn::executable
