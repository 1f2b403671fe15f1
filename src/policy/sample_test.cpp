// The made-up policy of test_sample.hpp, and that it is in order: every other test changes one thing in it.
#include <gtest/gtest.h>

#include <stdexcept>

#include "policy/sha256.hpp"
#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

constexpr std::string_view official = R"(云溪市人民政府文件
云政〔2030〕1号
云溪市支持小微企业若干措施
（一）支持首次创业。对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
牵头单位：市科技局、商务局；责任单位：市财政局
（二）支持吸纳就业。鼓励企业稳定就业。对吸纳就业的企业，最高给予5万元补贴。
牵头单位：市人社局；责任单位：市财政局
本措施自2030年1月1日起施行，有效期至2032年12月31日。
)";

constexpr std::string_view policy = R"(---
id: yunxi-1
title: { zh: 云溪市支持小微企业若干措施, en: Measures for small businesses }
number: 云政〔2030〕1号
issuer: { zh: 云溪市人民政府, en: Yunxi City }
city: 999999
made: 2029-12-01
in force: [2030-01-01, 2032-12-31]
official: { file: official.txt, sha256: @SHA256@ }
uses: [common/words-1]
assumptions:
  - id: 补差
    says: { zh: 已付的补足差额, en: the difference is paid }
    because: { zh: 文件未写明, en: the document does not say }
    ruled by: [市科技局]
---
# 云溪市人民政府文件

云政〔2030〕1号

# 云溪市支持小微企业若干措施

```yaml
declaratory:
  - text: 云溪市人民政府文件
    because: { zh: 版头, en: the head }
    words: { 云溪市人民政府: { zh: 版头, en: the head } }
```

### （一）支持首次创业。

对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。

牵头单位：市科技局、商务局；责任单位：市财政局

```yaml
provision: 1a
kind: award
title: { zh: 首次登记奖励, en: First registration }
text: [（一）支持首次创业, 对当年度首次登记的企业, 市财政给予1万元奖励]
subject: 企业
each: 登记 in 企业.登记[首次 = true]
when:
  在施行期内: 登记.日期 in 政策.施行期
  在本市:
    rule: 本市企业
    assumption: { zh: 只支持本市企业, en: only businesses of this city }
    because: { zh: 文件未写明, en: the document does not say }
    ruled by: [市科技局, 商务局]
amount: 1万元
matter: { kind: 登记, parts: [企业.代码, 登记.编号] }
payee: 企业
payer: 市财政
opinions: [市财政局]
procedure: 兑现
```

```yaml
provision: 1b
kind: priority
title: { zh: 优先推荐, en: Priority }
text: 营业收入超过100万元的，优先推荐参加展会
subject: 企业
when:
  收入超过: { rule: 企业.营业收入 > 100万元, words: 超过, text: 营业收入超过100万元 }
task: { units: [市商务局], does: { zh: 推荐, en: recommend }, within: 5 }
```

### （二）支持吸纳就业。

鼓励企业稳定就业。对吸纳就业的企业，最高给予5万元补贴。

牵头单位：市人社局；责任单位：市财政局

```table 就业补贴
| U | 人数: number<人> | **上限: number<元>** |
|---|---|---|
| 1 | [1人..5人] | 2万元 |
| 2 | > 5人 | 5万元 |
```

```yaml
provision: 2a
kind: subsidy
title: { zh: 就业补贴, en: Employment subsidy }
text: [（二）支持吸纳就业, 对吸纳就业的企业，最高给予5万元补贴]
subject: 企业
date: 企业.吸纳日期
let: { 上限: 就业补贴(企业.吸纳人数) }
when:
  有人: 企业.吸纳人数 > 0人
amount:
  value: (0元..上限]
  decided by: [市人社局]
  cap:
    amount: 参数.年度上限
    per: [企业.代码]
    over: year
    assumption: { zh: 按年封顶, en: capped by year }
    because: { zh: 文件未写明, en: the document does not say }
    ruled by: [市人社局]
matter: { kind: 就业, parts: [企业.代码] }
payee: 企业
payer: { is: 市财政, assumption: 由市财政支付, because: 文件未写明, ruled by: 市财政局 }
opinions: { units: [市财政局], assumption: 市财政局出具意见, because: 文件未写明, ruled by: 市人社局 }
```

```yaml
declaratory:
  - text: 鼓励企业稳定就业
    because: { zh: 只表态度, en: an attitude }
    words: { 鼓励: { zh: 没有措施, en: no measure } }
```

本措施自2030年1月1日起施行，有效期至2032年12月31日。

```yaml
provision: in-force
kind: coordination
title: { zh: 施行期, en: In force }
text: 本措施自2030年1月1日起施行，有效期至2032年12月31日
lead: 市科技局
```
)";

