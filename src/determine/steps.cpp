// Telling a computation. See steps.hpp.
#include "determine/steps.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace enact::determine {
namespace {

using feel::Value;
using feel::ir::Node;
using feel::ir::NodeId;
using feel::ir::Op;

const char* sign_of(Op op) {
  switch (op) {
    case Op::add:
      return " + ";
    case Op::subtract:
      return " − ";
    case Op::multiply:
      return " × ";
    case Op::divide:
      return " ÷ ";
    case Op::power:
      return " ** ";
    default:
      return nullptr;
  }
}

std::string shown(const Value& value) {
  if (const Decimal* number = value.number()) return grouped(*number);
  if (const std::string* text = value.text()) return "“" + *text + "”";
  if (const feel::Range* range = value.range();
      range != nullptr && range->low.number() && range->high.number()) {
    return std::string(range->low_end == feel::RangeEnd::open ? "(" : "[") + grouped(*range->low.number()) +
           ", " + grouped(*range->high.number()) + (range->high_end == feel::RangeEnd::open ? ")" : "]");
  }
  return feel::to_string(value);
}

class Teller {
 public:
  Teller(const feel::ir::Program& program, const std::vector<std::optional<Value>>& nodes)
      : program_(program), nodes_(nodes) {}

  std::vector<Text> run() {
    tell(program_.root);
    if (lines_.empty() && value(program_.root) != nullptr) {
      const std::string written = source(program_.root);
      const std::string result = shown(*value(program_.root));
      add(written == result ? result : written + " = " + result);
    }
    return std::move(lines_);
  }

 private:
  const Value* value(NodeId id) const {
    if (id == feel::ir::none) return nullptr;
    const std::optional<Value>& held = nodes_[static_cast<std::size_t>(id)];
    return held ? &*held : nullptr;
  }

  std::string source(NodeId id) const { return std::string(program_.source->text(program_.node(id).span)); }

  // An operand as the reader wants it: constants as written ("30%"), everything else by its value.
  std::string operand(NodeId id) const {
    const Node& node = program_.node(id);
    if (node.op == Op::constant) return source(id);
    if (node.op == Op::coerce) return operand(node.args[0]);
    const Value* held = value(id);
    return held != nullptr ? shown(*held) : source(id);
  }

  void add(std::string line) { lines_.push_back({line, line}); }

  // Inner steps first; a part that was not evaluated (a branch not taken) has none.
  void tell(NodeId id) {
    if (id == feel::ir::none || value(id) == nullptr) return;
    const Node& node = program_.node(id);
    if (node.op == Op::function || node.op == Op::for_ || node.op == Op::filter) {
      add(source(id) + " = " + shown(*value(id)));
      return;
    }
    for (const NodeId arg : node.args) tell(arg);
    if (const char* sign = sign_of(node.op)) {
      add(operand(node.args[0]) + sign + operand(node.args[1]) + " = " + shown(*value(id)));
    } else if (node.op == Op::call || node.op == Op::call_named || node.op == Op::call_builtin) {
      add(source(id) + " = " + shown(*value(id)));
    }
  }

  const feel::ir::Program& program_;
  const std::vector<std::optional<Value>>& nodes_;
  std::vector<Text> lines_;
};

}  // namespace

std::string grouped(const Decimal& number) {
  std::string text = number.to_string();
  if (text.find('E') != std::string::npos) return text;
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  std::size_t end = std::min(text.find('.'), text.size());
  while (end > begin + 3) {
    end -= 3;
    text.insert(end, ",");
  }
  return text;
}

std::vector<Text> steps_of(const feel::ir::Program& program, const std::vector<std::optional<Value>>& nodes) {
  return Teller(program, nodes).run();
}

Text rounding_step(const Decimal& from, Fen to) {
  const std::string line = grouped(from) + " → " + format_yuan(to);
  return {line + "（四舍五入到分）", line + " (half up to the fen)"};
}

Text cap_step(Fen from, Fen to) {
  const std::string line = format_yuan(from) + " → " + format_yuan(to);
  return {line + "（最高限额）", line + " (cap)"};
}

}  // namespace enact::determine
