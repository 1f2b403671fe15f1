// `and`, `or` and `if`.
#include "feel/band.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {

Value Interpreter::junction(ir::NodeId id, const Node& node) {
  const bool deciding = node.op == ir::Op::or_;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    Value held;
    const Value& operand = eval(node.args[i], held);
    const bool* truth = operand.boolean();
    if (!truth) return undecided_junction(id, node, i, operand);
    if (*truth == deciding) return deciding;
  }
  return !deciding;
}

// Where the operand at `from` is the first that is neither true nor false.
Value Interpreter::undecided_junction(ir::NodeId id, const Node& node, std::size_t from,
                                      const Value& operand) {
  const bool deciding = node.op == ir::Op::or_;
  Junction result(deciding);
  result.add(operand);
  for (std::size_t i = from + 1; i < node.args.size(); ++i) {
    if (result.add(take(node.args[i]))) break;
  }
  at(id);
  return result.result(evaluation_, deciding ? "or" : "and");
}

const Value& Interpreter::if_then_else(ir::NodeId id, const Node& node, Value& scratch) {
  Value held;
  const Value& condition = eval(node.args[0], held);
  if (condition.is_unknown()) {
    const auto yes = take(node.args[1]);
    const auto no = take(node.args[2]);
    return scratch = undecided_branches(condition, yes, no);
  }
  const auto* truth = condition.boolean();
  if (!truth && !condition.is_null() && determination()) {
    at(id);
    const Value operands[] = {condition};
    return scratch = mismatch(evaluation_, "if", operands);
  }
  // Anything but true takes the other branch (DMN 1.5, table 49).
  return eval(node.args[truth && *truth ? 1 : 2], scratch);
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
