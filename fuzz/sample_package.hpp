// A small package of the tree, as fuzzers take it for what they read by its vocabulary.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "policy/load.hpp"

namespace enact::fuzz {

inline constexpr const char* sample_folder = "policies/sample-farm";

inline policy::FileSet sample_files() {
  const std::filesystem::path root = ENACT_ROOT;
  policy::FileSet out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / sample_folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.emplace(std::filesystem::relative(entry.path(), root).generic_string(),
                std::string(std::istreambuf_iterator<char>(in), {}));
  }
  return out;
}

}  // namespace enact::fuzz
