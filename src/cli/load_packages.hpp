// Packages that a command wants to use: read, compiled, and refused with their errors if they have any.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "policy/package.hpp"

namespace enact::cli {

// In the order of `folders`; nullopt after the errors have been printed.
std::optional<std::vector<policy::PackagePtr>> load_packages(const std::vector<std::string>& folders,
                                                             Language language);

// A file, or standard input for "-". Throws std::runtime_error, with the reason, if it cannot be read.
SourcePtr read_source(const std::string& path);

}  // namespace enact::cli
