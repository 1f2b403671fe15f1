// registers.yaml: what a package keeps lists of. Reads it as strictly as the package's other files; every
// name (of a field, a state, a unit, a procedure, another register) must be known. What a register does is
// src/registers' business.
#pragma once

#include <vector>

#include "policy/package.hpp"
#include "policy/register.hpp"
#include "policy/texts.hpp"
#include "policy/types.hpp"
#include "policy/unit_names.hpp"

namespace enact::policy {

struct RegisterSurroundings {
  const TypeNames& types;
  const UnitNames& units;
  ReadTexts& texts;
  Diagnostics& diagnostics;
};

// Reads the files into package.registers. Precondition: all else of the package has been read.
void read_registers(const std::vector<yaml::Node>& roots, const RegisterSurroundings& around,
                    Package& package);

}  // namespace enact::policy
