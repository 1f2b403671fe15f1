// A package of which one file is anything at all. The first line names the file, the rest is what stands in
// it. Loading says what is wrong within that text, and what loads without an error is the same out of its
// image.
#include <cstdint>
#include <string>
#include <string_view>

#include "policy/image.hpp"
#include "policy/letters.hpp"
#include "policy/load.hpp"
#include "require.hpp"
#include "sample_package.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enact;
  static const policy::FileSet whole = fuzz::sample_files();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return -1;
  policy::FileSet files = whole;
  const auto file = files.find(std::string(fuzz::sample_folder) + "/" + std::string(text.substr(0, line)));
  if (file == files.end()) return -1;
  file->second = text.substr(line + 1);

  const policy::Loaded loaded = policy::load_package(files, fuzz::sample_folder);
  for (const Diagnostic& each : loaded.diagnostics) {
    fuzz::require(!each.message.zh.empty() && !each.message.en.empty());
    fuzz::require(each.location.source == nullptr ||
                  each.location.span.end <= each.location.source->text().size());
  }
  if (!loaded.diagnostics.empty()) fuzz::require(!render(loaded.diagnostics, Language::en).empty());
  if (!loaded.ok()) return 0;
  policy::letters_of(files, fuzz::sample_folder, *loaded.package);
  const std::string image = policy::to_image(files, fuzz::sample_folder);
  const auto again = policy::open_image(image);
  fuzz::require(again.has_value() && policy::to_image(again->files, again->folder) == image);
  fuzz::require(policy::from_image(image).has_value());
  return 0;
}
