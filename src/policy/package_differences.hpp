// What differs between two versions of a policy: the text, the provisions rule by rule, tables, shared rules,
// parameters, vocabulary, procedures, registers, competitions, units, dates. Says nothing of what the
// differences mean for anybody (determine/differences.hpp) and nothing of what they cannot mean
// (verify/versions.hpp).
#pragma once

#include <string>
#include <vector>

#include "policy/provision_text.hpp"
#include "policy/text_differences.hpp"

namespace enact::policy {

struct ProvisionChange {
  std::string id;
  Text title;  // of the new version where there is one
  enum class Kind : std::uint8_t { added, removed, changed, same } kind = Kind::same;
  std::vector<Difference> differences;  // of a changed one
};

struct PackageDifferences {
  std::vector<ParagraphDifference> text;
  std::vector<ProvisionChange> provisions;  // all: in the new version's order, those removed at the end
  // Of what provisions share: each `what` names it. In the order of the enumeration above.
  std::vector<Difference> shared;
  bool none() const;
};

PackageDifferences package_differences(const Package& before, const Package& after);

}  // namespace enact::policy
