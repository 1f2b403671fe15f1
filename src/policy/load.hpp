// Way in: the texts of a package's files → a compiled package, or what is wrong with it. No I/O: whoever
// calls has read the folders (cli) or holds an image (policy/image.hpp). Knows nothing of facts, cases or
// databases.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "policy/package.hpp"
#include "policy/texts.hpp"

namespace enact::policy {

// Path, with `/`, as messages shall show it → text. Holds at least the package's folder and the folders that
// it `uses:`, which stand beside it: for "policies/town-1" and `uses: [common/words-1]`, "policies/town-1/…"
// and "policies/common/words-1/…". Other files are not looked at.
using FileSet = std::map<std::string, std::string, std::less<>>;

struct Loaded {
  PackagePtr package;       // null only if there was no way to read a package at all; a package with errors
                            // is there to be looked at (coverage, document), never to be served
  Diagnostics diagnostics;  // in the order in which the parts are read: causes before their effects
  ReadTexts texts = {};     // in the same order
  bool ok() const { return package != nullptr && !has_errors(diagnostics); }
};

// `folder`: the package's own, without a slash at its end: "policies/town-1".
Loaded load_package(const FileSet& files, std::string_view folder);

// The files that make the package, by their path from the folder that holds it and what it uses
// ("town-1/policy.md", "common/words-1/vocabulary.yaml"): what hash and image are made of.
FileSet package_sources(const FileSet& files, std::string_view folder);
// SHA-256 over paths and texts of package_sources() and the engine's version, in hexadecimal: where the same
// sources mean something else, they are another package.
std::string package_hash(const FileSet& sources, int engine);

}  // namespace enact::policy
