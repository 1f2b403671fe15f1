// Whether a file is a text as packages have it: UTF-8 without byte order mark, lines that end with a line
// feed alone. Anything else would shift columns and compare unequal, so it is told before anything else.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"

namespace enact::policy {

// The first thing that is wrong with the part ("text.encoding", "text.byte-order-mark", "text.line-end").
std::optional<Diagnostic> plain_text_problem(const SourcePtr& source, Span part);

}  // namespace enact::policy
