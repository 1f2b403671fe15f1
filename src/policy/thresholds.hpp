// Whether a condition's comparison sign is that of the word it carries out: 超过 is >, 以上 is >=. Which word
// asks for which sign is data of the vocabulary.
#pragma once

#include "policy/clauses.hpp"
#include "policy/package.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// `node`: the value of `words:`; `provision`: whose citations are read if the condition has none of its own.
void check_threshold(const Condition& condition, const yaml::Node& node, const Provision& provision,
                     const Words& words, Diagnostics& diagnostics);

}  // namespace enact::policy
