// From text to a checked program: lexer, parser, checker. Way in for every floor above.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/ir.hpp"

namespace enact::feel {

using ProgramPtr = std::shared_ptr<const ir::Program>;

// The names that an expression may use, with their types. Names may hold spaces and operators (FEEL names
// are read against the scope).
class Scope {
 public:
  void declare(std::string name, TypePtr type);
  const Type* find(std::string_view name) const;
  const std::vector<ir::Input>& names() const { return names_; }
  // Named types that `instance of` and parameters may use besides the standard's.
  void declare_type(std::string name, TypePtr type);
  const std::vector<Field>& types() const { return types_; }

 private:
  std::vector<ir::Input> names_;
  std::vector<Field> types_;
};

enum class Mode : std::uint8_t {
  standard,       // DMN as it is: unknown names and ill-typed operations are null with a cause at run time
  determination,  // package rules: names, types and units must check; unknown is a value
};

// A function whose body is `external` (DMN 1.5, 10.3.2.13.3), as its mapping names it.
struct ExternalFunction {
  std::string kind;  // "java", "pmml", or whatever stands there
  std::vector<std::pair<std::string, std::string>>
      mapping;                    // "class", "method signature"; "document", "model"
  std::vector<Field> parameters;  // types may be null

  std::string_view entry(std::string_view name) const;  // empty: there is none
};
// The function, or why there is none.
using ExternalFunctions = std::function<std::expected<FunctionPtr, Diagnostic>(const ExternalFunction&)>;

struct CompileOptions {
  Mode mode = Mode::determination;
  // Chinese spelling of literals and keywords (`10万元`, `30%`, `且`); lowered to plain FEEL.
  bool chinese = true;
  // What the expression must give, checked (with its unit) in determination mode; null: anything.
  TypePtr expected;
  ExternalFunctions external = nullptr;  // null: external functions are an error
  // Whether constant parts are computed when compiling (feel/optimise.hpp). Unset: in standard mode only; the
  // rules of a package keep every step that an explanation shows.
  std::optional<bool> fold;
};

struct Compiled {
  ProgramPtr program;       // null if `diagnostics` has errors
  Diagnostics diagnostics;  // also warnings of a program that compiled
};

// `source` with `span` marks where the expression stands inside a larger text; diagnostics point there.
// For YAML scalars whose text differs from the source (folding, escapes), `offsets` maps each byte of
// `expression` (plus one for its end) to its byte in `source`; empty: expression is the text at `span`.
struct ExpressionText {
  SourcePtr source;
  Span span;
  std::string expression;
  std::vector<std::size_t> offsets;
};
ExpressionText expression_text(std::string expression, std::string name = "<expression>");

Compiled compile_expression(const ExpressionText& text, const Scope& scope, const CompileOptions& options);
// A comma-separated list of unary tests (a decision table's input entry); `?` has `input_type`.
Compiled compile_unary_tests(const ExpressionText& text, const TypePtr& input_type, const Scope& scope,
                             const CompileOptions& options);

// The expression written back as plain standard FEEL (Chinese spellings lowered), for export.
std::string to_standard_feel(const ExpressionText& text, const Scope& scope);

}  // namespace enact::feel
