// What `enact check` says of a package beyond its errors: what was counted, how the document is covered, each
// operative word with its provision, and what was assumed. Text for a terminal, in either language.
#pragma once

#include <string>

#include "policy/load.hpp"

namespace enact::policy {

// Counts, operative words, assumptions, uncovered clauses; the last line is the coverage line.
// Precondition: loaded.package is not null.
std::string check_report(const Loaded& loaded, Language language);
// "coverage 100 % of 123 clauses"; the share is rounded down, so that 100 means all. The same in every
// language, because scripts read it.
std::string coverage_line(const Document& document);

}  // namespace enact::policy
