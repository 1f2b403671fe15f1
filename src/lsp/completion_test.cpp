// Completion: FEEL in its scope, YAML by its form, also while the text does not parse.
#include "lsp/completion.hpp"

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
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

class LspCompletion : public testing::Test {
 protected:
  LspCompletion() {
    client.start();
    client.open("policy.md");
  }
  // Types `to` for `from` and asks at the `|` in `to`.
  std::vector<std::string> after(std::string_view from, std::string_view to) {
    const std::size_t caret = to.find('|');
    client.type("policy.md", from, std::string(to.substr(0, caret)) + std::string(to.substr(caret + 1)));
    return client.complete("policy.md", to);
  }
  Client client;
};

constexpr std::string_view revenue = "rule: 企业.营业收入 > 100万元, words: 超过";

TEST_F(LspCompletion, OffersTheFactsOfASubject) {
  EXPECT_THAT(after(revenue, "rule: 企业.|, words: 超过"),
              UnorderedElementsAre("代码", "名称", "登记", "营业收入"));
  EXPECT_THAT(client.complete("policy.md", "登记.|日期 in 政策.施行期"),
              UnorderedElementsAre("编号", "日期", "首次", "级别", "费用"));
}

TEST_F(LspCompletion, ReplacesWhatHasBeenTyped) {
  client.type("policy.md", std::string(revenue), "rule: 企业.营业, words: 超过");
  const json::value list =
      client.ask("textDocument/completion", client.at("policy.md", "rule: 企业.营业|, words: 超过"));
  const json::value& first = list.at("items").at(0);
  EXPECT_EQ(client.text_at("policy.md", first.at("textEdit").at("range")), "营业");
  EXPECT_THAT(json::serialize(list), HasSubstr("last year"));  // the help of the fact
}

TEST_F(LspCompletion, OffersNamesFunctionsAndKeywordsInBothLanguages) {
  const std::vector<std::string> names = client.complete("policy.md", "登记.日期 in |政策.施行期");
  EXPECT_THAT(names, IsSupersetOf({"企业", "登记", "奖金", "级别奖励", "𠮷利", "政策", "参数", "查询日",
                                   "sum", "求和", "if", "如果", "and", "且", "some", "任一"}));
}

TEST_F(LspCompletion, DocumentsFunctionsInBothLanguages) {
  const json::value list =
      client.ask("textDocument/completion", client.at("policy.md", "登记.日期 in |政策.施行期"));
  for (const json::value& item : list.at("items").as_array()) {
    if (item.at("label") != "sum") continue;
    const std::string said = json::serialize(item);
    EXPECT_THAT(said, AllOf(HasSubstr("sum("), HasSubstr("求和"), HasSubstr("→")));
    return;
  }
  FAIL() << "no sum";
}

TEST_F(LspCompletion, OffersParametersAndVariables) {
  EXPECT_THAT(client.complete("policy.md", "企业.营业收入 <= 参数.|收入上限"),
              UnorderedElementsAre("收入上限", "权重"));
  EXPECT_THAT(client.complete("policy.md", "satisfies |早.日期 < "), Contains("早"));
  EXPECT_THAT(client.complete("policy.md", "satisfies 早.|日期 < "), Contains("首次"));
  EXPECT_THAT(client.complete("policy.md", "rule: some 早 in |企业.登记"), Not(Contains("早")));
}

TEST_F(LspCompletion, KnowsVariablesOfTextsThatDoNotParse) {
  EXPECT_THAT(after(revenue, "rule: 'some 甲 in 企业.登记, 乙 in 企业.登记 satisfies 甲.|', words: 超过"),
              UnorderedElementsAre("编号", "日期", "首次", "级别", "费用"));
  EXPECT_THAT(
      after("乙 in 企业.登记 satisfies 甲.'", "乙 in 企业.登记 satisfies (for 丙 in 企业.登记 return |'"),
      IsSupersetOf({"甲", "乙", "丙"}));
}

TEST_F(LspCompletion, KnowsTheItemsOfAFilter) {
  EXPECT_THAT(after(revenue, "rule: 'count(企业.登记[|', words: 超过"),
              IsSupersetOf({"编号", "级别", "item", "企业"}));
}

