// Zip files for tests.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace enact::sheet::test {

struct Entry {
  std::string name;
  std::string text;
  std::uint32_t mode = 0;  // of a Unix system; 0: none is written
  bool encrypted = false;
};

inline std::string zip_of(const std::vector<Entry>& entries) {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) throw std::runtime_error("no zip file");
  zip_source_keep(target);
  for (const Entry& entry : entries) {
    zip_source_t* text = zip_source_buffer(zip, entry.text.data(), entry.text.size(), 0);
    const zip_int64_t at = zip_file_add(zip, entry.name.c_str(), text, ZIP_FL_ENC_UTF_8);
    if (at < 0) throw std::runtime_error("no entry " + entry.name);
    const auto index = static_cast<zip_uint64_t>(at);
    if (entry.mode != 0) zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, entry.mode << 16U);
    if (entry.encrypted) zip_file_set_encryption(zip, index, ZIP_EM_AES_256, "secret");
  }
  if (zip_close(zip) != 0) throw std::runtime_error("the zip file cannot be written");
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

// Of a map from paths to texts.
template <class Files>
std::string zip_of_files(const Files& files) {
  std::vector<Entry> entries;
  for (const auto& [path, text] : files) entries.push_back({path, text, 0, false});
  return zip_of(entries);
}

}  // namespace enact::sheet::test
