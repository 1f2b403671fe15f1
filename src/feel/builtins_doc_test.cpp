// docs/feel-functions.md is what the registry says. After a change of the registry, run this test with
// ENACT_WRITE_DOCS=1 to write the page anew.
#include "feel/builtins_doc.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace enact::feel {
namespace {

TEST(BuiltinReference, PageIsWrittenFromTheRegistry) {
  const std::string path = std::string(ENACT_ROOT) + "/docs/feel-functions.md";
  const auto page = builtins_markdown();
  if (std::getenv("ENACT_WRITE_DOCS")) std::ofstream(path, std::ios::binary) << page;
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), page);
}

}  // namespace
}  // namespace enact::feel
