// What the names in a FEEL text stand for, and where: read from its syntax tree and typed form, so also of a
// text with errors of type, but not of one that does not parse. Knows scopes and types, not packages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/ast.hpp"
#include "policy/texts.hpp"

namespace enact::lsp {

struct FeelName {
  enum class Kind : std::uint8_t {
    input,    // a name of the scope
    field,    // of a value: `of`
    local,    // bound in the text: `binding`
    builtin,  // a function: `index` into feel::builtins()
    code,     // a string that is compared with a code list: `of`
    number,   // a literal: `name` is its plain value, `unit` the word behind it
  } kind = Kind::input;
  Span span;  // in the expression; of a code without the quotation marks
  std::string name;
  feel::TypePtr of;    // field: the type of one such value; code: the type with the codes
  feel::TypePtr type;  // of what is named; may be null
  std::string from;    // field: the input that it is a field of (`参数`), "" if it is none
  Span binding;  // local: where it is bound, in the expression; of the binding itself the same as `span`
  int index = -1;
  std::string unit;
};

// In the order of the text. Empty if it does not parse.
std::vector<FeelName> names_in(const policy::ReadText& text);

// The place in the file of a span of the expression.
Span in_file(const feel::ExpressionText& text, Span span);
// The offset in the expression of an offset in the file; nothing if it is not in the text. The end counts.
std::optional<std::size_t> in_expression(const feel::ExpressionText& text, std::size_t offset);

// The items of lists and ranges of lists: what a field is looked up in. Never null.
feel::TypePtr one_of(feel::TypePtr type);

}  // namespace enact::lsp
