// The IR's invariants, checkable, and its readable form.
#include "feel/ir.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "feel/builtins.hpp"

namespace enact::feel::ir {
namespace {

// What every node of an operation must have.
struct Shape {
  std::string_view name;
  int least_args = 0;
  int most_args = -1;  // -1: any number
  int locals = 0;      // -1: as many as fit the arguments; checked by hand
};

Shape shape_of(Op op) {
  switch (op) {
    case Op::constant:
      return {"constant", 0, 0};
    case Op::input:
      return {"input", 0, 0};
    case Op::local:
      return {"local", 0, 0};
    case Op::dynamic_name:
      return {"dynamic_name", 1, 1, 1};
    case Op::field:
      return {"field", 1, 1};
    case Op::list:
      return {"list"};
    case Op::context:
      return {"context", 0, -1, -1};
    case Op::range:
      return {"range", 2, 2};
    case Op::negate:
      return {"negate", 1, 1};
    case Op::add:
      return {"add", 2, 2};
    case Op::subtract:
      return {"subtract", 2, 2};
    case Op::multiply:
      return {"multiply", 2, 2};
    case Op::divide:
      return {"divide", 2, 2};
    case Op::power:
      return {"power", 2, 2};
    case Op::equal:
      return {"equal", 2, 2};
    case Op::not_equal:
      return {"not_equal", 2, 2};
    case Op::less:
      return {"less", 2, 2};
    case Op::less_equal:
      return {"less_equal", 2, 2};
    case Op::greater:
      return {"greater", 2, 2};
    case Op::greater_equal:
      return {"greater_equal", 2, 2};
    case Op::and_:
      return {"and", 2};
    case Op::or_:
      return {"or", 2};
    case Op::if_:
      return {"if", 3, 3};
    case Op::for_:
      return {"for", 2, -1, -1};
    case Op::some:
      return {"some", 2, -1, -1};
    case Op::every:
      return {"every", 2, -1, -1};
    case Op::iteration_range:
      return {"iteration_range", 2, 2};
    case Op::filter:
      return {"filter", 2, 2, 1};
    case Op::in:
      return {"in", 2, -1, 1};
    case Op::test:
      return {"test", 1, 1, 1};
    case Op::not_test:
      return {"not_test", 1, -1, 1};
    case Op::between:
      return {"between", 3, 3};
    case Op::instance_of:
      return {"instance_of", 1, 1};
    case Op::call_builtin:
      return {"call_builtin"};
    case Op::call:
      return {"call", 1};
    case Op::call_named:
      return {"call_named", 1};
    case Op::function:
      return {"function", 1, 1, -1};
    case Op::coerce:
      return {"coerce", 1, 1};
  }
  return {"?"};
}

// May this argument be absent?
bool optional_argument(const Node& node) {
  return node.op == Op::dynamic_name || node.op == Op::range || node.op == Op::call_builtin;
}

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  std::vector<std::string> run() {
    if (program_.root < 0 || program_.root >= count()) broken(none, "the root is not a node");
    for (NodeId id = 0; id < count(); ++id) node(id, program_.node(id));
    if (!std::ranges::is_sorted(program_.used_inputs)) broken(none, "used_inputs is not ascending");
    return std::move(found_);
  }

 private:
  NodeId count() const { return static_cast<NodeId>(program_.nodes.size()); }

  void broken(NodeId id, std::string_view what) { found_.push_back(fmt::format("node {}: {}", id, what)); }

  template <typename Table>
  void indexed(NodeId id, std::int32_t index, const Table& table, std::string_view what) {
    if (index < 0 || static_cast<std::size_t>(index) >= table.size()) broken(id, what);
  }

  void slots(NodeId id, const std::vector<std::int32_t>& numbers, bool may_be_absent) {
    for (const std::int32_t slot : numbers) {
      if (slot == -1 && may_be_absent) continue;
      if (slot < 0 || slot >= program_.frame_size) broken(id, "a slot lies outside the frame");
    }
  }

