// The front half of FEEL put together: text, tree, program.
#include "feel/compile.hpp"

#include <algorithm>
#include <utility>

#include "feel/ast.hpp"
#include "feel/checker.hpp"
#include "feel/optimise.hpp"
#include "feel/parser.hpp"
#include "feel/report.hpp"

namespace enact::feel {
namespace {

Compiled compile(const ExpressionText& text, const Scope& scope, const CompileOptions& options,
                 bool unary_tests, const TypePtr& input_type) {
  Compiled compiled;
  Reporter reporter(text, compiled.diagnostics);
  const AstPtr ast =
      parse(text, scope, {options.chinese, unary_tests, input_type, unary_tests ? nullptr : options.expected},
            reporter);
  if (!ast) return compiled;
  auto program = check(
      *ast,
      {text, scope, options.mode, unary_tests ? nullptr : options.expected, input_type, options.external},
      reporter);
  if (reporter.failed()) return compiled;
  locate_fields(*program);
  if (options.fold.value_or(options.mode == Mode::standard)) fold_constants(*program, options.mode);
  compiled.program = std::move(program);
  return compiled;
}

}  // namespace

void Scope::declare(std::string name, TypePtr type) {
  names_.push_back({std::move(name), type ? std::move(type) : any_type()});
}

void Scope::declare_type(std::string name, TypePtr type) {
  types_.push_back({std::move(name), std::move(type)});
}

std::string_view ExternalFunction::entry(std::string_view name) const {
  const auto found =
      std::ranges::find(mapping, name, [](const auto& each) -> std::string_view { return each.first; });
  return found == mapping.end() ? std::string_view() : found->second;
}

const Type* Scope::find(std::string_view name) const {
  const auto found = std::ranges::find(names_.rbegin(), names_.rend(), name, &ir::Input::name);
  return found == names_.rend() ? nullptr : found->type.get();
}

ExpressionText expression_text(std::string expression, std::string name) {
  auto source = std::make_shared<const Source>(std::move(name), expression);
  const Span span{0, expression.size()};
  return {std::move(source), span, std::move(expression), {}};
}

Compiled compile_expression(const ExpressionText& text, const Scope& scope, const CompileOptions& options) {
  return compile(text, scope, options, false, nullptr);
}

Compiled compile_unary_tests(const ExpressionText& text, const TypePtr& input_type, const Scope& scope,
                             const CompileOptions& options) {
  return compile(text, scope, options, true, input_type);
}

std::string to_standard_feel(const ExpressionText& text, const Scope& scope) {
  Diagnostics ignored;
  Reporter reporter(text, ignored);
  const AstPtr ast = parse(text, scope, {}, reporter);
  if (!ast || reporter.failed()) return text.expression;
  const ExpressionText printed = expression_text(print(*ast));
  const AstPtr read = parse(printed, scope, {false, false, nullptr, nullptr}, reporter);
  return read && same_tree(*ast, *read) ? printed.expression : print(*ast, true);
}

}  // namespace enact::feel
