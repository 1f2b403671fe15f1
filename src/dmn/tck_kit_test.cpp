// Every case of the public conformance kit: $ENACT_TCK, else the folder ../shared/tck beside the checkout.
// Where there is none, skipped.
#include <gtest/gtest.h>

#include <filesystem>

#include "dmn/tck.hpp"
#include "dmn/xml/kit_test_support.hpp"

namespace enact::dmn::tck {
namespace {

namespace fs = std::filesystem;

TEST(TckKit, EveryCasePasses) {
  if (!fs::is_directory(kit_folder())) GTEST_SKIP() << "no conformance kit at " << kit_folder();
  std::size_t count = 0;
  for (const auto& folder : fs::recursive_directory_iterator(kit_folder())) {
    if (!folder.is_directory()) continue;
    Suite suite;
    suite.path = folder.path().filename().string();
    for (const auto& file : fs::directory_iterator(folder.path())) {
      const std::string name = file.path().filename().string();
      if (name.ends_with(".dmn")) suite.models[name] = read_file(file.path());
      if (name.ends_with(".xml")) suite.tests[name] = read_file(file.path());
    }
    if (suite.models.empty()) continue;
    for (const Row& row : run(suite, *DateTime::parse("2026-11-23T08:00:00Z"))) {
      EXPECT_TRUE(row.outcome.passed) << csv_line(row);
      ++count;
    }
  }
  EXPECT_GT(count, 2000u) << "the kit is not complete";
}

}  // namespace
}  // namespace enact::dmn::tck
