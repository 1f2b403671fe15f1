// The typed intermediate form of an expression: what the checker makes from the syntax tree and what both
// evaluators (scalar here, vector in src/bulk) and the proofs (src/verify) read. Names are resolved to
// slots, built-ins to their registry entry, literals to constants; every node has its type and its place in
// the text. A program is immutable and may be shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "feel/type.hpp"
#include "feel/value.hpp"

namespace enact::feel::ir {

using NodeId = std::int32_t;
constexpr NodeId none = -1;

enum class Op : std::uint8_t {
  constant,      // index: into Program::constants
  input,         // index: into Program::inputs (what the surroundings supply by name)
  local,         // index: frame slot set by an iterator, filter, entry or parameter
  dynamic_name,  // name looked up at run time in the filter item `locals[0]` if that is a context which has
                 // the entry, else args[0] (none: null)
  field,         // args[0].name: context entry, temporal or range property, or mapped over a list; index:
                 // where the entry probably stands in the context, or -1
  list,          // args: items
  context,       // args: entry values; names: entry names; locals: the frame slot each entry also fills
  range,         // args: low, high (none = unbounded); index: RangeEnd of low | RangeEnd of high << 4 |
                 // RangeForm << 8; (= x) and (!= x) have one bound, args: x, x
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  and_,
  or_,   // args: two or more
  if_,   // args: condition, then, else
  for_,  // args: domains…, body (last); locals: one slot a domain, then the slot of `partial` or -1
  some,
  every,            // args: domains…, predicate (last); locals: one slot a domain
  iteration_range,  // args: from, to — the `a..b` of a for-domain: whole numbers or dates, either direction
  filter,           // args: list, predicate; locals: [slot of item]
  in,        // args: value, tests… (nodes `test` or `not_test`); locals: [slot of `?`]; true if any holds
  test,      // one unary test: args[0] evaluated with `?` in locals[0] (DMN 1.5 table 55). index 1: the text
             // uses `?` or is a comparison (`< 5`), so a boolean result is the verdict itself; index 0: the
             // result is compared with `?` (equal, inside the range, equal to or inside an item of the list)
  not_test,  // `not(t1, t2)`: args: nodes `test`; true if none holds
  between,   // args: value, low, high
  instance_of,   // args[0]; type_index: the tested type
  call_builtin,  // index: into builtins(); type_index: signature, or -1: pick at run time by the values; args
                 // in parameter order, `none` = omitted (variadic: all that were given)
  call,          // args[0]: function value; the rest: positional arguments
  call_named,    // args[0]: function value; the rest: arguments; names: parameter names
  function,      // args[0]: body; names: parameters; locals: their slots; captures: slots of the surroundings
             // that the body reads, to be copied when the function value is made (every variable of a program
             // has a slot of its own, so they keep their numbers). type->fields: the parameters' declared
             // types
  coerce,  // args[0] made to fit type_index (DMN implicit conversion)
};

struct Node {
  Op op = Op::constant;
  std::int32_t index = -1;
  std::int32_t type_index = -1;  // instance_of, coerce, typed parameters
  std::vector<NodeId> args;
  std::string name;  // field, dynamic_name
  TypePtr type;      // static type of the result; never null
  Span span;         // in Program::source
  std::vector<std::int32_t> locals;
  std::vector<std::int32_t> captures;
  std::vector<std::string> names;
};

// In a program of unary tests (compile_unary_tests) `?` is frame slot 0, and the root is an `in` whose
// args[0] is `local` slot 0, or, for `-`, the constant true.

// A name that the surroundings supply. Program::inputs holds *all* names of the scope that the program was
// compiled in, in the order of their declaration, used or not, so that one vector of values serves every
// program of one scope, and a program compiled in a prefix of the scope takes a prefix of the vector.
struct Input {
  std::string name;
  TypePtr type;
};

struct Program {
  SourcePtr source;
  std::size_t source_offset = 0;  // added to a span gives its place in `source`; compile() makes it 0
  std::vector<Node> nodes;
  NodeId root = none;
  std::vector<Value> constants;
  std::vector<TypePtr> types;
  std::vector<Input> inputs;
  std::vector<std::int32_t> used_inputs;  // indices of the inputs that some node reads, ascending
  std::int32_t frame_size = 0;            // number of local slots

  const Node& node(NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
};

// What of the above does not hold of the program, one sentence each; empty for a sound one.
std::vector<std::string> verify(const Program& program);
// One line a node, for people and tests.
std::string print(const Program& program);

}  // namespace enact::feel::ir
