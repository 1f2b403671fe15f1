// Boxed expressions, put out. Those that a version does not have were lowered before (xml/lower.hpp).
#include <variant>

#include "dmn/xml/lower.hpp"
#include "dmn/xml/writer.hpp"

namespace enact::dmn::xml {
namespace {

struct TagOf {
  std::string_view operator()(const model::LiteralExpression&) const { return "literalExpression"; }
  std::string_view operator()(const model::DecisionTable&) const { return "decisionTable"; }
  std::string_view operator()(const model::Invocation&) const { return "invocation"; }
  std::string_view operator()(const model::Context&) const { return "context"; }
  std::string_view operator()(const model::List&) const { return "list"; }
  std::string_view operator()(const model::Relation&) const { return "relation"; }
  std::string_view operator()(const model::FunctionDefinition&) const { return "functionDefinition"; }
  std::string_view operator()(const model::Conditional&) const { return "conditional"; }
  std::string_view operator()(const model::Filter&) const { return "filter"; }
  std::string_view operator()(const model::Iterator& iterator) const {
    using Kind = model::Iterator::Kind;
    return iterator.kind == Kind::for_return ? "for" : iterator.kind == Kind::some ? "some" : "every";
  }
};

// Where the schema wants an expression and the model has none.
model::ExpressionPtr or_null(const model::ExpressionPtr& expression) {
  if (expression) return expression;
  model::LiteralExpression null;
  null.source.text = feel::expression_text("null");
  auto made = std::make_shared<model::Expression>();
  made->form = std::move(null);
  return made;
}

}  // namespace

void Writer::expression(const model::ExpressionPtr& expression) {
  if (expression) this->expression(*expression);
}

void Writer::expression(const model::Expression& expression) {
  if (before(model::Version::v1_4)) {
    Lowered lowered = lower(expression);
    for (Text& what : lowered.lost) lose(expression, std::move(what));
    if (lowered.expression) return this->expression(*lowered.expression);
  }
  begin(std::visit(TagOf(), expression.form), expression, Name::none);
  optional_attribute("typeRef", expression.type);
  if (const auto* literal = std::get_if<model::LiteralExpression>(&expression.form)) {
    optional_attribute("expressionLanguage", literal->source.language);
  } else if (const auto* table = std::get_if<model::DecisionTable>(&expression.form)) {
    out_.attribute("hitPolicy", spelling(kHitPolicies, table->hit_policy));
    optional_attribute("aggregation", spelling(kAggregations, table->aggregation));
    optional_attribute("preferredOrientation", table->orientation);
    optional_attribute("outputLabel", table->output_label);
  } else if (const auto* function = std::get_if<model::FunctionDefinition>(&expression.form)) {
    out_.attribute("kind", spelling(kFunctionKinds, function->kind));
  } else if (const auto* iterator = std::get_if<model::Iterator>(&expression.form)) {
    out_.attribute("iteratorVariable", iterator->variable);
  }
  content(expression);
  std::visit([this](const auto& form) { body(form); }, expression.form);
  end();
}

void Writer::function(const model::Expression& expression, std::string_view tag) {
  const auto* function = std::get_if<model::FunctionDefinition>(&expression.form);
  if (function == nullptr) {
    lose(expression, {"不是函数的知识模型逻辑", "the logic of a knowledge model that is not a function"});
    return;
  }
  begin(tag, expression, Name::none);
  optional_attribute("typeRef", expression.type);
  out_.attribute("kind", spelling(kFunctionKinds, function->kind));
  content(expression);
  body(*function);
  end();
}

void Writer::body(const model::LiteralExpression& literal) {
  if (!literal.imported) {
    out_.leaf("text", literal.source.text.expression);
    return;
  }
  const model::ImportedValues& imported = *literal.imported;
  out_.begin("importedValues");
  out_.attribute("name", imported.name);
  out_.attribute("namespace", imported.namespace_uri);
  optional_attribute("locationURI", imported.location_uri);
  out_.attribute("importType", imported.import_type);
  optional_attribute("expressionLanguage", imported.language);
  out_.leaf("importedElement", imported.imported_element);
  out_.end();
}

void Writer::body(const model::Invocation& invocation) {
  expression(invocation.called);
  for (const model::Invocation::Binding& binding : invocation.bindings) {
    out_.begin("binding");
    variable("parameter", binding.parameter);
    expression(binding.value);
    out_.end();
  }
}

void Writer::body(const model::Context& context) {
  for (const model::Context::Entry& each : context.entries) {
    begin("contextEntry", each, Name::none);
    content(each);
    if (each.variable) variable("variable", *each.variable);
    expression(or_null(each.value));
    end();
  }
}

void Writer::body(const model::List& list) {
  for (const model::ExpressionPtr& item : list.items) expression(or_null(item));
}

void Writer::body(const model::Relation& relation) {
  for (const model::InformationItem& column : relation.columns) variable("column", column);
  for (const std::vector<model::ExpressionPtr>& row : relation.rows) {
    out_.begin("row");
    for (const model::ExpressionPtr& cell : row) expression(or_null(cell));
    out_.end();
  }
}

void Writer::body(const model::FunctionDefinition& function) {
  for (const model::InformationItem& parameter : function.parameters) variable("formalParameter", parameter);
  expression(function.body);
}

void Writer::body(const model::Conditional& conditional) {
  part("if", conditional.condition);
  part("then", conditional.then);
  part("else", conditional.otherwise);
}

void Writer::body(const model::Filter& filter) {
  part("in", filter.list);
  part("match", filter.match);
}

void Writer::body(const model::Iterator& iterator) {
  part("in", iterator.list, iterator.variable_type);
  part(iterator.kind == model::Iterator::Kind::for_return ? "return" : "satisfies", iterator.body);
}

void Writer::part(std::string_view tag, const model::ExpressionPtr& expression, std::string_view type) {
  out_.begin(tag);
  optional_attribute("typeRef", type);
  this->expression(or_null(expression));
  out_.end();
}

}  // namespace enact::dmn::xml
