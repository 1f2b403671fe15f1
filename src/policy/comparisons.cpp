// See comparisons.hpp.
#include "policy/comparisons.hpp"

#include <algorithm>

namespace enact::policy {
namespace {

using feel::ir::NodeId;
using feel::ir::Op;
using feel::ir::Program;

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    default:
      return "";
  }
}

std::string_view mirrored(std::string_view sign) {
  return sign == "<" ? ">" : sign == "<=" ? ">=" : sign == ">" ? "<" : "<=";
}

// Whether the value comes from facts, not from figures and parameters alone.
bool reads_facts(const Program& program, NodeId id) {
  if (id < 0) return false;
  const feel::ir::Node& node = program.node(id);
  if (node.op == Op::input) return program.inputs[static_cast<std::size_t>(node.index)].name != "参数";
  if (node.op == Op::local || node.op == Op::dynamic_name) return true;
  return std::any_of(node.args.begin(), node.args.end(),
                     [&](NodeId argument) { return reads_facts(program, argument); });
}

}  // namespace

std::string_view comparison_sign(const Program& program, const feel::ir::Node& node) {
  const std::string_view sign = sign_of(node.op);
  if (sign.empty()) return sign;
  const bool threshold_left =
      node.args.size() == 2 && !reads_facts(program, node.args[0]) && reads_facts(program, node.args[1]);
  return threshold_left ? mirrored(sign) : sign;
}

std::vector<Compared> comparisons(const Program& program) {
  std::vector<Compared> found;
  for (const feel::ir::Node& node : program.nodes) {
    const std::string_view sign = comparison_sign(program, node);
    if (sign.empty()) continue;
    for (const NodeId argument : node.args) {
      const feel::ir::Node& side = program.node(argument);
      if (side.op != Op::constant) continue;
      const Decimal* number = program.constants[static_cast<std::size_t>(side.index)].number();
      if (number != nullptr) found.push_back({*number, sign, node.span});
    }
  }
  return found;
}

}  // namespace enact::policy
