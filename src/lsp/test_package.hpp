// A small made-up policy for the tests of this floor: a town's package and another that shares its
// vocabulary.
#pragma once

#include <map>
#include <string>

namespace enact::lsp::test {

inline constexpr const char* folder = "/work space/policies/柳湾-1";
inline constexpr const char* shared_file = "/work space/policies/common/words-1/vocabulary.yaml";

// Path → text.
std::map<std::string, std::string> package_files();

}  // namespace enact::lsp::test
