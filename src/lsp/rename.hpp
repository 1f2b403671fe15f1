// Renames a name at all its places (textDocument/prepareRename, rename). The edits are tried on a copy of the
// package first: what would no longer compile, or would make a name mean something else, is refused.
#pragma once

#include <string>

#include "lsp/navigation.hpp"

namespace enact::lsp {

// The range of the name at the cursor, or why it cannot be renamed.
Answer prepare_rename(const Asked& asked, const Workspace& workspace, const Manner& manner);

// A WorkspaceEdit, or why not.
Answer rename(const Asked& asked, const std::string& new_name, Workspace& workspace, const Compile& compile,
              const Manner& manner, const UriOf& uri);

}  // namespace enact::lsp
