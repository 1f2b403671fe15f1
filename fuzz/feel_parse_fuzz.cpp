// No text may break the front half of FEEL, in either mode; what compiles is a sound program, and what parses
// prints to a text that parses to the same tree.
#include <cstdint>
#include <string>

#include "base/text.hpp"
#include "feel/ast.hpp"
#include "feel/compile.hpp"
#include "feel/parser.hpp"
#include "feel/report.hpp"
#include "require.hpp"

namespace {

using namespace enact;
using fuzz::require;
using namespace enact::feel;

const Scope& scope() {
  static const Scope made = [] {
    const TypePtr item =
        context_type({{"d", simple_type(Kind::date)}, {"x y", number_type("元")}}, "item type");
    Scope names;
    names.declare("a", simple_type(Kind::number));
    names.declare("a b", simple_type(Kind::string));
    names.declare("列", list_type(item));
    names.declare("o", any_type());
    return names;
  }();
  return made;
}

void compile(const ExpressionText& text, Mode mode, bool chinese) {
  CompileOptions options;
  options.mode = mode;
  options.chinese = chinese;
  for (const Compiled& compiled : {compile_expression(text, scope(), options),
                                   compile_unary_tests(text, number_type("元"), scope(), options)}) {
    require((compiled.program == nullptr) == has_errors(compiled.diagnostics));
    if (compiled.program) require(ir::verify(*compiled.program).empty());
    require(compiled.diagnostics.empty() || !render(compiled.diagnostics, Language::zh).empty());
  }
}

void print_and_parse(const ExpressionText& text) {
  Diagnostics diagnostics;
  Reporter reporter(text, diagnostics);
  const AstPtr ast = parse(text, scope(), {true, false, nullptr, nullptr}, reporter);
  if (!ast || reporter.failed()) return;
  const ExpressionText printed = expression_text(to_standard_feel(text, scope()));
  const AstPtr again = parse(printed, scope(), {false, false, nullptr, nullptr}, reporter);
  // Parentheses that printing adds may pass the limit of nesting.
  if (!again && diagnostics.back().code == "feel.too-deep") return;
  require(again != nullptr && same_tree(*ast, *again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ExpressionText text = expression_text(std::string(reinterpret_cast<const char*>(data), size));
  if (!text::is_valid_utf8(text.expression)) return 0;
  compile(text, Mode::determination, true);
  compile(text, Mode::standard, false);
  print_and_parse(text);
  return 0;
}
