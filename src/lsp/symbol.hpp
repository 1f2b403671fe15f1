// What has a name in a package, so that all its places can be found.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/diagnostic.hpp"

namespace enact::lsp {

enum class What : std::uint8_t {
  provision,
  article,
  subject,
  record,
  fact,  // in a subject or record type
  code_list,
  code,  // in a code list
  matter,
  definition,
  unit,
  parameter,
  procedure,
  step,         // in a procedure
  institution,  // a register, also one that measures
  field,        // in a register: of an entry, a column of its lines, or a measure
  selection,    // a competition
  letter,
  table,
  column,       // in a table: an input
  item,         // in a provision: the variable of `each`
  let,          // in a provision
  condition,    // in a provision
  local,        // in an expression: a variable of `for`, `some`, `every`, a parameter, an entry of a context
  surrounding,  // what every expression sees: 查询日, 政策, 参数, 月, 月序
};

struct Symbol {
  What what = What::provision;
  std::string container;  // the name that it belongs to; of a local the place of its binding
  std::string name;

  friend auto operator<=>(const Symbol&, const Symbol&) = default;
};

// What a kind is called: "事实", "fact".
Text describe(What what);

}  // namespace enact::lsp
