// What a policy in drafting should not leave as it is: threshold words against comparison signs, figures
// without units, tiers, lead units, expiry, conditions that competition law bars. Which words those are, what
// to do and which rule it comes from is data (`drafting.yaml`, docs/drafting.md); only what is looked for in
// figures, dates and tables is here. Beside checking: an issued document cannot be redrafted.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "policy/load.hpp"

namespace enact::policy {

struct DraftFinding {
  std::string check;  // "tied-to-tax"
  Text says;
  Text help;
  Text source;  // the rule it comes from
  Location location;
  std::string words;    // of the document, or the condition
  std::string article;  // of the document; empty: outside the articles
  Text answer;          // the package's reason; empty: open
};

struct DraftReview {
  std::vector<DraftFinding> findings;  // in the order of the checks, then of the document
  Diagnostics diagnostics;             // of the two files
  bool good() const;                   // every finding is answered, and the files are without errors
};

// `loaded.package` must be there; it may have errors. The checks come from `drafting.yaml` of the folders
// that the package uses, its answers from its own.
DraftReview review_draft(const FileSet& files, std::string_view folder, const Loaded& loaded);

std::string draft_report(const DraftReview& review, Language language);

}  // namespace enact::policy
