// From a model to the nodes and edges of its diagram: who is shown, how large a name is, who requires whom.
#include "dmn/layout/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

namespace enact::dmn::layout {
namespace {

constexpr double kCell = 8;  // of a name's characters; a wide one takes two
constexpr double kLine = 20;
constexpr double kMargin = 40;  // beside a name, and below and above it together

class Collector {
 public:
  explicit Collector(model::Definitions& definitions) : definitions_(definitions) {}

  Graph collect() {
    for (const auto& element : definitions_.elements) {
      std::visit([this](const auto& each) { learn(each); }, element);
    }
    for (auto& element : definitions_.elements) {
      std::visit([this](auto& each) { node(each); }, element);
    }
    for (auto& artifact : definitions_.artifacts) {
      if (auto* text = std::get_if<model::TextAnnotation>(&artifact)) {
        name(*text, "annotation");
        add(text->id, Side::source, text->text, {100, 50});
      }
    }
    for (auto& element : definitions_.elements) {
      std::visit([this](auto& each) { requirements(each); }, element);
    }
    for (auto& artifact : definitions_.artifacts) {
      if (auto* association = std::get_if<model::Association>(&artifact)) {
        name(*association, "association");
        edge(association->id, find(association->from), find(association->to));
      }
    }
    return std::move(graph_);
  }

 private:
  template <typename Element>
  void learn(const Element& element) {
    taken_.insert(element.id);
    if constexpr (requires { element.information; }) learn_all(element.information);
    if constexpr (requires { element.knowledge; }) learn_all(element.knowledge);
    if constexpr (requires { element.authority; }) learn_all(element.authority);
  }
  template <typename Requirements>
  void learn_all(const Requirements& all) {
    for (const auto& each : all) taken_.insert(each.id);
  }

  // Gives an id to an element that has none.
  void name(model::Element& element, std::string_view kind) {
    while (element.id.empty()) {
      std::string candidate = fmt::format("{}_{}", kind, ++numbers_[kind]);
      if (taken_.insert(candidate).second) element.id = std::move(candidate);
    }
  }

  void node(model::InputData& input) {
    name(input, "inputData");
    add(input.id, Side::main, input.name, {125, 45}).bottom = true;
  }
  void node(model::Decision& decision) {
    name(decision, "decision");
    add(decision.id, Side::main, decision.name, {150, 70});
  }
  void node(model::BusinessKnowledgeModel& knowledge) {
    name(knowledge, "businessKnowledgeModel");
    add(knowledge.id, Side::knowledge, knowledge.name, {135, 46});
  }
  void node(model::DecisionService& service) {
    name(service, "decisionService");
    add(service.id, Side::knowledge, service.name, {150, 70}).collapsed = true;
  }
  void node(model::KnowledgeSource& source) {
    name(source, "knowledgeSource");
    add(source.id, Side::source, source.name, {100, 63});
  }

  // Wide enough for the name, up to a width at which it is broken into lines.
  Node& add(const std::string& id, Side side, std::string_view shown, std::pair<double, double> least) {
    const double text = kCell * text::display_width(shown);
    const double width = std::clamp(text + kMargin, least.first, std::max(least.first, 240.0));
    const double lines = std::ceil(text / (width - kMargin));
    Node& made = graph_.nodes.emplace_back();
    made.element = id;
    made.side = side;
    made.width = width;
    made.height = std::max(least.second, lines * kLine + kMargin / 2);
    index_.emplace(id, graph_.nodes.size() - 1);
    return made;
  }

  // The node that a reference leads to; one of another model is made when it is first met.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t find(const model::Reference& reference, Side side = Side::main, bool bottom = false) {
    const bool local = reference.href.starts_with('#');
    const std::string key = reference.href.substr(local ? 1 : 0);
    if (const auto found = index_.find(key); found != index_.end()) return found->second;
    if (local || key.find('#') == std::string::npos) return kNone;
    add(key, side, {}, {125, 46}).bottom = bottom;
    return graph_.nodes.size() - 1;
  }

  void edge(const std::string& element, std::size_t from, std::size_t to) {
    if (from != kNone && to != kNone) graph_.edges.push_back({element, from, to, {}});
  }

  template <typename Element>
  void requirements(Element& element) {
    const std::size_t to = index_.at(element.id);
    if constexpr (requires { element.information; }) {
      for (auto& each : element.information) {
        name(each, "informationRequirement");
        edge(each.id, find(each.required, Side::main, !each.decision), to);
      }
    }
    if constexpr (requires { element.knowledge; }) {
      for (auto& each : element.knowledge) {
        name(each, "knowledgeRequirement");
        edge(each.id, find(each.required, Side::knowledge), to);
      }
    }
    if constexpr (requires { element.authority; }) {
      for (auto& each : element.authority) {
        name(each, "authorityRequirement");
        edge(each.id, find(each.required, Side::source), to);
      }
    }
  }

  model::Definitions& definitions_;
  Graph graph_;
  std::unordered_map<std::string, std::size_t> index_;
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string_view, int> numbers_;  // last one given, by kind
};

}  // namespace

Graph graph_of(model::Definitions& definitions) {
  return Collector(definitions).collect();
}

}  // namespace enact::dmn::layout
