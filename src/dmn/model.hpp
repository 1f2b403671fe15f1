// A DMN model as it is written down (DMN 1.5, chapters 6, 7 and 10; the diagram of chapter 13): what the XML
// reader makes, the writers put out, and the compiler (dmn/executable.hpp) turns into something that decides.
// Plain data without behaviour; nothing here is checked beyond the form of the document. Texts of expressions
// keep their place in the file, so that every later complaint points at it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/table.hpp"
#include "feel/compile.hpp"

namespace enact::dmn::model {

// The versions of the interchange format, oldest first.
enum class Version : std::uint8_t { v1_2, v1_3, v1_4, v1_5 };

// An element that is not DMN's own, kept as it was (from extensionElements): a vendor's, or this project's.
struct Foreign {
  std::string namespace_uri;
  std::string name;  // local name
  std::string xml;   // the whole element, with the namespace declarations that it needs
};
// The same for an attribute of an element of DMN. Those of XML Schema (xsi:schemaLocation) are not kept.
struct ForeignAttribute {
  std::string namespace_uri;
  std::string prefix;  // as it was; the writer may choose another
  std::string name;    // local name
  std::string value;
};

// DMN 1.5, 6.3.1 DMNElement and NamedElement: what everything has.
struct Element {
  std::string id;  // may be empty
  std::string label;
  std::string description;
  std::string name;  // empty where the metamodel gives none
  std::vector<Foreign> extensions;
  Location location;  // of the name, else of the tag
  std::vector<ForeignAttribute> attributes;
};

// FEEL (or another language, which the compiler refuses) at its place in the file.
struct ExpressionSource {
  feel::ExpressionText text;
  std::string language;  // URI as written; empty: that of the model
  // What the element around the text has (an input entry's id). Empty where it is an Expression of its own
  // (a literal expression), which has it.
  Element element;
  std::string type;  // typeRef of that element; empty where the model has a place for it (Input::type)
};

// 7.3.3: a typed name. `type` is a name as written, without a prefix of the FEEL namespace: "number",
// "tLoan", "imported.tLoan"; empty: not stated.
struct InformationItem : Element {
  std::string type;
};

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;  // null where the metamodel allows none

// 10.2.1.1. Values kept elsewhere (importedValues) are named here and not looked at; there is no text then.
struct ImportedValues {
  std::string name, namespace_uri, import_type, location_uri, imported_element, language;
};
struct LiteralExpression {
  ExpressionSource source;
  std::optional<ImportedValues> imported;
};
// 8.3
struct DecisionTable {
  struct Input : Element {
    ExpressionSource expression;
    std::string type;
    std::optional<ExpressionSource> allowed;  // inputValues
  };
  struct Output : Element {
    std::string type;
    std::optional<ExpressionSource> allowed;  // outputValues; their order is that of priority
    std::optional<ExpressionSource> default_output;
  };
  struct Rule : Element {
    std::vector<ExpressionSource> inputs;   // unary tests
    std::vector<ExpressionSource> outputs;  // literal expressions
    std::vector<std::string> annotations;
  };
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::string orientation;   // preferredOrientation as written; empty: Rule-as-Row
  std::string output_label;  // may be empty
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<std::string> annotations;  // headings of the annotation columns
  std::vector<Rule> rules;
};
// 10.2.1.3
struct Invocation {
  struct Binding {
    InformationItem parameter;
    ExpressionPtr value;
  };
  ExpressionPtr called;
  std::vector<Binding> bindings;
};
// 10.2.1.4; the entry without a variable is the result.
struct Context {
  struct Entry : Element {
    std::optional<InformationItem> variable;
    ExpressionPtr value;
  };
  std::vector<Entry> entries;
};
struct List {
  std::vector<ExpressionPtr> items;
};
// 10.2.1.6
struct Relation {
  std::vector<InformationItem> columns;
  std::vector<std::vector<ExpressionPtr>> rows;
};
// 10.2.1.7
struct FunctionDefinition {
  enum class Kind : std::uint8_t { feel, java, pmml } kind = Kind::feel;
  std::vector<InformationItem> parameters;
  ExpressionPtr body;
};
// 10.2.1.8
struct Conditional {
  ExpressionPtr condition, then, otherwise;
};
// 10.2.1.9
struct Filter {
  ExpressionPtr list, match;
};
// 10.2.1.10 to 12: for, some, every
struct Iterator {
  enum class Kind : std::uint8_t { for_return, some, every } kind = Kind::for_return;
  std::string variable;
  std::string variable_type;  // typeRef of `in`
  ExpressionPtr list;
  ExpressionPtr body;  // `return` or `satisfies`
};

struct Expression : Element {
  std::string type;  // typeRef, as in InformationItem
  std::variant<LiteralExpression, DecisionTable, Invocation, Context, List, Relation, FunctionDefinition,
               Conditional, Filter, Iterator>
      form;
};

// 7.3.2
struct ItemDefinition : Element {
  std::string type;  // typeRef; empty with components or a function
  std::string type_language;
  bool is_collection = false;
  std::optional<ExpressionSource> allowed_values;   // on each item of a collection
  std::optional<ExpressionSource> type_constraint;  // 1.5: on the whole value
  std::vector<ItemDefinition> components;
  struct Function {
    std::vector<InformationItem> parameters;
    std::string result;
    Element element;
  };
  std::optional<Function> function;
};

// A reference to an element: "#id", or "namespace#id" for one of another model (never this one's namespace).
struct Reference {
  std::string href;
  Location location;
};

// 6.3.10 to 6.3.12
struct InformationRequirement : Element {
  bool decision = false;  // requiredDecision, else requiredInput
  Reference required;
};
struct KnowledgeRequirement : Element {
  Reference required;
};
struct AuthorityRequirement : Element {
  enum class Kind : std::uint8_t { decision, input, authority } kind = Kind::authority;
  Reference required;
};

// A variable that the document leaves out has no name here; its name is then that of the element around it.
struct InputData : Element {
  InformationItem variable;
};
// 6.3.7: who wants, makes and uses a decision. Kept, not looked at.
struct BusinessReference {
  enum class Kind : std::uint8_t { objective, indicator, maker, owner, process, task } kind = Kind::objective;
  Reference target;
};
struct Decision : Element {
  std::string question, allowed_answers;
  InformationItem variable;
  std::vector<InformationRequirement> information;
  std::vector<KnowledgeRequirement> knowledge;
  std::vector<AuthorityRequirement> authority;
  std::vector<BusinessReference> business;
  ExpressionPtr expression;  // null: no decision logic
};
struct BusinessKnowledgeModel : Element {
  InformationItem variable;
  std::shared_ptr<const Expression> logic;  // form FunctionDefinition; may be null
  std::vector<KnowledgeRequirement> knowledge;
  std::vector<AuthorityRequirement> authority;
};
struct DecisionService : Element {
  InformationItem variable;
  std::vector<Reference> outputs, encapsulated, input_decisions, input_data;
};
struct KnowledgeSource : Element {
  std::string type, location_uri;
  std::optional<Reference> owner;
  std::vector<AuthorityRequirement> authority;
};
struct TextAnnotation : Element {
  std::string text, format;
};
struct Association : Element {
  Reference from, to;
  std::string direction;  // "None", "One", "Both"
};
struct Group : Element {};
struct ElementCollection : Element {
  std::vector<Reference> members;
};
struct BusinessContextElement : Element {
  enum class Kind : std::uint8_t { performance_indicator, organization_unit } kind = Kind::organization_unit;
  std::string uri;
  std::vector<Reference> impacting;    // decisions, of a performance indicator
  std::vector<Reference> made, owned;  // decisions, of an organization unit
};

// 6.3.3
struct Import : Element {
  std::string namespace_uri, import_type, location_uri;
};

// Chapter 13: where things are drawn. Lengths in units of the diagram.
struct Bounds {
  double x = 0, y = 0, width = 0, height = 0;
};
// Styles are not kept: every viewer has its own.
struct Label {
  std::optional<Bounds> bounds;
  std::string text;
};
struct Shape {
  std::string id, element;  // element: its id, or "namespace#id" for one of another model
  Bounds bounds;
  bool listed_input = false;
  bool collapsed = false;
  std::optional<std::pair<std::pair<double, double>, std::pair<double, double>>> divider;  // of a service
  std::optional<Label> label;
};
struct Edge {
  std::string id, element;
  std::vector<std::pair<double, double>> points;
  std::optional<Label> label;
};
struct Diagram {
  std::string id, name;
  std::optional<std::pair<double, double>> size;  // width and height
  bool alternative_inputs = false;                // useAlternativeInputDataShape (1.5)
  std::vector<Shape> shapes;
  std::vector<Edge> edges;
};

using DrgElement =
    std::variant<InputData, Decision, BusinessKnowledgeModel, DecisionService, KnowledgeSource>;
using Artifact = std::variant<TextAnnotation, Association, Group, ElementCollection, BusinessContextElement>;

// 6.3.2: one file.
struct Definitions : Element {
  Version version = Version::v1_5;
  std::string namespace_uri;
  std::string expression_language, type_language;  // empty: FEEL
  std::string exporter, exporter_version;
  std::vector<Import> imports;
  std::vector<ItemDefinition> items;
  std::vector<DrgElement> elements;  // in document order
  std::vector<Artifact> artifacts;   // artifacts, then collections, then business context
  std::vector<Diagram> diagrams;
};
using DefinitionsPtr = std::shared_ptr<const Definitions>;

}  // namespace enact::dmn::model
