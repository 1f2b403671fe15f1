// Reading packages and files for the commands. See load_packages.hpp.
#include "cli/load_packages.hpp"

#include <cerrno>
#include <cstring>
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
