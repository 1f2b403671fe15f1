// See alone.hpp.
#include "lsp/alone.hpp"

#include <algorithm>

#include "feel/compile.hpp"
#include "policy/plain_text.hpp"

namespace enact::lsp {

bool stands_alone(const std::string& path) {
  return path.ends_with(".feel");
}

// Names are those of whoever will evaluate it, so nothing is said about them.
Diagnostics check_alone(const std::string& path, const std::string& text) {
  const feel::ExpressionText expression = feel::expression_text(text, path);
  if (auto problem = policy::plain_text_problem(expression.source, expression.span))
    return {std::move(*problem)};
  feel::CompileOptions options;
  options.mode = feel::Mode::standard;
  Diagnostics found = feel::compile_expression(expression, {}, options).diagnostics;
  std::erase_if(found, [](const Diagnostic& each) {
    return each.code == "feel.unknown-name" || each.code == "feel.unknown-type" ||
           each.code == "feel.unknown-function";
  });
  return found;
}

}  // namespace enact::lsp
