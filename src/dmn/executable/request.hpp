// One question put to a graph: the values handed in and those worked out so far, each decision at most once.
// A call of a decision service is a request of its own, which knows nothing of the one around it.
#pragma once

#include <vector>

#include "dmn/executable/graph.hpp"
#include "feel/evaluate.hpp"

namespace enact::dmn::executable {

class Request {
 public:
  // Both must outlive it.
  Request(const Graph& graph, feel::Evaluation& evaluation);

  // The value of an input data or a decision, which is then not worked out. It fits its type already.
  void set(ElementId id, feel::Value value);
  // The same for a value from outside: what does not fit the declared type is null, and an error.
  void give(ElementId id, const feel::Value& value);

  feel::Value decide(ElementId id);
  // With its parameters set; those that are not are null.
  feel::Value service(ElementId id);

 private:
  feel::Value work_out(ElementId id);

  const Graph& graph_;
  feel::Evaluation& evaluation_;
  std::vector<feel::Value> values_;
  std::vector<bool> settled_;
};

// The value of a name in scope, from those of elements.
template <typename ValueOf>
feel::Value seen_value(const SeenName& name, ValueOf&& value_of) {
  if (name.imported.empty()) return value_of(name.element);
  std::vector<std::pair<std::string, feel::Value>> entries;
  entries.reserve(name.imported.size());
  for (const auto& [entry, element] : name.imported) entries.emplace_back(entry, value_of(element));
  return feel::make_context(std::move(entries));
}

}  // namespace enact::dmn::executable
