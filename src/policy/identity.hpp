// Whether a document is the official text: paragraph by paragraph, in order, every character. Knows texts
// and places, not what they mean.
#pragma once

#include "policy/front_matter.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// Reports the first difference of every paragraph that differs, and paragraphs that are missing or too many.
void compare(const Document& document, const SourcePtr& official, Diagnostics& diagnostics);

// The official text itself: hash, normal form, one paragraph a line.
void check_official(const SourcePtr& official, const FrontMatter& front, Diagnostics& diagnostics);

}  // namespace enact::policy
