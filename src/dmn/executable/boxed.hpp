// Boxed expressions (DMN 1.5, 10.2.1) compiled to nodes, a method a form; the boxed_*.cpp files share it.
// Whatever cannot be compiled is reported once and becomes a node that gives null with that cause. Knows
// scopes and types, not where the names of the outermost scope come from.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "dmn/executable/models.hpp"
#include "dmn/executable/node.hpp"
#include "dmn/executable/types.hpp"

namespace enact::dmn::executable {

class Boxed {
 public:
  // All must outlive it. `owner` names the element whose logic is compiled, for messages.
  Boxed(const Types& types, const model::Definitions& definitions, ModelId model, std::string owner,
        Diagnostics& diagnostics)
      : types_(types),
        definitions_(definitions),
        model_(model),
        owner_(std::move(owner)),
        diagnostics_(diagnostics) {}

  // The expression made to fit its own typeRef. Null: an error at `place`.
  NodePtr compile(const model::ExpressionPtr& expression, const feel::Scope& scope, const Location& place);

  // A function definition apart from its surroundings: the body sees the parameters after the names in scope.
  struct Definition {
    Parameters parameters;
    NodePtr body;               // null for a function of Java or PMML
    feel::Value external = {};  // that function, or null with why there is none
  };
  Definition definition(const model::FunctionDefinition& function, const std::string& type_ref,
                        const feel::Scope& scope, const Location& place);

  feel::TypePtr type(std::string_view type_ref, const Location& place) const {
    return types_.find(model_, type_ref, place);
  }

 private:
  // boxed.cpp
  NodePtr form(const model::Expression& expression, const feel::Scope& scope);
  NodePtr literal(const model::LiteralExpression& literal, const feel::Scope& scope);
  NodePtr context(const model::Context& context, const feel::Scope& scope, const Location& place);
  NodePtr list(const model::List& list, const feel::Scope& scope, const Location& place);
  NodePtr relation(const model::Relation& relation, const feel::Scope& scope, const Location& place);

  // boxed_iterations.cpp: what FEEL has a construct for is that construct over the parts
  NodePtr conditional(const model::Conditional& conditional, const feel::Scope& scope, const Location& place);
  NodePtr filter(const model::Filter& filter, const feel::Scope& scope, const Location& place);
  NodePtr iterator(const model::Iterator& iterator, const feel::Scope& scope, const Location& place);

  // boxed_functions.cpp
  NodePtr function(const model::FunctionDefinition& function, const std::string& type_ref,
                   const feel::Scope& scope, const Location& place);
  NodePtr invocation(const model::Invocation& invocation, const feel::Scope& scope, const Location& place);
  feel::Value external(const model::FunctionDefinition& function, const Parameters& parameters,
                       const Location& place);

  // boxed_tables.cpp
  struct TableParts;  // what was compiled of a table so far
  NodePtr table(const model::DecisionTable& table, const feel::Scope& scope,
                const model::Expression& expression);
  void table_input(TableParts& parts, const model::DecisionTable::Input& input, const feel::Scope& scope);
  void table_output(TableParts& parts, const model::DecisionTable::Output& output,
                    const model::DecisionTable& table, const feel::Scope& scope);
  void table_row(TableParts& parts, const model::DecisionTable::Rule& rule, const model::DecisionTable& table,
                 const feel::Scope& scope);

  // Texts. A null program: the first error is in `cause`, and all are reported.
  struct Text {
    feel::ProgramPtr program;
    Diagnostic cause;
  };
  Text expression(const model::ExpressionSource& source, const feel::Scope& scope,
                  const feel::TypePtr& expected = nullptr);
  Text tests(const model::ExpressionSource& source, const feel::TypePtr& input, const feel::Scope& scope);
  Text glue(const feel::ExpressionText& text, const feel::Scope& scope);
  Text taken(feel::Compiled compiled);
  bool speaks_feel(const model::ExpressionSource& source, Diagnostic& cause) const;
  NodePtr error(std::string code, const Location& place, enact::Text message, enact::Text help = {});

  const Types& types_;
  const model::Definitions& definitions_;
  ModelId model_;
  std::string owner_;
  Diagnostics& diagnostics_;
  std::set<std::int32_t> used_;  // inputs of the scope that programs compiled so far read
  int depth_ = 0;
};

// FEEL put together by the compiler: whatever is wrong with it is wrong at `place`.
feel::ExpressionText glued(std::string text, const Location& place);
// How all FEEL of a model is compiled.
feel::CompileOptions standard_options(feel::TypePtr expected = nullptr);

}  // namespace enact::dmn::executable
