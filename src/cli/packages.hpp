// Policy packages as the commands take them: folders on disk, with the shared vocabularies beside them.
#pragma once

#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "policy/load.hpp"

namespace enact::cli {

// The files of a package folder and of `common/` beside it, by the path that the user gave. Throws
// std::runtime_error, with what to do, if the folder holds no package.
policy::FileSet read_package_files(const std::filesystem::path& folder);

// The files of a package, from its folder or from an image file. An image that cannot be used is Diagnostics.
struct PackageSources {
  policy::FileSet files;
  std::string folder;
};
std::expected<PackageSources, Diagnostics> read_sources(const std::filesystem::path& path);

// The folder as load_package() wants it: with `/`, without one at the end.
std::string folder_name(const std::filesystem::path& folder);

}  // namespace enact::cli
