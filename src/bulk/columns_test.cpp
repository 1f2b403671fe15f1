#include "bulk/columns.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace enact::bulk {
namespace {

RC_GTEST_PROP(Dictionary, HasEachTextOnce, (const std::vector<std::string>& texts)) {
  Dictionary dictionary;
  std::map<std::string, std::int32_t> codes;
  for (const std::string& text : texts) {
    const auto [known, added] = codes.try_emplace(text, static_cast<std::int32_t>(codes.size()));
    RC_ASSERT(dictionary.code(text) == known->second);
  }
  RC_ASSERT(dictionary.size() == codes.size());
  for (const auto& [text, code] : codes) RC_ASSERT(dictionary.text(code) == text);
}

TEST(Dictionary, HoldsAsManyAsASegmentHasRows) {
  Dictionary dictionary;
  for (int round = 0; round < 2; ++round) {
    for (std::int32_t i = 0; i < 65536; ++i) ASSERT_EQ(dictionary.code("text " + std::to_string(i)), i);
  }
  EXPECT_EQ(dictionary.text(65535), "text 65535");
  EXPECT_EQ(dictionary.text(dictionary.code("")), "");
}

}  // namespace
}  // namespace enact::bulk
