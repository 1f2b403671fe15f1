// Tokens to syntax tree, the whole grammar of FEEL (DMN 1.5, 10.3.1.2). Names are read against the scope;
// nothing is resolved or typed here.
#pragma once

#include "feel/ast.hpp"
#include "feel/compile.hpp"
#include "feel/report.hpp"

namespace enact::feel {

struct ParseOptions {
  bool chinese = true;
  bool unary_tests = false;  // a list of unary tests instead of an expression
  TypePtr input_type;        // of `?`; may be null
  TypePtr expected;          // what the text must give; its unit is a word of the text then; may be null
};

// Null if the text does not parse; what is wrong has then been reported.
AstPtr parse(const ExpressionText& text, const Scope& scope, const ParseOptions& options, Reporter& reporter);

}  // namespace enact::feel
