// A package made ready to be published: checked, its examples run, on request proved; and its image.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "determine/examples.hpp"
#include "policy/image.hpp"

namespace enact::cli {

struct Publication {
  policy::PackagePtr package;  // null if it could not be read at all
  std::string hash;
  std::string image;  // empty: refused, because of what follows
  policy::Tried tried;
  Diagnostics diagnostics;                       // of the check, or of an image file that cannot be used
  std::vector<determine::ExampleResult> failed;  // examples that did not pass
  bool good() const { return !image.empty(); }
};

// `path`: the folder of a package, or an image file, which is taken as it was published. An error of the
// check, a clause that is not covered, or an example that fails refuses it; a refuted proof is told in
// `tried` and refuses nothing. Without `examples` the package is only checked. Throws std::runtime_error if
// nothing can be read there.
struct PublicationSteps {
  bool examples = true;
  bool proofs = true;
};
Publication prepare(const std::string& path, const PublicationSteps& steps, Language language);

// What a package was held to, in a sentence.
Text in_words(const policy::Tried& tried);

}  // namespace enact::cli
