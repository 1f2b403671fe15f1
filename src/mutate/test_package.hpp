// A made-up policy of a made-up town whose examples a test writes: an award for what exceeds a limit, with a
// cap. Knows no real policy.
#pragma once

#include <stdexcept>

#include "mutate/mutate.hpp"
#include "policy/sha256.hpp"

namespace enact::mutate::test {

inline constexpr const char* vocabulary = R"(records:
  投入记录:
    title: { zh: 投入, en: Investment }
    fields:
      编号: { type: string, required: true, en: Number }
      日期: { type: date, required: true, en: Date }
      金额: { type: number<元>, min: 0, required: true, en: Amount }
subjects:
  企业:
    title: { zh: 企业, en: Enterprise }
    identity: 代码
    label: 代码
    facts:
      代码: { type: string, en: Code }
      投入: { type: list<投入记录>, en: Investments }
matters:
  投入: { parts: [企业, 编号], en: Investment }
words:
  operative: [资助]
  measures: [万元, 元, '%']
  thresholds: { 超过: '>' }
)";

inline constexpr const char* rules = R"(provision: a1
kind: subsidy
title: { zh: 投入资助, en: Investment subsidy }
text: [（一）支持企业, 对投入超过50万元的按10%给予资助，每家最高20万元]
subject: 企业
each: 投入 in 企业.投入
when:
  在施行期内: 投入.日期 in 政策.施行期
  投入超限: 投入.金额 > 50万元
amount:
  value: 投入.金额 * 10%
  cap: { amount: 20万元, per: [企业.代码], over: lifetime }
matter: { kind: 投入, parts: [企业.代码, 投入.编号] }
payee: 企业
payer: 财政
)";

// An example: investments as `日期 金额` in the order of their numbers, and what is expected.
struct Invested {
  std::string date;
  std::string yuan;
};

inline SourcePtr example(const std::string& name, const std::vector<Invested>& investments,
                         const std::string& expected) {
  std::string text = "name: " + name +
                     "\non: 2027-12-31\nfacts:\n  unsaid: absent\n  subjects:\n    - 企业:\n" +
                     "        代码: A\n        投入:\n";
  for (std::size_t i = 0; i < investments.size(); ++i) {
    text += "          - { 编号: T" + std::to_string(i + 1) + ", 日期: " + investments[i].date +
            ", 金额: " + investments[i].yuan + " }\n";
  }
  text += "expect:\n  certain: " + expected + "\n  provisions:\n    a1: { status: due }\n";
  return std::make_shared<const Source>("examples/" + name + ".yaml", text);
}

inline Package package(std::vector<SourcePtr> examples, const std::string& accepted = "") {
  const std::string official =
      "云溪市措施\n云溪〔2026〕1号\n（一）支持企业。对投入超过50万元的按10%给予资助，每家最高20万元。\n"
      "牵头单位：市科局\n本措施自2026年1月1日起施行，有效期至2027年12月31日。\n";
  const std::string text = R"(---
id: town-1
title: { zh: 云溪市措施, en: Measures }
number: 云溪〔2026〕1号
issuer: { zh: 云溪市, en: Yunxi }
city: 990001
made: 2026-01-01
published: 2026-01-01
in force: [2026-01-01, 2027-12-31]
uses: []
sample: true
official: { file: official.txt, sha256: )" +
                           policy::sha256(official) + R"( }
---

# 云溪市措施

云溪〔2026〕1号

```yaml
declaratory:
  - text: [云溪市措施, 云溪〔2026〕1号]
    because: { zh: 标题, en: title }
```

### （一）支持企业。

对投入超过50万元的按10%给予资助，每家最高20万元。

牵头单位：市科局

```yaml
)" + rules + R"(```

本措施自2026年1月1日起施行，有效期至2027年12月31日。

```yaml
declaratory:
  - text: 本措施自2026年1月1日起施行，有效期至2027年12月31日
    because: { zh: 施行期, en: dates }
    words: { 2026年1月1日: { zh: 见封面信息, en: front matter }, 2027年12月31日: { zh: 见封面信息, en: front matter } }
```
)";
  Package made;
  made.folder = "policies/town-1";
  made.files[made.folder + "/official.txt"] = official;
  made.files[made.folder + "/policy.md"] = text;
  made.files[made.folder + "/vocabulary.yaml"] = vocabulary;
  made.files[made.folder + "/units.yaml"] = "市科局: { en: Science Bureau, nature: bureau }\n";
  made.examples = std::move(examples);
  made.beside = [](const std::string&) -> policy::PackagePtr { return nullptr; };
  if (!accepted.empty()) made.accepted = std::make_shared<const Source>("mutants.yaml", accepted);
  return made;
}

}  // namespace enact::mutate::test
