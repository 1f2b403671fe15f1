// The YAML blocks of policy.md: provisions, and what is declaratory.
#pragma once

#include <string>
#include <vector>

#include "policy/assumptions.hpp"
#include "policy/clauses.hpp"
#include "policy/coverage.hpp"
#include "policy/front_matter.hpp"
#include "policy/package.hpp"
#include "policy/texts.hpp"
#include "policy/types.hpp"
#include "policy/unit_names.hpp"
#include "policy/units.hpp"

namespace enact::policy {

// What has been read before the provisions are; all must outlive their reading.
struct ProvisionSurroundings {
  Package& package;  // everything but provisions
  const TypeNames& types;
  const UnitNames& units;
  const Words& words;
  const FrontMatter& front;
  const std::vector<UnitsLine>& lines;
  Assumptions& assumptions;
  ReadTexts& texts;
  Diagnostics& diagnostics;
};

// Adds the provision of a block in the article to the package.
void read_provision(const yaml::Node& root, const std::string& article, const ProvisionSurroundings& around);

// The entries of a `declaratory:` block in the article.
std::vector<Declaratory> read_declaratory(const yaml::Node& root, const std::string& article,
                                          const Document& document, Diagnostics& diagnostics);

}  // namespace enact::policy
