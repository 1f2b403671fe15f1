// A procedure drawn from its declaration: one box a step from top to bottom in the order of the declaration,
// ways onward at the left, ways back at the right, ends as round boxes. Plain SVG without scripts, styles of
// its own, for screens and paper.
#pragma once

#include <string>

#include "policy/package.hpp"

namespace enact::procedure {

// Precondition: check_procedure found nothing.
std::string diagram_svg(const policy::Procedure& procedure, Language language);

}  // namespace enact::procedure
