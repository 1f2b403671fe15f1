#include "http/static_files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "store/hash.hpp"

namespace enact::http {

namespace {

std::string media_type_of(const std::filesystem::path& path) {
  static const std::map<std::string, std::string> types = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".map", "application/json"},
  };
  const auto found = types.find(path.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto name = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
    File file{bytes.str(), media_type_of(entry.path()), "", name.starts_with("/assets/")};
    file.etag = '"' + store::sha256_hex(file.body).substr(0, 32) + '"';
    files_.emplace(name, std::move(file));
  }
  if (!files_.contains("/index.html"))
    throw std::runtime_error("no index.html in " + folder.string() + ": build the portal first");
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  if (const auto found = files_.find(path); found != files_.end()) return &found->second;
  if (path.starts_with("/assets/")) return nullptr;
  const auto start = files_.find("/index.html");
  return start == files_.end() ? nullptr : &start->second;
}

}  // namespace enact::http
