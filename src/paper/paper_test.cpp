// Letters as PDF: the same bytes for the same paper, pages where they belong, and nothing but a PNG as a
// seal.
#include "paper/paper.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include "paper/blocks.hpp"

namespace enact::paper {
namespace {

std::vector<std::uint8_t> png(int width, int height) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  cairo_t* pen = cairo_create(surface);
  cairo_set_source_rgba(pen, 0.85, 0.05, 0.05, 0.8);
  cairo_set_line_width(pen, width / 20.0);
  cairo_arc(pen, width / 2.0, height / 2.0, width / 2.2, 0, 6.2832);
  cairo_stroke(pen);
  cairo_destroy(pen);
  std::vector<std::uint8_t> bytes;
  cairo_surface_write_to_png_stream(
      surface,
      [](void* to, const unsigned char* from, unsigned int length) {
        auto& out = *static_cast<std::vector<std::uint8_t>*>(to);
        out.insert(out.end(), from, from + length);
        return CAIRO_STATUS_SUCCESS;
      },
      &bytes);
  cairo_surface_destroy(surface);
  return bytes;
}

Paper letter(int paragraphs) {
  Paper paper{.head = "样例市科学技术局文件",
              .number = "样科兑〔2026〕12号",
              .text =
                  "# 关于给予样例一厂奖励的决定\n\n@ 样例一厂：\n\n经审核，你单位符合条件。\n\n"
                  "| 项目 | 金额 |\n| 国家高新技术企业认定奖励 | **100,000.00 元** |\n\n",
              .title = "决定",
              .made = Instant::parse("2026-11-26T08:00:00Z").value()};
  for (int i = 0; i < paragraphs; ++i)
    paper.text +=
        "## 一、依据\n\n依据《若干措施》第一条，对通过国家高新技术企业认定的企业，在上级奖励基础上，"
        "市财政给予叠加奖励。The certificate GR202635000001 was issued on 2026-03-10.\n\n";
  paper.text += "> 样例市科学技术局\n> 2026年11月26日\n";
  return paper;
}

std::size_t pages(const std::string& pdf) {
  std::size_t count = 0;
  for (std::size_t at = pdf.find("/Type /Page"); at != std::string::npos;
       at = pdf.find("/Type /Page", at + 1))
    if (pdf.compare(at, 12, "/Type /Pages") != 0) ++count;
  return count;
}

TEST(Blocks, AreTakenApart) {
  const auto blocks =
      blocks_of("# 标题\n\n第一行\n第二行 a\nb\n\n- 项\n| 甲 | 乙 |\n> 署名\n@ 某某：\n## 一、\n");
  ASSERT_EQ(blocks.size(), 7U);
  EXPECT_EQ(blocks[0].kind, Block::Kind::title);
  EXPECT_EQ(blocks[1].text, "第一行第二行 a b");
  EXPECT_EQ(blocks[2].kind, Block::Kind::item);
  EXPECT_EQ(blocks[3].cells, (std::vector<std::string>{"甲", "乙"}));
  EXPECT_EQ(blocks[4].kind, Block::Kind::signature);
  EXPECT_EQ(blocks[5].kind, Block::Kind::addressee);
  EXPECT_EQ(blocks[6].kind, Block::Kind::heading);
  EXPECT_TRUE(blocks_of(" \n\n").empty());
}

TEST(Blocks, NoTextIsMarkup) {
  EXPECT_EQ(markup_of("a <b> & **c** *d*"), "a &lt;b&gt; &amp; <b>c</b> *d*");
  EXPECT_EQ(markup_of("**open"), "**open");
  EXPECT_EQ(markup_of("a\x01\tb"), "ab");
}

TEST(Paper, TheSamePaperGivesTheSameBytes) {
  auto paper = letter(5);
  paper.seal = png(400, 400);
  const auto once = to_pdf(paper);
  ASSERT_TRUE(once) << once.error().en;
  EXPECT_EQ(*once, to_pdf(paper).value());
  EXPECT_TRUE(once->starts_with("%PDF-1."));
  paper.text += "又一段\n";
  EXPECT_NE(*once, to_pdf(paper).value());
}

TEST(Paper, ALongOneHasSeveralPages) {
  EXPECT_EQ(pages(to_pdf(letter(1)).value()), 1U);
  EXPECT_EQ(pages(to_pdf(letter(8)).value()), 3U);
  EXPECT_EQ(pages(to_pdf({.text = ""}).value()), 1U);
  // One paragraph that is longer than a page.
  std::string long_one;
  for (int i = 0; i < 3000; ++i) long_one += "字";
  EXPECT_EQ(pages(to_pdf({.text = long_one}).value()), 6U);  // 28 characters a line, 22 lines a page
}

TEST(Paper, ASealIsAPngOfModestSize) {
  EXPECT_TRUE(is_seal(png(300, 300)));
  EXPECT_FALSE(is_seal(png(2001, 10)));
  EXPECT_FALSE(is_seal({}));
  auto cut = png(300, 300);
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(is_seal(cut));
  EXPECT_FALSE(is_seal({'%', 'P', 'D', 'F'}));
  EXPECT_FALSE(to_pdf({.text = "字", .seal = {1, 2, 3}}));
}

}  // namespace
}  // namespace enact::paper
