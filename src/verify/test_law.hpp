// Packages for the tests of this floor: those under policies/, and a made-up one whose articles a test
// writes. Knows no real policy.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "policy/load.hpp"
#include "policy/sha256.hpp"

namespace enact::verify::test {

inline std::vector<policy::PackagePtr> all_packages() {
  namespace fs = std::filesystem;
  policy::FileSet files;
  std::vector<std::string> folders;
  const fs::path root = fs::path(ENACT_ROOT) / "policies";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const std::string path = "policies/" + fs::relative(entry.path(), root).generic_string();
    if (path.ends_with("/policy.md")) folders.push_back(path.substr(0, path.rfind('/')));
    files[path] = text.str();
  }
  std::sort(folders.begin(), folders.end());
  std::vector<policy::PackagePtr> packages;
  for (const std::string& folder : folders) {
    const policy::Loaded loaded = policy::load_package(files, folder);
    if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
    packages.push_back(loaded.package);
  }
  return packages;
}

// One provision of a made-up policy: the sentence of the document, and its rules in YAML (without `text`).
struct Article {
  std::string sentence;
  std::string rules;
};

inline constexpr const char* vocabulary = R"(
code lists:
  类别: { 甲: First, 乙: Second, 丙: Third }
records:
  认定记录:
    title: { zh: 认定, en: Recognition }
    fields:
      类别: { type: 类别, required: true, en: Class }
      日期: { type: date, required: true, en: Date }
      编号: { type: string, en: Number }
      投入: { type: number<元>, min: 0, en: Investment }
subjects:
  企业:
    title: { zh: 企业, en: Enterprise }
    identity: 代码
    label: 代码
    facts:
      代码: { type: string, en: Code }
      收入: { type: number<元>, min: 0, en: Revenue }
      人数: { type: number, min: 0, en: Staff }
      本地: { type: boolean, en: Local }
      认定: { type: list<认定记录>, en: Recognitions }
matters:
  认定: { parts: [企业, 编号], en: Recognition }
  奖励: { parts: [企业, 编号], en: Award }
words:
  operative: [奖励]
  measures: [万元, 元/月, 元, '%']
  thresholds: { 超: '>' }
)";

// The same with a fact, a field of a record, a code list and a code more.
inline std::string wider_vocabulary() {
  std::string text = vocabulary;
  const auto more = [&](const std::string& before, const std::string& line) {
    text.insert(text.find(before), line);
  };
  more("丙: Third", "丁: Fourth, ");
  more("records:", "  等级: { 戊: Fifth }\n");
  more("subjects:", "      等级: { type: 等级, en: Grade }\n");
  more("matters:", "      认证: { type: boolean, en: Certified }\n");
  return text;
}

// A policy of these articles; `tables` are blocks that stand before them.
inline policy::PackagePtr made_up(const std::vector<Article>& articles, const std::string& tables = "",
                                  const std::string& id = "town-1", const std::string& words = vocabulary) {
  std::string official = "云溪市措施\n云溪〔2026〕1号\n（一）支持企业。";
  for (const Article& article : articles) official += article.sentence + "。";
  official += "\n牵头单位：市科局\n本措施自2026年1月1日起施行，有效期至2027年12月31日。\n";
  std::string text = R"(---
id: )" + id + R"(
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

)";
  for (const Article& article : articles) text += article.sentence + "。";
  text += "\n\n牵头单位：市科局\n\n" + tables + "\n";
  for (std::size_t i = 0; i < articles.size(); ++i) {
    text += "```yaml\nprovision: p" + std::to_string(i + 1) +
            "\nkind: award\ntitle: { zh: 奖励, en: Award }\ntext: [" + (i == 0 ? "（一）支持企业, " : "") +
            articles[i].sentence + "]\nsubject: 企业\n" + articles[i].rules +
            "payee: 企业\npayer: 财政\n```\n\n";
  }
  text += R"(本措施自2026年1月1日起施行，有效期至2027年12月31日。

```yaml
declaratory:
  - text: 本措施自2026年1月1日起施行，有效期至2027年12月31日
    because: { zh: 施行期, en: dates }
    words: { 2026年1月1日: { zh: 见封面信息, en: front matter }, 2027年12月31日: { zh: 见封面信息, en: front matter } }
```
)";
  policy::FileSet files;
  const std::string folder = "policies/" + id;
  files[folder + "/official.txt"] = official;
  files[folder + "/policy.md"] = text;
  files[folder + "/vocabulary.yaml"] = words;
  files[folder + "/units.yaml"] = "市科局: { en: Science Bureau, nature: bureau }\n";
  const policy::Loaded loaded = policy::load_package(files, folder);
  if (!loaded.ok()) throw std::runtime_error(render(loaded.diagnostics, Language::en));
  return loaded.package;
}

}  // namespace enact::verify::test
