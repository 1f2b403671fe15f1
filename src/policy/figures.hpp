// Whether the figures of money and percentages that a provision quotes are the figures that its rules have:
// an amount that differs from the text is found here.
#pragma once

#include "policy/package.hpp"

namespace enact::policy {

// Precondition: coverage has been checked (marks know their provisions). A figure that only provisions
// without rules quote is left alone.
void check_figures(const Package& package, Diagnostics& diagnostics);

}  // namespace enact::policy
