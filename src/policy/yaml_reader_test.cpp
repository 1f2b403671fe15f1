// Places of nodes and of every byte of a scalar, in every style; and what is refused.
#include "policy/yaml_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy::yaml {
namespace {

SourcePtr source(std::string text) {
  return std::make_shared<const Source>("a.yaml", std::move(text));
}

std::string remark(std::string text) {
  return render(read(source(std::move(text))).diagnostics, Language::en);
}

// The source from the place of the first `token` in the scalar's text on, as long as the token.
std::string at_token(const Node& node, std::string_view token) {
  const std::size_t at = node.text.find(token);
  if (at == std::string::npos) return "not in the text: " + node.text;
  return std::string(node.source->text(node.location({at, at + token.size()}).span));
}

TEST(YamlReader, PlacesCountCharacters) {
  const Read read_ = read(source("企业: 甲\n“乙”: [一, 二]\n"));
  ASSERT_TRUE(read_.root);
  const Node* list = read_.root->find("“乙”");
  ASSERT_NE(list, nullptr);
  const Source& text = *list->source;
  EXPECT_EQ(text.position(read_.root->find("企业")->span.begin), (Position{1, 5}));
  EXPECT_EQ(text.position(list->span.begin), (Position{2, 6}));
  EXPECT_EQ(text.position(list->items[1].span.begin), (Position{2, 10}));
  EXPECT_EQ(text.text(list->span), "[一, 二]");
}

struct Styled {
  Style style;
  const char* yaml;
  const char* text;
};

class ScalarStyle : public testing::TestWithParam<Styled> {};

TEST_P(ScalarStyle, EveryTokenHasItsPlace) {
  const Styled& each = GetParam();
  const Read result = read(source(each.yaml));
  ASSERT_TRUE(result.root) << render(result.diagnostics, Language::en);
  const Node& scalar = *result.root->find("规则");
  EXPECT_EQ(scalar.style, each.style);
  EXPECT_EQ(scalar.text, each.text);
  ASSERT_EQ(scalar.offsets.size(), scalar.text.size() + 1);
  EXPECT_EQ(at_token(scalar, "企业.收入"), "企业.收入");
  EXPECT_EQ(at_token(scalar, "税额"), "税额");
}

INSTANTIATE_TEST_SUITE_P(
    All, ScalarStyle,
    testing::Values(
        Styled{Style::plain, "规则: 企业.收入 > 税额   # 说明\n", "企业.收入 > 税额"},
        Styled{Style::plain, "规则: 企业.收入\n  >   税额\n\n  + 1\n", "企业.收入 >   税额\n+ 1"},
        Styled{Style::single_quoted, "规则: '“它''s” 企业.收入\n   > 税额'\n", "“它's” 企业.收入 > 税额"},
        Styled{Style::double_quoted, "规则: \"\\u4f01\\t \\\"业\\\" 企业.收入 \\\n   > \\n税额\"\n",
               "企\t \"业\" 企业.收入 > \n税额"},
        Styled{Style::literal, "规则: |\n  企业.收入\n    > 税额\n\n  + 1\n其他: 1\n",
               "企业.收入\n  > 税额\n\n+ 1\n"},
        Styled{Style::literal, "规则: |2-\n    企业.收入\n  > 税额\n", "  企业.收入\n> 税额"},
        Styled{Style::folded, "规则: >-\n  企业.收入\n  > 税额\n\n  + 1\n", "企业.收入 > 税额\n+ 1"},
        Styled{Style::folded, "规则: >\n\n  企业.收入\n    缩进\n  > 税额\n",
               "\n企业.收入\n  缩进\n> 税额\n"}));

// Whatever is written in whatever style: each byte that is no white space comes from the same byte.
std::string written(Style style, const std::vector<std::string>& words) {
  std::string out = style == Style::literal ? "规则: |\n " : style == Style::folded ? "规则: >\n " : "规则: ";
  const std::string quote = style == Style::single_quoted ? "'" : style == Style::double_quoted ? "\"" : "";
  out += quote;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i % 3 == 0 ? "\n " : i % 5 == 0 ? "\n\n " : " ";
    for (const char c : words[i]) {
      if (style == Style::single_quoted && c == '\'') out += c;
      if (style == Style::double_quoted && c == '"') out += '\\';
      out += c;
    }
  }
  return out + quote + "\n";
}

RC_GTEST_PROP(YamlReader, EveryByteComesFromItsPlace, ()) {
  const auto style = *rc::gen::element(Style::plain, Style::single_quoted, Style::double_quoted,
                                       Style::literal, Style::folded);
  const auto words = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("企业", ">5%", "a\"b", "it's", "收入", "+", "x=“y”", "(0..9)")));
  // A plain scalar cannot begin with every sign, nor a folded one fold at an indented line.
  std::vector<std::string> all{"甲"};
  all.insert(all.end(), words.begin(), words.end());
  const SourcePtr text = source(written(style, all));
  const Read result = read(text);
  RC_ASSERT(result.root.has_value());
  const Node& scalar = *result.root->find("规则");
  RC_ASSERT(scalar.style == style);
  RC_ASSERT(scalar.offsets.size() == scalar.text.size() + 1);
  for (std::size_t i = 0; i < scalar.text.size(); ++i) {
    if (scalar.text[i] == ' ' || scalar.text[i] == '\n') continue;
    const char there = text->text()[scalar.offsets[i]];
    RC_ASSERT(there == scalar.text[i] || there == '\\');
    if (i > 0) RC_ASSERT(scalar.offsets[i] > scalar.offsets[i - 1]);
  }
}