constexpr std::string_view vocabulary = R"(records:
  登记记录:
    title: { zh: 登记, en: Registration }
    fields:
      编号: { type: string, required: true, en: Number }
      日期: { type: date, required: true, en: Day }
      首次: { type: boolean, en: First }
      行业: { type: 行业, en: Trade }
code lists:
  行业: { 零售: Retail, 餐饮: Catering }
subjects:
  企业:
    title: { zh: 企业, en: Business }
    identity: 代码
    label: 名称
    facts:
      代码: { type: string, format: credit-code, en: Credit code }
      名称: { type: string, en: Name }
      登记地: { type: string, format: region-code, en: Place }
      营业收入: { type: number<元>, min: 0, en: Revenue, attested by: [市财政局], help: { zh: 上一年度, en: last year } }
      吸纳人数: { type: number<人>, min: 0, en: Hired }
      吸纳日期: { type: date, en: Day of hiring }
      登记: { type: list<登记记录>, en: Registrations, attested by: [市商务局] }
matters:
  登记: { parts: [企业, 编号], en: Registration }
  就业: { parts: [企业], en: Employment }
definitions:
  本市企业: { subject: 企业, rule: 企业.登记地 = 政策.行政区 }
)";

constexpr std::string_view words = R"(words:
  operative: [给予, 奖励, 补贴, 优先, 推荐, 鼓励]
  measures: [万元, 元, '%']
  thresholds: { 超过: '>', 以上: '>=', 不满: '<', 以内: '<=' }
)";

constexpr std::string_view units = R"(市科技局: { en: Science, nature: bureau, also: [科技局] }
市商务局: { en: Commerce, nature: bureau, also: [商务局] }
市人社局: { en: Labour, nature: bureau }
市财政局: { en: Finance, nature: bureau, also: [市财政] }
市政府: { en: City, nature: government, also: [云溪市人民政府] }
)";

constexpr std::string_view procedures = R"(兑现:
  title: { zh: 兑现流程, en: Payment }
  steps:
    - id: 申请
      kind: apply
      actor: applicant
      role: applicant
      outcomes: { submit: 受理 }
    - id: 受理
      kind: check
      actor: lead
      role: handler
      within: 5
      outcomes:
        accept: 支付
        return: { next: 申请, reason: required, title: { zh: 退回, en: Return } }
        reject: { ends as: rejected, reason: required }
      separate from: [申请]
      assumption:
        says: { zh: 五个工作日, en: five working days }
        because: { zh: 文件未写明, en: the document does not say }
        ruled by: [市科技局]
    - id: 支付
      kind: pay
      actor: unit:市财政局
      role: payer
      outcomes: { paid: { ends as: paid } }
)";

constexpr std::string_view parameters = R"(年度上限:
  title: { zh: 年度上限, en: Yearly limit }
  type: number<元>
  ask: [市财政局]
  values:
    - { from: 2030-01-01, to: 2030-12-31, value: 5万元, source: 预算 }
    - { from: 2031-01-01, value: 6万元, source: 预算, sample: true }
working days:
  known until: 2030-12-31
  off: [2030-01-01]
  on: [2030-01-05]
)";

std::string path(std::string_view file) {
  constexpr std::string_view up = "../";
  return file.starts_with(up) ? "policies/" + std::string(file.substr(up.size()))
                              : std::string(folder) + "/" + std::string(file);
}

}  // namespace

FileSet sample_files() {
  return {{path("official.txt"), std::string(official)},
          {path("policy.md"), std::string(policy)},
          {path("vocabulary.yaml"), std::string(vocabulary)},
          {path("units.yaml"), std::string(units)},
          {path("procedures.yaml"), std::string(procedures)},
          {path("parameters/limits.yaml"), std::string(parameters)},
          {path("../common/words-1/vocabulary.yaml"), std::string(words)}};
}

FileSet changed(FileSet files, std::string_view file, std::string_view from, std::string_view to) {
  std::string& text = files.at(path(file));
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::invalid_argument("not exactly once in " + std::string(file) + ": " + std::string(from));
  }
  text.replace(at, from.size(), to);
  return files;
}

FileSet changed(std::string_view file, std::string_view from, std::string_view to) {
  return changed(sample_files(), file, from, to);
}

Loaded loaded(FileSet files, bool keep_hash) {
  constexpr std::string_view mark = "@SHA256@";
  std::string& text = files.at(path("policy.md"));
  if (const std::size_t at = text.find(mark); at != std::string::npos) {
    text.replace(at, mark.size(), keep_hash ? sha256(official) : sha256(files.at(path("official.txt"))));
  }
  return load_package(files, folder);
}

