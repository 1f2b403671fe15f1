// Compiles expressions of the typed IR to operations over columns. An expression that cannot be said in them
// is refused with its reason, never approximated.
//
// Three ways are tried, in this order: what depends on nothing is computed now; what depends on one column of
// codes, texts or truths becomes a look-up, filled by the scalar evaluator once for each distinct cell (so
// decision tables, code tests and lookups in parameters need no kernels of their own); all else goes
// construct by construct.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "bulk/vector_program.hpp"
#include "determine/facts.hpp"

namespace enact::bulk {

struct Unsupported final : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Environment;

// What a name of an expression stands for.
struct Binding {
  enum class Is : std::uint8_t { value, record, column, expression, nothing } is = Is::nothing;
  feel::Value value;
  DomainId domain = -1;  // record: a row of it; column: of its rows
  std::string column;
  const feel::ir::Program* program = nullptr;  // expression: a node elsewhere
  feel::ir::NodeId node = feel::ir::none;
  const Environment* environment = nullptr;

  static Binding of_value(feel::Value value);
  static Binding of_record(DomainId domain);
  static Binding of_column(DomainId domain, std::string_view column);
};

struct Environment {
  const feel::ir::Program* program = nullptr;
  std::vector<Binding> inputs;
  std::map<std::int32_t, Binding> locals;
};

class ExpressionCompiler {
 public:
  ExpressionCompiler(const determine::FactModel& model, const determine::FactModel::SubjectType& type,
                     const Date& on);

  // Of the root of environment.program. Throws Unsupported. The environment must outlive the compiler; see
  // keep().
  RegisterId compile(const Environment& environment);
  const Environment& keep(Environment environment);
  // The same where there is no compiling it, by the scalar evaluator row by row. Throws Unsupported where the
  // root is no truth or reads lists of the subject.
  RegisterId evaluate(const Environment& environment);

  DomainId expand(DomainId parent, const std::string& list);
  // The months of the rows of `parent`; see Domain.
  DomainId months(DomainId parent, RegisterId from, RegisterId to, RegisterId day);
  RegisterId load(DomainId domain, const std::string& column);
  RegisterId lift(RegisterId id, DomainId domain);
  RegisterId emit(Operation operation);
  // The list that the root is, and what its items must meet (none: nothing); nullopt: it is no list of the
  // subject. `items` is the domain over which the condition is compiled.
  struct Listed {
    std::string list;
    RegisterId condition = no_register;
    DomainId items = -1;
  };
  std::optional<Listed> list_of(const Environment& environment);
  // The root as an expression over the columns of one row; nullopt: it reads lists, or more than columns.
  std::optional<RowExpression> row_expression(const Environment& environment) const;
  // If the root is a column.
  std::optional<Leaf> leaf_of(const Environment& environment) const;
  std::optional<feel::Value> constant_of(RegisterId id) const;
  DomainId domain_of(RegisterId id) const { return program_.at(id).domain; }

  VectorProgram take() { return std::move(program_); }

 private:
  struct Place {
    const Environment* environment;
    feel::ir::NodeId node;
    const feel::ir::Node& operator*() const { return environment->program->node(node); }
    const feel::ir::Node* operator->() const { return &**this; }
    Place arg(std::size_t i) const { return {environment, (*this)->args[i]}; }
  };
  struct Leaves {
    std::set<Leaf> columns;
    bool lists = false;
  };
  class Cloner;

  RegisterId compile(Place place);
  RegisterId compile_construct(Place place);
  RegisterId comparison(Place place, VectorOp op);
  RegisterId compare(RegisterId a, RegisterId b, VectorOp op, feel::Kind kind_a, feel::Kind kind_b);
  std::optional<RegisterId> ratio(Place place, VectorOp op);
  RegisterId junction(const std::vector<RegisterId>& operands, VectorOp op);
  RegisterId arithmetic(Place place, VectorOp op);
  RegisterId arithmetic(RegisterId a, RegisterId b, VectorOp op);
  RegisterId divide(Place place);
  RegisterId in(Place place);
  RegisterId test(Place place, Place test);
  RegisterId within(RegisterId value, feel::Kind kind, const feel::Value& test);
  RegisterId if_(Place place);
  RegisterId quantified(Place place);
  RegisterId call(Place place);
  RegisterId aggregate(Place place, VectorOp op);
  RegisterId rounded(Place place, VectorOp op);

  RegisterId constant(feel::Value value, DomainId domain = 0);
  RegisterId look_up(Place place, const Leaf& leaf);
  const Binding* binding(Place place) const;
  Place resolve(Place place) const;  // through names that stand for expressions
  std::optional<Leaf> leaf(Place place) const;
  std::optional<std::string> list_leaf(Place place) const;
  std::optional<DomainId> record(Place place) const;
  void collect(Place place, Leaves& leaves) const;
  const feel::TypePtr& type_of(const Leaf& leaf) const;
  const feel::TypePtr* field_type(DomainId domain, std::string_view name) const;
  DomainId deeper(DomainId a, DomainId b) const;
  DomainId outer_domain(Place predicate) const;

  const determine::FactModel& model_;
  const determine::FactModel::SubjectType& type_;
  Date on_;
  VectorProgram program_;
  std::map<std::string, RegisterId> known_;
  std::map<std::string, std::int32_t> look_ups_;
  std::deque<Environment> kept_;
};

}  // namespace enact::bulk
