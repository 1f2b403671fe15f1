// A model as a DMN file: root element, imports, item definitions, artifacts, in the order of the schema.
#include <fmt/format.h>

#include <variant>

#include "dmn/xml.hpp"
#include "dmn/xml/writer.hpp"

namespace enact::dmn {
namespace xml {

std::string Writer::write() {
  for (const char* own : {"dmndi", "dc", "di"}) prefixes_[own] = true;
  document();
  out_ = {};
  learning_ = false;
  document();
  return out_.take();
}

void Writer::document() {
  begin("definitions", definitions_, Name::required);
  out_.attribute("namespace", definitions_.namespace_uri);
  optional_attribute("expressionLanguage", definitions_.expression_language);
  optional_attribute("typeLanguage", definitions_.type_language);
  optional_attribute("exporter", definitions_.exporter);
  optional_attribute("exporterVersion", definitions_.exporter_version);
  content(definitions_);
  for (const model::Import& each : definitions_.imports) import(each);
  for (const model::ItemDefinition& each : definitions_.items) item(each, "itemDefinition");
  for (const model::DrgElement& element : definitions_.elements) {
    std::visit([this](const auto& each) { graph_element(each); }, element);
  }
  artifacts();
  if (!definitions_.diagrams.empty()) diagrams();
  end();
}

void Writer::root_namespaces() {
  out_.attribute("xmlns", names_.model);
  if (!definitions_.diagrams.empty()) {
    out_.attribute("xmlns:dmndi", names_.diagram);
    out_.attribute("xmlns:dc", kDiagramCommon);
    out_.attribute("xmlns:di", kDiagramInterchange);
  }
  for (const auto& [uri, prefix] : namespaces_) out_.attribute("xmlns:" + prefix, uri);
}

void Writer::import(const model::Import& import) {
  begin("import", import, Name::required);
  out_.attribute("namespace", import.namespace_uri);
  optional_attribute("locationURI", import.location_uri);
  // DMN itself is named by the namespace of the version that is written.
  out_.attribute("importType", version_of_model(import.import_type) ? names_.model : import.import_type);
  content(import);
  end();
}

void Writer::item(const model::ItemDefinition& item, std::string_view tag) {
  begin(tag, item, Name::required);
  optional_attribute("typeLanguage", item.type_language);
  if (item.is_collection) out_.attribute("isCollection", "true");
  content(item);
  const bool simple = item.components.empty() && !item.function;
  if (!simple && (!item.type.empty() || item.allowed_values || item.type_constraint)) {
    lose(item, {"除分量或函数之外的类型或取值约束", "a type or constraint besides components or a function"});
  }
  if (!item.components.empty()) {
    if (item.function) lose(item, {"分量之外的函数类型", "a function type besides components"});
    for (const model::ItemDefinition& component : item.components) this->item(component, "itemComponent");
  } else if (item.function) {
    function_item(item);
  } else if (!item.type.empty() || item.allowed_values || item.type_constraint) {
    out_.leaf("typeRef", item.type.empty() ? "Any" : item.type);
    const model::ExpressionSource* allowed = item.allowed_values ? &*item.allowed_values : nullptr;
    const model::ExpressionSource* constraint = item.type_constraint ? &*item.type_constraint : nullptr;
    if (constraint != nullptr && before(model::Version::v1_5)) {
      // On a single value both constraints mean the same.
      if (allowed == nullptr && !item.is_collection) {
        allowed = constraint;
      } else {
        lose(item, {"typeConstraint（对整个值的约束）", "typeConstraint, a constraint on the whole value"});
      }
      constraint = nullptr;
    }
    if (allowed != nullptr) unary_tests("allowedValues", *allowed);
    if (constraint != nullptr) unary_tests("typeConstraint", *constraint);
  }
  end();
}

void Writer::function_item(const model::ItemDefinition& item) {
  if (before(model::Version::v1_3)) {
    lose(item, {"函数类型（functionItem），写成了 Any", "a function type (functionItem), written as Any"});
    out_.leaf("typeRef", "Any");
    return;
  }
  begin("functionItem", item.function->element, Name::none);
  optional_attribute("outputTypeRef", item.function->result);
  content(item.function->element);
  for (const model::InformationItem& parameter : item.function->parameters) variable("parameters", parameter);
  end();
}

// The schema wants artifacts, then collections, then business context.
void Writer::artifacts() {
  const auto place = [](const model::Artifact& artifact) {
    return std::holds_alternative<model::ElementCollection>(artifact)        ? 1
           : std::holds_alternative<model::BusinessContextElement>(artifact) ? 2
                                                                             : 0;
  };
  for (int turn = 0; turn < 3; ++turn) {
    for (const model::Artifact& each : definitions_.artifacts) {
      if (place(each) == turn) std::visit([this](const auto& one) { artifact(one); }, each);
    }
  }
}

void Writer::artifact(const model::TextAnnotation& annotation) {
  begin("textAnnotation", annotation, Name::none);
  optional_attribute("textFormat", annotation.format);
  content(annotation);
  optional_leaf("text", annotation.text);
  end();
}

void Writer::artifact(const model::Association& association) {
  begin("association", association, Name::none);
  optional_attribute("associationDirection", association.direction);
  content(association);
  reference("sourceRef", association.from);
  reference("targetRef", association.to);
  end();
}

void Writer::artifact(const model::Group& group) {
  if (before(model::Version::v1_3)) {
    lose(group, {"图形分组（group）", "a group of the diagram"});
    return;
  }
  begin("group", group, Name::optional);
  content(group);
  end();
}

void Writer::artifact(const model::ElementCollection& collection) {
  begin("elementCollection", collection, Name::required);
  content(collection);
  references("drgElement", collection.members);
  end();
}

void Writer::artifact(const model::BusinessContextElement& element) {
  const bool indicator = element.kind == model::BusinessContextElement::Kind::performance_indicator;
  begin(indicator ? "performanceIndicator" : "organizationUnit", element, Name::required);
  optional_attribute("URI", element.uri);
  content(element);
  if (indicator) {
    references("impactingDecision", element.impacting);
  } else {
    references("decisionMade", element.made);
    references("decisionOwned", element.owned);
  }
  end();
}

}  // namespace xml

WrittenModel write_xml(const model::Definitions& definitions, model::Version version) {
  WrittenModel out;
  out.xml = xml::Writer(definitions, version, out.lost).write();
  return out;
}

}  // namespace enact::dmn
