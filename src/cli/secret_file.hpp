// Secrets of a settings file stand in files of their own, which it names.
#pragma once

#include <filesystem>
#include <string>

#include "base/diagnostic.hpp"
#include "policy/yaml_reader.hpp"

namespace enact::cli {

// The first line of the file that the node names, relative to the folder; an error at the node if there is
// none.
std::string read_secret(const std::filesystem::path& folder, const policy::yaml::Node& node,
                        Diagnostics& diagnostics);

}  // namespace enact::cli
