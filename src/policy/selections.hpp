// selections.yaml: the competitions that a package sets up. Read as strictly as the package's other files:
// weights sum to 100, registers, fields, states, units, facts and criteria that are named must exist, quoted
// words must stand in the document. How a call runs is src/selection's business.
#pragma once

#include <vector>

#include "policy/assumptions.hpp"
#include "policy/package.hpp"
#include "policy/selection.hpp"
#include "policy/texts.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

struct SelectionSurroundings {
  const UnitNames& units;
  Assumptions& assumptions;
  ReadTexts& texts;
  Diagnostics& diagnostics;
};

// Reads the files into package.selections. Precondition: all else of the package has been read, registers
// too.
void read_selections(const std::vector<yaml::Node>& roots, const SelectionSurroundings& around,
                     Package& package);

// What the items that acceptance and stages attest see: 日期 (the day), 编号 (of the contract), 签订日期,
// 名称 (of the bid), 期次 (the stage's id) and 金额 (its money).
const feel::Scope& told_scope();

}  // namespace enact::policy
