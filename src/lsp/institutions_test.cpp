// Registers, competitions and letters in an editor: completion, hover, definitions, diagnostics, renaming.
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
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

class LspInstitutions : public testing::Test {
 protected:
  LspInstitutions() {
    client.start();
    for (const char* file : {"registers.yaml", "selections.yaml", "letters.yaml", "procedures.yaml"})
      client.open(file);
  }
  std::vector<std::string> offered(std::string_view snippet) {
    return client.complete("registers.yaml", snippet);
  }
  std::vector<std::string> definition(std::string_view snippet) {
    return client.places(client.ask("textDocument/definition", client.at("registers.yaml", snippet)));
  }
  json::object rename(const std::string& file, std::string_view snippet, std::string_view name) {
    json::object params = client.at(file, snippet);
    params["newName"] = name;
    return client.call("textDocument/rename", std::move(params));
  }
  Client client;
};

TEST_F(LspInstitutions, OffersTheFieldsOfTheRegister) {
  EXPECT_THAT(offered("name: |简称"),
              UnorderedElementsAre("简称", "等级", "起", "止", "上级", "份额", "明细", "项目", "数额"));
  EXPECT_THAT(offered("level: |级"), UnorderedElementsAre("称号", "级", "自", "至"));
  // In its expressions, too.
  EXPECT_THAT(offered("rule: 止 > |起"), IsSupersetOf({"起", "止", "上级", "查询日"}));
}

TEST_F(LspInstitutions, OffersStatesOutcomesAndFacts) {
  EXPECT_THAT(offered("public: [|在册]"), UnorderedElementsAre("录入", "在册", "已失效"));
  EXPECT_THAT(offered("after: 止, take: |expire"), UnorderedElementsAre("enter", "expire"));
  EXPECT_THAT(offered("fact: |营业收入"), UnorderedElementsAre("营业收入", "代码", "名称", "登记"));
}

TEST_F(LspInstitutions, OffersTypesRegistersAndKeys) {
  EXPECT_THAT(offered("起: { type: |date, at"),
              IsSupersetOf({"date", "lines", "unit", "entry<>", "级别", "专家册"}));
  EXPECT_THAT(offered("to: |名录, while"), UnorderedElementsAre("名录", "阶梯", "考核", "专家册"));
  EXPECT_THAT(client.complete("selections.yaml", "experts: { register: |专家册"), Contains("专家册"));
  EXPECT_THAT(client.complete("letters.yaml", "unit: |lead"), IsSupersetOf({"lead", "payer", "市科技局"}));
  client.type("registers.yaml", "  life: 库内\n  name: 姓名", "  life: 库内\n  un\n  name: 姓名");
  EXPECT_THAT(offered("  un|\n"),
              AllOf(IsSupersetOf({"unique", "units", "ladder"}), Not(Contains("keeper"))));
}

TEST_F(LspInstitutions, HoversExplainRegistersFieldsAndKeys) {
  EXPECT_THAT(client.hover("registers.yaml", "entry<名|录>"),
              AllOf(HasSubstr("Register of businesses"), HasSubstr("Science"), HasSubstr("入册"),
                    HasSubstr("**营业收入超过100万元的，优先推荐参加展会**")));
  EXPECT_THAT(client.hover("registers.yaml", "key: [简|称], while"),
              AllOf(HasSubstr("名录.简称"), HasSubstr("`string`"), HasSubstr("as on its sign")));
  EXPECT_THAT(client.hover("registers.yaml", "rule: |止 > 起"),
              AllOf(HasSubstr("名录.止"), HasSubstr("`date`")));
  EXPECT_THAT(client.hover("registers.yaml", "min(100, 总|数)"),
              AllOf(HasSubstr("考核.总数"), HasSubstr("sum(各项.数)")));
  EXPECT_THAT(client.hover("registers.yaml", "text: 营业收入|超过100万元"), HasSubstr("（一）支持首次创业"));
  EXPECT_THAT(client.hover("registers.yaml", "never a|bove:"), HasSubstr("sums that never pass a bound"));
  EXPECT_THAT(client.hover("selections.yaml", "评|选:"), HasSubstr("competition"));
  EXPECT_THAT(client.hover("letters.yaml", "ro|le: handler"), HasSubstr("in which role"));
}

TEST_F(LspInstitutions, DefinitionsLeadToFieldsStepsAndFacts) {
  EXPECT_THAT(definition("rule: |止 > 起"), ElementsAre(HasSubstr("registers.yaml:13: 止")));
  EXPECT_THAT(definition("public: [在|册]"), ElementsAre(HasSubstr("procedures.yaml:21: 在册")));
  EXPECT_THAT(definition("with: 等|级"), ElementsAre(HasSubstr("registers.yaml:11: 等级")));
  EXPECT_THAT(definition("fact: 营|业收入"), ElementsAre("vocabulary.yaml:4: 营业收入"));
}

TEST_F(LspInstitutions, SaysWhatIsWrong) {
  client.type("registers.yaml", "level: 级,", "level: 层,");
  EXPECT_THAT(client.diagnostics("registers.yaml"), Contains(HasSubstr("register.unknown-field: 层")));
  client.type("registers.yaml", "level: 层,", "level: 级,");
  EXPECT_THAT(client.diagnostics("registers.yaml"), IsEmpty());
  client.type("selections.yaml", "weight: 100", "weight: 90");
  EXPECT_THAT(client.diagnostics("selections.yaml"), Contains(HasSubstr("selection.weights")));
  client.type("letters.yaml", "致{主体}", "致{主题}");
  EXPECT_THAT(client.diagnostics("letters.yaml"), Contains(HasSubstr("letters.field")));
}

TEST_F(LspInstitutions, AStepIsRenamedInTheRegistersToo) {
  const json::object answer = rename("procedures.yaml", "id: 在|册", "名单内");
  ASSERT_TRUE(answer.contains("result")) << json::serialize(answer);
  const auto files = client.applied(answer.at("result"));
  EXPECT_THAT(files.at(path("registers.yaml")),
              AllOf(HasSubstr("public: [名单内]"), Not(HasSubstr("[在册]"))));
}

TEST_F(LspInstitutions, WhatIsRecordedIsNotRenamed) {
  EXPECT_THAT(json::serialize(rename("registers.yaml", "    简|称: { type", "名称")),
              HasSubstr("cannot be renamed"));
  EXPECT_THAT(json::serialize(rename("registers.yaml", "阶|梯:", "梯度")), HasSubstr("cannot be renamed"));
}

TEST_F(LspInstitutions, OutlinesRegistersWithTheirFields) {
  const std::string said = json::serialize(
      client.ask("textDocument/documentSymbol",
                 json::object{{"textDocument", json::object{{"uri", uri_of(path("registers.yaml"))}}}}));
  EXPECT_THAT(said, AllOf(HasSubstr("名录"), HasSubstr("阶梯"), HasSubstr("称号"), HasSubstr("得分")));
}

}  // namespace
}  // namespace enact::lsp::test
