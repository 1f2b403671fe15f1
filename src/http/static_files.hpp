// The built portal, held in memory and served with strong validators. Any path that is no file is the
// portal's own route and gets its start page.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace enact::http {

class StaticFiles {
 public:
  struct File {
    std::string body;
    std::string media_type;
    std::string etag;
    bool immutable = false;  // its name holds its content's hash
  };

  StaticFiles() = default;  // none: the API only
  // Reads all files below `folder`. Throws std::runtime_error if there is no index.html.
  explicit StaticFiles(const std::filesystem::path& folder);

  // Null only if there are no files, or for a missing file below /assets/.
  const File* find(std::string_view path) const;

 private:
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace enact::http
