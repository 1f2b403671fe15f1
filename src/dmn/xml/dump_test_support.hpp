// For tests: all that a model says, line by line, so that two models can be compared and the difference read.
// Places are left out; ids only on demand, because the writer gives them where there are none.
#pragma once

#include <fmt/format.h>

#include <string>
#include <variant>

#include "dmn/model.hpp"

namespace enact::dmn {

class Dump {
 public:
  explicit Dump(bool ids) : ids_(ids) {}

  std::string operator()(const model::Definitions& m) {
    element("definitions", m);
    line("namespace", m.namespace_uri);
    line("languages", m.expression_language + "|" + m.type_language);
    line("exporter", m.exporter + "|" + m.exporter_version);
    for (const auto& each : m.imports) {
      element("import", each);
      line("of", each.namespace_uri + "|" + each.import_type + "|" + each.location_uri);
    }
    for (const auto& each : m.items) item(each);
    for (const auto& each : m.elements) std::visit([this](const auto& one) { graph(one); }, each);
    for (const auto& each : m.artifacts) std::visit([this](const auto& one) { artifact(one); }, each);
    for (const auto& each : m.diagrams) diagram(each);
    return out_;
  }

 private:
  void line(std::string_view key, const std::string& value) {
    if (!value.empty()) out_ += fmt::format("{:{}}{}: {}\n", "", 2 * depth_, key, value);
  }
  void open(std::string_view key) { out_ += fmt::format("{:{}}{}\n", "", 2 * depth_, key); }
  void element(std::string_view key, const model::Element& e) {
    open(key);
    if (ids_) line("id", e.id);
    line("name", e.name);
    line("label", e.label);
    line("description", e.description);
    for (const auto& each : e.extensions)
      line("extension", each.namespace_uri + "|" + each.name + "|" + each.xml);
    for (const auto& each : e.attributes)
      line("attribute", each.namespace_uri + "|" + each.name + "|" + each.value);
  }
  void source(std::string_view key, const model::ExpressionSource& s) {
    element(key, s.element);
    line("text", s.text.expression);
    line("language", s.language);
    line("type", s.type);
  }
  void information(std::string_view key, const model::InformationItem& i) {
    element(key, i);
    line("type", i.type);
  }
  void item(const model::ItemDefinition& i) {
    element("item", i);
    ++depth_;
    line("type", i.type + (i.is_collection ? "*" : "") + i.type_language);
    if (i.allowed_values) source("allowed", *i.allowed_values);
    if (i.type_constraint) source("constraint", *i.type_constraint);
    for (const auto& each : i.components) item(each);
    if (i.function) {
      element("function", i.function->element);
      line("result", i.function->result);
      for (const auto& each : i.function->parameters) information("parameter", each);
    }
    --depth_;
  }
  void reference(std::string_view key, const model::Reference& r) {
    open(fmt::format("{} -> {}", key, r.href));
  }
  template <typename Requirements>
  void requirements(const Requirements& all) {
    for (const auto& each : all) {
      element("requirement", each);
      reference("required", each.required);
    }
  }
  void graph(const model::InputData& i) {
    element("input data", i);
    information("variable", i.variable);
  }
  void graph(const model::Decision& d) {
    element("decision", d);
    line("question", d.question);
    line("answers", d.allowed_answers);
    information("variable", d.variable);
    for (const auto& each : d.information) line("needs", each.decision ? "decision" : "input");
    requirements(d.information);
    requirements(d.knowledge);
    for (const auto& each : d.authority) line("authority", std::to_string(static_cast<int>(each.kind)));
    requirements(d.authority);
    for (const auto& each : d.business) reference(std::to_string(static_cast<int>(each.kind)), each.target);
    expression("logic", d.expression);
  }
  void graph(const model::BusinessKnowledgeModel& k) {
    element("knowledge model", k);
    information("variable", k.variable);
    expression("logic", k.logic);
    requirements(k.knowledge);
    requirements(k.authority);
  }
  void graph(const model::DecisionService& s) {
    element("service", s);
    information("variable", s.variable);
    for (const auto& each : s.outputs) reference("output", each);
    for (const auto& each : s.encapsulated) reference("encapsulated", each);
    for (const auto& each : s.input_decisions) reference("input decision", each);
    for (const auto& each : s.input_data) reference("input", each);
  }
  void graph(const model::KnowledgeSource& s) {
    element("knowledge source", s);
    line("of", s.type + "|" + s.location_uri);
    if (s.owner) reference("owner", *s.owner);
    requirements(s.authority);
  }
  void artifact(const model::TextAnnotation& a) {
    element("annotation", a);
    line("text", a.format + "|" + a.text);
  }
  void artifact(const model::Association& a) {
    element("association", a);
    line("direction", a.direction);
    reference("from", a.from);
    reference("to", a.to);
  }
  void artifact(const model::Group& g) { element("group", g); }
  void artifact(const model::ElementCollection& c) {
    element("collection", c);
    for (const auto& each : c.members) reference("member", each);
  }
  void artifact(const model::BusinessContextElement& b) {
    element(b.kind == model::BusinessContextElement::Kind::organization_unit ? "unit" : "indicator", b);
    line("uri", b.uri);
    for (const auto& each : b.impacting) reference("impacting", each);
    for (const auto& each : b.made) reference("made", each);
    for (const auto& each : b.owned) reference("owned", each);
  }
  void expression(std::string_view key, const model::ExpressionPtr& e) {
    if (!e) return open(fmt::format("{} none", key));
    element(key, *e);
    ++depth_;
    line("type", e->type);
    std::visit([this](const auto& one) { form(one); }, e->form);
    --depth_;
  }
  void form(const model::LiteralExpression& l) {
    source("literal", l.source);
    if (l.imported) {
      const auto& i = *l.imported;
      line("imported", fmt::format("{}|{}|{}|{}|{}|{}", i.name, i.namespace_uri, i.import_type,
                                   i.location_uri, i.imported_element, i.language));
    }
  }
  void form(const model::DecisionTable& t) {
    open(fmt::format("table {} {} {} {}", static_cast<int>(t.hit_policy), static_cast<int>(t.aggregation),
                     t.orientation, t.output_label));
    for (const auto& each : t.inputs) {
      element("input", each);
      line("type", each.type);
      source("expression", each.expression);
      if (each.allowed) source("allowed", *each.allowed);
    }
    for (const auto& each : t.outputs) {
      element("output", each);
      line("type", each.type);
      if (each.allowed) source("allowed", *each.allowed);
      if (each.default_output) source("default", *each.default_output);
    }
    for (const auto& each : t.annotations) open("annotation: " + each);
    for (const auto& each : t.rules) {
      element("rule", each);
      for (const auto& one : each.inputs) source("test", one);
      for (const auto& one : each.outputs) source("output", one);
      for (const auto& one : each.annotations) open("annotation: " + one);
    }
  }
  void form(const model::Invocation& i) {
    expression("called", i.called);
    for (const auto& each : i.bindings) {
      information("parameter", each.parameter);
      expression("value", each.value);
    }
  }
  void form(const model::Context& c) {
    for (const auto& each : c.entries) {
      element("entry", each);
      if (each.variable) information("variable", *each.variable);
      expression("value", each.value);
    }
  }
  void form(const model::List& l) {
    for (const auto& each : l.items) expression("item", each);
  }
  void form(const model::Relation& r) {
    for (const auto& each : r.columns) information("column", each);
    for (const auto& row : r.rows) {
      open("row");
      for (const auto& each : row) expression("cell", each);
    }
  }
  void form(const model::FunctionDefinition& f) {
    open(fmt::format("function {}", static_cast<int>(f.kind)));
    for (const auto& each : f.parameters) information("parameter", each);
    expression("body", f.body);
  }
  void form(const model::Conditional& c) {
    expression("if", c.condition);
    expression("then", c.then);
    expression("else", c.otherwise);
  }
  void form(const model::Filter& f) {
    expression("in", f.list);
    expression("match", f.match);
  }
  void form(const model::Iterator& i) {
    open(fmt::format("iterator {} {} {}", static_cast<int>(i.kind), i.variable, i.variable_type));
    expression("in", i.list);
    expression("body", i.body);
  }
  void bounds(const model::Bounds& b) { open(fmt::format("{} {} {} {}", b.x, b.y, b.width, b.height)); }
  void label(const std::optional<model::Label>& l) {
    if (!l) return;
    open("label " + l->text);
    if (l->bounds) bounds(*l->bounds);
  }
  void diagram(const model::Diagram& d) {
    open(fmt::format("diagram {} {}", d.name, d.alternative_inputs));
    if (ids_) line("id", d.id);
    if (d.size) open(fmt::format("size {} {}", d.size->first, d.size->second));
    for (const auto& each : d.shapes) {
      open(fmt::format("shape of {} {} {}", each.element, each.listed_input, each.collapsed));
      if (ids_) line("id", each.id);
      bounds(each.bounds);
      if (each.divider) {
        const auto& [a, b] = *each.divider;
        open(fmt::format("divider {} {} {} {}", a.first, a.second, b.first, b.second));
      }
      label(each.label);
    }
    for (const auto& each : d.edges) {
      open(fmt::format("edge of {}", each.element));
      if (ids_) line("id", each.id);
      for (const auto& [x, y] : each.points) open(fmt::format("{} {}", x, y));
      label(each.label);
    }
  }

  bool ids_;
  std::size_t depth_ = 0;
  std::string out_;
};

inline std::string dump(const model::Definitions& model, bool ids) {
  return Dump(ids)(model);
}

}  // namespace enact::dmn
