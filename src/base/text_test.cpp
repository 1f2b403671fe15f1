// Unicode text: normal forms, widths, and the nearest name.
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace enact::text {
namespace {

TEST(Text, Utf8IsChecked) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("企业 é 😀"));
  EXPECT_FALSE(is_valid_utf8("\xff"));
  EXPECT_FALSE(is_valid_utf8("\xe4\xbc"));          // cut off
  EXPECT_FALSE(is_valid_utf8("\xc0\xaf"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));      // a surrogate
  EXPECT_FALSE(is_valid_utf8("\xf4\x90\x80\x80"));  // beyond U+10FFFF
}

TEST(Text, CodePoints) {
  const CodePoint point = code_point_at("a企", 1);
  EXPECT_EQ(point.value, U'企');
  EXPECT_EQ(point.bytes, 3U);
  EXPECT_EQ(length("企业a😀"), 4U);
  EXPECT_EQ(code_points("a😀"), (std::vector<char32_t>{U'a', U'😀'}));
  EXPECT_EQ(from_code_points(std::vector<char32_t>{U'企', 0xd800}), "企\uFFFD");
  const CodePoint broken = code_point_at("\xff", 0);
  EXPECT_EQ(broken.value, U'\uFFFD');
  EXPECT_EQ(broken.bytes, 1U);
}

TEST(Text, WidthCountsCells) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("企业.登记地"), 11);
  EXPECT_EQ(display_width("（）"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("“”"), 2);  // ambiguous width counts one
  EXPECT_EQ(display_width("😀"), 2);
}

TEST(Text, NormalForms) {
  EXPECT_EQ(nfc("e\u0301"), "\u00e9");
  EXPECT_TRUE(is_nfc("企业é"));
  EXPECT_FALSE(is_nfc("e\u0301"));
  EXPECT_EQ(nfc("１（"), "１（");  // full-width forms are kept
}

TEST(Text, MatterFormIgnoresWhatADistractedTypistAdds) {
  EXPECT_EQ(matter_form(" ＧＲ2026 35 00001\u3000"), "gr20263500001");
  EXPECT_EQ(matter_form("GR202635-00001"), "gr202635-00001");
  EXPECT_EQ(matter_form("证书\t编号（1）"), "证书编号(1)");
  EXPECT_EQ(matter_form("a\u00a0\u200bb"), "ab");
  EXPECT_EQ(matter_form("STRASSE"), matter_form("straße"));
  EXPECT_EQ(matter_form(" \n"), "");
}

TEST(Text, MatterFormReadsTheBracketsOfADocumentNumberAsOne) {
  for (const char* typed :
       {"闽科计〔2026〕8号", "闽科计[2026]8号", "闽科计［2026］8号", "闽科计【2026】8号", "闽科计（2026）8号",
        "闽科计(2026)8号", "闽科计﹝2026﹞8号", "闽科计〖2026〗8号"}) {
    EXPECT_EQ(matter_form(typed), "闽科计(2026)8号") << typed;
  }
  EXPECT_NE(matter_form("《2026》"), matter_form("(2026)"));  // not a way to write a number
}

TEST(Text, TrimSplitJoin) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
  EXPECT_EQ(join(std::vector<std::string>{"a", "", "b"}, ", "), "a, , b");
  EXPECT_EQ(join(std::vector<std::string>{}, ", "), "");
}

TEST(Text, CaseIsUnicode) {
  EXPECT_EQ(lower("ÀÉ企A"), "àé企a");
  EXPECT_EQ(upper("straße"), "STRASSE");
}

TEST(Text, NearestFindsALikelySlip) {
  const std::vector<std::string> names = {"登记地", "登记日", "统一社会信用代码", "认定"};
  EXPECT_EQ(nearest("登记第", names), "登记地");  // the first of two equally near
  EXPECT_EQ(nearest("统一社会信用编号", names), "统一社会信用代码");
  EXPECT_EQ(nearest("记登地", names), "登记地");  // neighbours exchanged: one step
  EXPECT_EQ(nearest("认", names), "认定");
  EXPECT_FALSE(nearest("营业收入", names).has_value());
  EXPECT_FALSE(nearest("abcdef", names).has_value());
  EXPECT_FALSE(nearest("登记第", {}).has_value());
}

RC_GTEST_PROP(TextProperties, MatterFormOfAFormIsItself, ()) {
  const auto points = *rc::gen::container<std::vector<char32_t>>(
      rc::gen::oneOf(rc::gen::element(U'a', U'A', U'Ａ', U' ', U'\u3000', U'\u0301', U'\u00a8', U'\u00b4',
                                      U'ß', U'\u0345', U'企', U'ﬁ', U'\u1fee', U'K', U'〔', U'】', U'['),
                     rc::gen::map(rc::gen::inRange<std::uint32_t>(1, 0xd7ff),
                                  [](std::uint32_t value) { return static_cast<char32_t>(value); })));
  const std::string form = matter_form(from_code_points(points));
  RC_ASSERT(matter_form(form) == form);
  RC_ASSERT(is_nfc(form));
}

// Plain characters are cased and cleared without the tables; a zero-width space, which has no form, asks for
// them.
RC_GTEST_PROP(TextProperties, MatterFormIsTheSameWithAndWithoutTables, ()) {
  const std::string text = from_code_points(*rc::gen::container<std::vector<char32_t>>(
      rc::gen::map(rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 0x80),
                                  rc::gen::inRange<std::uint32_t>(0x4dfe, 0x9fa7)),
                   [](std::uint32_t value) { return static_cast<char32_t>(value); })));
  RC_ASSERT(matter_form(text) == matter_form(text + "\u200b"));
}

RC_GTEST_PROP(TextProperties, CodePointsAndBack, ()) {
  const auto points = *rc::gen::container<std::vector<char32_t>>(
      rc::gen::map(rc::gen::inRange<std::uint32_t>(0, 0x110000), [](std::uint32_t value) {
        return static_cast<char32_t>(value >= 0xd800 && value < 0xe000 ? 0xfffd : value);
      }));
  const std::string text = from_code_points(points);
  RC_ASSERT(is_valid_utf8(text));
  RC_ASSERT(code_points(text) == points);
  RC_ASSERT(length(text) == points.size());
}

}  // namespace
}  // namespace enact::text
