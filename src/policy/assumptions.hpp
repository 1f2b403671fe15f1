// What a document leaves open and a package fills in: the three things that every assumption must say (what
// is assumed, why, who may rule otherwise), wherever in the package it stands.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "policy/unit_names.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy {

// Reads assumptions and collects them all in the package, each id once.
class Assumptions {
 public:
  // All must outlive it.
  Assumptions(Package& package, const UnitNames& units, Diagnostics& diagnostics)
      : package_(package), units_(units), diagnostics_(diagnostics) {}

  // The keys that `beside` adds to a mapping.
  static std::vector<std::string> keys() { return {"assumption", "because", "ruled by"}; }
  // `assumption:`, `because:`, `ruled by:` beside other keys, or `assumption: { says, because, ruled by }`;
  // nothing if there is no `assumption`.
  std::optional<Assumption> beside(const yaml::Mapping& mapping, const std::string& id);
  // A list of entries {id, says, because, ruled by}; ids get the prefix.
  std::vector<Assumption> list(const yaml::Node& node, const std::string& prefix);

 private:
  std::optional<Assumption> finish(const yaml::Mapping& mapping, Text text, std::string id, Location place);

  Package& package_;
  const UnitNames& units_;
  Diagnostics& diagnostics_;
  std::map<std::string, Location> places_;
};

}  // namespace enact::policy
