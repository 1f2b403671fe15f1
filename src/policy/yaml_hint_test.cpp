// Expressions that YAML takes for something else: what is said, and how to write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/test_sample.hpp"
#include "policy/yaml_mapping.hpp"

namespace enact::policy::yaml {
namespace {

std::string said(std::string text) {
  const auto source = std::make_shared<const Source>("a.yaml", std::move(text));
  Diagnostics diagnostics = read(source).diagnostics;
  return diagnostics.empty() ? "" : render(diagnostics.front(), Language::en);
}

TEST(ExpressionInYaml, BeginsWithASignOfYaml) {
  EXPECT_EQ(
      said("when:\n  多: > 5%\n"),
      R"(a.yaml:2:6: error: a value that begins with `>` is a folded block to YAML, not an expression [yaml.expression]
      2 |   多: > 5%
        |       ^^^^
    help: quote it: `多: '> 5%'`, or write `多: |` and the expression on the next line, indented
)");
  EXPECT_EQ(
      said("when:\n  级: \"国家级\" = 企业.级别\n  乙: 1\n"),
      R"(a.yaml:2:6: error: a value that begins with `"` is a quoted text that ends at the next quotation mark to YAML, not an expression [yaml.expression]
      2 |   级: "国家级" = 企业.级别
        |       ^^^^^^^^^^^^^^^^^^^^
    help: quote it: `级: '"国家级" = 企业.级别'`, or write `级: |` and the expression on the next line, indented
)");
  EXPECT_EQ(
      said("a: [0元..10万元)\n"),
      R"(a.yaml:1:4: error: a value that begins with `[` is a list to YAML, not an expression [yaml.expression]
      1 | a: [0元..10万元)
        |    ^^^^^^^^^^^^^
    help: quote it: `a: '[0元..10万元)'`, or write `a: |` and the expression on the next line, indented
)");
  EXPECT_THAT(
      said("a: ]0..5]\n"),
      testing::StartsWith("a.yaml:1:4: error: a value that begins with `]` is the end of a list to YAML"));
  EXPECT_THAT(said("a: * 5\n"),
              testing::StartsWith("a.yaml:1:4: error: a value that begins with `*` is an alias to YAML"));
  EXPECT_THAT(said("a: *x\n"),
              testing::StartsWith("a.yaml:1:4: error: a value that begins with `*` is an alias to YAML"));
  EXPECT_THAT(said("a: &x 5\n"),
              testing::StartsWith("a.yaml:1:4: error: a value that begins with `&` is an anchor to YAML"));
  EXPECT_THAT(said("a: !x\n"),
              testing::StartsWith("a.yaml:1:4: error: a value that begins with `!` is a tag to YAML"));
  for (const std::string sign : {"%", "@", "`"}) {
    EXPECT_THAT(said("a: " + sign + "x\n"),
                testing::StartsWith("a.yaml:1:4: error: a value that begins with `" + sign +
                                    "` is a reserved sign to"));
  }
}

TEST(ExpressionInYaml, HoldsAKey) {
  EXPECT_EQ(said("a: if b then { c: 1 } else null\n"),
            R"(a.yaml:1:4: error: `: ` inside a value is another key to YAML [yaml.expression]
      1 | a: if b then { c: 1 } else null
        |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    help: quote it: `a: 'if b then { c: 1 } else null'`, or write `a: |` and the expression on the next line, indented
)");
}

TEST(ExpressionInYaml, StandsInBraces) {
  EXPECT_EQ(
      said("a: { rule: 企业[级 = 1], words: 超 }\n"),
      R"(a.yaml:1:12: error: inside braces YAML cuts an expression at `,` `[` `]` `{` `}` [yaml.expression]
      1 | a: { rule: 企业[级 = 1], words: 超 }
        |            ^^^^^^^^^^^^
    help: quote it: `rule: '企业[级 = 1]'`, or write `rule: |` and the expression on the next line, indented
)");
}

TEST(ExpressionInYaml, IsCutByAComma) {
  const auto source = std::make_shared<const Source>("a.yaml", "a: { rule: max(甲, 乙) > 1, words: 超 }\n");
  const Read result = read(source);
  Diagnostics diagnostics = result.diagnostics;
  const Mapping mapping(*result.root->find("a"), {"rule", "words"}, diagnostics);
  EXPECT_EQ(render(diagnostics, Language::en),
            R"(a.yaml:1:12: error: a comma inside braces cuts the expression [yaml.expression]
      1 | a: { rule: max(甲, 乙) > 1, words: 超 }
        |            ^^^^^^^^^^^^^^^
    help: quote it: `rule: 'max(甲, 乙) > 1'`, or write `rule: |` and the expression on the next line, indented
)");
}

TEST(ExpressionInYaml, AnErrorThatIsNoExpressionIsYamls) {
  EXPECT_EQ(
      said("a:\n  b: 1\n c: 2\n"),
      R"(a.yaml:3:2: error: this does not fit the mapping (uneven indentation, or text after a value) [yaml.syntax]
      3 |  c: 2
        |  ^
)");
}

}  // namespace
}  // namespace enact::policy::yaml

// The same in a package: an expression that cannot be compiled shows its token in the file.
namespace enact::policy::test {
namespace {

constexpr std::string_view rule = "rule: 企业.营业收入 > 100万元, words: 超过, text: 营业收入超过100万元 }";

std::string said_of(const std::string& entry) {
  return said(changed("policy.md", "收入超过: { " + std::string(rule), entry));
}

TEST(ExpressionPlace, IsTheTokenInEveryStyle) {
  const std::string wrong = "企业.营业收人";
  struct Written {
    const char* yaml;
    const char* place;
  };
  for (const Written& each :
       {Written{"多: 企业.营业收人 > 1元", "65:9"}, Written{"多: '1元 < 企业.营业收人'", "65:15"},
        Written{"多: \"\\u4f01业.登记地 = \\\"9\\\" and 企业.营业收人 > 1元\"", "65:34"},
        Written{"多: |\n    1元 <\n      企业.营业收人", "67:10"},
        Written{"多: >-\n    1元 <\n    企业.营业收人", "67:8"},
        Written{"多: { rule: 企业.营业收人 > 1元 }", "65:17"}}) {
    const std::string text = said_of(each.yaml);
    EXPECT_EQ(text.substr(0, text.find(": error")), std::string("policies/yunxi-1/policy.md:") + each.place)
        << each.yaml << "\n"
        << text;
    EXPECT_NE(text.find("did you mean `营业收入`?"), std::string::npos) << text;
  }
}

TEST(ExpressionPlace, SaysWhatYamlHasDone) {
  const std::string cut = said_of("名: 企业.名称 = \"a #1\"");
  EXPECT_NE(
      cut.find("    help: what follows ` #` is a comment to YAML; if it belongs to the expression, write "
               "`'企业.名称 = \"a #1\"'`\n"),
      std::string::npos)
      << cut;
  const std::string unquoted = said_of("名: \"甲\"");
  EXPECT_NE(unquoted.find("    help: YAML has taken the quotation marks away; for a text write `'\"甲\"'`\n"),
            std::string::npos)
      << unquoted;
  const std::string list = said(changed("policy.md", "amount: 1万元", "amount: [1万元..2万元]"));
  EXPECT_NE(
      list.find("policies/yunxi-1/policy.md:50:9: error: an expression is expected here, but YAML reads a "
                "list [yaml.expression]\n"),
      std::string::npos)
      << list;
}

}  // namespace
}  // namespace enact::policy::test
