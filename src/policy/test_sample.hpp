// A small made-up policy for the tests of this floor, and what they do to it: change one thing, load, and
// read what is said.
#pragma once

#include <string>
#include <string_view>

#include "policy/load.hpp"

namespace enact::policy::test {

inline constexpr std::string_view folder = "policies/yunxi-1";

FileSet sample_files();

// The sample with `from` replaced by `to` in one file ("policy.md", or "../common/words-1/vocabulary.yaml").
// Throws if `from` does not occur exactly once, so that a test cannot change nothing.
FileSet changed(std::string_view file, std::string_view from, std::string_view to);
FileSet changed(FileSet files, std::string_view file, std::string_view from, std::string_view to);

// All that is said about the package, in English or Chinese; the SHA-256 of official.txt is put right first
// unless `keep_hash`.
std::string said(FileSet files, Language language = Language::en, bool keep_hash = false);
Loaded loaded(FileSet files, bool keep_hash = false);

}  // namespace enact::policy::test
