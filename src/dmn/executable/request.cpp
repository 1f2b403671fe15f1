// Working out decisions in the order of their requirements, without recursion between them.
#include "dmn/executable/request.hpp"

#include "feel/conform.hpp"

namespace enact::dmn::executable {

using feel::Value;

Request::Request(const Graph& graph, feel::Evaluation& evaluation)
    : graph_(graph), evaluation_(evaluation), values_(graph.size()), settled_(graph.size(), false) {}

void Request::set(ElementId id, Value value) {
  values_[id] = std::move(value);
  settled_[id] = true;
}

void Request::give(ElementId id, const Value& value) {
  const Logic& logic = graph_.logic(id);
  set(id, feel::fit(evaluation_, value, *logic.type, logic.place));
}

Value Request::decide(ElementId root) {
  struct Step {
    ElementId id;
    std::size_t next = 0;
  };
  std::vector<Step> path{{root}};
  while (!path.empty()) {
    Step& step = path.back();
    const auto& required = graph_.logic(step.id).requires_values;
    if (settled_[step.id]) {
      path.pop_back();
    } else if (step.next < required.size()) {
      const ElementId next = required[step.next++];
      if (!settled_[next]) path.push_back({next});
    } else {
      set(step.id, work_out(step.id));
    }
  }
  return values_[root];
}

Value Request::work_out(ElementId id) {
  const Logic& logic = graph_.logic(id);
  if (!logic.body) return {};  // an input data that was not given
  Frame frame{evaluation_, {}};
  frame.values.reserve(logic.sees.size());
  for (const SeenName& name : logic.sees) {
    frame.values.push_back(seen_value(name, [&](ElementId each) {
      const Value& function = graph_.logic(each).function;
      return function.is_null() ? values_[each] : function;
    }));
  }
  return logic.body->evaluate(frame);
}

Value Request::service(ElementId id) {
  const Logic& service = graph_.logic(id);
  if (service.body) {  // broken
    Frame frame{evaluation_, {}};
    return service.body->evaluate(frame);
  }
  for (const ElementId parameter : service.requires_values) {
    if (!settled_[parameter]) set(parameter, {});
  }
  Value result;
  if (service.outputs.size() == 1) {
    result = decide(service.outputs.front());
  } else {
    std::vector<std::pair<std::string, Value>> entries;
    for (const ElementId output : service.outputs) {
      entries.emplace_back(graph_.models().element(output).name, decide(output));
    }
    result = feel::make_context(std::move(entries));
  }
  return feel::fit(evaluation_, result, *service.type->result, service.place);
}

}  // namespace enact::dmn::executable
