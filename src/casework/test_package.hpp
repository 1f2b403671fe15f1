// A made-up policy of a made-up town, for the tests of this floor: an award of a fixed amount for a
// recognition, and a subsidy for a project within a band. Knows no real policy.
#pragma once

#include <fmt/format.h>

#include <stdexcept>

#include "policy/load.hpp"
#include "store/hash.hpp"

namespace enact::casework::test {

inline constexpr const char* official =
    "样例市人民政府文件\n"
    "样例〔2026〕1号\n"
    "样例市支持企业若干措施\n"
    "（一）支持企业。对新认定的示范企业，市财政给予10万元奖励。对验收合格的示范项目，市财政最高给予30万元补助"
    "。\n"
    "牵头单位：市科局、市工局；责任单位：市税局\n"
    "本措施自2026年1月1日起施行，有效期至2027年12月31日。\n";

inline constexpr const char* front = R"(---
id: sample-town
title: {{ zh: 样例市支持企业若干措施, en: Measures of Sample Town }}
number: 样例〔2026〕1号
issuer: {{ zh: 样例市人民政府, en: Sample Town }}
city: 990001
made: 2026-01-01
published: 2026-01-01
in force: [2026-01-01, 2027-12-31]
official: {{ file: official.txt, sha256: {} }}
uses: []
sample: true
---
)";

inline constexpr const char* articles = R"(
样例市人民政府文件

样例〔2026〕1号

# 样例市支持企业若干措施

```yaml
declaratory:
  - text: [样例市人民政府文件, 样例〔2026〕1号, 样例市支持企业若干措施]
    because: { zh: 版头、文号和标题, en: 'head, number and title' }
```

### （一）支持企业。

对新认定的示范企业，市财政给予10万元奖励。对验收合格的示范项目，市财政最高给予30万元补助。

牵头单位：市科局、市工局；责任单位：市税局

```yaml
provision: a1
kind: award
title: { zh: 示范企业奖励, en: Model enterprise award }
text: [（一）支持企业, 对新认定的示范企业，市财政给予10万元奖励]
subject: 企业
each: 认定 in 企业.认定[类别 = "示范企业"]
when:
  认定在施行期内: { rule: 认定.日期 in 政策.施行期, en: recognised while the policy is in force }
amount: { value: 10万元, text: 市财政给予10万元奖励 }
matter: { kind: 认定, parts: [企业.代码, 认定.证书编号] }
payee: 企业
payer: 市财政
lead: [市科局, 市工局]
opinions: [市税局]
procedure: 标准
evidence: [认定证书]
```

```yaml
provision: a2
kind: subsidy
title: { zh: 示范项目补助, en: Model project subsidy }
text: 对验收合格的示范项目，市财政最高给予30万元补助
subject: 企业
each: 项目 in 企业.项目
when:
  项目在施行期内: { rule: 项目.日期 in 政策.施行期, en: accepted while the policy is in force }
  验收合格: { rule: 项目.合格, text: 对验收合格的示范项目, en: accepted }
amount: { value: '(0元..30万元]', decided by: [市科局], text: 市财政最高给予30万元补助 }
matter: { kind: 项目, parts: [项目.编号] }
payee: 企业
payer: 市财政
lead: [市科局]
procedure: 标准
```

本措施自2026年1月1日起施行，有效期至2027年12月31日。

```yaml
provision: in-force
kind: coordination
title: { zh: 施行期, en: Dates in force }
text: 本措施自2026年1月1日起施行，有效期至2027年12月31日
lead: [市科局]
```
)";

inline constexpr const char* vocabulary = R"(
code lists:
  认定类别: { 示范企业: Model enterprise, 其他: Other }
records:
  认定记录:
    title: { zh: 认定, en: Recognition }
    fields:
      类别: { type: 认定类别, required: true, en: Category }
      日期: { type: date, required: true, en: Date }
      证书编号: { type: string, required: true, en: Certificate number }
      有效期至: { type: date, en: Valid until }
  项目记录:
    title: { zh: 项目, en: Project }
    fields:
      编号: { type: string, required: true, en: Number }
      日期: { type: date, required: true, en: Date of acceptance }
      合格: { type: boolean, en: Accepted }
periods:
  会计年度: { length: year, en: accounting year }
subjects:
  企业:
    title: { zh: 企业, en: Enterprise }
    identity: 代码
    label: 名称
    facts:
      代码: { type: string, en: Code, attested by: [市税局] }
      名称: { type: string, en: Name }
      营业收入: { type: number<元>, min: 0, en: Revenue, attested by: [市税局, 市科局] }
      年营收: { type: number<元>, min: 0, period: 会计年度, en: Revenue of the year, attested by: [市税局] }
      年研发: { type: number<元>, min: 0, period: 会计年度, en: R&D of the year, attested by: [市科局] }
      认定: { type: list<认定记录>, en: Recognitions, attested by: [市科局, 市督办] }
      项目: { type: list<项目记录>, en: Projects, attested by: [市科局] }
matters:
  认定: { parts: [主体, 编号], en: Recognition }
  项目: { parts: [编号], en: Project }
words:
  operative: [给予, 奖励, 补助]
  measures: [万元, 元, 年, 月, 日]
  thresholds: { 最高: '<=' }
)";

inline constexpr const char* units = R"(
市科局: { en: Science Bureau, nature: bureau }
市工局: { en: Industry Bureau, nature: bureau }
市税局: { en: Tax Bureau, nature: bureau }
市财局: { en: Finance Bureau, nature: bureau, also: [市财政] }
市政府: { en: Town Government, nature: government }
市督办: { en: Supervision Office, nature: bureau }
)";

