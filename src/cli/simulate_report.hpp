// What `enact simulate` prints: for people, as CSV.
#pragma once

#include <string>

#include "bulk/comparison.hpp"
#include "policy/levers.hpp"

namespace enact::cli {

std::string simulation_report(const bulk::Comparison& comparison,
                              const std::vector<policy::SetPackage::Set>& settings, const std::string& by,
                              Language language);
// One line each: everything, provisions, articles, payers, leads, groups, allocations. Amounts in yuan.
std::string simulation_csv(const bulk::Comparison& comparison, Language language);
std::string levers_report(const std::vector<policy::Lever>& levers, Language language);

}  // namespace enact::cli
