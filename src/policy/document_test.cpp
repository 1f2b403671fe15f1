// A document that is not the official text, and quotations that do not stand in it: the place, the character,
// and what to do.
#include "policy/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

using testing::StartsWith;

TEST(OfficialText, TheFirstCharacterThatDiffersIsShown) {
  EXPECT_EQ(
      said(changed("policy.md", "鼓励企业稳定就业。对吸", "鼓励企业稳定就业，对吸")),
      R"(policies/yunxi-1/policy.md:71:9: error: paragraph 6 differs from the official text: “，对吸纳就业的企业，最高…” here, “。对吸纳就业的企业，最高…” there [document.differs]
     71 | 鼓励企业稳定就业，对吸纳就业的企业，最高给予5万元补贴。
        |                 ^^
policies/yunxi-1/official.txt:6:19: note: the official text
      6 | （二）支持吸纳就业。鼓励企业稳定就业。对吸纳就业的企业，最高给予5万元补贴。
        |                                     ^^
    help: correct policy.md to the official text
)");
  EXPECT_THAT(said(changed("policy.md", "牵头单位：市科技局、商务局；", "牵头单位：市科技局、商务局；;")),
              StartsWith("policies/yunxi-1/policy.md:34:15: error: paragraph 5 differs from the official "
                         "text: “;责任单位：市财政局”"));
}

TEST(OfficialText, AHeadingIsCompared) {
  const std::string text = said(changed("policy.md", "### （二）支持吸纳就业。", "### （二）支持吸纳创业。"));
  EXPECT_EQ(text.substr(0, text.find(" here")),
            "policies/yunxi-1/policy.md:69:12: error: paragraph 6 differs from the official text: "
            "“创业。鼓励企业稳定就业。…”");
}

TEST(OfficialText, ParagraphsThatAreMissingOrTooMany) {
  const std::string missing =
      said(changed("policy.md", "牵头单位：市科技局、商务局；责任单位：市财政局\n\n", ""));
  EXPECT_EQ(
      missing.substr(0, missing.find("    help")),
      R"(policies/yunxi-1/policy.md:67:5: error: paragraph 5 of the official text is missing: “牵头单位：市科技局、商务…” [document.missing-paragraph]
     67 | ### （二）支持吸纳就业。
        |     ^
policies/yunxi-1/official.txt:5:1: note: the official text
      5 | 牵头单位：市科技局、商务局；责任单位：市财政局
        | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
)");
  const std::string extra =
      said(changed("policy.md", "云政〔2030〕1号\n\n# ", "云政〔2030〕1号\n\n多余\n\n# "));
  EXPECT_EQ(
      extra.substr(0, extra.find("policies", 1)),
      R"(policies/yunxi-1/policy.md:21:1: error: the official text has no such paragraph [document.extra-paragraph]
     21 | 多余
        | ^^^^
    help: remove it; remarks go into comments of the YAML blocks
)");
}

TEST(OfficialText, ItsHashIsInTheFrontMatter) {
  const FileSet files = changed("official.txt", "稳定就业", "扩大就业");
  const std::string text = said(files, Language::zh, true);
  EXPECT_EQ(text.substr(0, text.find("ba05") + 4),
            "policies/yunxi-1/policy.md:9:41: 错误: 正式文本的 SHA-256 与此不符 [official.sha256]\n"
            "      9 | official: { file: official.txt, sha256: ba05");
}

TEST(OfficialText, IsInNormalFormWithoutEmptyLines) {
  const std::string accent = said(changed("official.txt", "云溪市支持", "云溪e\xcc\x81市支持"));
  EXPECT_EQ(accent.substr(0, accent.find('[')),
            "policies/yunxi-1/official.txt:3:3: error: this is not in Unicode normal form NFC ");
  const std::string empty = said(changed("official.txt", "1号\n", "1号\n\n"));
  EXPECT_EQ(empty.substr(0, empty.find('[')),
            "policies/yunxi-1/official.txt:3:1: error: an empty line in the official text ");
}

