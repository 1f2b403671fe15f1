// Reading packages and files for the commands. See load_packages.hpp.
#include "cli/load_packages.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "cli/packages.hpp"

namespace enact::cli {

std::optional<std::vector<policy::PackagePtr>> load_packages(const std::vector<std::string>& folders,
                                                             Language language) {
  std::vector<policy::PackagePtr> packages;
  bool ok = true;
  for (const std::string& folder : folders) {
    const policy::Loaded loaded = compile_package(read_package_files(folder), folder_name(folder));
    if (!loaded.ok()) {
      std::cerr << render(loaded.diagnostics, language);
      ok = false;
      continue;
    }
    packages.push_back(loaded.package);
  }
  if (!ok) return std::nullopt;
  return packages;
}

std::vector<SourcePtr> example_files(const std::string& folder) {
  std::vector<SourcePtr> sources;
  const std::string prefix = folder_name(folder) + "/examples/";
  for (const auto& [path, text] : read_package_files(folder)) {
    const bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    if (yaml && path.starts_with(prefix)) sources.push_back(std::make_shared<const Source>(path, text));
  }
  return sources;
}

policy::PackagePtr PackagesBeside::find(const std::string& path) {
  namespace fs = std::filesystem;
  const auto [known, added] = known_.try_emplace(path);
  if (added) {
    const fs::path sibling = fs::path(folder_name(folder_)).parent_path() / fs::path(path).filename();
    if (const auto packages = load_packages({sibling.string()}, language_)) known->second = packages->front();
  }
  return known->second;
}

SourcePtr read_source(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return std::make_shared<const Source>("<stdin>", std::move(text).str());
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": " + std::strerror(errno));
  text << file.rdbuf();
  if (file.bad()) throw std::runtime_error(path + ": " + std::strerror(errno));
  return std::make_shared<const Source>(path, std::move(text).str());
}

}  // namespace enact::cli
