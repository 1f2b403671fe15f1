// Whether the figures of money and percentages that a provision quotes are the figures that its rules have:
// an amount that differs from the text is found here.
#pragma once

#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "policy/package.hpp"

namespace enact::policy {

// The numbers of "50~200万元", "30%", "1,000元/月" as rules have them (yuan, shares); empty for figures of
// other things.
std::vector<Decimal> figure_numbers(std::string_view figure);

// Precondition: coverage has been checked (marks know their provisions). A figure that only provisions
// without rules quote is left alone.
void check_figures(const Package& package, Diagnostics& diagnostics);

}  // namespace enact::policy
