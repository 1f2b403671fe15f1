// Which facts a rule compares with which numbers, read from its IR with the number on the right-hand side.
#pragma once

#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "feel/ir.hpp"

namespace enact::policy {

// "<", "<=", ">", ">=" of a node that compares, with the threshold on its right; "" for any other node.
std::string_view comparison_sign(const feel::ir::Program& program, const feel::ir::Node& node);

struct Compared {
  Decimal number;
  std::string_view sign;
  Span span;  // in the program's source
};
// Every comparison of facts with a number that is written out.
std::vector<Compared> comparisons(const feel::ir::Program& program);

}  // namespace enact::policy
