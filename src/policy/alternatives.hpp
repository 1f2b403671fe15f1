// `alternatives:` of the front matter: sets of provisions of which a subject is paid the better one (从优).
#pragma once

#include "policy/package.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::policy {

// Reads the list into the package, whose provisions are known. A provision of another policy is written
// `policy-id/provision` and cannot be looked up here.
void read_alternatives(const yaml::Node& node, Package& package, Diagnostics& diagnostics);

}  // namespace enact::policy
