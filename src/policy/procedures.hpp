// procedures.yaml: steps, who acts, how long it may take, what follows. Checks that every step can be
// reached, that every way leads to a step that exists, and that a case can end. What a step means is
// src/procedure's.
#pragma once

#include <vector>

#include "policy/assumptions.hpp"
#include "policy/package.hpp"
#include "policy/texts.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

// What reading needs of the rest of the package, and what it adds to.
struct ProcedureSurroundings {
  const UnitNames& units;
  const Vocabulary& vocabulary;
  Assumptions& assumptions;
  ReadTexts& texts;
  Diagnostics& diagnostics;
};
std::vector<Procedure> read_procedures(const yaml::Node& root, const ProcedureSurroundings& around);

// What an outcome's `if` sees: 金额, the amount as it is decided or determined (unknown while it is a band or
// nothing), 方式 ("apply" or "confirm"), and 条款, the provision's id.
const feel::Scope& guard_scope();
inline constexpr std::string_view amount_name = "金额";  // also in `relies on`

}  // namespace enact::policy
