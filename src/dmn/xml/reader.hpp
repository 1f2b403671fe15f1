// The reader of DMN's interchange format, shared by the files read*.cpp, one a topic. Internal to them.
// Every method goes over the children of one element in any order, so that a document that is in the wrong
// order, or has more than it should, is still read; what is not understood is named.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dmn/model.hpp"
#include "dmn/xml/document.hpp"
#include "dmn/xml/names.hpp"

namespace enact::dmn::xml {

inline constexpr std::size_t kMaxDiagnostics = 200;

class Reader {
 public:
  Reader(const Document& document, const VersionNames& version, Diagnostics& diagnostics)
      : document_(document), version_(version), diagnostics_(diagnostics) {}

  model::DefinitionsPtr read();

 private:
  // read.cpp: the file as a whole
  model::Import import(const Element& element);
  bool artifact(const Element& element, model::Definitions& into);
  void check_references();

  // read_items.cpp
  model::ItemDefinition item(const Element& element);
  model::ItemDefinition::Function function_item(const Element& element);
  model::InformationItem information_item(const Element& element);

  // read_requirements.cpp: the elements of a requirement graph
  bool graph_element(const Element& element, model::Definitions& into);
  model::InputData input_data(const Element& element);
  model::Decision decision(const Element& element);
  model::BusinessKnowledgeModel knowledge_model(const Element& element);
  model::DecisionService service(const Element& element);
  model::KnowledgeSource knowledge_source(const Element& element);
  void information(const Element& element, std::vector<model::InformationRequirement>& into);
  void knowledge(const Element& element, std::vector<model::KnowledgeRequirement>& into);
  void authority(const Element& element, std::vector<model::AuthorityRequirement>& into);

  // read_expressions.cpp
  static bool is_expression(std::string_view name);
  model::ExpressionPtr expression(const Element& element);
  // The expression in an element that holds just one (`if`, `in`); null with a complaint if there is none.
  model::ExpressionPtr only_expression(const Element& element);
  // Takes `element` as the expression of `into`; a second one is an error.
  void take_expression(const Element& element, model::ExpressionPtr& into);
  // Parts of a boxed expression that hold one expression each, all required.
  void parts(const Element& element, model::Element& into,
             std::initializer_list<std::pair<std::string_view, model::ExpressionPtr*>> wanted);
  model::LiteralExpression literal(const Element& element, model::Element& into);
  model::ImportedValues imported_values(const Element& element);
  model::Invocation invocation(const Element& element, model::Element& into);
  model::Context context(const Element& element, model::Element& into);
  model::List list(const Element& element, model::Element& into);
  model::Relation relation(const Element& element, model::Element& into);
  model::FunctionDefinition function(const Element& element, model::Element& into);
  model::Conditional conditional(const Element& element, model::Element& into);
  model::Filter filter(const Element& element, model::Element& into);
  model::Iterator iterator(const Element& element, model::Element& into);

  // read_table.cpp
  model::DecisionTable table(const Element& element, model::Element& into);
  model::DecisionTable::Input input_clause(const Element& element);
  model::DecisionTable::Output output_clause(const Element& element);
  model::DecisionTable::Rule rule(const Element& element);
  // The element around a text: an entry, allowed values, a default.
  model::ExpressionSource entry(const Element& element);

  // read_diagram.cpp
  void diagrams(const Element& element, model::Definitions& into);
  model::Diagram diagram(const Element& element);
  model::Shape shape(const Element& element);
  model::Edge edge(const Element& element);
  model::Label label(const Element& element);
  model::Bounds bounds(const Element& element);
  std::vector<std::pair<double, double>> waypoints(const Element& element);
  std::string diagram_id(const Element& element);
  std::pair<double, double> numbers(const Element& element, std::string_view first, std::string_view second);
  double number(const Element& element, std::string_view name);
  std::string diagram_reference(const Element& element);

  // read_common.cpp: what every element has
  void attributes(const Element& element, model::Element& into, bool named);
  // Calls `take` for every child of DMN's own; what it does not take (false) is named as unknown. The
  // description and the extensions are read here.
  template <typename Take>
  void children(const Element& element, model::Element& into, Take take) {
    for (const Element& child : element.children) {
      if (child.namespace_uri != version_.model) {
        foreign(child);
      } else if (child.name == "description") {
        into.description = child.text.value;
      } else if (child.name == "extensionElements") {
        extensions(child, into);
      } else if (!take(child, child.name)) {
        unknown(child);
      }
    }
  }
  void extensions(const Element& element, model::Element& into);
  model::Reference reference(const Element& element);
  std::string type_name(const Element& element, std::string_view text) const;
  std::string type_attribute(const Element& element, std::string_view name = "typeRef") const;
  std::string language_of(const Element& element, std::string_view name) const;
  feel::ExpressionText expression_text(const Element& element) const;
  static std::string text_attribute(const Element& element, std::string_view name);
  std::string required(const Element& element, std::string_view name);
  bool flag(const Element& element, std::string_view name);
  void remember_id(const Attribute& attribute);
  // A local reference, to be checked once all ids are known.
  void expect(const model::Reference& reference) { expected_.push_back(reference); }

  Location location(Span span) const { return {document_.source(), span}; }
  Location location(const Element& element) const;  // of the name, else of the tag
  // Null once there are too many, so that a hostile file costs no more than a long one.
  Diagnostic* report(Severity severity, std::string code, Span span, Text message, Text help);
  void error(std::string code, Span span, Text message, Text help = {});
  void warning(std::string code, Span span, Text message, Text help = {});
  void unknown(const Element& element);
  void foreign(const Element& element);
  void missing(const Element& element, std::string_view part);

  const Document& document_;
  const VersionNames& version_;
  Diagnostics& diagnostics_;
  bool full_ = false;  // no more diagnostics are taken
  bool model_is_feel_ = true;
  std::string namespace_uri_;                   // of the model
  std::map<std::string, std::string> imports_;  // namespace to the name of its import
  std::map<std::string, Span, std::less<>> ids_;
  std::vector<model::Reference> expected_;
};

// All spellings of an enumeration, for a message.
template <typename T, std::size_t size>
std::string spellings_of(const Spellings<T, size>& spellings) {
  std::string out;
  for (const auto& [value, text] : spellings) out += (out.empty() ? "" : ", ") + std::string(text);
  return out;
}

}  // namespace enact::dmn::xml
