// Files that are checked by themselves: an expression in a .feel file, a DMN model.
#pragma once

#include <string>

#include "base/diagnostic.hpp"

namespace enact::lsp {

// Is it checked alone, whatever folder it is in?
bool stands_alone(const std::string& path);
Diagnostics check_alone(const std::string& path, const std::string& text);

}  // namespace enact::lsp
