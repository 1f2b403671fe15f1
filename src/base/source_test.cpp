// Positions count characters, offsets bytes; both ways agree on any text.
#include "base/source.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace enact {
namespace {

TEST(Source, ColumnsCountCharacters) {
  const Source source("x", "企业.登记地 = 1\r\n第二行\n\nend");
  EXPECT_EQ(source.line_count(), 4);
  EXPECT_EQ(source.line(1), "企业.登记地 = 1");
  EXPECT_EQ(source.line(2), "第二行");
  EXPECT_EQ(source.line(3), "");
  EXPECT_EQ(source.line(4), "end");
  EXPECT_EQ(source.line(0), "");
  EXPECT_EQ(source.line(5), "");
  EXPECT_EQ(source.position(0), (Position{1, 1}));
  EXPECT_EQ(source.position(source.text().find('=')), (Position{1, 8}));
  EXPECT_EQ(source.position(source.text().find("二")), (Position{2, 2}));
  EXPECT_EQ(source.position(source.text().size()), (Position{4, 4}));
  EXPECT_EQ(source.position(100'000), (Position{4, 4}));
  EXPECT_EQ(source.offset(Position{2, 2}), source.text().find("二"));
  EXPECT_EQ(source.offset(Position{2, 99}), source.text().find("\n\n"));
  EXPECT_EQ(source.offset(Position{99, 1}), source.text().size());
  EXPECT_EQ(source.offset(Position{0, 1}), 0U);
}

TEST(Source, EmptyAndEndingInALineBreak) {
  EXPECT_EQ(Source("x", "").line_count(), 1);
  EXPECT_EQ(Source("x", "").position(0), (Position{1, 1}));
  const Source source("x", "a\n");
  EXPECT_EQ(source.line_count(), 2);
  EXPECT_EQ(source.position(1), (Position{1, 2}));
  EXPECT_EQ(source.position(2), (Position{2, 1}));
}

TEST(Source, SpansAreCutToTheText) {
  const Source source("x", "abcdef");
  EXPECT_EQ(source.text(Span{1, 3}), "bc");
  EXPECT_EQ(source.text(Span{4, 99}), "ef");
  EXPECT_EQ(source.text(Span{99, 100}), "");
  EXPECT_EQ(source.text(Span{3, 1}), "");
}

RC_GTEST_PROP(SourceProperties, PositionAndOffsetAreInverse, ()) {
  const auto points =
      *rc::gen::container<std::vector<char32_t>>(rc::gen::element(U'a', U'企', U'\n', U'é', U'😀', U' '));
  const Source source("x", text::from_code_points(points));
  std::size_t offset = 0;
  for (std::size_t at = 0; at <= points.size(); ++at) {
    RC_ASSERT(source.offset(source.position(offset)) == offset);
    if (at < points.size()) {
      offset += text::code_point_at(source.text(), offset).bytes;
    }
  }
}

}  // namespace
}  // namespace enact