TEST(YamlReader, AnExpressionLosesTheBlanksAroundIt) {
  const Read result = read(source("规则: |\n\n  a +\n    b\n\n其他: 1\n"));
  const feel::ExpressionText text = result.root->find("规则")->expression();
  EXPECT_EQ(text.expression, "a +\n  b");
  EXPECT_EQ(text.source->text(text.span), "a +\n    b");
  EXPECT_EQ(text.offsets.size(), text.expression.size() + 1);
}

TEST(YamlReader, RefusesAKeyThatOccursTwice) {
  EXPECT_EQ(remark("名: 1\n值: { 甲: 1, 甲: 2 }\n"),
            R"(a.yaml:2:12: error: key `甲` occurs twice [yaml.duplicate-key]
      2 | 值: { 甲: 1, 甲: 2 }
        |              ^^
a.yaml:2:6: note: it occurs first here
      2 | 值: { 甲: 1, 甲: 2 }
        |       ^^
    help: remove one of the two, or rename it
)");
}

TEST(YamlReader, RefusesWhatPackagesDoNotUse) {
  EXPECT_EQ(remark("a: 1\n---\nb: 2\n"),
            R"(a.yaml:2:1: error: a file holds one YAML document [yaml.several-documents]
      2 | ---
        | ^
    help: remove what follows `---`, or make it a file of its own
)");
  EXPECT_EQ(remark("a: { b: 1 } }\n"), R"(a.yaml:1:13: error: one closing bracket too many [yaml.syntax]
      1 | a: { b: 1 } }
        |             ^
)");
  EXPECT_EQ(remark("{ a: 1 }, b }\n"),
            R"(a.yaml:1:9: error: the brackets are closed before this comma [yaml.bracket]
      1 | { a: 1 }, b }
        |         ^
    help: remove the bracket too many, or the comma
)");
  EXPECT_EQ(remark("? [a]\n: 1\n"), R"(a.yaml:1:3: error: a key must be a plain text [yaml.key]
      1 | ? [a]
        |   ^^^
)");
  EXPECT_EQ(remark("a: \"b\n"), R"(a.yaml:1:4: error: the quotation mark is not closed [yaml.quotation]
      1 | a: "b
        |    ^
    help: put one at the end of the value
)");
  EXPECT_EQ(remark("a: 1\r\n"), R"(a.yaml:1:5: error: a line ends with a carriage return [text.line-end]
      1 | a: 1
        |     ^
    help: end lines with a line feed alone
)");
  EXPECT_EQ(remark("a: \xff\n").substr(0, 34), "a.yaml:1:1: error: the file is not");
}

TEST(YamlReader, ReadsAPartOfASource) {
  const SourcePtr text = source("前言\n```yaml\n甲: 乙 丙\n```\n");
  const std::size_t begin = text->text().find("甲");
  const Read result = read(text, {begin, text->text().find("```", begin)});
  ASSERT_TRUE(result.root);
  EXPECT_EQ(text->position(result.root->find("甲")->span.begin), (Position{3, 4}));
}

TEST(YamlReader, AnEmptyTextIsNull) {
  const Read result = read(source("# nothing\n"));
  ASSERT_TRUE(result.root);
  EXPECT_TRUE(result.root->is_null());
}

TEST(YamlMapping, NamesTheNearestKey) {
  Diagnostics diagnostics;
  const Read result = read(source("titel: x\n"));
  const Mapping mapping(*result.root, {"title", "kind"}, diagnostics);
  EXPECT_EQ(mapping.require("kind"), nullptr);
  EXPECT_EQ(render(diagnostics, Language::en), R"(a.yaml:1:1: error: unknown key `titel` [policy.unknown-key]
      1 | titel: x
        | ^^^^^
    help: did you mean `title`?
a.yaml:1:1: error: `kind` is missing [policy.missing-key]
      1 | titel: x
        | ^^^^^
)");
}

TEST(YamlMapping, ReadsTypedValues) {
  Diagnostics diagnostics;
  const Read result = read(source("日: 2026-02-30\n数: 7\n是: yes\n题: { zh: 甲 }\n列: [a, [b]]\n"));
  EXPECT_EQ(read_date(*result.root->find("日"), diagnostics), std::nullopt);
  EXPECT_EQ(read_integer(*result.root->find("数"), 1, 9, diagnostics), 7);
  EXPECT_EQ(read_integer(*result.root->find("数"), 1, 6, diagnostics), std::nullopt);
  EXPECT_EQ(read_flag(*result.root->find("是"), diagnostics), std::nullopt);
  read_title(*result.root->find("题"), diagnostics);
  EXPECT_EQ(strings(read_texts(*result.root->find("列"), diagnostics)), std::vector<std::string>{"a"});
  EXPECT_EQ(render(diagnostics, Language::en),
            R"(a.yaml:1:4: error: there is no date `2026-02-30` [policy.date]
      1 | 日: 2026-02-30
        |     ^^^^^^^^^^
    help: write year-month-day, as in 2026-03-10
a.yaml:2:4: error: a whole number from 1 to 6 is expected here [policy.wrong-value]
      2 | 数: 7
        |     ^
a.yaml:3:4: error: `true` or `false` is expected here [policy.wrong-value]
      3 | 是: yes
        |     ^^^
a.yaml:4:6: error: `en` is missing [policy.missing-key]
      4 | 题: { zh: 甲 }
        |       ^^
a.yaml:5:8: error: a text is expected here [policy.wrong-value]
      5 | 列: [a, [b]]
        |         ^^^
)");
}

}  // namespace
}  // namespace enact::policy::yaml
