// Renaming across files, and what is refused.
#include "lsp/rename.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lsp/test_client.hpp"
#include "lsp/test_package.hpp"

namespace enact::lsp::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class LspRename : public testing::Test {
 protected:
  void begin(bool alone = false) {
    client.start("en", {}, alone);
    client.open("policy.md");
  }
  json::object answer(std::string_view snippet, std::string_view name) {
    json::object params = client.at("policy.md", snippet);
    params["newName"] = name;
    return client.call("textDocument/rename", std::move(params));
  }
  // The files after it; the package must be as it was, and so must what the names mean.
  std::map<std::string, std::string> renamed(std::string_view snippet, std::string_view name) {
    const json::object result = answer(snippet, name);
    if (!result.contains("result")) {
      ADD_FAILURE() << json::serialize(result);
      return {};
    }
    std::map<std::string, std::string> files = client.applied(result.at("result"));
    policy::FileSet set(client.files.texts.begin(), client.files.texts.end());
    for (const auto& [file, text] : files) set.insert_or_assign(file, text);
    EXPECT_EQ(render(policy::load_package(set, folder).diagnostics, Language::en), "");
    return files;
  }
  std::string refusal(std::string_view snippet, std::string_view name) {
    const json::object result = answer(snippet, name);
    EXPECT_EQ(int_member(result, {"error", "code"}), -32803) << json::serialize(result);
    return text_member(result, {"error", "message"}).value_or("");
  }
  Client client;
};

TEST_F(LspRename, ChangesAFactInVocabularyRulesAndExamples) {
  begin();
  const auto files = renamed("rule: 企业.营|业收入", "年收入");
  EXPECT_EQ(files.size(), 4u);
  EXPECT_THAT(files.at(path("registers.yaml")), HasSubstr("fact: 年收入, value"));
  EXPECT_THAT(files.at(path("vocabulary.yaml")), HasSubstr("      年收入: { type"));
  EXPECT_THAT(files.at(path("examples/first.yaml")), HasSubstr("年收入: { value"));
  EXPECT_THAT(files.at(path("policy.md")),
              HasSubstr("rule: 企业.年收入 > 100万元, words: 超过, text: 营业收入超过"));
  EXPECT_THAT(files.at(path("policy.md")), HasSubstr("企业.年收入 <= 参数.收入上限 and 𠮷利"));
}

TEST_F(LspRename, ChangesAFieldInEveryPackageThatSharesIt) {
  begin();
  const auto files = renamed("企业.登记[首|次 = true]", "初次");
  EXPECT_THAT(files.at(shared_file), HasSubstr("初次: { type"));
  EXPECT_THAT(files.at(path("policy.md")), HasSubstr("企业.登记[初次 = true]"));
  EXPECT_THAT(files.at(path("policy.md")), HasSubstr("首次登记奖励"));  // words of the document stay
  EXPECT_THAT(files.at(path("examples/first.yaml")), HasSubstr("初次: true"));
  EXPECT_THAT(files.at("/work space/policies/邻镇-1/policy.md"), HasSubstr("一.初次 = true"));
}

TEST_F(LspRename, ChangesVariablesParametersAndTables) {
  begin();
  EXPECT_THAT(renamed("satisfies |早.日期", "先前").at(path("policy.md")),
              HasSubstr("some 先前 in 企业.登记 satisfies 先前.日期 < 登记.日期 and 先前.级别"));
  const auto item = renamed("each: 登|记 in", "事件").at(path("policy.md"));
  EXPECT_THAT(item, HasSubstr("each: 事件 in 企业.登记[首次 = true]"));
  EXPECT_THAT(item, HasSubstr("级别奖励(事件.级别)"));
  EXPECT_THAT(item, HasSubstr("parts: [企业.代码, 事件.编号]"));
  const auto parameter = renamed("参数.收|入上限", "收入线");
  EXPECT_THAT(parameter.at(path("parameters/limits.yaml")), HasSubstr("收入线:\n  title: { zh: 收入上限"));
  EXPECT_THAT(parameter.at(path("policy.md")), HasSubstr("参数.收入线"));
  EXPECT_THAT(renamed("amount: 奖|金 +", "奖额").at(path("policy.md")), HasSubstr("let: { 奖额: 级别奖励"));
  EXPECT_THAT(renamed("级别奖|励(登记", "分级奖励").at(path("policy.md")), HasSubstr("```table 分级奖励\n"));
  EXPECT_THAT(renamed("and 𠮷|利 and", "吉").at(path("policy.md")), HasSubstr("and 吉 and sum"));
}

