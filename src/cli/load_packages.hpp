// Packages that a command wants to use, from their folders or from image files: read, compiled, and refused
// with their errors if they have any.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "policy/package.hpp"

namespace enact::cli {

// In the order of `paths`; nullopt after the errors have been printed.
std::optional<std::vector<policy::PackagePtr>> load_packages(const std::vector<std::string>& paths,
                                                             Language language);

// The example files of a package folder, in the order of their names.
std::vector<SourcePtr> example_files(const std::string& folder);

// Packages that the examples of a package name, from where packages stand ("policies/x"): the folder beside
// the package's own. Each is loaded once, with its errors printed.
class PackagesBeside {
 public:
  PackagesBeside(std::string folder, Language language) : folder_(std::move(folder)), language_(language) {}
  policy::PackagePtr find(const std::string& path);  // null if it cannot be had

 private:
  std::string folder_;
  Language language_;
  std::map<std::string, policy::PackagePtr> known_;
};
// The same with their images, as a record of a determination keeps them: that of the file as it is, of a
// folder one that nobody has published.
struct UsedPackage {
  policy::PackagePtr package;
  std::string image;
};
std::optional<std::vector<UsedPackage>> load_images(const std::vector<std::string>& paths, Language language);

// A file, or standard input for "-". Throws std::runtime_error, with the reason, if it cannot be read.
SourcePtr read_source(const std::string& path);
// Throws std::runtime_error, with the reason, if the file cannot be written.
void write_file(const std::string& path, const std::string& text);

}  // namespace enact::cli
