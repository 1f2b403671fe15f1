// The writer of DMN's interchange format, shared by the files write*.cpp, one a topic. Internal to them.
// It goes over the model twice: first to learn ids and foreign namespaces, then to put out the document.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.hpp"
#include "dmn/xml/emit.hpp"
#include "dmn/xml/ids.hpp"
#include "dmn/xml/names.hpp"

namespace enact::dmn::xml {

class Writer {
 public:
  Writer(const model::Definitions& definitions, model::Version version, Diagnostics& lost)
      : definitions_(definitions), names_(names_of(version)), lost_(lost) {}

  std::string write();

 private:
  // write.cpp: the file as a whole
  void document();
  void root_namespaces();
  void import(const model::Import& import);
  void item(const model::ItemDefinition& item, std::string_view tag);
  void function_item(const model::ItemDefinition& item);
  void artifacts();
  void artifact(const model::TextAnnotation& annotation);
  void artifact(const model::Association& association);
  void artifact(const model::Group& group);
  void artifact(const model::ElementCollection& collection);
  void artifact(const model::BusinessContextElement& element);

  // write_requirements.cpp
  void graph_element(const model::InputData& input);
  void graph_element(const model::Decision& decision);
  void graph_element(const model::BusinessKnowledgeModel& knowledge);
  void graph_element(const model::DecisionService& service);
  void graph_element(const model::KnowledgeSource& source);
  void requirement(const model::InformationRequirement& requirement);
  void requirement(const model::KnowledgeRequirement& requirement);
  void requirement(const model::AuthorityRequirement& requirement);

  // write_expressions.cpp, write_table.cpp
  void expression(const model::Expression& expression);
  void expression(const model::ExpressionPtr& expression);  // null: nothing
  void function(const model::Expression& expression, std::string_view tag);
  void body(const model::LiteralExpression& literal);
  void body(const model::DecisionTable& table);
  void body(const model::Invocation& invocation);
  void body(const model::Context& context);
  void body(const model::List& list);
  void body(const model::Relation& relation);
  void body(const model::FunctionDefinition& function);
  void body(const model::Conditional& conditional);
  void body(const model::Filter& filter);
  void body(const model::Iterator& iterator);
  void part(std::string_view tag, const model::ExpressionPtr& expression, std::string_view type = {});
  void entry(std::string_view tag, const model::ExpressionSource& source, std::string_view type = {});
  void unary_tests(std::string_view tag, const model::ExpressionSource& source);

  // write_diagram.cpp
  void diagrams();
  void shape(const model::Shape& shape);
  void edge(const model::Edge& edge);
  void label(const std::optional<model::Label>& label);
  void bounds(const model::Bounds& bounds);
  void point(std::string_view tag, const std::pair<double, double>& point);
  void diagram_reference(const std::string& element);

  // write_common.cpp: what every element has
  enum class Name : std::uint8_t { none, optional, required };
  // Begins an element, up to its attributes; `content` then puts out description and extensions.
  void begin(std::string_view tag, const model::Element& element, Name name);
  void content(const model::Element& element);
  void end();
  void variable(std::string_view tag, const model::InformationItem& item);
  void reference(std::string_view tag, const model::Reference& reference);
  void references(std::string_view tag, const std::vector<model::Reference>& references);
  void optional_attribute(std::string_view name, std::string_view value);
  void optional_leaf(std::string_view tag, std::string_view value);
  void id_attribute(std::string_view id, std::string_view tag);
  std::string prefix_of(const std::string& namespace_uri, std::string_view wanted);
  void lose(const model::Element& element, Text what);
  bool before(model::Version version) const { return names_.version < version; }

  const model::Definitions& definitions_;
  const VersionNames& names_;
  Diagnostics& lost_;
  bool learning_ = true;
  Emitter out_;
  Ids ids_;
  std::vector<std::string> owners_;                // ids to derive from, one an open element
  std::map<std::string, std::string> namespaces_;  // foreign ones, with their prefixes
  std::map<std::string, bool> prefixes_;           // that are taken
};

}  // namespace enact::dmn::xml
