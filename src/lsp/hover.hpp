// What stands at the cursor, explained (textDocument/hover): names, functions, literals, quotations of the
// official text, the official text itself, keys of YAML.
#pragma once

#include "lsp/completion.hpp"

namespace enact::lsp {

// A Hover, or null.
json::value hover(const Asked& asked, const Manner& manner);

}  // namespace enact::lsp