std::string said(FileSet files, Language language, bool keep_hash) {
  return render(loaded(std::move(files), keep_hash).diagnostics, language);
}

namespace {

TEST(SamplePolicy, IsInOrder) {
  const Loaded sample = loaded(sample_files());
  EXPECT_EQ(render(sample.diagnostics, Language::en), "");
  ASSERT_TRUE(sample.ok());
  const Package& package = *sample.package;
  EXPECT_EQ(package.provisions.size(), 4u);
  EXPECT_EQ(package.document.paragraphs.size(), 8u);
  EXPECT_EQ(package.document.covered_clauses(), package.document.clauses.size());
}

TEST(SamplePolicy, CompilesProvisionsInTheirScope) {
  const Loaded sample = loaded(sample_files());
  const Provision* award = sample.package->provision("1a");
  ASSERT_NE(award, nullptr);
  const std::vector<std::string> scope{"查询日", "政策", "参数", "就业补贴", "企业", "本市企业", "登记"};
  EXPECT_EQ(award->scope, scope);
  EXPECT_EQ(award->each->variable, "登记");
  EXPECT_EQ(award->each->list.program->inputs.size(), scope.size() - 1);  // what stands before the item
  ASSERT_EQ(award->conditions.size(), 2u);
  EXPECT_EQ(award->conditions[0].rule.program->inputs.size(), scope.size());
  EXPECT_EQ(award->conditions[1].assumption->id, "1a/在本市");
  EXPECT_EQ(award->conditions[1].assumption->ruled_by, (std::vector<std::string>{"市科技局", "市商务局"}));
  EXPECT_EQ(award->leads, (std::vector<std::string>{"市科技局", "市商务局"}));  // those of the article's line
  EXPECT_EQ(award->citations.size(), 3u);
  EXPECT_EQ(award->citations[2].text, "市财政给予1万元奖励");

  const Provision* subsidy = sample.package->provision("2a");
  ASSERT_NE(subsidy, nullptr);
  ASSERT_TRUE(subsidy->amount && subsidy->date && subsidy->amount->caps.size() == 1);
  EXPECT_EQ(subsidy->amount->decided_by, std::vector<std::string>{"市人社局"});
  EXPECT_EQ(subsidy->amount->caps[0].over, Cap::Over::year);
  EXPECT_EQ(subsidy->payer, "市财政");
  std::vector<std::string> ids;
  for (const Assumption& assumption : sample.package->assumptions) ids.push_back(assumption.id);
  EXPECT_EQ(
      ids, (std::vector<std::string>{"补差", "兑现/受理", "1a/在本市", "2a/opinions", "2a/payer", "2a/cap"}));
}

TEST(SamplePolicy, KnowsItsVocabularyParametersAndProcedures) {
  const Loaded sample = loaded(sample_files());
  const Package& package = *sample.package;
  const FactDeclaration* revenue = package.vocabulary.subject("企业")->fact("营业收入");
  ASSERT_NE(revenue, nullptr);
  EXPECT_EQ(feel::to_string(*revenue->type), "number<元>");
  EXPECT_TRUE(revenue->non_negative);
  EXPECT_EQ(revenue->attested_by, std::vector<std::string>{"市财政局"});
  EXPECT_EQ(revenue->title, (Text{"营业收入", "Revenue"}));
  EXPECT_EQ(package.vocabulary.record("登记记录")->fields.size(), 4u);

  const Parameter* limit = package.parameter("年度上限");
  ASSERT_NE(limit, nullptr);
  EXPECT_EQ(limit->on(*Date::parse("2029-12-31")), nullptr);
  EXPECT_EQ(feel::to_string(limit->on(*Date::parse("2030-12-31"))->value), "50000");
  EXPECT_EQ(feel::to_string(limit->on(*Date::parse("2031-01-01"))->value), "60000");
  EXPECT_FALSE(package.working_days.is_working_day(*Date::parse("2030-01-01")));
  EXPECT_TRUE(package.working_days.is_working_day(*Date::parse("2030-01-05")));

  const Procedure* procedure = package.procedure("兑现");
  ASSERT_NE(procedure, nullptr);
  ASSERT_EQ(procedure->steps.size(), 3u);
  EXPECT_EQ(procedure->steps[1].working_days, 5);
  EXPECT_EQ(procedure->steps[1].outcomes[0].next, std::vector<std::string>{"支付"});
  EXPECT_TRUE(procedure->steps[1].outcomes[1].reason_required);
  EXPECT_EQ(procedure->steps[2].actor, "unit:市财政局");
}

}  // namespace
}  // namespace enact::policy::test
