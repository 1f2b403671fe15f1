// Makes a compiled program cheaper to run without changing what it means: what depends on constants alone is
// computed once, branches that are never taken are cut off, and fields know where their entry probably
// stands. Must not know how programs are made or what they are for.
#pragma once

#include "feel/compile.hpp"
#include "feel/ir.hpp"

namespace enact::feel {

// Nodes keep their numbers; those that are no longer reached stay where they are, and used_inputs stays as it
// is. Whatever would fail, or be unknown, is left to run time, where it fails with the same cause at the same
// place. `today()`, `now()` and functions as values are no constants.
void fold_constants(ir::Program& program, Mode mode);

// Sets Node::index of fields whose context's type is known.
void locate_fields(ir::Program& program);

}  // namespace enact::feel
