// JSON with its members in one order. See image.hpp.
#include "policy/image.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "policy/yaml_mapping.hpp"

namespace enact::policy {
namespace {

namespace json = boost::json;

constexpr std::string_view format_name = "enact-image-1";

std::unexpected<Diagnostics> refuse(std::string code, Text message, Text help) {
  Diagnostics diagnostics;
  yaml::error(diagnostics, std::move(code), {}, std::move(message), std::move(help));
  return std::unexpected(std::move(diagnostics));
}

std::unexpected<Diagnostics> broken() {
  return refuse("image.broken", {"映像读不通", "the image cannot be read"},
                {"重新发布这个政策包", "publish the package again"});
}

// What an image says of itself, unchecked.
struct Opened {
  std::int64_t engine = 0;
  std::string folder;
  std::string hash;
  FileSet files;
};

std::optional<Opened> open(std::string_view image) {
  boost::system::error_code failure;
  const json::value root = json::parse(json::string_view(image.data(), image.size()), failure);
  if (failure || !root.is_object()) return std::nullopt;
  const json::object& object = root.get_object();
  const auto text = [&](std::string_view key) -> const json::string* {
    const json::value* found = object.if_contains(json::string_view(key.data(), key.size()));
    return found == nullptr ? nullptr : found->if_string();
  };
  const json::string* format = text("format");
  const json::string* folder = text("package");
  const json::string* hash = text("hash");
  const json::value* engine = object.if_contains("engine");
  const json::value* files = object.if_contains("files");
  if (format == nullptr || std::string_view(format->data(), format->size()) != format_name ||
      folder == nullptr || hash == nullptr || engine == nullptr || !engine->is_int64() || files == nullptr ||
      !files->is_object()) {
    return std::nullopt;
  }
  Opened opened{.engine = engine->get_int64(),
                .folder = std::string(folder->data(), folder->size()),
                .hash = std::string(hash->data(), hash->size()),
                .files = {}};
  for (const json::key_value_pair& file : files->get_object()) {
    const json::string* content = file.value().if_string();
    if (content == nullptr) return std::nullopt;
    opened.files.emplace(std::string(file.key().data(), file.key().size()),
                         std::string(content->data(), content->size()));
  }
  return opened;
}

}  // namespace

std::string to_image(const FileSet& files, std::string_view folder) {
  const FileSet sources = package_sources(files, folder);
  json::object texts;
  for (const auto& [path, text] : sources) texts.emplace(path, text);
  json::object image;
  image.emplace("format", format_name);
  image.emplace("engine", engine_version);
  image.emplace("package", folder.substr(folder.rfind('/') + 1));
  image.emplace("hash", package_hash(sources));
  image.emplace("files", std::move(texts));
  return json::serialize(image);
}

std::expected<PackagePtr, Diagnostics> from_image(std::string_view image) {
  const std::optional<Opened> opened = open(image);
  if (!opened) return broken();
  if (opened->engine != engine_version) {
    return refuse("image.engine",
                  {fmt::format("映像按第 {} 版语义检查，本程序是第 {} 版", opened->engine, engine_version),
                   fmt::format("the image was checked under version {} of the language, this is version {}",
                               opened->engine, engine_version)},
                  {"用本程序重新检查并发布", "check and publish the package again with this program"});
  }
  if (package_hash(opened->files) != opened->hash) {
    return refuse("image.hash", {"映像的内容与其哈希不符", "the image does not fit its hash"},
                  {"从备份恢复，或重新发布", "restore it from a backup, or publish it again"});
  }
  Loaded loaded = load_package(opened->files, opened->folder);
  if (!loaded.ok()) return std::unexpected(std::move(loaded.diagnostics));
  return loaded.package;
}

}  // namespace enact::policy
