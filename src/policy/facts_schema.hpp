// The JSON Schema (2020-12) of a facts file for one package (docs/facts.md), for editors and other programs.
// The checks that a schema cannot express (credit codes, dates that do not exist) are src/determine's.
#pragma once

#include <string>

#include "policy/package.hpp"

namespace enact::policy {

std::string facts_schema(const Package& package);

}  // namespace enact::policy
