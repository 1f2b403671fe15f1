// Tokens: literals with escapes, the Chinese dialect, full-width slips, and where all of it stands.
#include "feel/lexer.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "feel/lexer_dialect.hpp"
#include "feel/syntax_test_support.hpp"

namespace enact::feel {
namespace {

// Each token as kind letter, text, and what it was read as.
std::string spell(const std::string& text, bool chinese = true) {
  std::string spelled;
  for (const Token& token : tokenize(text, chinese, nullptr)) {
    if (!spelled.empty()) spelled += " ";
    switch (token.kind) {
      case TokenKind::end:
        continue;
      case TokenKind::name:
        spelled += token.keyword.empty() ? "n:" + token.text : "k:" + std::string(token.keyword);
        break;
      case TokenKind::number:
        spelled += "#" + token.value + (token.unit.empty() ? "" : ":" + token.unit);
        break;
      case TokenKind::string:
        spelled += "\"" + token.text + "\"";
        break;
      case TokenKind::symbol:
        spelled += token.text;
        break;
    }
  }
  if (spelled.ends_with(' ')) spelled.pop_back();
  return spelled;
}

Diagnostics errors_of(const std::string& text, bool chinese = true) {
  Diagnostics diagnostics;
  const ExpressionText expression = expression_text(text);
  Reporter reporter(expression, diagnostics);
  tokenize(text, chinese, &reporter);
  return diagnostics;
}

TEST(Lexer, ReadsNumbersUpToARange) {
  EXPECT_EQ(spell("1..3"), "#1 .. #3");
  EXPECT_EQ(spell("1.5..2."), "#1.5 .. #2 .");
  EXPECT_EQ(spell(".5"), "#0.5");
  EXPECT_EQ(spell("1e3 1.5E-2 2e"), "#1e3 #1.5E-2 #2:e");
  EXPECT_EQ(spell("2e", false), "#2 n:e");
}

TEST(Lexer, ReadsAmounts) {
  EXPECT_EQ(spell("10万元"), "#100000:元");
  EXPECT_EQ(spell("2万"), "#20000");
  EXPECT_EQ(spell("1.25亿元"), "#125000000:元");
  EXPECT_EQ(spell("3万亿元"), "#3000000000000:元");
  EXPECT_EQ(spell("30元 5人"), "#30:元 #5:人");
  EXPECT_EQ(spell("30% 2.5%"), "#0.3 #0.025");
  EXPECT_EQ(spell("10 万元"), "#10 n:万元");
  EXPECT_EQ(spell("10万元", false), "#10 n:万元");
}

TEST(Lexer, ReadsKeywordsInBothLanguages) {
  EXPECT_EQ(spell("如果 x 那么 y 否则 z"), "k:if n:x k:then n:y k:else n:z");
  EXPECT_EQ(spell("x 且 y 或 z"), "n:x k:and n:y k:or n:z");
  EXPECT_EQ(spell("x 且 y", false), "n:x n:且 n:y");
  EXPECT_EQ(spell("x且y"), "n:x且y");
  EXPECT_EQ(spell("x≥1 × 2 ≠ 3"), "n:x >= #1 * #2 != #3");
}

TEST(Lexer, DecodesEscapes) {
  EXPECT_EQ(spell(R"("a\"b\\c\n\t\r\'")"), "\"a\"b\\c\n\t\r'\"");
  EXPECT_EQ(spell(R"("\u4e2d\U01F40E\uD83D\uDE00")"), "\"中🐎😀\"");
  EXPECT_EQ(spell(R"("\d+\s")"), "\"\\d+\\s\"") << "patterns keep their backslash";
  EXPECT_EQ(brief(errors_of(R"(1 + "x\u12"  )")), R"(feel.bad-escape@7 `\u`)");
  EXPECT_EQ(brief(errors_of(R"("\uD83D")")), R"(feel.bad-escape@2 `\u`)") << "half a character";
}

TEST(Lexer, SkipsCommentsAndEverySpace) {
  EXPECT_EQ(spell("a // b\n/* c\n*/ +\u3000\u00A0\tb"), "n:a + n:b");
  EXPECT_EQ(brief(errors_of("1 /* 2")), "feel.unterminated-comment@3 `/* 2`");
  EXPECT_EQ(spell("\"// no comment\""), "\"// no comment\"");
}

TEST(Lexer, MarksSpansInBytesOfTheText) {
  const auto tokens = tokenize("收入 >= 10万元", true, nullptr);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].span, (Span{0, 6}));
  EXPECT_EQ(tokens[1].span, (Span{7, 9}));
  EXPECT_EQ(tokens[2].span, (Span{10, 18}));
  EXPECT_TRUE(tokens[1].space_before);
  EXPECT_FALSE(tokens[0].space_before);
}

TEST(Lexer, NamesTheHalfWidthForm) {
  const Diagnostics found = errors_of("count（名称，“中，文”）＞＝１０；");
  EXPECT_EQ(brief(found),
            "feel.full-width-punctuation@6 `（`\n"
            "feel.full-width-punctuation@9 `，“`\n"
            "feel.full-width-punctuation@14 `”）＞＝１０；`");
  EXPECT_EQ(found[0].help.zh, "改用半角 `(`");
  EXPECT_EQ(found[2].help.en, "write `\")>=10,`");
  EXPECT_EQ(spell("count（名称，“中，文”）＞＝１０"), "n:count ( n:名称 , \"中，文\" ) >= #10")
      << "reading goes on with what was meant";
}

TEST(Lexer, LeavesFullWidthCharactersInStringsAndComments) {
  EXPECT_TRUE(errors_of("\"（，：；）\" + 1 // 说明：（略）\n /* ， */").empty());
}

TEST(Lexer, FullWidthCharactersAreLettersInTheStandard) {
  EXPECT_EQ(spell("名（一）", false), "n:名（一）");
  EXPECT_TRUE(errors_of("名（一）", false).empty());
}

TEST(Lexer, HelpsWithSignsOfOtherLanguages) {
  const Diagnostics found = errors_of("a && b ; c");
  EXPECT_EQ(brief(found), "feel.unexpected-character@3 `&&`\nfeel.unexpected-character@8 `;`");
  EXPECT_EQ(found[0].help.en, "write `and`");
}

TEST(Lexer, RejectsWhatIsNotUtf8) {
  EXPECT_EQ(brief(errors_of("a\xff")), "feel.invalid-utf8@1 `a\xff`");
}

TEST(Lexer, ClosesNothingSilently) {
  EXPECT_EQ(brief(errors_of("1 + \"abc")), "feel.unterminated-string@5 `\"abc`");
}

TEST(Dialect, EveryAliasIsDocumented) {
  std::ifstream file(std::string(ENACT_ROOT) + "/docs/language.md");
  const std::string document{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(document.empty());
  for (const auto& [alias, keyword] : keyword_aliases()) {
    EXPECT_NE(document.find(fmt::format("| {} | {} |", alias, keyword)), std::string::npos) << alias;
    EXPECT_EQ(keyword_of_alias(alias), keyword);
  }
}

TEST(Dialect, SeesAnAliasGluedToAName) {
  const std::vector<std::string> known{"收入", "支出"};
  EXPECT_EQ(glued_alias("收入且支出", known), "且");
  EXPECT_EQ(glued_alias("收入", known), "");
  EXPECT_EQ(glued_alias("利润且支出", known), "");
}

}  // namespace
}  // namespace enact::feel
