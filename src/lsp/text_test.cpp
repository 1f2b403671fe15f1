// Places as editors count them: astral characters, line ends, what lies outside.
#include "lsp/text.hpp"

#include <gtest/gtest.h>

namespace enact::lsp {
namespace {

TEST(LspText, CountsUtf16UnitsAndUtf8Bytes) {
  const std::string text = "a元𠮷b\nc";
  const Lines lines(text);
  const std::size_t b = text.find('b');
  EXPECT_EQ(lines.point(b, Encoding::utf16), (Point{0, 4}));  // a, 元, two for 𠮷
  EXPECT_EQ(lines.point(b, Encoding::utf8), (Point{0, 8}));
  EXPECT_EQ(lines.offset({0, 4}, Encoding::utf16), b);
  EXPECT_EQ(lines.offset({0, 8}, Encoding::utf8), b);
  EXPECT_EQ(lines.point(text.find('c'), Encoding::utf16), (Point{1, 0}));
}

TEST(LspText, TakesTheMiddleOfACharacterAsItsBeginning) {
  const std::string text = "𠮷b";
  EXPECT_EQ(Lines(text).offset({0, 1}, Encoding::utf16), 0u);
  EXPECT_EQ(Lines(text).offset({0, 3}, Encoding::utf8), 0u);
  EXPECT_EQ(Lines(text).point(2, Encoding::utf16), (Point{0, 0}));
}

TEST(LspText, ClampsWhatLiesOutside) {
  const std::string text = "ab\r\ncd";
  const Lines lines(text);
  EXPECT_EQ(lines.offset({0, 99}, Encoding::utf16), 2u);  // before the line end
  EXPECT_EQ(lines.offset({7, 0}, Encoding::utf16), text.size());
  EXPECT_EQ(lines.offset({-1, 0}, Encoding::utf16), 0u);
  EXPECT_EQ(lines.point(99, Encoding::utf16), (Point{1, 2}));
}

TEST(LspText, KnowsAllLineEnds) {
  const std::string text = "a\rb\r\nc\nd\r";
  const Lines lines(text);
  EXPECT_EQ(lines.count(), 5u);
  EXPECT_EQ(lines.offset({1, 0}, Encoding::utf16), 2u);
  EXPECT_EQ(lines.offset({2, 0}, Encoding::utf16), 5u);
  EXPECT_EQ(lines.offset({4, 0}, Encoding::utf16), text.size());
}

TEST(LspText, ReplacesARangeAlsoTheWrongWayRound) {
  EXPECT_EQ(replaced("a𠮷b", {{0, 1}, {0, 3}}, "元", Encoding::utf16), "a元b");
  EXPECT_EQ(replaced("abc", {{0, 2}, {0, 1}}, "", Encoding::utf16), "ac");
  EXPECT_EQ(replaced("abc", {{9, 0}, {9, 9}}, "d", Encoding::utf16), "abcd");
}

TEST(LspText, EncodesPathsAsUris) {
  const std::string path = "/a b/柳.md";
  EXPECT_EQ(uri_of(path), "file:///a%20b/%E6%9F%B3.md");
  EXPECT_EQ(path_of(uri_of(path)), path);
  EXPECT_EQ(path_of("file://host/a"), "/a");
  EXPECT_EQ(path_of("untitled:Untitled-1"), std::nullopt);
  EXPECT_EQ(path_of("file:///a%2"), std::nullopt);
  EXPECT_EQ(path_of("file:///a%zz"), std::nullopt);
}

}  // namespace
}  // namespace enact::lsp
