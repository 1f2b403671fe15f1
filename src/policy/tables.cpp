// See tables.hpp.
#include "policy/tables.hpp"

#include <utility>

#include "dmn/analysis.hpp"

namespace enact::policy {

Diagnostics check_tables(const Package& package) {
  Diagnostics diagnostics;
  for (const auto& [name, table] : package.tables) {
    for (dmn::Finding& finding : dmn::analyse(*table)) {
      diagnostics.push_back(std::move(finding.diagnostic));
    }
  }
  return diagnostics;
}

}  // namespace enact::policy
