#include "cli/packages.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "policy/image.hpp"

namespace enact::cli {

namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.generic_string());
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void read_below(const fs::path& folder, policy::FileSet& out) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) out.emplace(entry.path().generic_string(), read_file(entry.path()));
}

}  // namespace

std::string folder_name(const fs::path& folder) {
  auto name = folder.lexically_normal().generic_string();
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  return name;
}

policy::FileSet read_package_files(const fs::path& folder) {
  const fs::path package = folder_name(folder);
  if (!fs::is_regular_file(package / "policy.md"))
    throw std::runtime_error(
        "no policy.md in " + package.generic_string() +
        ": name the folder of a policy package, for example policies/NAME, or an image file");
  policy::FileSet out;
  read_below(package, out);
  if (const auto common = package.parent_path() / "common"; fs::is_directory(common)) read_below(common, out);
  return out;
}

std::expected<PackageSources, Diagnostics> read_sources(const fs::path& path) {
  if (!fs::is_regular_file(path)) return PackageSources{read_package_files(path), folder_name(path)};
  auto image = policy::open_image(read_file(path));
  if (!image) return std::unexpected(std::move(image).error());
  return PackageSources{std::move(image->files), std::move(image->folder)};
}

}  // namespace enact::cli
