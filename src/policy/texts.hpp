// Every FEEL text of a package as the loader met it, with the names that it may use, also where it does not
// compile: what an editor needs to complete, explain and rename (src/lsp). A compiled package does not keep
// them.
#pragma once

#include <vector>

#include "feel/compile.hpp"

namespace enact::policy {

struct ReadText {
  feel::ExpressionText text;
  feel::Scope scope;
  feel::TypePtr type;        // what it must give; of unary tests: what is tested. Null: anything
  bool unary_tests = false;  // a cell of a decision table, else an expression
};
using ReadTexts = std::vector<ReadText>;

}  // namespace enact::policy
