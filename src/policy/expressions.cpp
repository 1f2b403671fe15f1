// See expressions.hpp.
#include "policy/expressions.hpp"

#include "policy/yaml_hint.hpp"

namespace enact::policy {

std::optional<Expression> compile_scalar(const yaml::Node& node, const feel::Scope& scope,
                                         const feel::TypePtr& expected, ReadTexts& texts,
                                         Diagnostics& diagnostics, std::size_t from) {
  if (!node.is_scalar()) {
    diagnostics.push_back(yaml::not_an_expression(node));
    return std::nullopt;
  }
  const feel::ExpressionText text = node.expression(from);
  texts.push_back({text, scope, expected});
  feel::CompileOptions options;
  options.expected = expected;
  feel::Compiled compiled = feel::compile_expression(text, scope, options);
  const Text hint = yaml::hint_for_expression(node);
  bool hinted = hint.empty();
  for (Diagnostic& each : compiled.diagnostics) {
    if (!hinted && each.severity == Severity::error) {
      hinted = true;
      // The cause before the symptom: what YAML has done outweighs a likely spelling.
      each.help = hint;
    }
    diagnostics.push_back(std::move(each));
  }
  if (!compiled.program) return std::nullopt;
  return Expression{std::move(compiled.program), text.expression, {text.source, text.span}};
}

const feel::TypePtr& type_of(const Expression& expression) {
  return expression.program->node(expression.program->root).type;
}

}  // namespace enact::policy
