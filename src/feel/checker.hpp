// Syntax tree to typed IR: names get slots, operators and calls their types and units. In determination mode
// whatever does not fit is an error; in standard mode it becomes a null that carries its cause, because that
// is what it is at run time (DMN 1.5, 10.3.2.13).
#pragma once

#include <memory>

#include "feel/ast.hpp"
#include "feel/compile.hpp"
#include "feel/report.hpp"

namespace enact::feel {

struct CheckRequest {
  const ExpressionText& text;
  const Scope& scope;
  Mode mode = Mode::determination;
  TypePtr expected;    // null: anything
  TypePtr input_type;  // of `?` in unary tests; may be null
  ExternalFunctions external = nullptr;
};

// Always gives a program; it is of use only if nothing was reported as an error.
std::shared_ptr<ir::Program> check(const Ast& ast, const CheckRequest& request, Reporter& reporter);

}  // namespace enact::feel
