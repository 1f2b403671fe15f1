// What may follow a FEEL text that is still being written, judged by what stands before the cursor alone:
// which variables are bound there, what is being typed, and whether fields, codes or units are due. Reads
// tokens, not grammar, so that a text that does not parse is no obstacle. Knows scopes and types, not
// packages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/compile.hpp"

namespace enact::lsp {

struct FeelPrefix {
  enum class Wanted : std::uint8_t {
    name,     // a name, function or keyword
    field,    // a field of `of`
    code,     // a code of `of`, inside quotation marks
    unit,     // the word behind a number
    nothing,  // inside a comment or a text that has no codes
  } wanted = Wanted::name;
  std::string word;  // what has been typed of it: the last token, or the characters in the quotation
  std::string run;   // the same with the words before it that may belong to one name ("string le")
  feel::TypePtr of;
  feel::Scope scope;  // with what is bound at the cursor
  struct Local {
    std::string name;
    feel::TypePtr type;
  };
  std::vector<Local> locals;  // bound in the text, the fields of a filter's items too
};

// `type`: what the whole must give, or what a unary test tests; may be null.
FeelPrefix read_prefix(std::string_view prefix, const feel::Scope& scope, const feel::TypePtr& type,
                       bool unary_tests);

// Units that the types in scope give their numbers.
std::vector<std::string> units_in(const feel::Scope& scope);

}  // namespace enact::lsp
