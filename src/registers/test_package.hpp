// A made-up town's policy with registers of every kind, for the tests of this floor and of those above:
// rights and pledges, instruments and bookings, experts and their shares, a ladder, results and needs, needs
// handed to units. Knows no real policy.
#pragma once

#include <fmt/format.h>

#include <stdexcept>

#include "policy/load.hpp"
#include "store/hash.hpp"

namespace enact::registers::test {

inline constexpr const char* official =
    "样例市人民政府文件\n"
    "样例〔2026〕2号\n"
    "样例市支持登记若干措施\n"
    "（一）支持登记。建立权利、仪器、专家、工厂、成果和需求的登记册，支持质押和预约。\n"
    "牵头单位：市科局；责任单位：市工局\n"
    "本措施自2026年1月1日起施行，有效期至2027年12月31日。\n";

inline constexpr const char* policy_text = R"(---
id: sample-registers
title: {{ zh: 样例市支持登记若干措施, en: Registers of Sample Town }}
number: 样例〔2026〕2号
issuer: {{ zh: 样例市人民政府, en: Sample Town }}
city: 990001
made: 2026-01-01
published: 2026-01-01
in force: [2026-01-01, 2027-12-31]
official: {{ file: official.txt, sha256: {} }}
uses: []
sample: true
---

样例市人民政府文件

样例〔2026〕2号

# 样例市支持登记若干措施

```yaml
declaratory:
  - text: [样例市人民政府文件, 样例〔2026〕2号, 样例市支持登记若干措施]
    because: {{ zh: 版头、文号和标题, en: 'head, number and title' }}
```

### （一）支持登记。

建立权利、仪器、专家、工厂、成果和需求的登记册，支持质押和预约。

牵头单位：市科局；责任单位：市工局

```yaml
provision: r1
kind: register
title: {{ zh: 登记, en: Registers }}
text: [（一）支持登记, '建立权利、仪器、专家、工厂、成果和需求的登记册，支持质押和预约']
lead: [市科局]
opinions: [市工局]
```

本措施自2026年1月1日起施行，有效期至2027年12月31日。

```yaml
provision: in-force
kind: coordination
title: {{ zh: 施行期, en: Dates in force }}
text: 本措施自2026年1月1日起施行，有效期至2027年12月31日
lead: [市科局]
```
)";

inline constexpr const char* vocabulary = R"(
code lists:
  领域: { 新材料: New materials, 机械: Machinery, 数字: Digital }
  层级: { 基础级: Basic, 先进级: Advanced, 卓越级: Excellent }
  类别: { 权利: Right, 其他: Other }
records:
  认定记录:
    fields:
      类别: { type: 类别, required: true, en: Category }
      日期: { type: date, required: true, en: Date }
      编号: { type: string, required: true, en: Number }
  权重记录:
    fields:
      指标: { type: string, required: true, en: Indicator }
      权重: { type: number, required: true, en: Weight }
subjects:
  企业:
    title: { zh: 企业, en: Enterprise }
    identity: 代码
    label: 名称
    facts:
      代码: { type: string, en: Code }
      名称: { type: string, en: Name }
      认定: { type: list<认定记录>, en: Recognitions, attested by: [市科局] }
      有权利: { type: boolean, en: Holds rights, attested by: [市科局] }
words:
  operative: [支持]
  measures: [年, 月, 日]
)";

inline constexpr const char* units = R"(
市科局: { en: Science Bureau, nature: bureau }
市工局: { en: Industry Bureau, nature: bureau }
市教局: { en: Education Bureau, nature: bureau }
市督办: { en: Supervision Office, nature: bureau }
)";

inline constexpr const char* procedures = R"(
登记流程:
  steps:
    - { id: 申报, kind: apply, actor: applicant, role: applicant, within: 20, late: { take: lapse },
        outcomes: { submit: { next: 审核, title: { zh: 提交, en: submit } },
                    lapse: { ends as: 失效, by: clock } } }
    - id: 审核
      kind: check
      actor: lead
      role: handler
      within: 5
      late: { escalate: 市督办 }
      outcomes:
        accept: { next: 公示, title: { zh: 通过, en: accept } }
        return: { next: 申报, reason: required, title: { zh: 退回, en: return } }
        reject: { ends as: 不予登记, reason: required, title: { zh: 不予登记, en: reject } }
    - id: 公示
      kind: notice
      actor: lead
      role: handler
      within: 3
      outcomes: { close: 有效, upheld: 审核 }
    - id: 有效
      kind: check
      actor: lead
      role: handler
      outcomes:
        revise: { next: 审核, reason: required, title: { zh: 变更, en: revise } }
        cancel: { ends as: 注销, reason: required, title: { zh: 注销, en: cancel } }
        expire: { ends as: 到期, title: { zh: 到期, en: expired } }
