// What the floors bring to a space's database (store::OpenOptions).
#pragma once

#include <vector>

#include "store/module.hpp"

namespace enact::cli {

std::vector<store::Module> space_modules();

}  // namespace enact::cli
