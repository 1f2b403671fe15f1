// The report for people and as JSON.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>

#include "verify/verify.hpp"

namespace enact::verify {
namespace {

enact::Text name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::proved:
      return {"已证明", "proved"};
    case Outcome::refuted:
      return {"被推翻", "refuted"};
    case Outcome::declared:
      return {"已声明", "declared"};
    case Outcome::outside:
      return {"范围外", "outside"};
    case Outcome::timeout:
      return {"超时", "timeout"};
    case Outcome::vacuous:
      return {"空洞", "vacuous"};
  }
  return {};
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

std::string shown(const Finding& finding, Language language) {
  const bool zh = language == Language::zh;
  std::string out = fmt::format("      {}{}\n", zh ? "查询日 " : "asked on ", finding.on.to_string());
  for (const enact::Text& assumed : finding.assumed) {
    out += fmt::format("      {}{}\n", zh ? "假定参数 " : "parameter taken as ", assumed.in(language));
  }
  out += indented(finding.facts, "      ");
  for (const enact::Text& gives : finding.gives) {
    out += fmt::format("      {}{}\n", zh ? "求值器：" : "evaluator: ", gives.in(language));
  }
  return out;
}

boost::json::object json(const enact::Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

}  // namespace

std::string to_text(const Report& report, Language language, bool findings) {
  const bool zh = language == Language::zh;
  std::string out = zh ? "前提：\n" : "hypotheses:\n";
  for (const enact::Text& hypothesis : report.hypotheses) out += "  - " + hypothesis.in(language) + "\n";
  std::map<Outcome, int> counts;
  for (const Obligation& one : report.obligations) {
    ++counts[one.outcome];
    out += fmt::format("{} {}/{} {}", name_of(one.outcome).in(language), one.policy, one.provision,
                       one.says.in(language));
    const bool proof = one.question != Question::can_be_due && one.question != Question::can_be_refused;
    if (proof && one.outcome == Outcome::proved) {
      if (one.any_length) {
        out += zh ? "（列表任意长）" : " (lists of any length)";
      } else {
        out += fmt::format(fmt::runtime(zh ? "（列表至多 {} 项）" : " (lists of up to {} items)"), one.items);
      }
    }
    if (!one.because.empty()) out += (zh ? "：" : ": ") + one.because.in(language);
    out += fmt::format(" [{:.1f} s]\n", one.seconds);
    if (one.location.source != nullptr) {
      const auto place = one.location.source->position(one.location.span.begin);
      out += fmt::format("      {}:{}:{}\n", one.location.source->name(), place.line, place.column);
    }
    const bool always = one.outcome != Outcome::proved;
    for (const Finding& finding : one.findings) {
      if (always || findings) out += shown(finding, language);
    }
  }
  double seconds = 0;
  for (const Obligation& one : report.obligations) seconds += one.seconds;
  for (const auto& [outcome, count] : counts) {
    out += fmt::format("{} {}{}", count, name_of(outcome).in(language), zh ? "，" : ", ");
  }
  return out + fmt::format("{:.1f} s\n", seconds);
}

std::string to_json(const Report& report) {
  boost::json::object root;
  root["good"] = report.good();
  root["items"] = report.options.items;
  root["effort"] = report.options.effort;
  boost::json::array hypotheses;
  for (const enact::Text& hypothesis : report.hypotheses) hypotheses.push_back(json(hypothesis));
  root["hypotheses"] = std::move(hypotheses);
  boost::json::array all;
  for (const Obligation& one : report.obligations) {
    boost::json::object made;
    made["policy"] = one.policy;
    made["provision"] = one.provision;
    made["question"] = std::string(to_string(one.question));
    made["says"] = json(one.says);
    made["outcome"] = std::string(to_string(one.outcome));
    if (!one.because.empty()) made["because"] = json(one.because);
    if (one.location.source != nullptr) {
      const auto place = one.location.source->position(one.location.span.begin);
      made["place"] = fmt::format("{}:{}:{}", one.location.source->name(), place.line, place.column);
    }
    made["money"] = one.money;
    made["any_length"] = one.any_length;
    made["items"] = one.items;
    made["seconds"] = one.seconds;
    boost::json::array findings;
    for (const Finding& finding : one.findings) {
      boost::json::object found{{"on", finding.on.to_string()}, {"facts", finding.facts}};
      boost::json::array gives;
      for (const enact::Text& text : finding.gives) gives.push_back(json(text));
      found["evaluator"] = std::move(gives);
      boost::json::array assumed;
      for (const enact::Text& text : finding.assumed) assumed.push_back(json(text));
      if (!assumed.empty()) found["assumed"] = std::move(assumed);
      findings.push_back(std::move(found));
    }
    made["findings"] = std::move(findings);
    all.push_back(std::move(made));
  }
  root["obligations"] = std::move(all);
  return boost::json::serialize(root) + "\n";
}

}  // namespace enact::verify
