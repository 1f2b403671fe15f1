// `and`, `or` and `if`.
#include "feel/band.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {

Value Interpreter::junction(ir::NodeId id, const Node& node) {
  const bool deciding = node.op == ir::Op::or_;
  Junction result(deciding);
  for (const auto arg : node.args) {
    if (result.add(eval(arg))) break;
  }
  at(id);
  return result.result(evaluation_, deciding ? "or" : "and");
}

Value Interpreter::if_then_else(ir::NodeId id, const Node& node) {
  const auto condition = eval(node.args[0]);
  if (condition.is_unknown()) {
    const auto yes = eval(node.args[1]);
    const auto no = eval(node.args[2]);
    return undecided_branches(condition, yes, no);
  }
  const auto* truth = condition.boolean();
  if (!truth && !condition.is_null() && determination()) {
    at(id);
    const Value operands[] = {condition};
    return mismatch(evaluation_, "if", operands);
  }
  // Anything but true takes the other branch (DMN 1.5, table 49).
  return eval(node.args[truth && *truth ? 1 : 2]);
}

Value Interpreter::undecided_branches(const Value& condition, const Value& yes, const Value& no) {
  if (is_settled(yes) && is_settled(no) && same(yes, no)) return yes;
  CauseSet causes;
  causes.add(condition);
  causes.add(yes);
  causes.add(no);
  const auto a = interval_of(yes);
  const auto b = interval_of(no);
  if (a && b) return value_of(hull(*a, *b), causes.causes());
  return causes.unknown();
}

}  // namespace enact::feel
