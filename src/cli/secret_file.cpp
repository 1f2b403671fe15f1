#include "cli/secret_file.hpp"

#include <fstream>

#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::cli {

std::string read_secret(const std::filesystem::path& folder, const policy::yaml::Node& node,
                        Diagnostics& diagnostics) {
  const std::filesystem::path path = folder / node.text;
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || text::trim(line).empty()) {
    policy::yaml::error(
        diagnostics, "settings.no-secret", node.location(),
        {"读不到密钥文件 " + path.string(), "the file of the secret cannot be read: " + path.string()},
        {"核对路径与权限，内容写在第一行", "check its path and permissions; its first line is read"});
  }
  return std::string(text::trim(line));
}

}  // namespace enact::cli
