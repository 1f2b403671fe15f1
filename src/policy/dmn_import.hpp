// A DMN document read back as provisions (docs/dmn-interchange.md): what Enact exported, also after another
// tool has renamed, moved or renumbered its elements or dropped what is not DMN's own. What is lost is said,
// never filled in. No I/O.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "dmn/model.hpp"
#include "policy/provision_text.hpp"

namespace enact::policy {

struct DmnImport {
  // In the order of the document. A provision whose `particulars` is false has its rules (conditions,
  // amount, events) and nothing that travels beside them.
  PackageText package;
  // Errors: rules that could not be understood; warnings: what was lost, by provision.
  Diagnostics diagnostics;
};
DmnImport import_dmn(const dmn::model::Definitions& model);

struct DmnComparison {
  std::size_t provisions = 0;  // that the document has
  std::vector<Difference> differences;
  Diagnostics diagnostics;  // those of the import
};
// What the document says against what the package says, for the provisions that the document has. Also the
// logic that the export adds (how conditions become a verdict, a verdict a claim) is held against it.
DmnComparison compare_dmn(const dmn::model::Definitions& model, const Package& package);

}  // namespace enact::policy
