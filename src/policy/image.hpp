// A package as servers, workers and replay load it: one immutable text that holds its sources, their hash,
// the version of the language's meaning under which it was checked, and what it was held to before it was
// published. Canonical: equal packages, held to the same, have equal images, byte for byte. Knows nothing of
// where images are kept.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "policy/load.hpp"

namespace enact::policy {

// Raised when a package would be decided differently than before; a package has another hash then. An image
// of another version is refused for new determinations: it must be checked and published again.
constexpr int engine_version = 2;  // 2: overlaps are settled as a whole
// Images from this version on can still be loaded to compute an old determination once more.
constexpr int oldest_readable_engine = 1;

// What a package was held to, and passed, before it was published.
struct Tried {
  std::size_t clauses = 0;              // of the document, all of them covered
  std::size_t warnings = 0;             // of the check; an image has no errors
  std::optional<std::size_t> examples;  // run, all of them passed; absent: not run
  // Outcomes of the proofs over all facts; a refutation does not keep a package from being published.
  struct Proofs {
    std::size_t proved = 0;
    std::size_t declared = 0;
    std::size_t refuted = 0;
    std::size_t open = 0;  // outside, timed out, vacuous
    friend bool operator==(const Proofs&, const Proofs&) = default;
  };
  std::optional<Proofs> proofs;  // absent: not tried
  friend bool operator==(const Tried&, const Tried&) = default;
};

struct Image {
  int engine = engine_version;
  std::string folder;          // "town-1": the package's folder among the files
  std::string hash;            // of the files and the engine's version
  std::optional<Tried> tried;  // absent: of a package that was used as it stands, unpublished
  FileSet files;
};

// Precondition: load_package(files, folder) has no errors.
std::string to_image(const FileSet& files, std::string_view folder,
                     const std::optional<Tried>& tried = std::nullopt);

// Opens an image without compiling it. A broken image, or one whose hash does not fit its sources, is a
// Diagnostic ("image.broken", "image.hash").
std::expected<Image, Diagnostics> open_image(std::string_view image);

enum class ImageUse : std::uint8_t {
  service,  // new determinations: of this engine version only
  replay,   // an old determination computed once more: any version that can still be read
};
// Compiles the package of an image. One of an engine version that does not fit `use` is a Diagnostic
// ("image.engine"). `engine`: the version that reads, for tests.
std::expected<PackagePtr, Diagnostics> from_image(std::string_view image, ImageUse use = ImageUse::service,
                                                  int engine = engine_version);

}  // namespace enact::policy
