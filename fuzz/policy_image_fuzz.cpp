// No bytes break the reader of images; the sources of what it opens are the same out of a new image.
#include <cstdint>
#include <string_view>

#include "policy/image.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enact;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto image = policy::open_image(text);
  if (!image) {
    fuzz::require(!image.error().empty());
    return 0;
  }
  const std::string written = policy::to_image(image->files, image->folder, image->tried);
  const auto again = policy::open_image(written);
  fuzz::require(again.has_value() && again->files == policy::package_sources(image->files, image->folder) &&
                again->tried == image->tried);
  return 0;
}
