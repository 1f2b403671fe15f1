// A changed package as it was uploaded (修改稿): which of the files is the package, whether it compiles, and
// whether it can be asked of the population that the lab holds. Nothing is published or kept here.
#pragma once

#include <expected>
#include <span>
#include <string>

#include "policy/load.hpp"
#include "store/fault.hpp"

namespace enact::lab {

struct CheckedDraft {
  policy::FileSet files;  // below the folder that holds the package and what it uses
  std::string folder;     // the package's own: "town-1"
  policy::Loaded loaded;  // may have errors; the package may be null
};

// Finds the one policy.md among the files. `folder`: what its folder is taken to be named where policy.md
// stands in none. `shared`: "common/…" of the packages in force, for what the upload uses and does not bring.
// Faults (invalid): "lab.draft-no-package", "lab.draft-packages" (more than one).
std::expected<CheckedDraft, store::Fault> check_draft(const policy::FileSet& uploaded, std::string folder,
                                                      const policy::FileSet& shared);

// Facts of subjects that the draft declares otherwise than the packages in force, by which the population is
// read. Errors: another type, so that the draft cannot be asked. Notes: facts that only the draft declares,
// which are unknown of everybody.
Diagnostics other_facts(std::span<const policy::PackagePtr> in_force, const policy::Package& draft);

}  // namespace enact::lab
