// Reading `drafting.yaml`: the checks of a shared folder, the answers of a package. Knows no document.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {

struct DraftCheck {
  std::string id;
  std::vector<std::string> words;
  std::vector<std::string> facts;
  Text says;
  Text help;
  Text source;
};

struct DraftAnswer {
  std::string check;
  std::vector<std::string>
      texts;  // words of the document (or names of conditions) that it is about; empty: all
  Text reason;
  Location location;
};

// `fixed`: the names of checks that need neither words nor facts.
std::vector<DraftCheck> read_draft_checks(const yaml::Node& root, const std::vector<std::string>& fixed,
                                          Diagnostics& diagnostics);
std::vector<DraftAnswer> read_draft_answers(const yaml::Node& root, const std::vector<DraftCheck>& checks,
                                            Diagnostics& diagnostics);

}  // namespace enact::policy
