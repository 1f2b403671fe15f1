// Zip files by libzip. See archive.hpp.
#include "lab/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/text.hpp"

namespace enact::lab {
namespace {

using store::Fault;

Fault broken() {
  return refuse(Fault::Kind::invalid, "lab.archive-broken", {"压缩包读不通", "the zip file cannot be read"},
                {"把政策包文件夹压缩成 zip 再上传", "pack the folder of the policy package as a zip file"});
}

Fault too_large(const ArchiveLimits& limits) {
  constexpr std::size_t mib = std::size_t{1024} * 1024;
  return refuse(
      Fault::Kind::invalid, "lab.archive-too-large",
      {fmt::format("压缩包里的文件超过 {} 个或解开后超过 {} MiB", limits.entries, limits.unpacked / mib),
       fmt::format("the zip file holds more than {} files, or more than {} MiB", limits.entries,
                   limits.unpacked / mib)},
      {"只放政策包的文件夹", "put nothing but the folder of the policy package into it"});
}

Fault bad_name(std::string_view name) {
  const bool shown = text::is_valid_utf8(name);
  return refuse(Fault::Kind::invalid, "lab.archive-name",
                {fmt::format("压缩包里的文件名不能用：{}", shown ? name : "（不是 UTF-8）"),
                 fmt::format("a name in the zip file cannot be used: {}", shown ? name : "(not UTF-8)")},
                {"文件名用相对路径，不含“..”，不重复，用 UTF-8 编码",
                 "names are relative paths without `..`, each once, in UTF-8"});
}

Fault bad_kind(std::string_view name) {
  return refuse(Fault::Kind::invalid, "lab.archive-kind",
                {fmt::format("压缩包里有链接、加密或特殊文件：{}", name),
                 fmt::format("the zip file holds a link, an encrypted or a special file: {}", name)},
                {"只放普通文件，不加密", "put plain files into it, not encrypted"});
}

bool is_safe(std::string_view name, const ArchiveLimits& limits) {
  if (name.empty() || name.size() > limits.name || !text::is_valid_utf8(name)) return false;
  const bool odd = std::any_of(name.begin(), name.end(), [](char c) {
    return c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (odd) return false;
  if (name.ends_with('/')) name.remove_suffix(1);  // a folder
  const std::vector<std::string> parts = text::split(name, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](const std::string& part) { return part.empty() || part == "." || part == ".."; });
}

// A plain file or a folder, by what systems with kinds of files write beside an entry.
bool is_plain(zip_t* zip, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0) return false;
  if (system != ZIP_OPSYS_UNIX) return true;
  constexpr zip_uint32_t kinds = 0170000;
  constexpr zip_uint32_t folder = 0040000;
  constexpr zip_uint32_t file = 0100000;
  const zip_uint32_t kind = (attributes >> 16U) & kinds;
  return kind == 0 || kind == folder || kind == file;
}

// nullopt: it cannot be read. At most one byte more than `left`.
std::optional<std::string> read_entry(zip_t* zip, zip_uint64_t index, std::size_t left) {
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(zip, index, 0), &zip_fclose);
  if (!file) return std::nullopt;
  std::string text;
  std::array<char, 65536> piece{};
  for (;;) {
    const std::size_t room = std::min(piece.size(), left + 1 - text.size());
    if (room == 0) return text;
    const zip_int64_t got = zip_fread(file.get(), piece.data(), room);
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

std::expected<policy::FileSet, Fault> unpack(std::string_view bytes, const ArchiveLimits& limits) {
  if (bytes.empty()) return std::unexpected(broken());  // to the library a zip file without entries
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return std::unexpected(broken());
  const std::unique_ptr<zip_t, decltype(&zip_discard)> zip(zip_open_from_source(source, ZIP_RDONLY, &error),
                                                           &zip_discard);
  zip_error_fini(&error);
  if (!zip) {
    zip_source_free(source);
    return std::unexpected(broken());
  }
  const auto entries = static_cast<zip_uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(zip.get(), 0), 0));
  if (entries > limits.entries) return std::unexpected(too_large(limits));
  policy::FileSet files;
  std::size_t left = limits.unpacked;
  for (zip_uint64_t index = 0; index < entries; ++index) {
    zip_stat_t stat;
    if (zip_stat_index(zip.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0)
      return std::unexpected(broken());
    const std::string name = stat.name;
    if (!is_safe(name, limits)) return std::unexpected(bad_name(name));
    const bool encrypted =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    if (encrypted || !is_plain(zip.get(), index)) return std::unexpected(bad_kind(name));
    if (name.ends_with('/')) continue;
    if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > left) return std::unexpected(too_large(limits));
    auto text = read_entry(zip.get(), index, left);
    if (!text) return std::unexpected(broken());
    if (text->size() > left) return std::unexpected(too_large(limits));
    left -= text->size();
    if (!files.emplace(name, std::move(*text)).second) return std::unexpected(bad_name(name));
  }
  return files;
}

}  // namespace enact::lab
