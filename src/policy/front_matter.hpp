// The front matter of policy.md: what the document is, when it is in force, which vocabularies it uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/package.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::policy {

// The file of the official text in a package's folder.
inline constexpr std::string_view official_name = "official.txt";

struct FrontMatter {
  std::string official_sha256;
  Location official_place;           // of the hash
  std::vector<std::string> uses;     // "common/words-1"
  std::vector<Location> use_places;  // of each
  Location in_force_from;
  Location in_force_to;
  Location id_place;
  Location number_place;
  Location title_place;
  Location issuer_place;
  Stacking stacking;        // the default of all provisions
  yaml::Node assumptions;   // to be read when the units are known; null if there are none
  yaml::Node alternatives;  // to be read when the provisions are known; null if there are none
};

// Fills the package's own entries; `root` is the mapping between the two lines `---`.
FrontMatter read_front_matter(const yaml::Node& root, Package& package, Diagnostics& diagnostics);

// `stacking:`, of the front matter or of a provision; what it does not say is as in `otherwise`.
Stacking read_stacking(const yaml::Node& node, Stacking otherwise, Diagnostics& diagnostics);
// `[from, to]`, either of which may be null.
Validity read_validity(const yaml::Node& node, Diagnostics& diagnostics);
// Days of knowledge: the first, or `[first, last]`.
Validity read_known(const yaml::Node& node, Diagnostics& diagnostics);

}  // namespace enact::policy
