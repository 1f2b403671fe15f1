// A made-up policy of a made-up town for the tests of this floor: an award, a band, a capped subsidy, an
// allowance by the month, a priority. Knows no real policy.
#pragma once

#include <stdexcept>

#include "base/credit_code.hpp"
#include "determine/determine.hpp"
#include "policy/load.hpp"
#include "policy/sha256.hpp"

namespace enact::determine::test {

inline constexpr const char* official =
    "云溪市人民政府文件\n"
    "云溪〔2026〕1号\n"
    "云溪市支持企业若干措施\n"
    "（一）支持企业。对新认定的示范企业给予10万元奖励。对验收合格的项目最高给予30万元补助。对投入按30%"
    "给予资助，"
    "最高100万元。对学员按月发放1000元补贴。年研发费用占营业收入比重超5%的企业优先推荐。\n"
    "牵头单位：市科局；责任单位：市税局\n"
    "本措施自2026年1月15日起施行，有效期至2027年12月31日。\n";

inline constexpr const char* front = R"(---
id: yunxi-1
title: { zh: 云溪市支持企业若干措施, en: Measures of Yunxi }
number: 云溪〔2026〕1号
issuer: { zh: 云溪市人民政府, en: Yunxi }
city: 990001
made: 2026-01-01
published: 2026-01-01
in force: [2026-01-15, 2027-12-31]
uses: []
sample: true
assumptions:
  - id: 补差
    says: { zh: 补足差额, en: the difference is paid }
    because: { zh: 文件未说明, en: the document is silent }
    ruled by: [市科局]
)";

inline constexpr const char* articles = R"(---

云溪市人民政府文件

云溪〔2026〕1号

# 云溪市支持企业若干措施

```yaml
declaratory:
  - text: [云溪市人民政府文件, 云溪〔2026〕1号, 云溪市支持企业若干措施]
    because: { zh: 版头、文号和标题, en: head and title }
```

### （一）支持企业。

对新认定的示范企业给予10万元奖励。对验收合格的项目最高给予30万元补助。对投入按30%给予资助，最高100万元。对学员按月发放1000元补贴。年研发费用占营业收入比重超5%的企业优先推荐。

牵头单位：市科局；责任单位：市税局

```yaml
provision: a1
kind: award
title: { zh: 示范企业奖励, en: Model enterprise award }
text: [（一）支持企业, 对新认定的示范企业给予10万元奖励]
subject: 企业
each: 认定 in 企业.认定[类别 = "示范企业"]
when:
  在施行期内: 认定.日期 in 政策.施行期
  本市企业:
    rule: 企业.登记地 = 政策.行政区
    assumption: { zh: 限本市企业, en: of this town only }
    because: { zh: 文件未说明, en: the document is silent }
    ruled by: [市科局]
amount: 10万元
matter: { kind: 认定, parts: [企业.代码, 认定.编号] }
payee: 企业
payer: 财政
opinions: [市税局]
```

```yaml
provision: b1
kind: subsidy
title: { zh: 项目补助, en: Project subsidy }
text: 对验收合格的项目最高给予30万元补助
subject: 企业
each: 项目 in 企业.项目
when:
  验收合格: 项目.合格 = true
amount: { value: '(0元..30万元]', decided by: [市科局], text: 最高给予30万元补助 }
matter: { kind: 项目, parts: [企业.代码, 项目.编号] }
payee: 企业
payer: 财政
```

```yaml
provision: c1
kind: subsidy
title: { zh: 投入资助, en: Investment subsidy }
text: 对投入按30%给予资助，最高100万元
subject: 企业
each: 投入 in 企业.投入
amount:
  value: 投入.金额 * 30%
  cap: { amount: 100万元, per: [企业.代码], over: lifetime, assumption: { zh: 累计, en: in all }, because: { zh: 未说明, en: silent }, ruled by: [市科局] }
when: { 有投入: 投入.金额 > 0元 }
matter: { kind: 投入, parts: [企业.代码, 投入.编号] }
payee: 企业
payer: 财政
```

```yaml
provision: d1
kind: allowance
title: { zh: 学员补贴, en: Trainee allowance }
text: 对学员按月发放1000元补贴
subject: 企业
each: 学员 in 企业.学员
date: 学员.开始
monthly: { from: 学员.开始, to: 学员.结束 }
when:
  未中止: not(月 in 学员.中止)
amount: 1000元
matter: { kind: 人月, parts: [学员.姓名, 月] }
payee: 企业
payer: 财政
```

