// A package as servers, workers and replay load it: one immutable text that holds its sources, their hash
// and the version of the language's meaning under which it was checked. Canonical: equal packages have equal
// images, byte for byte. Knows nothing of where images are kept.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "policy/load.hpp"

namespace enact::policy {

// Raised when a package would be decided differently than before. An image of another version is refused: it
// must be checked and published again.
constexpr int engine_version = 1;

// Precondition: load_package(files, folder) has no errors.
std::string to_image(const FileSet& files, std::string_view folder);

// Compiles the package of an image. A broken image, one whose hash does not fit its sources, or one of
// another engine version is a Diagnostic ("image.broken", "image.hash", "image.engine").
std::expected<PackagePtr, Diagnostics> from_image(std::string_view image);

}  // namespace enact::policy
