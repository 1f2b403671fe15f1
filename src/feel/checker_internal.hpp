// The checker's inside, shared by the checker_*.cpp files. A method a construct; each emits the IR of what it
// checks and answers the node that holds the result, whose type is then known. After an error the result has
// type Any, so that one slip is reported once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins.hpp"
#include "feel/checker.hpp"

namespace enact::feel {

class Checker {
 public:
  Checker(const CheckRequest& request, Reporter& reporter);
  std::shared_ptr<ir::Program> run(const Ast& ast);

 private:
  using NodeId = ir::NodeId;
  using Op = ir::Op;

  // checker.cpp: dispatch, literals, names, what is expected
  NodeId check(const Ast& ast);
  NodeId number(const Ast& ast);
  NodeId at_literal(const Ast& ast);
  NodeId conditional(const Ast& ast);
  NodeId instance_of(const Ast& ast);
  NodeId as_expected(NodeId id, const Ast& ast);
  void keep_reachable();

  // checker_names.cpp: names and paths
  NodeId name(const Ast& ast);
  NodeId find_name(const std::string& wanted, Span span, std::size_t below);
  NodeId find_in_item(const std::string& wanted, Span span, std::size_t variable);
  NodeId read_local(std::size_t variable, Span span);
  NodeId builtin_value(int builtin, Span span);
  NodeId path(const Ast& ast);
  TypePtr field_type(const TypePtr& of, const Ast& ast);
  std::vector<std::string> names_in_scope() const;

  // checker_operators.cpp
  NodeId binary(const Ast& ast);
  NodeId negate(const Ast& ast);
  NodeId logical(const Ast& ast);
  NodeId between(const Ast& ast);
  TypePtr arithmetic_type(const Ast& ast, const TypePtr& left, const TypePtr& right);
  TypePtr numeric_type(const Ast& ast, const Type& left, const Type& right);
  void comparable(const Ast& ast, const Ast& left, NodeId left_id, const Ast& right, NodeId right_id,
                  bool ordered);
  void codes_fit(const Ast& ast, NodeId id, const Type& coded);
  void truth(const Ast& ast, NodeId id);

  // checker_tests.cpp
  NodeId in(const Ast& ast);
  NodeId unary_tests(const Ast& ast);
  NodeId test(const Ast& ast, std::int32_t slot, const Ast& tested, NodeId tested_id);
  NodeId comparison_value(const Ast& ast);
  NodeId range(const Ast& ast);

  // checker_lists.cpp: lists, contexts, filters, iterations, functions
  NodeId list(const Ast& ast);
  NodeId context(const Ast& ast);
  NodeId filter(const Ast& ast);
  NodeId iteration(const Ast& ast);
  TypePtr domain_item(const Ast& ast, NodeId id);
  NodeId function(const Ast& ast);
  NodeId external_function(const Ast& ast);

  // checker_calls.cpp
  NodeId call(const Ast& ast);
  NodeId call_builtin(const Ast& ast, int builtin, std::vector<NodeId> arguments);
  NodeId temporal_literal(const Ast& ast, std::string_view builtin);
  NodeId call_value(const Ast& ast, NodeId callee, std::vector<NodeId> arguments);
  NodeId no_signature(const Ast& ast, const Builtin& builtin, const std::vector<NodeId>& arguments);
  void argument_relations(const Ast& ast, const Builtin& builtin, const std::vector<NodeId>& arguments);

  // emitting
  ir::Node& node(NodeId id) { return program_->nodes[static_cast<std::size_t>(id)]; }
  const TypePtr& type_of(NodeId id) { return node(id).type; }
  NodeId emit(Op op, TypePtr type, Span span, std::vector<NodeId> args = {});
  NodeId constant(Value value, TypePtr type, Span span);
  std::int32_t type_index(TypePtr type);
  bool strict() const { return request_.mode == Mode::determination; }
  // An error in determination mode; a null with this cause in standard mode.
  NodeId wrong(std::string code, Span span, Text message, Text help = {});
  // The same for what standard mode leaves to run time.
  void mismatch(std::string code, Span span, Text message, Text help = {});

  // variables
  struct Variable {
    std::string name;
    TypePtr type;
    std::int32_t slot = -1;
    bool item = false;  // the item of a filter: its fields are names too
  };
  struct FunctionFrame {
    std::size_t first_variable;  // variables before this one are captured
    std::vector<std::int32_t> captures;
  };
  std::int32_t declare(std::string name, TypePtr type, bool item = false);
  void capture(std::size_t variable);

  const CheckRequest& request_;
  Reporter& reporter_;
  std::shared_ptr<ir::Program> program_;
  std::vector<Variable> variables_;
  std::vector<FunctionFrame> functions_;
};

// Does a value of the type fit a place of the other, units and singleton lists included?
bool fits(const Type& given, const Type& wanted);
inline bool is_open(const Type& type) {
  return type.kind == Kind::any || type.kind == Kind::null_value;
}
// The first type written in it that is not known (the parser leaves it as Any with its name); else null.
const std::string* unknown_type_in(const Type& type);
// The items of a list type; of anything else itself. Never null.
TypePtr element_of(const TypePtr& type);

}  // namespace enact::feel
