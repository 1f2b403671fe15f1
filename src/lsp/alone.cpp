// See alone.hpp.
#include "lsp/alone.hpp"

#include <utility>

#include "dmn/executable.hpp"
#include "dmn/xml.hpp"
#include "feel/compile.hpp"
#include "policy/plain_text.hpp"

namespace enact::lsp {
namespace {

// What cannot be read, and what cannot be compiled: a model that is named wrongly decides nothing.
Diagnostics check_model(const SourcePtr& text, const std::vector<SourcePtr>& beside) {
  dmn::ReadModel read = dmn::read_xml(text);
  if (!read.model) return std::move(read.diagnostics);
  std::vector<dmn::model::DefinitionsPtr> others;
  for (const SourcePtr& each : beside) {
    if (dmn::ReadModel other = dmn::read_xml(each); other.model) others.push_back(std::move(other.model));
  }
  Diagnostics found = std::move(read.diagnostics);
  dmn::Executable::Compiled compiled = dmn::Executable::compile(read.model, others);
  for (Diagnostic& each : compiled.diagnostics) {
    // What is wrong with another model is said where that one is open.
    if (!each.location.known() || each.location.source->name() == text->name())
      found.push_back(std::move(each));
  }
  return found;
}

// Names are those of whoever will evaluate it, so nothing is said about them.
Diagnostics check_expression(const SourcePtr& text) {
  const feel::ExpressionText expression{text, {0, text->text().size()}, std::string(text->text()), {}};
  if (auto problem = policy::plain_text_problem(text, expression.span)) return {std::move(*problem)};
  feel::CompileOptions options;
  options.mode = feel::Mode::standard;
  Diagnostics found = feel::compile_expression(expression, {}, options).diagnostics;
  std::erase_if(found, [](const Diagnostic& each) {
    return each.code == "feel.unknown-name" || each.code == "feel.unknown-type" ||
           each.code == "feel.unknown-function";
  });
  return found;
}

}  // namespace

bool is_model(const std::string& path) {
  return path.ends_with(".dmn");
}

bool stands_alone(const std::string& path) {
  return path.ends_with(".feel") || is_model(path);
}

Diagnostics check_alone(const SourcePtr& text, const std::vector<SourcePtr>& beside) {
  return is_model(text->name()) ? check_model(text, beside) : check_expression(text);
}

}  // namespace enact::lsp