```yaml
provision: e1
kind: priority
title: { zh: 优先推荐, en: Priority }
text: 年研发费用占营业收入比重超5%的企业优先推荐
subject: 企业
when:
  超5%: { rule: 企业.研发费用 / 企业.营业收入 > 5%, words: 超, text: 年研发费用占营业收入比重超5% }
task: { units: [市税局], does: { zh: 推荐, en: recommend }, within: 5 }
```

本措施自2026年1月15日起施行，有效期至2027年12月31日。

```yaml
declaratory:
  - text: 本措施自2026年1月15日起施行，有效期至2027年12月31日
    because: { zh: 施行期, en: dates }
    words: { 2026年1月15日: { zh: 见封面信息, en: front matter }, 2027年12月31日: { zh: 见封面信息, en: front matter } }
```
)";

inline constexpr const char* vocabulary = R"(
code lists:
  认定类别: { 示范企业: Model enterprise, 其他: Other }
records:
  认定记录:
    title: { zh: 认定, en: Recognition }
    fields:
      类别: { type: 认定类别, required: true, en: Class }
      日期: { type: date, required: true, en: Date }
      编号: { type: string, en: Number }
  项目记录:
    title: { zh: 项目, en: Project }
    fields:
      编号: { type: string, required: true, en: Number }
      合格: { type: boolean, en: Accepted }
      日期: { type: date, required: true, en: Date }
  投入记录:
    title: { zh: 投入, en: Investment }
    fields:
      编号: { type: string, required: true, en: Number }
      金额: { type: number<元>, min: 0, en: Amount }
      日期: { type: date, required: true, en: Date }
  学员记录:
    title: { zh: 学员, en: Trainee }
    fields:
      姓名: { type: string, required: true, en: Name }
      开始: { type: date, required: true, en: First day }
      结束: { type: date, en: Last day }
      中止: { type: list<date>, en: Months suspended }
subjects:
  企业:
    title: { zh: 企业, en: Enterprise }
    identity: 代码
    label: 名称
    facts:
      代码: { type: string, format: credit-code, en: Code }
      名称: { type: string, en: Name }
      登记地: { type: string, format: region-code, en: Place }
      研发费用: { type: number<元>, min: 0, en: R&D expense, attested by: [市税局] }
      营业收入: { type: number<元>, min: 0, en: Revenue, attested by: [市税局] }
      认定: { type: list<认定记录>, en: Recognitions, attested by: [市科局] }
      项目: { type: list<项目记录>, en: Projects }
      投入: { type: list<投入记录>, en: Investments }
      学员: { type: list<学员记录>, en: Trainees }
matters:
  认定: { parts: [企业, 编号], en: Recognition }
  项目: { parts: [企业, 编号], en: Project }
  投入: { parts: [企业, 编号], en: Investment }
  人月: { parts: [学员, 月], en: Month of a trainee }
words:
  operative: [给予, 奖励, 补助, 资助, 优先]
  measures: [万元, 元, '%']
  thresholds: { 超: '>' }
)";

inline constexpr const char* units = R"(
市科局: { en: Science Bureau, nature: bureau }
市税局: { en: Tax Bureau, nature: bureau }
)";

inline policy::FileSet package_files() {
  policy::FileSet files;
  files["policies/yunxi-1/official.txt"] = official;
  const std::string sum = policy::sha256(official);
  files["policies/yunxi-1/policy.md"] =
      front + ("official: { file: official.txt, sha256: " + sum + " }\n") + articles;
  files["policies/yunxi-1/vocabulary.yaml"] = vocabulary;
  files["policies/yunxi-1/units.yaml"] = units;
  return files;
}

inline policy::PackagePtr sample_package() {
  const policy::Loaded loaded = policy::load_package(package_files(), "policies/yunxi-1");
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

// A code of the town with its check character.
inline std::string credit_code(const std::string& first_17 = "91990001MA2XY0001") {
  return first_17 + *credit_code_check(first_17);
}

inline const Determiner& determiner() {
  static const Determiner made({sample_package()});
  return made;
}

}  // namespace enact::determine::test
