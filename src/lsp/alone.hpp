// Files that are checked by themselves: an expression in a .feel file, a DMN model.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace enact::lsp {

bool is_model(const std::string& path);
// Is it checked alone, whatever folder it is in?
bool stands_alone(const std::string& path);
// `beside`: the models that a DMN model may import. Every place in the answer is in `text`.
Diagnostics check_alone(const SourcePtr& text, const std::vector<SourcePtr>& beside);

}  // namespace enact::lsp
