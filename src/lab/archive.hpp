// The files of a package folder out of a zip file that is in memory. Nothing of it reaches a disk: names are
// keys of a map. Whatever would be something else on a disk (a link, a way out of the folder) is refused all
// the same. What is unpacked is bounded by what comes out, not by what the file says of itself.
#pragma once

#include <cstddef>
#include <expected>
#include <string_view>

#include "policy/load.hpp"
#include "store/fault.hpp"

namespace enact::lab {

struct ArchiveLimits {
  std::size_t entries = 2000;
  std::size_t unpacked = std::size_t{16} * 1024 * 1024;  // bytes of all files together
  std::size_t name = 300;                                // bytes
};

// Path with `/` → text. Faults (invalid): "lab.archive-broken", "lab.archive-too-large", "lab.archive-name"
// (absolute, with `..`, not UTF-8, twice), "lab.archive-kind" (a link, a device, encrypted).
std::expected<policy::FileSet, store::Fault> unpack(std::string_view zip, const ArchiveLimits& limits = {});

}  // namespace enact::lab