直接登记:
  steps:
    - { id: 申请, kind: apply, actor: applicant, role: applicant,
        outcomes: { submit: { next: 登记, title: { zh: 提交, en: submit } } } }
    - id: 登记
      kind: check
      actor: lead
      role: handler
      outcomes:
        release: { ends as: 解除, title: { zh: 解除, en: release } }
        enforce: { ends as: 实现, title: { zh: 实现, en: enforced } }
保管流程:
  steps:
    - { id: 录入, kind: check, actor: lead, role: handler,
        outcomes: { register: { next: 在册, title: { zh: 入册, en: register } } } }
    - { id: 在册, kind: check, actor: lead, role: handler,
        outcomes: { retire: { ends as: 退出, title: { zh: 退出, en: retire } } } }
晋级流程:
  steps:
    - { id: 申报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 评估 } }
    - { id: 评估, kind: check, actor: lead, role: handler,  within: 10,
        outcomes: { grant: { next: 持有, title: { zh: 授予, en: grant } }, refuse: { ends as: 不予授予 } } }
    - { id: 持有, kind: check, actor: lead, role: handler,
        outcomes: { lapse: { ends as: 届满 }, promoted: { ends as: 晋级 }, revoke: { ends as: 撤销, reason: required } } }
考评流程:
  steps:
    - { id: 填报, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 审核 } }
    - { id: 审核, kind: check, actor: lead, role: handler, outcomes: { pass: 审定, return: { next: 填报, reason: required } } }
    - { id: 审定, kind: decide, actor: lead, role: approver, separate from: [审核],
        outcomes: { sign: { next: [已审定, 修订] }, return: { next: 审核, reason: required } } }
    - { id: 已审定, kind: check, actor: lead, role: handler, outcomes: { archive: { ends as: 归档 } } }
    - { id: 修订, kind: apply, actor: applicant, role: applicant, outcomes: { revise: { next: 填报, reason: required } } }
交办流程:
  steps:
    - { id: 提出, kind: apply, actor: applicant, role: applicant, outcomes: { submit: 分派 } }
    - { id: 分派, kind: check, actor: lead, role: handler, within: 2, outcomes: { dispatch: 办理 } }
    - { id: 办理, kind: opinions, actor: opinions, role: reviewer, within: 5, late: { escalate: 市督办 }, outcomes: { answer: 评价 } }
    - { id: 评价, kind: check, actor: applicant, role: applicant, within: 10, late: { take: silent },
        outcomes: { rate: { ends as: 已评价 }, silent: { ends as: 未评价 } } }
任务流程:
  steps:
    - { id: 交办, kind: check, actor: lead, role: handler, outcomes: { dispatch: 承办, discard: { ends as: 作废 } } }
    - { id: 承办, kind: opinions, actor: opinions, role: reviewer, within: 5, late: { escalate: 市督办 },
        outcomes: { report: 验收, transfer: { next: 交办, reason: required } } }
    - { id: 验收, kind: check, actor: lead, role: handler, within: 3, outcomes: { done: { ends as: 完成 }, again: 承办 } }
)";

inline constexpr const char* registers = R"(
权利:
  title: { zh: 权利登记册, en: Rights }
  text: 建立权利、仪器、专家、工厂、成果和需求的登记册
  provision: r1
  of: 企业
  keeper: 市科局
  units: [市工局]
  life: 登记流程
  public: [有效]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    编号: { type: string, required: true, matches: 'ZL[0-9]{12}', search: true, en: Number }
    领域: { type: 领域, search: true, en: Field }
    评估值: { type: number<元>, min: 0, sum: true, en: Appraised value }
    授权日: { type: date, required: true, en: Granted }
    到期日: { type: date, en: Expires }
    联系人: { type: string, public: false, en: Contact }
    期限天数: { type: number, value: '(到期日 - 授权日) / duration("P1D")', en: Days }
  unique: [[编号]]
  check:
    到期晚于授权: { rule: 到期日 > 授权日, says: { zh: 到期日须晚于授权日, en: it must expire after it was granted } }
  lapse: [{ after: 到期日, take: expire, while: [有效] }]
  facts:
    - { while: [有效], list: 认定, complete: true, item: { 类别: '"权利"', 日期: 授权日, 编号: 编号 } }
    - { while: [有效], fact: 有权利, value: 'true' }
