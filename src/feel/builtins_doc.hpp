// The reference of built-in functions, written from the registry so that it cannot fall behind it.
#pragma once

#include <string>

namespace enact::feel {

// The whole of docs/feel-functions.md.
std::string builtins_markdown();

}  // namespace enact::feel
