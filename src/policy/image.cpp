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
                {"给出政策包的文件夹，或重新发布的映像文件",
                 "name the folder of a policy package, or an image that was published again"});
}

std::optional<std::string> text_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(json::string_view(key.data(), key.size()));
  const json::string* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::nullopt : std::optional(std::string(text->data(), text->size()));
}

std::size_t count_of(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(json::string_view(key.data(), key.size()));
  const std::int64_t count = found != nullptr && found->is_int64() ? found->get_int64() : 0;
  return static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
}

// What was not tried says so: an image is read by people too.
constexpr const char* not_tried = "not run";

json::object tried_json(const Tried& tried) {
  json::object object{{"clauses", tried.clauses},
                      {"warnings", tried.warnings},
                      {"examples", not_tried},
                      {"proofs", not_tried}};
  if (tried.examples) object["examples"] = *tried.examples;
  if (tried.proofs) {
    object["proofs"] = {{"proved", tried.proofs->proved},
                        {"declared", tried.proofs->declared},
                        {"refuted", tried.proofs->refuted},
                        {"open", tried.proofs->open}};
  }
  return object;
}

Tried read_tried(const json::object& object) {
  Tried tried{count_of(object, "clauses"), count_of(object, "warnings"), {}, {}};
  const json::value* examples = object.if_contains("examples");
  if (examples != nullptr && examples->is_int64()) tried.examples = count_of(object, "examples");
  const json::value* proofs = object.if_contains("proofs");
  if (proofs != nullptr && proofs->is_object()) {
    const json::object& counts = proofs->get_object();
    tried.proofs = {count_of(counts, "proved"), count_of(counts, "declared"), count_of(counts, "refuted"),
                    count_of(counts, "open")};
  }
  return tried;
}

// What an image says of itself, unchecked.
std::optional<Image> read(std::string_view image) {
  boost::system::error_code failure;
  const json::value root = json::parse(json::string_view(image.data(), image.size()), failure);
  if (failure || !root.is_object()) return std::nullopt;
  const json::object& object = root.get_object();
  const auto folder = text_of(object, "package");
  const auto hash = text_of(object, "hash");
  const json::value* engine = object.if_contains("engine");
  const json::value* files = object.if_contains("files");
  if (text_of(object, "format") != format_name || !folder || !hash || engine == nullptr ||
      !engine->is_int64() || files == nullptr || !files->is_object()) {
    return std::nullopt;
  }
  Image opened{static_cast<int>(engine->get_int64()), *folder, *hash, {}, {}};
  const json::value* tried = object.if_contains("tried");
  if (tried != nullptr && tried->is_object()) opened.tried = read_tried(tried->get_object());
  for (const json::key_value_pair& file : files->get_object()) {
    const json::string* content = file.value().if_string();
    if (content == nullptr) return std::nullopt;
    opened.files.emplace(std::string(file.key().data(), file.key().size()),
                         std::string(content->data(), content->size()));
  }
  return opened;
}

std::unexpected<Diagnostics> other_engine(int of_image, int reading) {
  const bool newer = of_image > reading;
  return refuse(
      "image.engine",
      {fmt::format("映像按第 {} 版语义检查，本程序是第 {} 版", of_image, reading),
       fmt::format("the image was checked under version {} of the language, this is version {}", of_image,
                   reading)},
      newer ? Text{"请使用较新的程序", "use a newer program"}
            : Text{"用本程序重新检查并发布", "check and publish the package again with this program"});
}

}  // namespace

std::string to_image(const FileSet& files, std::string_view folder, const std::optional<Tried>& tried) {
  const FileSet sources = package_sources(files, folder);
  json::object texts;
  for (const auto& [path, text] : sources) texts.emplace(path, text);
  json::object image;
  image.emplace("format", format_name);
  image.emplace("engine", engine_version);
  image.emplace("package", folder.substr(folder.rfind('/') + 1));
  image.emplace("hash", package_hash(sources, engine_version));
  if (tried) image.emplace("tried", tried_json(*tried));
  image.emplace("files", std::move(texts));
  return json::serialize(image);
}

std::expected<Image, Diagnostics> open_image(std::string_view image) {
  std::optional<Image> opened = read(image);
  if (!opened) return broken();
  if (package_hash(opened->files, opened->engine) != opened->hash) {
    return refuse("image.hash", {"映像的内容与其哈希不符", "the image does not fit its hash"},
                  {"从备份恢复，或重新发布", "restore it from a backup, or publish it again"});
  }
  return std::move(*opened);
}

std::expected<PackagePtr, Diagnostics> from_image(std::string_view image, ImageUse use, int engine) {
  auto opened = open_image(image);
  if (!opened) return std::unexpected(std::move(opened).error());
  const bool readable = opened->engine == engine || (use == ImageUse::replay && opened->engine < engine &&
                                                     opened->engine >= oldest_readable_engine);
  if (!readable) return other_engine(opened->engine, engine);
  Loaded loaded = load_package(opened->files, opened->folder);
  if (!loaded.ok()) return std::unexpected(std::move(loaded.diagnostics));
  if (loaded.package->hash == opened->hash) return loaded.package;
  auto named = std::make_shared<Package>(*loaded.package);  // as it was published
  named->hash = opened->hash;
  return named;
}

}  // namespace enact::policy