荐举:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 登记流程
  name: 人选
  fields:
    人选: { type: string, required: true, en: Candidate }
质押:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 直接登记
  public: [登记]
  name: 事由
  fields:
    事由: { type: string, required: true, search: true, en: Matter }
    标的: { type: entry<权利>, required: true, in: [有效], same owner: true, holds: [登记], en: Right }
    金额: { type: number<元>, min: 0, required: true, sum: true, en: Loan }
    起: { type: date, required: true, en: From }
    止: { type: date, en: To }
  check:
    不超过评估值: { rule: 金额 <= 标的.评估值, says: { zh: 金额超过评估值, en: the loan exceeds the appraised value } }
  never overlapping:
    - { key: [标的], from: 起, to: 止, while: [登记], says: { zh: 该权利已质押, en: the right is pledged already } }
仪器:
  provision: r1
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    型号: { type: string, search: true, en: Model }
预约:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 直接登记
  public: [登记]
  name: 事由
  fields:
    事由: { type: string, required: true, public: false, en: Purpose }
    仪器: { type: entry<仪器>, required: true, in: [在册], en: Instrument }
    起: { type: date and time, required: true, en: From }
    止: { type: date and time, required: true, en: To }
  never overlapping:
    - { key: [仪器], from: 起, to: 止, while: [登记] }
专家:
  provision: r1
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 姓名
  fields:
    姓名: { type: string, required: true, search: true, en: Name }
    领域: { type: 领域, en: Field }
聘任:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 直接登记
  name: 事由
  fields:
    事由: { type: string, required: true, en: Task }
    专家: { type: entry<专家>, required: true, en: Expert }
    份额: { type: number, required: true, min: 0, max: 1, en: Share }
    起: { type: date, required: true, en: From }
    止: { type: date, en: Last day }
  never above:
    - { key: [专家], sum: 份额, most: 1, from: 起, through: 止, while: [登记], says: { zh: 该专家时间已满, en: the expert has no time left } }
工厂:
  title: { zh: 智能工厂, en: Smart factories }
  provision: r1
  of: 企业
  keeper: 市科局
  life: 晋级流程
  public: [持有]
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    层级: { type: 层级, required: true, en: Level }
    起: { type: date, en: From }
    止: { type: date, en: To }
    得分: { type: number, at: [评估], required: true, en: Score }
  ladder:
    level: 层级
    from: 起
    to: 止
    one step: true
    years: 3
    while: [持有]
    lapse: lapse
    promoted: promoted
    criteria:
      先进级:
        得分达标: { rule: 得分 >= 80, en: score of 80 }
        持有过基础级: { rule: 'some 一 in 历史 satisfies 一.层级 = "基础级"', en: held the basic level }
成果:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    领域: { type: 领域, en: Field }
    说明: { type: string, search: true, en: Description }
  matches:
    - to: 需求
      while: [在册]
      on:
        - { same: 领域, with: 领域, weight: 3 }
        - { words: [名称, 说明], with: [名称, 说明], weight: 1 }
需求:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    领域: { type: 领域, en: Field }
    说明: { type: string, search: true, en: Description }
诉求:
  provision: r1
  of: 企业
  keeper: 市科局
  life: 交办流程
  name: 标题
  dispatch: 承办单位
  fields:
    标题: { type: string, required: true, search: true, en: Title }
    承办单位: { type: unit, at: [分派], required: true, en: Unit in charge }
    答复: { type: string, at: [办理], required: true, en: Answer }
    评分: { type: number, at: [评价], min: 1, max: 5, en: Rating }
任务:
  provision: r1
  keeper: 市科局
  life: 任务流程
  name: 标题
  dispatch: 承办单位
  raised: { by: 提出单位, from: 来源 }
  with: 协办
  due: { 承办: 期限 }
  coverage: 领域
  plan: { from: 起, to: 期限 }
  beside: { provision: 条款, sentence: 原句 }
  fields:
    标题: { type: string, required: true, search: true, en: Title }
    提出单位: { type: unit, required: true, en: Raised by }
    来源: { type: string, en: Raised from }
    领域: { type: 领域, required: true, en: Field }
    条款: { type: string, search: true, en: Provision }
    原句: { type: string, search: true, en: Sentence }
    起: { type: date, en: From }
    期限: { type: date, at: [交办], required: true, en: To be done by }
    承办单位: { type: unit, at: [交办], required: true, en: Unit in charge }
    协办: { type: lines, at: [交办], en: Units along, lines: { 单位: { type: unit, required: true, en: Unit } } }
)";

