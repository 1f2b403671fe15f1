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
#include "policy/image.hpp"
#include "procedure/compile_package.hpp"

namespace enact::cli {

namespace {

namespace fs = std::filesystem;

// From a folder, or from an image file; nullopt after the errors have been printed.
std::optional<UsedPackage> load(const std::string& path, bool with_image, Language language) {
  if (fs::is_regular_file(path)) {
    std::string image(read_source(path)->text());
    auto package = policy::from_image(image);
    if (package) return UsedPackage{std::move(*package), std::move(image)};
    std::cerr << path << ":\n" << render(package.error(), language);
    return std::nullopt;
  }
  const policy::FileSet files = read_package_files(path);
  policy::Loaded loaded = procedure::compile_package(files, folder_name(path));
  if (!loaded.ok()) {
    std::cerr << render(loaded.diagnostics, language);
    return std::nullopt;
  }
  return UsedPackage{std::move(loaded.package),
                     with_image ? policy::to_image(files, folder_name(path)) : std::string()};
}

std::optional<std::vector<UsedPackage>> load_all(const std::vector<std::string>& paths, bool with_images,
                                                 Language language) {
  std::vector<UsedPackage> used;
  bool ok = true;
  for (const std::string& path : paths) {
    auto one = load(path, with_images, language);
    ok = ok && one.has_value();
    if (one) used.push_back(std::move(*one));
  }
  if (!ok) return std::nullopt;
  return used;
}

}  // namespace

std::optional<std::vector<policy::PackagePtr>> load_packages(const std::vector<std::string>& paths,
                                                             Language language) {
  auto used = load_all(paths, false, language);
  if (!used) return std::nullopt;
  std::vector<policy::PackagePtr> packages;
  for (UsedPackage& one : *used) packages.push_back(std::move(one.package));
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

std::optional<std::vector<UsedPackage>> load_images(const std::vector<std::string>& paths,
                                                    Language language) {
  return load_all(paths, true, language);
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

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(path + ": cannot be written: " + std::strerror(errno));
}

}  // namespace enact::cli
