// JSON with every digit, there and back.
#include "registers/exact_json.hpp"

#include <gtest/gtest.h>

namespace enact::registers {
namespace {

TEST(ExactJson, KeepsEveryDigitAndTheOrder) {
  for (const char* text :
       {R"({"b":90071992547409.93,"a":[1,-0.10,1e3,{"c":null}],"文":"a\"b","d":true,"e":{},"f":[]})", "null",
        "7", R"("x")", "[[],[[]]]"}) {
    const auto read = parse_exact(text);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(read->written(), text);
  }
}

TEST(ExactJson, FindsMembers) {
  const auto read = parse_exact(R"({"a":{"b":1},"c":2})");
  ASSERT_TRUE(read.has_value());
  ASSERT_NE(read->member("a"), nullptr);
  EXPECT_EQ(read->member("a")->member("b")->text, "1");
  EXPECT_EQ(read->member("c")->text, "2");
  EXPECT_EQ(read->member("b"), nullptr);
}

TEST(ExactJson, RefusesWhatIsNone) {
  const std::string deep = std::string(40, '[') + std::string(40, ']');
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{} {}"), std::string("nul"), deep}) {
    EXPECT_FALSE(parse_exact(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace enact::registers