inline constexpr const char* assessments = R"(
因子:
  provision: r1
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    值: { type: number, required: true, en: Value }
权重册:
  provision: r1
  keeper: 市科局
  life: 保管流程
  public: [在册]
  name: 名称
  fields:
    名称: { type: string, required: true, en: Name }
    各项:
      type: lines
      required: true
      lines: { 指标: { type: string, required: true, en: Indicator }, 权重: { type: number, min: 0, required: true, en: Weight } }
核算:
  title: { zh: 核算表, en: Sheets }
  provision: r1
  of: 企业
  keeper: 市科局
  life: 考评流程
  name: 名称
  fields:
    名称: { type: string, required: true, search: true, en: Name }
    年度: { type: number, required: true, en: Year }
    目标: { type: number, min: 1, required: true, en: Target }
    权重表: { type: entry<权重册>, in: [在册], en: Weights }
    上年权重表: { type: entry<权重册>, in: [在册], en: Weights of the year before }
    明细:
      type: lines
      required: true
      en: Lines
      lines:
        项目: { type: string, required: true, en: Item }
        数量: { type: number, min: 0, required: true, en: Quantity }
        因子: { type: entry<因子>, in: [在册], required: true, en: Factor }
        备注: { type: string, en: Remark }
    扣分: { type: number, min: 0, at: [审核], required: true, en: Points off }
  measures:
    小计: { of: 明细, value: 数量 * 因子.值, en: Product }
    合计: { value: sum(明细.小计), en: Sum }
    占比: { of: 明细, value: 小计 / 合计, digits: 4, percent: true, en: Share }
    完成率: { value: 合计 / 目标, digits: 4, percent: true, en: Done }
    达成: { type: boolean, value: 合计 >= 目标, en: Met }
  scores:
    year: 年度
    weights: { parameter: 评分权重, indicator: 指标, weight: 权重, entered: { now: 权重表, before: 上年权重表, lines: 各项 } }
    indicators:
      完成: { score: 'min(100, 完成率 * 100)', en: Done, source: { zh: 台账, en: records } }
      扣减: { score: 100 - 扣分, en: Points off }
    total: { name: 总分, en: Score }
    grade: { name: 等级, en: Grade }
    bands: { 甲: 80, 乙: 0 }
  chart: { lines: 明细, label: 项目, amount: 小计 }
  compare: { by: 年度, same: [名称] }
)";

inline constexpr const char* weights = R"(
评分权重:
  title: { zh: 评分权重, en: Weights }
  type: list<权重记录>
  ask: [市科局]
  values:
    - { from: 2025-01-01, to: 2025-12-31, value: '[{指标: "完成", 权重: 100}]', source: { zh: 样例, en: sample } }
    - { from: 2026-01-01, value: '[{指标: "完成", 权重: 60}, {指标: "扣减", 权重: 40}]', source: { zh: 样例, en: sample } }
)";

inline constexpr const char* working_days = R"(
working days:
  known until: 2031-12-31
  off: [2026-10-01, 2026-10-02]
  on: [2026-10-10]
)";

inline policy::Loaded load_sample(const std::string& declared = registers,
                                  const std::string& measured = assessments) {
  const std::string hash = store::sha256_hex(official);
  const policy::FileSet files = {
      {"policies/sample-registers/official.txt", official},
      {"policies/sample-registers/policy.md", fmt::format(fmt::runtime(policy_text), hash)},
      {"policies/sample-registers/vocabulary.yaml", vocabulary},
      {"policies/sample-registers/units.yaml", units},
      {"policies/sample-registers/procedures.yaml", procedures},
      {"policies/sample-registers/registers.yaml", declared},
      {"policies/sample-registers/assessments.yaml", measured},
      {"policies/sample-registers/parameters/weights.yaml", weights},
      {"policies/sample-registers/parameters/working-days.yaml", working_days},
  };
  return policy::load_package(files, "policies/sample-registers");
}

inline policy::PackagePtr sample_package() {
  policy::Loaded loaded = load_sample();
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

}  // namespace enact::registers::test