inline constexpr const char* procedures = R"(
标准:
  title: { zh: 标准流程, en: Standard procedure }
  steps:
    - { id: 申请, title: { zh: 申请, en: Application }, kind: apply, actor: applicant, role: applicant,
        within: 20, late: { take: lapse },
        outcomes: { submit: { next: 受理, title: { zh: 提交, en: submit } },
                    lapse: { ends as: lapsed, by: clock, title: { zh: 逾期失效, en: lapsed } } } }
    - id: 受理
      title: { zh: 受理, en: Acceptance }
      kind: check
      actor: lead
      role: handler
      within: 5
      late: { escalate: 市督办 }
      outcomes:
        accept: { next: 会审, title: { zh: 受理, en: accept } }
        return: { next: 申请, reason: required, title: { zh: 退回补正, en: return } }
        reject: { ends as: rejected, reason: required, title: { zh: 不予受理, en: reject } }
    - id: 会审
      title: { zh: 会审, en: Opinions }
      kind: opinions
      actor: opinions
      role: reviewer
      within: 5
      outcomes:
        agree: { next: 公示, title: { zh: 同意, en: agree } }
        disagree: { next: 受理, reason: required, title: { zh: 不同意, en: disagree } }
    - id: 公示
      title: { zh: 公示, en: Public notice }
      kind: notice
      actor: lead
      role: handler
      within: 5
      outcomes:
        close: { next: 决定, title: { zh: 公示期满, en: close } }
        upheld: { next: 受理, reason: required, title: { zh: 异议成立, en: upheld } }
    - id: 决定
      title: { zh: 决定, en: Decision }
      kind: decide
      actor: lead
      role: approver
      within: 5
      separate from: [受理]
      outcomes:
        decide: { next: 批准, title: { zh: 同意兑现, en: decide } }
        return: { next: 受理, reason: required, title: { zh: 退回重审, en: send back } }
        reject: { ends as: rejected, reason: required, title: { zh: 不予兑现, en: refuse } }
    - id: 批准
      title: { zh: 批准, en: Approval }
      kind: approve
      actor: unit:市政府
      role: approver
      outcomes:
        approve: { next: 财审, title: { zh: 批准, en: approve } }
        return: { next: 决定, reason: required, title: { zh: 退回, en: send back } }
    - id: 财审
      title: { zh: 财政审核, en: Finance check }
      kind: finance
      actor: payer
      role: finance_reviewer
      within: 3
      relies on: [金额]
      outcomes:
        pass: { next: 资金安排, title: { zh: 通过, en: pass } }
        return: { next: 决定, reason: required, title: { zh: 退回, en: send back } }
    - id: 资金安排
      title: { zh: 资金安排, en: Commitment }
      kind: commit
      actor: payer
      role: finance_reviewer
      outcomes:
        commit: { next: 支付, title: { zh: 列入指标, en: commit } }
        return: { next: 决定, reason: required, title: { zh: 退回, en: send back } }
    - id: 支付
      title: { zh: 支付, en: Payment }
      kind: pay
      actor: payer
      role: treasury_maker
      outcomes: { paid: { ends as: paid, title: { zh: 已到账, en: paid } } }
  again:
    - { id: 申诉, title: { zh: 申诉, en: appeal }, after: rejected, actor: applicant, role: applicant,
        within: 10, to: 受理 }
)";

inline constexpr const char* working_days = R"(
working days:
  known until: 2026-12-31
  off: [2026-10-01, 2026-10-02]
  on: [2026-10-10]
)";

inline constexpr const char* letters = R"(
补正通知:
  title: { zh: 补正通知, en: Request for correction }
  after: { 受理: [return] }
  unit: lead
  role: handler
  number: "科补〔{年}〕{号}号"
  text: |
    # 补正通知
    @ {主体}：
    {理由}
    > {单位}
    > {日期}
兑现决定:
  title: { zh: 兑现决定, en: Decision }
  after: { 批准: [approve] }
  unit: lead
  role: handler
  head: "{单位}"
  number: "科兑〔{年}〕{号}号"
  seal: true
  text: |
    # 兑现决定
    {主体}：{金额}元（{金额大写}）
    > {单位}
部分安排告知:
  title: { zh: 部分安排告知, en: Word of a part }
  after: { 资金安排: [part] }
  unit: payer
  role: finance_reviewer
  text: |
    # 部分安排告知
    {主体}：本次安排{本次安排金额}元，共安排{已安排金额}元，待安排{待安排金额}元
公示书:
  title: { zh: 公示书, en: Public notice }
  public: true
  after: { 公示: published }
  unit: lead
  role: handler
  text: |
    # 公示
    {主体}：{金额}元，{公示起日}至{公示止日}
)";

inline policy::FileSet package_files() {
  const std::string hash = store::sha256_hex(official);
  return {
      {"policies/sample-town/official.txt", official},
      {"policies/sample-town/policy.md", fmt::format(fmt::runtime(front), hash) + articles},
      {"policies/sample-town/vocabulary.yaml", vocabulary},
      {"policies/sample-town/units.yaml", units},
      {"policies/sample-town/procedures.yaml", procedures},
      {"policies/sample-town/letters.yaml", letters},
      {"policies/sample-town/parameters/working-days.yaml", working_days},
  };
}

inline policy::PackagePtr sample_package() {
  policy::Loaded loaded = policy::load_package(package_files(), "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

// The same, with a share of its cases to check on the spot.
inline policy::PackagePtr checked_town() {
  policy::FileSet files = package_files();
  files["policies/sample-town/parameters/check.yaml"] =
      "抽查比例:\n  title: { zh: 抽查比例, en: Share of spot checks }\n  type: number\n  ask: [市财局]\n"
      "  values:\n    - { value: 40%, source: 样例 }\n";
  policy::Loaded loaded = policy::load_package(files, "policies/sample-town");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

}  // namespace enact::casework::test
