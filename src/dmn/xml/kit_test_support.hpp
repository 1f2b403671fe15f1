// For tests: the public conformance kit, where it is (ENACT_TCK, else beside the checkout).
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/source.hpp"

namespace enact::dmn {

inline std::filesystem::path kit_folder() {
  const char* given = std::getenv("ENACT_TCK");
  return given != nullptr && *given != '\0' ? std::filesystem::path(given)
                                            : std::filesystem::path(ENACT_ROOT) / ".." / "shared" / "tck";
}

// Sorted; empty where there is no kit.
inline std::vector<std::filesystem::path> kit_models() {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::is_directory(kit_folder())) return found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kit_folder())) {
    if (entry.path().extension() == ".dmn") found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

inline SourcePtr read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::make_shared<const Source>(
      path.filename().string(),
      std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()));
}

}  // namespace enact::dmn
