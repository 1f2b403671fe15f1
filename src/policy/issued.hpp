// Whether the front matter says of the document what the document says of itself: number, title, issuer, and
// the days on which it comes into force and ends.
#pragma once

#include "policy/front_matter.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// Precondition: paragraphs and marks have been found.
void check_issued(const Package& package, const FrontMatter& front, Diagnostics& diagnostics);

}  // namespace enact::policy