TEST_F(LspCompletion, OffersCodesInsideStrings) {
  EXPECT_THAT(client.complete("policy.md", "早.级别 = \"|甲\""), ElementsAre("甲", "乙"));
  EXPECT_THAT(after("早.级别 = \"甲\"", "早.级别 in (\"甲\", \"|"), ElementsAre("甲", "乙"));
}

TEST_F(LspCompletion, OffersUnitsBehindNumbers) {
  EXPECT_THAT(after(revenue, "rule: 企业.营业收入 > 100|, words: 超过"),
              IsSupersetOf({"万元", "亿元", "元", "%"}));
}

TEST_F(LspCompletion, OffersKeysThatAreNotThereYet) {
  const auto keys = after("payee: 企业\n", "payee: 企业\nop|\n");
  EXPECT_THAT(keys, Contains("opinions"));
  EXPECT_THAT(keys, Contains("evidence"));
  EXPECT_THAT(keys, Not(Contains("kind")));   // above
  EXPECT_THAT(keys, Not(Contains("payer")));  // below
  EXPECT_THAT(keys, Not(Contains("rule")));   // of a condition
  EXPECT_THAT(client.complete("policy.md", "{ rule: 企业.营业收入 > 100万元, |words: 超过"),
              AllOf(Contains("valid"), Not(Contains("rule"))));
}

TEST_F(LspCompletion, OffersTheValuesOfKeys) {
  EXPECT_THAT(client.complete("policy.md", "kind: |priority"),
              IsSupersetOf({"award", "subsidy", "coordination"}));
  EXPECT_THAT(client.complete("policy.md", "procedure: |兑现"), UnorderedElementsAre("兑现", "入册", "库内"));
  EXPECT_THAT(client.complete("policy.md", "matter: { kind: |登记, parts"), ElementsAre("登记"));
  EXPECT_THAT(client.complete("policy.md", "task: { units: [|市商务局]"),
              IsSupersetOf({"市科技局", "商务局", "市财政"}));
  EXPECT_THAT(client.complete("policy.md", "uses: [|common/words-1]"), ElementsAre("common/words-1"));
}

TEST_F(LspCompletion, WorksInEmptyValuesAndBrokenBlocks) {
  EXPECT_THAT(after(revenue, "rule: |, words: 超过"), IsSupersetOf({"企业", "sum"}));
  EXPECT_THAT(after("rule: , words: 超过", "rule: [, words: 企业.|"), testing::_);
  EXPECT_THAT(after("  在施行期内: 登记.日期 in 政策.施行期\n", "  在施行期内: 登记.|\n  \"坏\n"),
              IsSupersetOf({"编号", "日期"}));
}

TEST_F(LspCompletion, WorksInTablesAndOtherFiles) {
  client.type("policy.md", "| 2 | \"乙\" | 5000元 |", "| 2 | \" | 5000元 |");
  EXPECT_THAT(client.complete("policy.md", "| 2 | \"‸ | 5000元 |"), ElementsAre("甲", "乙"));
  client.open("vocabulary.yaml");
  EXPECT_THAT(client.complete("vocabulary.yaml", "type: |number<元>"),
              IsSupersetOf({"date", "登记记录", "级别"}));
  client.open("procedures.yaml");
  EXPECT_THAT(client.complete("procedures.yaml", "outcomes: { submit: |支付 }"), ElementsAre("申请", "支付"));
  EXPECT_THAT(client.complete("procedures.yaml", "kind: pay\n      actor: |unit"),
              IsSupersetOf({"lead", "unit:市财政局"}));
  client.open("examples/first.yaml");
  EXPECT_THAT(client.complete("examples/first.yaml", "provision: \"|1a\""), IsSupersetOf({"1a", "1b"}));
  EXPECT_THAT(client.complete("examples/first.yaml", "级别: |甲 }"), ElementsAre("甲", "乙"));
  EXPECT_THAT(client.complete("examples/first.yaml", "- { |编号: D-1"), Contains("费用"));
}

}  // namespace
}  // namespace enact::lsp::test
