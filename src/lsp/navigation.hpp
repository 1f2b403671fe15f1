// Ways through a package: where a name is declared, where it is mentioned, and what a file holds
// (textDocument/definition, references, documentSymbol).
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lsp/completion.hpp"

namespace enact::lsp {

using UriOf = std::function<std::string(const std::string& path)>;

// Locations; the paragraph for a quotation of the official text. Null if there is nothing to go to.
json::value definition(const Asked& asked, const Manner& manner, const UriOf& uri);

// Every place of a symbol in every package of the workspace that reads the file which declares it.
struct Everywhere {
  std::vector<AnalysisPtr> packages;
  std::set<std::pair<std::string, std::size_t>> seen;  // path and offset: a shared file is read by several
  std::vector<Occurrence> occurrences;
};
Everywhere everywhere(const Symbol& symbol, const AnalysisPtr& analysis, Workspace& workspace);

json::value references(const Asked& asked, bool with_declaration, Workspace& workspace, const Manner& manner,
                       const UriOf& uri);

// DocumentSymbols: articles with their provisions and tables, entries of vocabularies and the like.
json::value document_symbols(const Asked& asked, const Manner& manner);

}  // namespace enact::lsp
