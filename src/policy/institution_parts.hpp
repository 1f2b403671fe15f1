// Registers and competitions of a package as named texts, part by part, so that two versions can be held
// against each other (policy/package_differences.hpp). The texts are for reading, not for reading in again.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy/package.hpp"

namespace enact::policy {

// "知识产权": what a register is; "知识产权.专利号": a field; "知识产权/唯一 1": what must hold between
// entries.
std::vector<std::pair<std::string, std::string>> register_parts(const Package& package);
// "技术攻关": what a competition is; "技术攻关/创新性": a criterion.
std::vector<std::pair<std::string, std::string>> selection_parts(const Package& package);

}  // namespace enact::policy
