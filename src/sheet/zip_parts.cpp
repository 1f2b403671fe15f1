#include "sheet/zip_parts.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

namespace enact::sheet {

void ZipParts::Close::operator()(zip* file) const {
  zip_discard(file);
}

std::optional<ZipParts> ZipParts::open(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;  // to the library a zip file without parts
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* file = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (file != nullptr) return ZipParts(file);
  if (source != nullptr) zip_source_free(source);
  return std::nullopt;
}

std::optional<std::string> ZipParts::read(const std::string& name, std::size_t& room, Fault& fault) const {
  const zip_int64_t at = zip_name_locate(file_.get(), name.c_str(), ZIP_FL_NOCASE);
  fault = Fault::absent;
  if (at < 0) return std::nullopt;
  fault = Fault::broken;
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(
      zip_fopen_index(file_.get(), static_cast<zip_uint64_t>(at), 0), &zip_fclose);
  if (!part) return std::nullopt;
  std::string text;
  std::array<char, 65536> piece{};
  for (;;) {
    const zip_int64_t got = zip_fread(part.get(), piece.data(), std::min(piece.size(), room + 1));
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    const auto size = static_cast<std::size_t>(got);
    fault = Fault::too_large;
    if (size > room) return std::nullopt;
    fault = Fault::broken;
    room -= size;
    text.append(piece.data(), size);
  }
}

}  // namespace enact::sheet
