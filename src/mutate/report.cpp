// The report for people, as a compiler reports, and as JSON.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "mutate/mutate.hpp"

namespace enact::mutate {
namespace {

Text name_of(Kind kind) {
  switch (kind) {
    case Kind::comparison:
      return {"比较", "comparison"};
    case Kind::connective:
      return {"且与或", "and, or"};
    case Kind::quantifier:
      return {"任一与每个", "some, every"};
    case Kind::negation:
      return {"漏写“不”", "not left out"};
    case Kind::arithmetic:
      return {"运算", "arithmetic"};
    case Kind::figure:
      return {"数值", "figure"};
    case Kind::rounding:
      return {"取整方向", "rounding"};
    case Kind::operand:
      return {"漏写条件的一部分", "part of a condition left out"};
    case Kind::test:
      return {"漏写一个取值", "value left out"};
    case Kind::filter:
      return {"漏写筛选", "filter left out"};
    case Kind::condition:
      return {"漏写条件", "condition left out"};
    case Kind::cap:
      return {"限额", "cap"};
    case Kind::cap_key:
      return {"限额的范围", "what a cap is shared by"};
    case Kind::validity:
      return {"有效期", "dates"};
    case Kind::event_date:
      return {"漏写事件日期", "event's date left out"};
    case Kind::monthly:
      return {"按月计算的起止", "months"};
    case Kind::matter:
      return {"漏写事项的要素", "part of the matter left out"};
    case Kind::stacking:
      return {"叠加方式", "stacking"};
    case Kind::alternative:
      return {"从优的选项", "alternative"};
    case Kind::benefit:
      return {"漏写非资金的支持", "benefit left out"};
    case Kind::ranking:
      return {"排序依据", "what ranks"};
    case Kind::row:
      return {"漏写表的一行", "row of a table left out"};
    case Kind::parameter:
      return {"漏写参数的一个值", "value of a parameter left out"};
  }
  return {};
}

// "`> 5`", without the breaks and blanks of its lines.
std::string quoted(const std::string& text) {
  std::string out = "`";
  for (const char c : text) {
    const char next = c == '\n' ? ' ' : c;
    if (next != ' ' || out.back() != ' ') out += next;
  }
  while (out.back() == ' ') out.pop_back();
  return out + "`";
}

Text said(const Fault& fault) {
  const Text name = name_of(fault.kind);
  if (fault.after.empty()) {
    const std::string what = quoted(fault.before);
    return {fmt::format("{}：删去 {}", name.zh, what), fmt::format("{}: without {}", name.en, what)};
  }
  if (fault.before.empty()) {
    const std::string what = quoted(fault.after);
    return {fmt::format("{}：加上 {}", name.zh, what), fmt::format("{}: with {}", name.en, what)};
  }
  const std::string before = quoted(fault.before);
  const std::string after = quoted(fault.after);
  return {fmt::format("{}：{} 改为 {}", name.zh, before, after),
          fmt::format("{}: {} for {}", name.en, after, before)};
}

std::string indented(const std::string& text, const std::string& by) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    out += by + text.substr(at, end - at) + "\n";
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

std::string survivor(const Mutant& mutant, Language language) {
  const bool zh = language == Language::zh;
  const Fault& fault = mutant.fault;
  Diagnostic shown;
  shown.severity = Severity::warning;
  shown.code = "mutate.survivor";
  const Text text = said(fault);
  shown.message = {fault.of + "：没有样例和证明发现这个改动。" + text.zh,
                   fault.of + ": no example and no proof notices " + text.en};
  shown.location = fault.location;
  shown.help = {"补一个样例，或在 mutants.yaml 中写明理由：`" + fault.id + "`",
                "add an example, or give the reason in mutants.yaml: `" + fault.id + "`"};
  std::string out = render(shown, language);
  if (!mutant.example) return out;
  const verify::Finding& finding = mutant.example->finding;
  out += zh ? "     这样的事实能发现它：\n" : "     facts that would notice it:\n";
  out += fmt::format("       {}{}\n", zh ? "查询日 " : "asked on ", finding.on.to_string());
  for (const Text& assumed : finding.assumed) {
    out += fmt::format("       {}{}\n", zh ? "假定参数 " : "parameter taken as ", assumed.in(language));
  }
  out += indented(finding.facts, "       ");
  out += fmt::format("       {}{}\n", zh ? "现在：" : "as it is: ", finding.gives.at(0).in(language));
  out += fmt::format("       {}{}\n", zh ? "改动后：" : "with the fault: ", finding.gives.at(1).in(language));
  return out;
}

}  // namespace

std::string to_text(const Report& report, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fate == Fate::survivor) out += survivor(mutant, language);
  }
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fate != Fate::accepted) continue;
    out += fmt::format("{}{}{}{}\n", zh ? "已说明：" : "accepted: ", mutant.fault.id, zh ? "：" : ": ",
                       mutant.reason.in(language));
  }
  const int share = report.caught_per_mille();
  out += fmt::format(
      fmt::runtime(zh ? "变异 {} 个：检查发现 {}，样例发现 {}，证明发现 {}，等价 {}，已说明 {}，存活 {}\n"
                      : "{} faults: {} caught by check, {} by examples, {} by verify, {} equivalent, {} "
                        "accepted, {} survive\n"),
      report.mutants.size(), report.count(Fate::check), report.count(Fate::examples),
      report.count(Fate::verify), report.count(Fate::equivalent), report.count(Fate::accepted),
      report.count(Fate::survivor));
  return out + fmt::format(fmt::runtime(zh ? "发现率 {}.{} %（不计等价的）\n"
                                           : "caught {}.{} % of those that are not equivalent\n"),
                           share / 10, share % 10);
}

std::string to_json(const Report& report) {
  boost::json::object root;
  root["good"] = report.good();
  root["caught_per_mille"] = report.caught_per_mille();
  boost::json::object counts;
  for (const Fate fate :
       {Fate::check, Fate::examples, Fate::verify, Fate::equivalent, Fate::accepted, Fate::survivor}) {
    counts[to_string(fate)] = report.count(fate);
  }
  root["counts"] = std::move(counts);
  boost::json::array all;
  for (const Mutant& mutant : report.mutants) {
    const Fault& fault = mutant.fault;
    boost::json::object made;
    made["id"] = fault.id;
    made["kind"] = to_string(fault.kind);
    made["of"] = fault.of;
    boost::json::array provisions;
    for (const std::string& id : fault.provisions) provisions.emplace_back(id);
    made["provisions"] = std::move(provisions);
    const auto place = fault.location.source->position(fault.location.span.begin);
    made["file"] = fault.location.source->name();
    made["line"] = place.line;
    made["column"] = place.column;
    made["before"] = fault.before;
    made["after"] = fault.after;
    made["fate"] = to_string(mutant.fate);
    if (!mutant.by.empty()) made["by"] = mutant.by;
    if (!mutant.reason.empty()) {
      made["because"] = boost::json::object{{"zh", mutant.reason.zh}, {"en", mutant.reason.en}};
    }
    if (mutant.example) {
      made["example"] = boost::json::object{{"on", mutant.example->finding.on.to_string()},
                                            {"facts", mutant.example->finding.facts}};
    }
    all.push_back(std::move(made));
  }
  root["mutants"] = std::move(all);
  return boost::json::serialize(root) + "\n";
}

}  // namespace enact::mutate
