// The reader and the writer over every model of the public kit.
#include <gtest/gtest.h>

#include "dmn/xml.hpp"
#include "dmn/xml/kit_test_support.hpp"

namespace enact::dmn {
namespace {

TEST(DmnXmlKit, ReadsEveryModelWithoutComplaint) {
  const auto models = kit_models();
  if (models.empty()) GTEST_SKIP() << "no conformance kit; set ENACT_TCK to its folder";
  for (const auto& path : models) {
    const ReadModel read = read_xml(read_file(path));
    EXPECT_EQ(render(read.diagnostics, Language::en), "") << path;
    ASSERT_TRUE(read.model) << path;
    EXPECT_FALSE(read.model->elements.empty() && read.model->items.empty()) << path;
  }
}

}  // namespace
}  // namespace enact::dmn
