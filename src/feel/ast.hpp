// The syntax tree of an expression: what was written, names already joined (`date and time` is one name),
// Chinese spellings already read as their plain meaning. Knows no slots and no values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "feel/ir.hpp"
#include "feel/type.hpp"

namespace enact::feel {

struct Ast;
using AstPtr = std::unique_ptr<Ast>;

enum class AstKind : std::uint8_t {
  null_literal,
  boolean,          // text: "true" or "false"
  number,           // text: digits, never negative; unit: the word behind it (`10万元`: "100000", "元")
  string,           // text: the decoded value
  at_literal,       // text: what stands between the quotes of @"…"
  name,             // text
  list,             // children: items
  context,          // names: keys; children: values
  range,            // children: low, high; low_end, high_end
  comparison_test,  // op, children: operand. `< 10` as a test, `(< 10)` as a value
  negate,           // children: operand
  binary,           // op, children: left, right
  logical,          // op: and_ or or_; children: two or more
  if_,              // children: condition, then, else
  for_,             // names: variables; children: domains…, body. A domain may be an iteration
  some,             // names: variables; children: domains…, predicate
  every,
  iteration,    // children: from, to
  path,         // text: field; children: of what
  filter,       // children: list, predicate
  in,           // children: value, tests…
  between,      // children: value, low, high
  instance_of,  // children: value; types[0], null if the type is not known (text: as written)
  function,     // names, types: parameters; children: body; external: the body is a foreign mapping
  call,         // children: callee, arguments…; names: parameter names if given by name
  unary_tests,  // children: tests; text: "", "not" or "-"
};

struct Ast {
  AstKind kind = AstKind::null_literal;
  Span span;  // in the expression text
  ir::Op op = ir::Op::constant;
  std::string text;
  std::string unit;
  RangeEnd low_end = RangeEnd::closed;
  RangeEnd high_end = RangeEnd::closed;
  bool external = false;
  std::vector<AstPtr> children;
  std::vector<std::string> names;
  std::vector<TypePtr> types;
  Span name_span;  // of the field, function or first name, for messages
  TypePtr
      shape;  // what the parser knows of the type, to read names by it; null: nothing. No part of equality
  int height = 1;  // longest way to a leaf
};

// The same tree: spans, shapes and the spelling of numbers' units aside.
bool same_tree(const Ast& a, const Ast& b);

// Plain standard FEEL that parses to the same tree (units of numbers, which FEEL does not have, are left
// out).
// Where a name in scope spells like an operation (`a-b` beside `a` and `b`), that takes parentheses around
// each name: `careful`.
std::string print(const Ast& ast, bool careful = false);

}  // namespace enact::feel
