// What the checker knows of built-in functions beyond their signatures: results whose type follows the
// arguments (the sum of amounts in 元 is in 元).
#pragma once

#include <span>

#include "feel/builtins.hpp"
#include "feel/type.hpp"

namespace enact::feel {

// The type of a call. `signature` -1: not settled statically. `arguments` may hold null where nothing is
// known (by parameter order for a signature, else as written). Never null.
TypePtr builtin_result(const Builtin& builtin, int signature, std::span<const TypePtr> arguments);

// The common type of two values that stand for one another (branches, list items): the wider one, or Any.
TypePtr join_types(const TypePtr& a, const TypePtr& b);

}  // namespace enact::feel
