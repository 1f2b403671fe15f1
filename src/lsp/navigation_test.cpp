// Hover, definitions, references and the outline.
#include "lsp/navigation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lsp/test_client.hpp"
#include "lsp/test_package.hpp"

namespace enact::lsp::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class LspNavigation : public testing::Test {
 protected:
  LspNavigation() {
    client.start();
    client.open("policy.md");
  }
  std::vector<std::string> definition(std::string_view snippet, const std::string& file = "policy.md") {
    return client.places(client.ask("textDocument/definition", client.at(file, snippet)));
  }
  std::vector<std::string> references(std::string_view snippet, bool with_declaration = true) {
    json::object params = client.at("policy.md", snippet);
    params["context"] = json::object{{"includeDeclaration", with_declaration}};
    return client.places(client.ask("textDocument/references", std::move(params)));
  }
  Client client;
};

TEST_F(LspNavigation, HoversExplainFacts) {
  EXPECT_THAT(client.hover("policy.md", "rule: 企业.营|业收入"),
              AllOf(HasSubstr("企业.营业收入"), HasSubstr("Revenue"), HasSubstr("number<元>"),
                    HasSubstr("Science"), HasSubstr("last year")));
  EXPECT_THAT(client.hover("policy.md", "and 早.级|别 ="), HasSubstr("登记记录.级别"));
}

TEST_F(LspNavigation, HoversExplainFunctionsNumbersAndParameters) {
  EXPECT_THAT(client.hover("policy.md", "and s|um(企业"), AllOf(HasSubstr("sum("), HasSubstr("求和")));
  EXPECT_EQ(client.hover("policy.md", "> 100|万元, words"), "`100万元` = 1,000,000 元");
  EXPECT_THAT(client.hover("policy.md", "参数.收入|上限"),
              AllOf(HasSubstr("2030-01-01 to 2030-12-31"), HasSubstr("5000000"), HasSubstr("yearly notice"),
                    HasSubstr("(sample)")));
}

TEST_F(LspNavigation, HoversShowTheOfficialText) {
  EXPECT_THAT(
      client.hover("policy.md", "provision: 1|b"),
      AllOf(HasSubstr("（一）支持首次创业"), HasSubstr("**营业收入超过100万元的，优先推荐参加展会**")));
  EXPECT_THAT(client.hover("policy.md", "text: 营业收入|超过100万元 }"),
              AllOf(HasSubstr("（一）支持首次创业"), HasSubstr("**营业收入超过100万元**的")));
  EXPECT_THAT(client.hover("policy.md", "1万元奖励。营业|收入超过"), HasSubstr("`1b` Priority"));
  EXPECT_THAT(client.hover("policy.md", "pay|er: 市财政"), HasSubstr("who pays"));
  EXPECT_EQ(client.hover("policy.md", "|---\nid"), "");
}

TEST_F(LspNavigation, DefinitionsAreWhereNamesAreDeclared) {
  EXPECT_THAT(definition("rule: 企业.营|业收入"), ElementsAre("vocabulary.yaml:4: 营业收入"));
  EXPECT_THAT(definition("and 早.级|别 ="), ElementsAre("vocabulary.yaml:8: 级别"));  // of common/words-1
  EXPECT_THAT(definition("参数.收|入上限"), ElementsAre("limits.yaml:1: 收入上限"));
  EXPECT_THAT(definition("procedure: 兑|现"), ElementsAre("procedures.yaml:1: 兑现"));
  EXPECT_THAT(definition("units: [市商|务局]"), ElementsAre("units.yaml:2: 市商务局"));
  EXPECT_THAT(definition("satisfies |早.日期"), ElementsAre(HasSubstr(": 早")));
  EXPECT_THAT(definition("登记.日|期 in 政策"), ElementsAre("vocabulary.yaml:6: 日期"));
  EXPECT_THAT(definition("= \"|甲\"\n    en"), ElementsAre("vocabulary.yaml:11: 甲"));
  EXPECT_THAT(definition("级别奖|励(登记"), ElementsAre(HasSubstr("级别奖励")));
  EXPECT_THAT(definition("amount: 奖|金 + 1万元"), ElementsAre(HasSubstr("奖金")));
  EXPECT_THAT(definition("and 𠮷|利 and"), ElementsAre("vocabulary.yaml:13: 𠮷利"));
}

TEST_F(LspNavigation, DefinitionOfAQuotationIsTheOfficialText) {
  EXPECT_THAT(definition("text: 营业收入|超过100万元 }"), ElementsAre(HasSubstr(": 营业收入超过100万元")));
  client.open("examples/first.yaml");
  EXPECT_THAT(definition("provision: \"1|a\"", "examples/first.yaml"), ElementsAre(HasSubstr("policy.md:")));
  EXPECT_THAT(definition("营业收|入: { value", "examples/first.yaml"),
              ElementsAre("vocabulary.yaml:4: 营业收入"));
}

TEST_F(LspNavigation, ReferencesSpanFilesAndPackages) {
  EXPECT_THAT(
      references("rule: 企业.营|业收入"),
      UnorderedElementsAre(HasSubstr("vocabulary.yaml:4"), HasSubstr("policy.md"), HasSubstr("policy.md"),
                           HasSubstr("registers.yaml"), HasSubstr("first.yaml:8")));
  EXPECT_EQ(references("rule: 企业.营|业收入", false).size(), 4u);
  // 首次 of the shared record: this package, its example, and the neighbour.
  client.open("/work space/policies/邻镇-1/policy.md");
  EXPECT_THAT(references("企业.登记[首|次 = true]"),
              AllOf(Contains(HasSubstr("policy.md:21: 首次")), Contains(HasSubstr("first.yaml"))));
  EXPECT_THAT(references("satisfies |早.日期"), testing::SizeIs(3));
}

TEST_F(LspNavigation, OutlinesFiles) {
  const json::value symbols =
      client.ask("textDocument/documentSymbol",
                 json::object{{"textDocument", json::object{{"uri", uri_of(path("policy.md"))}}}});
  std::vector<std::string> names;
  for (const json::value& heading : symbols.as_array()) {
    names.emplace_back(heading.at("name").as_string());
    if (!heading.as_object().contains("children")) continue;
    for (const json::value& child : heading.at("children").as_array()) {
      names.push_back("  " + std::string(child.at("name").as_string()));
    }
  }
  EXPECT_THAT(names, ElementsAre("柳湾市人民政府文件", "柳湾市支持小微企业若干措施", "（一）支持首次创业。",
                                 "  级别奖励", "  1a", "  1b", "  in-force"));
  client.open("vocabulary.yaml");
  const std::string said = json::serialize(
      client.ask("textDocument/documentSymbol",
                 json::object{{"textDocument", json::object{{"uri", uri_of(path("vocabulary.yaml"))}}}}));
  EXPECT_THAT(said, AllOf(HasSubstr("营业收入"), HasSubstr("𠮷利")));
}

TEST_F(LspNavigation, FindsNothingWhereNothingIs) {
  EXPECT_THAT(definition("|---\nid"), IsEmpty());
  EXPECT_THAT(references("title: { zh: 柳|湾市支持"), IsEmpty());
}

}  // namespace
}  // namespace enact::lsp::test
