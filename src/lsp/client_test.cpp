// The scripted editor and the made-up package of the tests.
#include <gtest/gtest.h>

#include <stdexcept>

#include "lsp/test_client.hpp"
#include "lsp/test_package.hpp"
#include "policy/sha256.hpp"

namespace enact::lsp::test {
namespace {

constexpr std::string_view official = R"(柳湾市人民政府文件
柳政〔2030〕1号
柳湾市支持小微企业若干措施
（一）支持首次创业。对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。
牵头单位：市科技局、商务局
本措施自2030年1月1日起施行，有效期至2032年12月31日。
)";

constexpr std::string_view policy = R"(---
id: 柳湾-1
title: { zh: 柳湾市支持小微企业若干措施, en: Measures for small businesses }
number: 柳政〔2030〕1号
issuer: { zh: 柳湾市人民政府, en: Liuwan City }
city: 999999
made: 2029-12-01
in force: [2030-01-01, 2032-12-31]
official: { file: official.txt, sha256: @SHA256@ }
uses: [common/words-1]
---
# 柳湾市人民政府文件

柳政〔2030〕1号

# 柳湾市支持小微企业若干措施

```yaml
declaratory:
  - text: 柳湾市人民政府文件
    because: { zh: 版头, en: the head }
    words: { 柳湾市人民政府: { zh: 版头, en: the head } }
```

### （一）支持首次创业。

对当年度首次登记的企业，市财政给予1万元奖励。营业收入超过100万元的，优先推荐参加展会。

牵头单位：市科技局、商务局

```table 级别奖励
| U | 级别: 级别 | **金额: number<元>** |
|---|---|---|
| 1 | "甲" | 1万元 |
| 2 | "乙" | 5000元 |
```

```yaml
provision: 1a
kind: award
title: { zh: 首次登记奖励, en: First registration }
text: [（一）支持首次创业, 对当年度首次登记的企业, 市财政给予1万元奖励]
subject: 企业
each: 登记 in 企业.登记[首次 = true]
let: { 奖金: 级别奖励(登记.级别) }
when:
  在施行期内: 登记.日期 in 政策.施行期
  登记够早:
    rule: some 早 in 企业.登记 satisfies 早.日期 < 登记.日期 and 早.级别 = "甲"
    en: early enough
  收入不多: 企业.营业收入 <= 参数.收入上限 and 𠮷利 and sum(企业.登记.费用) >= 0元
amount: 奖金 + 1万元 - 1万元
matter: { kind: 登记, parts: [企业.代码, 登记.编号] }
payee: 企业
payer: 市财政
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

本措施自2030年1月1日起施行，有效期至2032年12月31日。

```yaml
provision: in-force
kind: coordination
title: { zh: 施行期, en: In force }
text: 本措施自2030年1月1日起施行，有效期至2032年12月31日
lead: 市科技局
```
)";

constexpr std::string_view vocabulary = R"(subjects:
  企业:
    facts:
      营业收入: { type: number<元>, min: 0, en: Revenue, attested by: [市科技局], help: { zh: 上一年度, en: last year } }
matters:
  登记: { parts: [企业, 编号], en: Registration }
records:
  权重记录:
    fields:
      指标: { type: string, required: true, en: Indicator }
      分量: { type: number, required: true, en: Weight }
definitions:
  𠮷利: { subject: 企业, rule: 企业.名称 != null }
)";

constexpr std::string_view shared = R"(records:
  登记记录:
    title: { zh: 登记, en: Registration }
    fields:
      编号: { type: string, required: true, en: Number }
      日期: { type: date, required: true, en: Day }
      首次: { type: boolean, en: First }
      级别: { type: 级别, en: Grade }
      费用: { type: number<元>, en: Fee }
code lists:
  级别: { 甲: First class, 乙: Second class }
subjects:
  企业:
    title: { zh: 企业, en: Business }
    identity: 代码
    label: 名称
    facts:
      代码: { type: string, en: Credit code }
      名称: { type: string, en: Name }
      登记: { type: list<登记记录>, en: Registrations }
words:
  operative: [给予, 奖励, 优先, 推荐]
  measures: [万元, 元]
  thresholds: { 超过: '>', 以上: '>=' }
)";

constexpr std::string_view units = R"(市科技局: { en: Science, nature: bureau, also: [科技局] }
市商务局: { en: Commerce, nature: bureau, also: [商务局] }
市财政局: { en: Finance, nature: bureau, also: [市财政] }
市政府: { en: City, nature: government, also: [柳湾市人民政府] }
)";

constexpr std::string_view procedures = R"(兑现:
  title: { zh: 兑现流程, en: Payment }
  steps:
    - id: 申请
      kind: apply
      actor: applicant
      role: applicant
      outcomes: { submit: 支付 }
    - id: 支付
      kind: pay
      actor: unit:市财政局
      role: treasury_maker
      outcomes: { paid: { ends as: paid } }
入册:
  steps:
    - id: 录入
      kind: apply
      actor: applicant
      role: applicant
      outcomes: { enter: 在册 }
    - id: 在册
      kind: check
      actor: lead
      role: handler
      outcomes: { expire: { ends as: 已失效 } }
库内:
  steps:
    - id: 收录
      kind: check
      actor: lead
      role: handler
      outcomes: { keep: { ends as: 已收录 } }
)";

constexpr std::string_view registers = R"(名录:
  title: { zh: 企业名录, en: Register of businesses }
  text: 营业收入超过100万元的，优先推荐参加展会
  of: 企业
  keeper: 市科技局
  life: 入册
  public: [在册]
  name: 简称
  fields:
    简称: { type: string, required: true, help: { zh: 招牌上的名称, en: as on its sign }, en: Short name }
    等级: { type: 级别, en: Grade }
    起: { type: date, at: [在册], en: From }
    止: { type: date, en: Until }
    上级: { type: entry<名录>, in: [在册], holds: [在册], en: Parent }
    份额: { type: number, min: 0, en: Share }
    明细: { type: lines, lines: { 项目: { type: string, en: Item }, 数额: { type: number, en: Amount } } }
  check:
    先后: { rule: 止 > 起, says: { zh: 止须晚于起, en: it must end later } }
  unique: [{ key: [简称], while: [在册] }]
  never overlapping: [{ key: [上级], from: 起, to: 止, while: [在册] }]
  never above: [{ key: [简称], sum: 份额, most: 1, from: 起, through: 止, while: [在册] }]
  facts: [{ while: [在册], fact: 营业收入, value: 份额 * 100万元 }]
  matches: [{ to: 名录, while: [在册], on: [{ same: 等级, with: 等级, weight: 2 }] }]
  lapse: [{ after: 止, take: expire, while: [在册] }]
  filled by: [{ provision: 1b, entries: [{ 简称: 推荐 }] }]
阶梯:
  provision: 1b
  of: 企业
  keeper: 市科技局
  life: 入册
  name: 称号
  fields:
    称号: { type: string, en: Style }
    级: { type: 级别, en: Step }
    自: { type: date, en: From }
    至: { type: date, en: Until }
  ladder:
    { level: 级, from: 自, to: 至, one step: true, while: [在册], lapse: expire, criteria: { 乙: { 有称号: 称号 != null } } }
考核:
  provision: 1b
  of: 企业
  keeper: 市科技局
  life: 入册
  name: 题目
  fields:
    题目: { type: string, en: Subject }
    年: { type: number, en: Year }
    各项: { type: lines, lines: { 名目: { type: string, en: Name }, 数: { type: number, en: Number } } }
  measures:
    总数: { value: sum(各项.数), digits: 2, en: Sum }
  scores:
    year: 年
    weights: { parameter: 权重, indicator: 指标, weight: 分量 }
    indicators: { 规模: { score: 'min(100, 总数)', source: 报表, en: Size } }
    total: { name: 得分, en: Score }
    grade: 档次
    bands: { 好: 60, 差: 0 }
  chart: { lines: 各项, label: 名目, amount: 数 }
  compare: { by: 年, same: [题目] }
专家册:
  provision: 1b
  keeper: 市科技局
  life: 库内
  name: 姓名
  fields:
    姓名: { type: string, en: Name }
    单位: { type: string, en: Employer }
    登录: { type: string, public: false, en: Login }
)";

constexpr std::string_view selections = R"(评选:
  provision: 1b
  organiser: 市科技局
  modes: [best, race]
  bids: { register: 名录, while: [在册] }
  experts: { register: 专家册, while: [收录], employer: 单位, person: 姓名, account: 登录 }
  panel: { size: 3, at most: { calls: 2, years: 1 } }
  conflicts: { same employer: true }
  criteria:
    创新: { weight: 100, en: Innovation }
  score: { drop highest: 1, pass: 60 }
  ties: [创新, lot]
  race: { teams: 2 }
  notice: { working days: 5 }
)";

constexpr std::string_view letters = R"(通知书:
  title: { zh: 通知书, en: Notice }
  after: { 申请: [submit] }
  unit: lead
  role: handler
  text: 致{主体}
)";

constexpr std::string_view parameters = R"(收入上限:
  title: { zh: 收入上限, en: Revenue limit }
  type: number<元>
  ask: [市科技局]
  values:
    - { from: 2030-01-01, to: 2030-12-31, value: 500万元, source: { zh: 年度通知, en: yearly notice } }
    - { from: 2031-01-01, value: 600万元, source: 年度通知, sample: true }
权重:
  type: list<权重记录>
  values:
    - { value: '[{ 指标: "规模", 分量: 100 }]', source: 年度通知 }
)";

constexpr std::string_view example = R"(name: 首次登记
on: 2030-12-31
facts:
  unsaid: absent
  subjects:
    - 企业:
        代码: A-1
        营业收入: { value: 1000000, source: 申报 }
        登记:
          - { 编号: D-1, 日期: 2030-02-01, 首次: true, 级别: 甲 }
  decisions:
    - { provision: "1a", matter: [A-1], amount: 1, by: 市科技局, reason: 无, on: 2030-03-01 }
expect:
  certain: 10000.00
  provisions:
    1a: { status: due, amount: 10000.00 }
)";

// Another package beside the first, which reads the same shared vocabulary. What it lacks is of no matter.
constexpr std::string_view neighbour = R"(---
id: 邻镇-1
title: 邻镇措施
number: 邻政〔2030〕1号
issuer: 邻镇
city: 999998
made: 2029-12-01
in force: [2030-01-01, 2032-12-31]
official: { file: official.txt, sha256: none }
uses: [common/words-1]
---
# 邻镇措施

```yaml
provision: n1
kind: register
title: 登记
text: 邻镇措施
subject: 企业
when:
  有登记: some 一 in 企业.登记 satisfies 一.首次 = true
```
)";

// `‸` where the snippet has bars of its own.
std::size_t caret_in(std::string_view snippet) {
  const std::size_t sign = snippet.find("‸");
  return sign == std::string_view::npos ? snippet.find('|') : sign;
}
std::string without_caret(std::string_view snippet) {
  const std::size_t caret = caret_in(snippet);
  const std::size_t width = snippet[caret] == '|' ? 1 : std::string_view("‸").size();
  return std::string(snippet.substr(0, caret)) + std::string(snippet.substr(caret + width));
}

std::size_t once(const std::string& text, std::string_view part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos || text.find(part, at + 1) != std::string::npos) {
    throw std::invalid_argument("not exactly once: " + std::string(part));
  }
  return at;
}

}  // namespace

std::map<std::string, std::string> package_files() {
  std::string text(policy);
  constexpr std::string_view mark = "@SHA256@";
  text.replace(text.find(mark), mark.size(), policy::sha256(official));
  const std::string town(folder);
  return {{town + "/policy.md", text},
          {town + "/official.txt", std::string(official)},
          {town + "/vocabulary.yaml", std::string(vocabulary)},
          {town + "/units.yaml", std::string(units)},
          {town + "/procedures.yaml", std::string(procedures)},
          {town + "/registers.yaml", std::string(registers)},
          {town + "/selections.yaml", std::string(selections)},
          {town + "/letters.yaml", std::string(letters)},
          {town + "/parameters/limits.yaml", std::string(parameters)},
          {town + "/examples/first.yaml", std::string(example)},
          {shared_file, std::string(shared)},
          {"/work space/policies/邻镇-1/policy.md", std::string(neighbour)}};
}

std::string path(const std::string& file) {
  return file.starts_with('/') ? file : std::string(folder) + "/" + file;
}

std::optional<std::string> MemoryFiles::read(const std::string& wanted) const {
  const auto found = texts.find(wanted);
  return found == texts.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> MemoryFiles::below(const std::string& of) const {
  std::vector<std::string> out;
  for (const auto& [each, text] : texts) {
    if (each.starts_with(of + "/")) out.push_back(each);
  }
  return out;
}

std::vector<std::string> MemoryFiles::models_in(const std::string& of) const {
  std::vector<std::string> out;
  for (const std::string& each : below(of)) {
    if (each.ends_with(".dmn") && parent_folder(each) == of) out.push_back(each);
  }
  return out;
}

std::vector<std::string> MemoryFiles::packages_below(const std::string& of) const {
  std::vector<std::string> out;
  for (const std::string& each : below(of)) {
    if (each.ends_with("/policy.md")) out.push_back(parent_folder(each));
  }
  return out;
}

Client::Client()
    : server_(
          files,
          [](const policy::FileSet& set, const std::string& of) { return policy::load_package(set, of); },
          [this](json::object message) { received.push_back(std::move(message)); }) {
  files.texts = package_files();
}

void Client::send(const json::value& message) {
  server_.receive(message);
}

json::object Client::call(std::string_view method, json::value params) {
  const int id = next_id_++;
  send(json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  for (auto message = received.rbegin(); message != received.rend(); ++message) {
    const json::value* answered = message->if_contains("id");
    if (answered != nullptr && *answered == json::value(id)) return *message;
  }
  ADD_FAILURE() << "no answer to " << method;
  return {};
}

json::value Client::ask(std::string_view method, json::value params) {
  const json::object answer = call(method, std::move(params));
  const json::value* result = answer.if_contains("result");
  EXPECT_NE(result, nullptr) << json::serialize(answer);
  return result == nullptr ? json::value() : *result;
}

void Client::tell(std::string_view method, json::value params) {
  send(json::object{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

json::value Client::start(std::string_view locale, json::array encodings, bool alone) {
  json::object text{{"hover", json::object{{"contentFormat", json::array{"markdown"}}}},
                    {"publishDiagnostics", json::object{{"relatedInformation", true}}},
                    {"documentSymbol", json::object{{"hierarchicalDocumentSymbolSupport", true}}}};
  json::object params{{"processId", nullptr},
                      {"locale", locale},
                      {"capabilities", json::object{{"textDocument", std::move(text)}}}};
  if (!encodings.empty()) {
    params["capabilities"].as_object()["general"] = json::object{{"positionEncodings", std::move(encodings)}};
  }
  if (!alone) {
    params["workspaceFolders"] =
        json::array{json::object{{"uri", "file:///work%20space/policies"}, {"name", "policies"}}};
  }
  json::value result = ask("initialize", std::move(params));
  tell("initialized", json::object());
  return result;
}

void Client::open(const std::string& file, std::optional<std::string> text) {
  const std::string whole = path(file);
  if (!text) text = files.read(whole);
  buffers_[whole] = text.value_or("");
  tell("textDocument/didOpen", json::object{{"textDocument", json::object{{"uri", uri_of(whole)},
                                                                          {"languageId", "markdown"},
                                                                          {"version", version_++},
                                                                          {"text", buffers_[whole]}}}});
  idle();
}

void Client::type(const std::string& file, std::string_view from, std::string_view to) {
  std::string& text = buffers_.at(path(file));
  const std::size_t begin = once(text, from);
  const Lines lines(text);
  const json::object range = to_json(lines.range({begin, begin + from.size()}, Encoding::utf16));
  tell("textDocument/didChange",
       json::object{{"textDocument", json::object{{"uri", uri_of(path(file))}, {"version", version_++}}},
                    {"contentChanges", json::array{json::object{{"range", range}, {"text", to}}}}});
  text.replace(begin, from.size(), to);
  idle();
}

json::object Client::at(const std::string& file, std::string_view snippet) const {
  const std::string whole = text(file);
  const std::size_t begin = once(whole, without_caret(snippet));
  const Point point = Lines(whole).point(begin + caret_in(snippet), Encoding::utf16);
  return {{"textDocument", json::object{{"uri", uri_of(path(file))}}}, {"position", to_json(point)}};
}

std::string Client::text(const std::string& file) const {
  const auto buffer = buffers_.find(path(file));
  return buffer != buffers_.end() ? buffer->second : files.read(path(file)).value_or("");
}

std::string Client::text_at(const std::string& file, const json::value& range) const {
  const std::string whole = text(file);
  const Lines lines(whole);
  const auto offset = [&](std::string_view end) {
    return lines.offset(
        {int_member(range, {end, "line"}).value(), int_member(range, {end, "character"}).value()},
        Encoding::utf16);
  };
  return whole.substr(offset("start"), offset("end") - offset("start"));
}

std::vector<std::string> Client::diagnostics(const std::string& file) const {
  for (auto message = received.rbegin(); message != received.rend(); ++message) {
    if (text_member(*message, {"method"}) != "textDocument/publishDiagnostics") continue;
    if (text_member(*message, {"params", "uri"}) != uri_of(path(file))) continue;
    std::vector<std::string> out;
    for (const json::value& each : message->at("params").at("diagnostics").as_array()) {
      out.push_back(text_member(each, {"code"}).value() + ": " + text_at(file, each.at("range")));
    }
    return out;
  }
  return {"never published"};
}

std::vector<std::string> Client::labels(const json::value& completion) const {
  std::vector<std::string> out;
  for (const json::value& item : completion.at("items").as_array()) {
    out.emplace_back(item.at("label").as_string());
  }
  return out;
}

std::string Client::hover(const std::string& file, std::string_view snippet) {
  const json::value result = ask("textDocument/hover", at(file, snippet));
  return result.is_null() ? "" : std::string(result.at("contents").at("value").as_string());
}

std::vector<std::string> Client::complete(const std::string& file, std::string_view snippet) {
  return labels(ask("textDocument/completion", at(file, snippet)));
}

std::vector<std::string> Client::places(const json::value& locations) const {
  std::vector<std::string> out;
  if (locations.is_null()) return out;
  for (const json::value& each : locations.as_array()) {
    const std::string file = path_of(each.at("uri").as_string()).value();
    out.push_back(file.substr(file.rfind('/') + 1) + ":" +
                  std::to_string(int_member(each, {"range", "start", "line"}).value() + 1) + ": " +
                  text_at(file, each.at("range")));
  }
  return out;
}

std::map<std::string, std::string> Client::applied(const json::value& edit) const {
  std::map<std::string, std::string> out;
  for (const auto& [uri, edits] : edit.at("changes").as_object()) {
    const std::string file = path_of(uri).value();
    std::string whole = text(file);
    const json::array& list = edits.as_array();
    for (std::size_t i = list.size(); i-- > 0;) {
      const auto number = [&](std::string_view end, std::string_view name) {
        return int_member(list[i], {"range", end, name}).value();
      };
      whole = replaced(whole,
                       {{number("start", "line"), number("start", "character")},
                        {number("end", "line"), number("end", "character")}},
                       std::string_view(list[i].at("newText").as_string()), Encoding::utf16);
    }
    out[file] = std::move(whole);
  }
  return out;
}

TEST(LspSample, IsInOrder) {
  Client client;
  client.start();
  client.open("policy.md");
  const policy::FileSet set(client.files.texts.begin(), client.files.texts.end());
  EXPECT_EQ(render(policy::load_package(set, folder).diagnostics, Language::en), "");
}

}  // namespace enact::lsp::test