  void node(NodeId id, const Node& node) {
    const Shape shape = shape_of(node.op);
    const int args = static_cast<int>(node.args.size());
    const int locals = static_cast<int>(node.locals.size());
    if (!node.type) broken(id, "no type");
    if (args < shape.least_args || (shape.most_args >= 0 && args > shape.most_args)) {
      broken(id, "wrong number of arguments");
    }
    for (const NodeId arg : node.args) {
      // Arguments come first, so a program has no cycles.
      if (arg == none ? !optional_argument(node) : (arg < 0 || arg >= id))
        broken(id, "an argument does not precede it");
    }
    if (shape.locals >= 0 && locals != shape.locals) broken(id, "wrong number of locals");
    slots(id, node.locals, node.op == Op::for_);
    slots(id, node.captures, false);
    special(id, node, args, locals);
  }

  void special(NodeId id, const Node& node, int args, int locals) {
    const int names = static_cast<int>(node.names.size());
    switch (node.op) {
      case Op::constant:
        return indexed(id, node.index, program_.constants, "no such constant");
      case Op::input:
        indexed(id, node.index, program_.inputs, "no such input");
        if (!std::ranges::binary_search(program_.used_inputs, node.index))
          broken(id, "input not in used_inputs");
        return;
      case Op::local:
        if (node.index < 0 || node.index >= program_.frame_size) broken(id, "slot outside the frame");
        return;
      case Op::context:
        if (names != args || locals != args) broken(id, "entries, names and slots differ in number");
        return;
      case Op::for_:
        if (locals != args) broken(id, "a slot for each domain and one for `partial`");
        return;
      case Op::some:
      case Op::every:
        if (locals != args - 1) broken(id, "a slot for each domain");
        return;
      case Op::instance_of:
      case Op::coerce:
        return indexed(id, node.type_index, program_.types, "no such type");
      case Op::call_builtin:
        indexed(id, node.index, builtins(), "no such built-in");
        if (node.type_index != -1 && node.index >= 0 &&
            static_cast<std::size_t>(node.index) < builtins().size()) {
          indexed(id, node.type_index, builtins()[static_cast<std::size_t>(node.index)].signatures,
                  "no such signature");
        }
        return;
      case Op::call_named:
        if (names != args - 1) broken(id, "a name for each argument");
        return;
      case Op::function:
        if (names != locals) broken(id, "a slot for each parameter");
        return;
      default:
        return;
    }
  }

  const Program& program_;
  std::vector<std::string> found_;
};

template <typename Numbers>
std::string written(const Numbers& numbers) {
  return fmt::format("{}", fmt::join(numbers, " "));
}

}  // namespace

std::vector<std::string> verify(const Program& program) {
  return Verifier(program).run();
}

std::string print(const Program& program) {
  std::string text;
  for (std::size_t id = 0; id < program.nodes.size(); ++id) {
    const Node& node = program.nodes[id];
    text += fmt::format("%{} = {}", id, shape_of(node.op).name);
    if (node.op == Op::constant) {
      text += " " + to_string(program.constants[static_cast<std::size_t>(node.index)]);
    } else if (node.op == Op::input) {
      text += " " + program.inputs[static_cast<std::size_t>(node.index)].name;
    } else if (node.op == Op::call_builtin) {
      text += fmt::format(" {}#{}", builtins()[static_cast<std::size_t>(node.index)].name, node.type_index);
    } else if (node.index >= 0) {
      text += fmt::format(" {}", node.index);
    }
    if (!node.name.empty()) text += " `" + node.name + "`";
    if (!node.args.empty()) text += fmt::format(" ({})", written(node.args));
    if (!node.names.empty()) text += fmt::format(" names [{}]", fmt::join(node.names, ", "));
    if (!node.locals.empty()) text += fmt::format(" slots [{}]", written(node.locals));
    if (!node.captures.empty()) text += fmt::format(" captures [{}]", written(node.captures));
    text += " : " + to_string(*node.type) + "\n";
  }
  return text + fmt::format("result %{}\n", program.root);
}

}  // namespace enact::feel::ir