TEST_F(LspRename, ChangesProvisionIdsInExamples) {
  begin();
  const auto files = renamed("provision: 1|a", "1-first");
  EXPECT_THAT(files.at(path("policy.md")), HasSubstr("provision: 1-first\n"));
  EXPECT_THAT(files.at(path("examples/first.yaml")), HasSubstr("provision: \"1-first\""));
  EXPECT_THAT(files.at(path("examples/first.yaml")), HasSubstr("    1-first: { status"));
}

TEST_F(LspRename, PreparesWithTheNameAlone) {
  begin();
  const json::value result =
      client.ask("textDocument/prepareRename", client.at("policy.md", "企业.营业收入| <= "));
  EXPECT_EQ(result.at("placeholder"), "营业收入");
  EXPECT_EQ(client.text_at("policy.md", result.at("range")), "营业收入");
}

TEST_F(LspRename, RefusesNamesThatAreNone) {
  begin();
  for (const char* name :
       {"", " ", "1年", "年 ", "a+b", "and", "且", "if", "a.b", "a\"b", "年：收", "a\nb", "?", "{x}"}) {
    EXPECT_THAT(refusal("rule: 企业.营|业收入", name), HasSubstr("is no name")) << name;
  }
  for (const char* id : {"", "a b", "-1", "a:b", "\"", "a/b"}) {
    EXPECT_THAT(refusal("provision: 1|a", id), HasSubstr("is no id")) << id;
  }
}

TEST_F(LspRename, RefusesNamesThatClash) {
  begin();
  EXPECT_THAT(refusal("rule: 企业.营|业收入", "名称"), HasSubstr("would be an error"));
  EXPECT_THAT(refusal("provision: 1|a", "1b"), HasSubstr("would be an error"));
  EXPECT_THAT(refusal("each: 登|记 in", "企业"), HasSubstr("would be an error"));
  // Captured: the text would compile and mean something else.
  EXPECT_THAT(refusal("satisfies |早.日期", "登记"), HasSubstr("something else"));
}

TEST_F(LspRename, RefusesWhatIsFixed) {
  begin();
  EXPECT_THAT(refusal("and s|um(企业", "total"), HasSubstr("built-in function"));
  EXPECT_THAT(refusal("日期 in 政|策.施行期", "政"), HasSubstr("built in"));
  EXPECT_THAT(refusal("units: [市商|务局]", "商"), HasSubstr("named by the document"));
  EXPECT_THAT(refusal("= \"|甲\"\n    en", "丙"), HasSubstr("recorded facts"));
  EXPECT_THAT(refusal("title: { zh: 柳|湾市支持", "x"), HasSubstr("no name here"));
}

TEST_F(LspRename, RefusesSharedNamesUnlessTheirFolderIsOpen) {
  begin(true);
  EXPECT_THAT(refusal("企业.登记[首|次 = true]", "初次"), HasSubstr("open that folder too"));
  EXPECT_THAT(renamed("rule: 企业.营|业收入", "年收入").size(), 4);
}

TEST_F(LspRename, RefusesWhilePlacesCannotBeRead) {
  begin();
  client.type("policy.md", "企业.营业收入 > 100万元", "企业.营业收入 > ");
  EXPECT_THAT(refusal("参数.收|入上限", "收入线"), HasSubstr("policy.md first"));
  client.type("policy.md", "企业.营业收入 > ", "企业.营业收入 > 100万元");
  EXPECT_THAT(renamed("参数.收|入上限", "收入线").size(), 2);
}

TEST_F(LspRename, NeedsAName) {
  begin();
  EXPECT_EQ(int_member(client.call("textDocument/rename", client.at("policy.md", "provision: 1|a")),
                       {"error", "code"}),
            -32602);
}

}  // namespace
}  // namespace enact::lsp::test