TEST(OfficialText, TheFrontMatterSaysWhatTheDocumentSays) {
  EXPECT_EQ(
      said(changed("policy.md", "in force: [2030-01-01,", "in force: [2030-01-02,")),
      R"(policies/yunxi-1/policy.md:8:12: error: the document does not have the date “2030年1月2日” [document.in-force]
      8 | in force: [2030-01-02, 2032-12-31]
        |            ^^^^^^^^^^
    help: dates of the document: 2030年1月1日, 2032年12月31日
)");
  const std::string number = said(changed("policy.md", "number: 云政〔2030〕1号", "number: 云政〔2030〕2号"));
  EXPECT_EQ(number.substr(0, number.find('[')),
            "policies/yunxi-1/policy.md:4:9: error: the document does not have the number “云政〔2030〕2号” "
            "of the front matter ");
}

TEST(PolicyText, AParagraphStandsOnOneLine) {
  const std::string text = said(changed("policy.md", "奖励。营业收入超过", "奖励。\n营业收入超过"));
  EXPECT_EQ(text.substr(0, text.find('[')),
            "policies/yunxi-1/policy.md:33:1: error: a paragraph stands on one line, with an empty line "
            "between two paragraphs ");
}

TEST(PolicyText, IsUtf8WithLineFeeds) {
  EXPECT_THAT(
      said(changed("policy.md", "---\nid: yunxi-1\n", "---\r\nid: yunxi-1\n")),
      StartsWith(
          "policies/yunxi-1/policy.md:1:4: error: a line ends with a carriage return [text.line-end]\n"));
  EXPECT_THAT(
      said(changed("official.txt", "云政〔2030〕1号", "\xd4\xc6")),
      StartsWith("policies/yunxi-1/official.txt:1:1: error: the file is not UTF-8 [text.encoding]\n"));
}

TEST(OfficialText, IsThere) {
  FileSet files = sample_files();
  files.erase("policies/yunxi-1/official.txt");
  EXPECT_THAT(render(load_package(files, folder).diagnostics, Language::en),
              testing::HasSubstr("error: the official text official.txt is missing [official.missing]\n"));
}

TEST(PolicyText, FencesEnd) {
  FileSet files = sample_files();
  files["policies/yunxi-1/policy.md"] += "```yaml\nprovision: x\n";
  const std::string text = said(files);
  EXPECT_EQ(text.substr(0, text.find('[')),
            "policies/yunxi-1/policy.md:124:1: error: the fenced block does not end ");
}

TEST(PolicyText, ArticlesAreNumbered) {
  EXPECT_EQ(article_number("（一）支持"), "1");
  EXPECT_EQ(article_number("（十）支持"), "10");
  EXPECT_EQ(article_number("（十二）支持"), "12");
  EXPECT_EQ(article_number("（二十）支持"), "20");
  EXPECT_EQ(article_number("第三十五条 支持"), "35");
  EXPECT_EQ(article_number("一、支持"), "");
  EXPECT_EQ(article_number("（甲）支持"), "");
}

TEST(PolicyText, AHeadingIsPartOfItsParagraph) {
  const Loaded sample = loaded(sample_files());
  const Document& document = sample.package->document;
  const Paragraph& article = document.paragraphs[3];
  EXPECT_EQ(article.text.substr(0, article.heading), "（一）支持首次创业。");
  EXPECT_EQ(article.article, "1");
  EXPECT_EQ(document.paragraphs.back().article, "closing");
  const std::size_t at = article.text.find("对当年度");
  const Location place = document.location(3, {at, at + 6});
  EXPECT_EQ(place.source->position(place.span.begin), (Position{32, 1}));
}

TEST(Quotation, PointsAtTheFirstCharacterThatDiffers) {
  EXPECT_THAT(
      said(changed("policy.md", "text: 营业收入超过100万元的，优先推荐参加展会",
                   "text: 营业收入超过100万元的，优先参加展会")),
      StartsWith(
          R"(policies/yunxi-1/policy.md:62:22: error: this article does not have these words: they differ from here on [policy.not-in-document]
     62 | text: 营业收入超过100万元的，优先参加展会
        |                                  ^^
policies/yunxi-1/policy.md:32:39: note: the document
     32 | 对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
        |                                                                         ^^
    help: quote the document word for word, punctuation included
)"));
}

}  // namespace
}  // namespace enact::policy::test
