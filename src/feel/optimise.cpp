// Constant folding, dead branches and places of fields. See optimise.hpp.
#include "feel/optimise.hpp"

#include <algorithm>
#include <optional>

#include "feel/builtins.hpp"
#include "feel/evaluate.hpp"
#include "feel/interpreter.hpp"

namespace enact::feel {
namespace {

using ir::Node;
using ir::NodeId;
using ir::Op;

// What one constant may cost to compute, and how large it may be: more is better done when it is needed.
constexpr Evaluation::Limits folding_limits{
    .depth = 64, .steps = 20'000, .list_items = 1'000, .nesting = 500, .text = 1 << 16};
constexpr std::size_t most_items = 1'000;

bool depends_on_now(const Node& node) {
  const std::string& name = builtins()[static_cast<std::size_t>(node.index)].name;
  return name == "now" || name == "today";
}

// May a node of this kind be computed once its arguments are constants?
bool is_pure(const Node& node) {
  switch (node.op) {
    case Op::list:
    case Op::context:
    case Op::range:
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::and_:
    case Op::or_:
    case Op::between:
    case Op::instance_of:
    case Op::coerce:
    case Op::field:
      return true;
    case Op::call_builtin:
      return !depends_on_now(node);
    default:
      return false;
  }
}

// A value that says all by itself: no error, nothing undecided, no function, not large.
bool is_plain(const Value& value, std::size_t& items) {
  if (++items > most_items) return false;
  if (value.is_null()) return !value.null()->cause;
  if (const auto* list = value.list()) {
    return list->settled() &&
           std::ranges::all_of(list->items, [&](const Value& item) { return is_plain(item, items); });
  }
  if (const auto* context = value.context()) {
    return std::ranges::all_of(context->entries,
                               [&](const auto& entry) { return is_plain(entry.second, items); });
  }
  return !value.is_unknown() && !value.band() && !value.function();
}

class Folder {
 public:
  Folder(ir::Program& program, Mode mode) : program_(program), mode_(mode) {}

  void run() { program_.root = fold(program_.root); }

 private:
  Node& node(NodeId id) { return program_.nodes[static_cast<std::size_t>(id)]; }
  bool is_constant(NodeId id) { return id == ir::none || node(id).op == Op::constant; }
  const bool* truth(NodeId id) {
    return node(id).op == Op::constant
               ? program_.constants[static_cast<std::size_t>(node(id).index)].boolean()
               : nullptr;
  }

  // The node to be used in place of `id`: itself, perhaps changed, or a part of it.
  NodeId fold(NodeId id) {
    if (id == ir::none) return id;
    for (std::size_t i = 0; i < node(id).args.size(); ++i) {
      const NodeId arg = node(id).args[i];
      const NodeId folded = fold(arg);
      // The type of a predicate says whether it may be an index: it must stay as open as it was.
      const bool predicate = node(id).op == Op::filter && i == 1;
      if (!predicate || node(folded).type->kind == node(arg).type->kind) node(id).args[i] = folded;
    }
    if (node(id).op == Op::if_) {
      if (const bool* decided = truth(node(id).args[0])) return node(id).args[*decided ? 1 : 2];
    }
    if (node(id).op == Op::and_ || node(id).op == Op::or_) shorten(node(id));
    if (is_pure(node(id)) &&
        std::ranges::all_of(node(id).args, [&](NodeId arg) { return is_constant(arg); })) {
      compute(id);
    }
    return id;
  }

  // Leaves out operands that decide nothing, and what follows one that decides. The operands before it stay:
  // they may fail, which is reported even where it does not matter.
  void shorten(Node& junction) {
    const bool deciding = junction.op == Op::or_;
    std::vector<NodeId> kept;
    for (const NodeId arg : junction.args) {
      const bool* decided = truth(arg);
      if (!decided || *decided == deciding) kept.push_back(arg);
      if (decided && *decided == deciding) break;
    }
    // One operand alone is no junction: `true and 1` fails, `1` does not.
    if (kept.size() == 1 && truth(kept[0])) kept.push_back(kept[0]);
    if (kept.size() >= 2) junction.args = std::move(kept);
  }

  void compute(NodeId id) {
    Evaluation evaluation(mode_, {}, folding_limits);
    std::optional<Value> value;
    try {
      value = Interpreter(evaluation, program_, {}).take(id);
    } catch (const LimitReached&) {
      return;
    }
    std::size_t items = 0;
    if (!evaluation.diagnostics().empty() || !is_plain(*value, items)) return;
    Node folded;
    folded.op = Op::constant;
    folded.index = index_of(*std::move(value));
    folded.type = node(id).type;
    folded.span = node(id).span;
    node(id) = std::move(folded);
  }

  // Equal constants are one, if they are also written alike.
  std::int32_t index_of(Value value) {
    auto& constants = program_.constants;
    const auto found = std::ranges::find_if(constants, [&](const Value& each) {
      std::size_t items = 0;
      return is_plain(each, items) && same(each, value) && to_string(each) == to_string(value);
    });
    if (found != constants.end()) return static_cast<std::int32_t>(found - constants.begin());
    constants.push_back(std::move(value));
    return static_cast<std::int32_t>(constants.size() - 1);
  }

  ir::Program& program_;
  Mode mode_;
};

}  // namespace

void fold_constants(ir::Program& program, Mode mode) {
  Folder(program, mode).run();
}

void locate_fields(ir::Program& program) {
  for (Node& node : program.nodes) {
    if (node.op != Op::field || node.args[0] == ir::none) continue;
    const TypePtr& of = program.node(node.args[0]).type;
    if (!of || of->kind != Kind::context) continue;
    const auto found = std::ranges::find(of->fields, node.name, &Field::name);
    if (found != of->fields.end()) node.index = static_cast<std::int32_t>(found - of->fields.begin());
  }
}

}  // namespace enact::feel
