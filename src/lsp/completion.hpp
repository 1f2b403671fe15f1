// What may be written at the cursor (textDocument/completion): names, functions, keywords, codes and units in
// FEEL; keys and their values in YAML.
#pragma once

#include <string>

#include "lsp/diagnostics.hpp"
#include "lsp/workspace.hpp"

namespace enact::lsp {

// Where an editor asks: a byte offset in a text that belongs to the package.
struct Asked {
  AnalysisPtr analysis;   // null: the file belongs to no package
  AnalysisPtr last_good;  // null: the package has had errors since it was opened
  std::string path;
  std::string text;
  std::size_t offset = 0;
};

// A CompletionList.
json::value complete(const Asked& asked, const Manner& manner);

}  // namespace enact::lsp
