// For tests: a random model of everything that DMN 1.5 can say, with texts that are hard to write down. What
// the schema demands holds (a table has an output, a rule as many entries as clauses).
#pragma once

#include <array>
#include <memory>
#include <random>
#include <string>

#include "dmn/model.hpp"

namespace enact::dmn {

class RandomModel {
 public:
  RandomModel(std::uint64_t seed, bool ids) : random_(seed), ids_(ids) {}

  model::Definitions operator()() {
    model::Definitions m;
    element(m, true);
    m.namespace_uri = "https://example.org/模型";
    if (one_in(4)) m.expression_language = "https://example.org/other-language";
    m.exporter = text();
    for (int n = below(2); n > 0; --n) {
      model::Import& made = m.imports.emplace_back();
      element(made, true);
      made.namespace_uri = "https://example.org/imported";
      made.import_type = "https://example.org/type";
      if (one_in(2)) made.location_uri = "elsewhere.dmn";
    }
    for (int n = below(4); n > 0; --n) m.items.push_back(item(2));
    for (int n = 1 + below(6); n > 0; --n) m.elements.push_back(graph_element());
    for (int n = below(3); n > 0; --n) m.artifacts.push_back(artifact());
    if (one_in(2)) {
      model::ElementCollection made;
      element(made, true);
      made.members = references();
      m.artifacts.emplace_back(std::move(made));
    }
    if (one_in(2)) m.artifacts.emplace_back(business());
    for (int n = below(2); n > 0; --n) m.diagrams.push_back(diagram());
    return m;
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  bool one_in(int n) { return below(n) == 0; }
  template <std::size_t size>
  std::string from(const std::array<const char*, size>& choices) {
    return choices[static_cast<std::size_t>(below(size))];
  }
  std::string text() {
    static constexpr std::array kTexts = {"",    "名称（一）", " a b ", "x<y>&\"'z", "one\ntwo",  "\ttab",
                                          "]]>", "&amp;",      "\r\n",  "𝄞 é",       "a /* */ b", "   "};
    return from(kTexts);
  }
  std::string feel() {
    static constexpr std::array kTexts = {"1 + 2",
                                          "if a < b then \"<\" else \"&\"",
                                          "x // remark",
                                          "名 称",
                                          "[1..2]\n  and true",
                                          "",
                                          " ",
                                          "\"\r\n\"",
                                          "-"};
    return from(kTexts);
  }
  std::string type() {
    static constexpr std::array kTypes = {"", "number", "tLoan", "imported.tLoan",
                                          "list<context<a: number>>"};
    return from(kTypes);
  }
  std::string id() { return ids_ ? "_" + std::to_string(++last_id_) : std::string(); }
  void element(model::Element& e, bool named) {
    e.id = id();
    if (named) e.name = "n" + text();
    if (one_in(4)) e.label = text();
    if (one_in(4)) e.description = text();
    if (one_in(8)) {
      e.extensions.push_back(
          {"https://example.org/v", "x",
           "<v:x xmlns:v=\"https://example.org/v\" a='&lt;'>\r\n <v:y>t</v:y><!-- c --></v:x>"});
    }
    if (one_in(8)) e.attributes.push_back({"https://example.org/v", one_in(2) ? "v" : "dc", "a", text()});
  }
  model::Reference reference() { return {one_in(5) ? "https://example.org/imported#_1" : "#_1", {}}; }
  std::vector<model::Reference> references() {
    std::vector<model::Reference> out;
    for (int n = below(3); n > 0; --n) out.push_back(reference());
    return out;
  }
  model::ExpressionSource source(bool typed) {
    model::ExpressionSource s;
    element(s.element, false);
    s.text = feel::expression_text(feel());
    if (typed) s.type = type();
    if (one_in(8)) s.language = "https://example.org/language";
    return s;
  }
  model::InformationItem information() {
    model::InformationItem i;
    element(i, true);
    i.type = type();
    return i;
  }
  model::ItemDefinition item(int depth) {
    model::ItemDefinition i;
    element(i, true);
    i.is_collection = one_in(3);
    if (depth > 0 && one_in(3)) {
      for (int n = 1 + below(3); n > 0; --n) i.components.push_back(item(depth - 1));
    } else if (one_in(4)) {
      i.function.emplace();
      element(i.function->element, false);
      i.function->result = type();
      for (int n = below(3); n > 0; --n) i.function->parameters.push_back(information());
    } else {
      i.type = "string";
      if (one_in(3)) i.allowed_values = source(true);
      if (one_in(3)) i.type_constraint = source(true);
    }
    return i;
  }
  template <typename Requirement>
  std::vector<Requirement> required() {
    std::vector<Requirement> out;
    for (int n = below(3); n > 0; --n) {
      Requirement made;
      element(made, false);
      made.required = reference();
      out.push_back(std::move(made));
    }
    return out;
  }
  model::DrgElement graph_element() {
    switch (below(6)) {
      case 0: {
        model::InputData made;
        element(made, true);
        if (one_in(2)) made.variable = information();
        return made;
      }
      case 1: {
        model::BusinessKnowledgeModel made;
        element(made, true);
        made.variable = information();
        if (!one_in(3)) made.logic = wrapped(function(2));
        made.knowledge = required<model::KnowledgeRequirement>();
        made.authority = required<model::AuthorityRequirement>();
        return made;
      }
      case 2: {
        model::DecisionService made;
        element(made, true);
        made.outputs = references();
        made.encapsulated = references();
        made.input_decisions = references();
        made.input_data = references();
        return made;
      }
      case 3: {
        model::KnowledgeSource made;
        element(made, true);
        made.type = text();
        if (one_in(2)) made.location_uri = "https://example.org/law";
        if (one_in(2)) made.owner = reference();
        made.authority = required<model::AuthorityRequirement>();
        for (auto& each : made.authority)
          each.kind = static_cast<model::AuthorityRequirement::Kind>(below(3));
        return made;
      }
      default: {
        model::Decision made;
        element(made, true);
        made.question = text();
        made.allowed_answers = text();
        made.variable = information();
        made.information = required<model::InformationRequirement>();
        for (auto& each : made.information) each.decision = one_in(2);
        made.knowledge = required<model::KnowledgeRequirement>();
        made.authority = required<model::AuthorityRequirement>();
        for (int kind = 0; kind < 6; ++kind) {
          if (one_in(4))
            made.business.push_back({static_cast<model::BusinessReference::Kind>(kind), reference()});
        }
        if (!one_in(5)) made.expression = expression(3);
        return made;
      }
    }
  }
  model::Artifact artifact() {
    switch (below(3)) {
      case 0: {
        model::TextAnnotation made;
        element(made, false);
        made.text = text();
        made.format = one_in(2) ? "text/plain" : "";
        return made;
      }
      case 1: {
        model::Association made;
        element(made, false);
        made.from = reference();
        made.to = reference();
        made.direction = one_in(2) ? "Both" : "";
        return made;
      }
      default: {
        model::Group made;
        element(made, true);
        return made;
      }
    }
  }
  model::BusinessContextElement business() {
    model::BusinessContextElement made;
    element(made, true);
    if (one_in(2)) {
      made.kind = model::BusinessContextElement::Kind::performance_indicator;
      made.impacting = references();
    } else {
      made.made = references();
      made.owned = references();
    }
    return made;
  }
  template <typename Form>
  model::ExpressionPtr wrapped(Form form) {
    auto made = std::make_shared<model::Expression>();
    element(*made, false);
    made->type = type();
    made->form = std::move(form);
    return made;
  }
  model::ExpressionPtr literal() {
    model::LiteralExpression made;
    made.source.text = feel::expression_text(feel());
    if (one_in(12)) {
      made.source.text.expression.clear();
      made.imported = {"i", "https://example.org/i", "https://example.org/t", "", "element", ""};
    }
    return wrapped(std::move(made));
  }
  model::FunctionDefinition function(int depth) {
    model::FunctionDefinition made;
    made.kind = static_cast<model::FunctionDefinition::Kind>(below(3));
    for (int n = below(3); n > 0; --n) made.parameters.push_back(information());
    if (!one_in(4)) made.body = expression(depth - 1);
    return made;
  }
  model::DecisionTable table() {
    model::DecisionTable made;
    made.hit_policy = static_cast<HitPolicy>(below(7));
    if (made.hit_policy == HitPolicy::collect) made.aggregation = static_cast<Aggregation>(below(5));
    if (one_in(3)) made.orientation = "Rule-as-Column";
    made.output_label = text();
    for (int n = below(3); n > 0; --n) {
      model::DecisionTable::Input& input = made.inputs.emplace_back();
      element(input, false);
      input.expression = source(false);
      input.type = type();
      if (one_in(3)) input.allowed = source(true);
    }
    for (int n = 1 + below(2); n > 0; --n) {
      model::DecisionTable::Output& output = made.outputs.emplace_back();
      element(output, one_in(2));
      output.type = type();
      if (one_in(3)) output.allowed = source(true);
      if (one_in(3)) output.default_output = source(true);
    }
    for (int n = below(3); n > 0; --n) made.annotations.push_back(text());
    for (int n = below(4); n > 0; --n) {
      model::DecisionTable::Rule& rule = made.rules.emplace_back();
      element(rule, false);
      for (std::size_t i = 0; i < made.inputs.size(); ++i) rule.inputs.push_back(source(true));
      for (std::size_t i = 0; i < made.outputs.size(); ++i) rule.outputs.push_back(source(true));
      for (std::size_t i = 0; i < made.annotations.size(); ++i) rule.annotations.push_back(text());
    }
    return made;
  }
  model::ExpressionPtr expression(int depth) {
    if (depth <= 0 || one_in(3)) return literal();
    switch (below(9)) {
      case 0:
        return wrapped(table());
      case 1: {
        model::Invocation made;
        if (!one_in(4)) made.called = literal();
        for (int n = below(3); n > 0; --n) {
          made.bindings.push_back({information(), one_in(4) ? nullptr : expression(depth - 1)});
        }
        return wrapped(std::move(made));
      }
      case 2: {
        model::Context made;
        for (int n = below(3); n > 0; --n) {
          model::Context::Entry& entry = made.entries.emplace_back();
          element(entry, false);
          if (!one_in(3)) entry.variable = information();
          entry.value = expression(depth - 1);
        }
        return wrapped(std::move(made));
      }
      case 3: {
        model::List made;
        for (int n = below(3); n > 0; --n) made.items.push_back(expression(depth - 1));
        return wrapped(std::move(made));
      }
      case 4: {
        model::Relation made;
        for (int n = below(3); n > 0; --n) made.columns.push_back(information());
        for (int n = below(3); n > 0; --n) {
          auto& row = made.rows.emplace_back();
          for (std::size_t i = 0; i < made.columns.size(); ++i) row.push_back(expression(depth - 1));
        }
        return wrapped(std::move(made));
      }
      case 5:
        return wrapped(function(depth));
      case 6:
        return wrapped(
            model::Conditional{expression(depth - 1), expression(depth - 1), expression(depth - 1)});
      case 7:
        return wrapped(model::Filter{expression(depth - 1), expression(depth - 1)});
      default:
        return wrapped(model::Iterator{static_cast<model::Iterator::Kind>(below(3)), "x", type(),
                                       expression(depth - 1), expression(depth - 1)});
    }
  }
  double length() { return below(4000) / 8.0 - 10; }
  model::Bounds bounds() { return {length(), length(), length(), length()}; }
  std::optional<model::Label> label() {
    if (!one_in(3)) return std::nullopt;
    model::Label made;
    if (one_in(2)) made.bounds = bounds();
    made.text = text();
    return made;
  }
  model::Diagram diagram() {
    model::Diagram made;
    made.id = id();
    made.name = text();
    made.alternative_inputs = one_in(3);
    if (one_in(2)) made.size = {length(), length()};
    for (int n = below(3); n > 0; --n) {
      model::Shape& shape = made.shapes.emplace_back();
      shape.id = id();
      shape.element = one_in(3) ? "https://example.org/imported#_1" : "_1";
      shape.bounds = bounds();
      shape.listed_input = one_in(4);
      shape.collapsed = one_in(4);
      if (one_in(4)) shape.divider = {{length(), length()}, {length(), length()}};
      shape.label = label();
    }
    for (int n = below(3); n > 0; --n) {
      model::Edge& edge = made.edges.emplace_back();
      edge.id = id();
      edge.element = "_1";
      for (int points = 2 + below(2); points > 0; --points) edge.points.emplace_back(length(), length());
      edge.label = label();
    }
    return made;
  }

  std::mt19937_64 random_;
  bool ids_;
  int last_id_ = 0;
};

inline model::Definitions random_model(std::uint64_t seed, bool ids) {
  return RandomModel(seed, ids)();
}

}  // namespace enact::dmn
