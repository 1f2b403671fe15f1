#include "casework/form_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/identity_number.hpp"
#include "base/text.hpp"
#include "casework/claims.hpp"
#include "casework/letters.hpp"
#include "casework/money.hpp"
#include "casework/summaries.hpp"
#include "determine/reads.hpp"
#include "determine/subject_view.hpp"
#include "policy/letters.hpp"

namespace enact::casework {
namespace {

constexpr std::string_view line_to_write_on = "＿＿＿＿＿＿＿＿";
constexpr std::string_view box_to_tick = "□ ";
constexpr std::string_view separator = "；";

std::string day_in_words(const Date& day) {
  return fmt::format("{}年{}月{}日", day.year, static_cast<int>(day.month), static_cast<int>(day.day));
}

std::string title_of_unit(const policy::Package& package, const std::string& id) {
  const auto* unit = package.unit(id);
  return unit == nullptr ? id : unit->title.zh;
}

// What people wrote stays words: it opens no block of the paper and no cell of a table.
std::string as_words(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::ranges::replace(text, '|', '/');
  if (!text.empty() && std::string_view("#@->").find(text.front()) != std::string_view::npos)
    text.insert(0, "\u2060");
  return text;
}

std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

// "企业.认定[2].日期" → "认定.日期": what was read, wherever in its list.
std::string plain_path(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path.substr(std::min(path.find('.') + 1, path.size()))) {
    if (c == '[') inside = true;
    if (!inside) plain += c;
    if (c == ']') inside = false;
  }
  return plain;
}

std::string shown(const feel::Value& value) {
  if (const bool* yes = value.boolean()) return *yes ? "是" : "否";
  if (value.is_unknown() || value.list() != nullptr || value.context() != nullptr) return {};
  return value.is_null() ? "无" : determine::display(value);
}

// Rows of what the claim rests on, each fact once, with who says so.
std::string fact_rows(const determine::Claim& claim) {
  std::string rows = row({"事实", "内容", "来源"});
  std::set<std::string> seen;
  const auto add = [&](const determine::FactRead& fact) {
    const std::string value = shown(fact.value);
    if (value.empty() || !seen.insert(fact.path).second) return;
    rows += row({as_words(plain_path(fact.path)), as_words(value),
                 fact.provenance.attested_by.empty() ? "本主体申报" : as_words(fact.provenance.attested_by)});
  };
  for (const determine::ConditionResult& condition : claim.conditions)
    std::ranges::for_each(condition.facts, add);
  std::ranges::for_each(claim.facts, add);
  return rows;
}

// The same while nobody applies: what will be read, with room for it.
std::string blank_fact_rows(const policy::Provision& provision) {
  std::string rows = row({"事实", "内容", "来源"});
  std::set<std::string> seen;
  const auto add = [&](const policy::Expression& expression) {
    for (const determine::ReadSite& site : determine::find_reads(*expression.program).sites) {
      const bool of_subject = site.path.starts_with(provision.subject + ".");
      const bool of_item = provision.each && site.path.starts_with(provision.each->variable + ".");
      if ((!of_subject && !of_item) || !seen.insert(site.path).second) continue;
      const std::string name = of_item ? site.path : plain_path(site.path);
      rows += row({as_words(name), std::string(line_to_write_on), std::string(line_to_write_on)});
    }
  };
  if (provision.amount) add(provision.amount->value);
  for (const policy::Condition& condition : provision.conditions) add(condition.rule);
  return rows;
}

std::string condition_rows(const policy::Provision& provision, const determine::Claim* claim) {
  std::string rows = row({"条件", "符合情况"});
  for (const policy::Condition& condition : provision.conditions) {
    std::string answer = std::string(box_to_tick) + "符合";
    if (claim != nullptr) {
      const auto found =
          std::ranges::find(claim->conditions, condition.name, &determine::ConditionResult::name);
      if (found != claim->conditions.end()) {
        answer = found->verdict == determine::Verdict::met       ? "符合"
                 : found->verdict == determine::Verdict::not_met ? "不符合"
                                                                 : "待核实";
      }
    }
    rows += row({as_words(condition.title.zh.empty() ? condition.name : condition.title.zh), answer});
  }
  return rows;
}

std::string percent(int share) {
  return fmt::format("{}.{:02}%", share / 100, share % 100);
}

std::string member_rows(const CaseFile& file) {
  if (file.members.empty()) return {};
  std::string rows = row({"联合申请人", "证照号码", "份额", "确认"});
  rows += row({as_words(file.subject.name) + "（牵头，收款）", as_words(file.subject.identity),
               percent(file.share), "申请人"});
  for (const Member& member : file.members) {
    rows +=
        row({as_words(member.subject.name), as_words(member.subject.identity), percent(member.share),
             member.state == Member::State::confirmed ? day_in_words(member.answered_at.legal_day()) + "确认"
                                                      : std::string(line_to_write_on)});
  }
  return rows;
}

void common(const policy::Package& package, const policy::Provision& provision, FormValues& out) {
  const procedure::Parties parties = procedure::parties_of(package, provision);
  const policy::SubjectType* type = package.vocabulary.subject(provision.subject);
  out["主体类型"] = type == nullptr ? provision.subject : type->title.zh;
  out["政策"] = package.title.zh;
  out["政策文号"] = package.number;
  out["条款"] = provision.title.zh;
  std::string text;
  for (const policy::Citation& citation : provision.citations)
    text += (text.empty() ? "" : "……") + citation.text;
  out["条款原文"] = text;
  out["牵头单位"] = title_of_unit(package, parties.handler);
  out["付款单位"] = title_of_unit(package, parties.payer);
}

}  // namespace

FormValues form_values(const store::Reader& reader, const CaseFile& file, const std::string& signer,
                       Instant now) {
  const Date today = now.legal_day();
  FormValues out;
  common(*file.package, *file.rule, out);
  out["主体"] = file.subject.name;
  out["主体标识"] = file.subject.identity;
  out["事项编号"] = file.reference;
  out["认定"] = file.event;
  out["日期"] = day_in_words(today);
  out["签署人"] = signer;
  if (file.amount && file.amount->figure()) {
    out["金额"] = format_yuan(file.amount->min);
    out["金额大写"] = in_capitals(file.amount->min);
  } else {
    out["金额"] = out["金额大写"] = "待定";
  }
  if (const auto payee = payee_of(reader, file.payee)) {
    out["户名"] = payee->payee.name;
    out["开户银行"] = payee->payee.bank;
    out["账号"] = masked_number(payee->payee.account_number);
  }
  std::vector<std::string> materials;
  for (const Evidence& one : file.evidence)
    if (std::ranges::find(materials, one.kind) == materials.end()) materials.push_back(one.kind);
  out["材料"] = fmt::format("{}", fmt::join(materials, separator));
  for (auto& [name, value] : out) value = as_words(value);

  const determine::Claim* claim = nullptr;
  const auto result =
      determine_record(reader, *file.context, file.subject.id, today, now, {}, taken_by(file.mode));
  if (result) {
    if (const auto* provision = find_provision(result->determination, file.policy, file.provision)) {
      if (const auto found = find_claim(*provision, file.subject, file.matter.key)) claim = *found;
    }
    const auto* type = file.context->determiner().model().subject(file.subject.type);
    if (type != nullptr && !result->record.facts.subjects.empty()) {
      const auto view =
          determine::view_subject(result->record.facts.subjects.front(), *type, {.on = today, .known_on = {}},
                                  /*unsaid_absent=*/false, {});
      for (const auto& [name, value] : view.context.context()->entries)
        if (const std::string text = shown(value); !text.empty())
          out[fmt::format("{}.{}", file.subject.type, name)] = as_words(text);
    }
  }
  out["事实"] = claim == nullptr ? std::string() : fact_rows(*claim);
  out["条件"] = condition_rows(*file.rule, claim);
  out["联合申请人"] = member_rows(file);
  std::erase_if(out, [](const auto& one) { return one.second.empty(); });
  return out;
}

FormValues blank_values(const policy::Package& package, const policy::Provision& provision) {
  FormValues out;
  common(package, provision, out);
  out["材料"] = fmt::format("{}", fmt::join(provision.evidence, separator));
  for (auto& [name, value] : out) value = as_words(value);
  out["事实"] = blank_fact_rows(provision);
  out["条件"] = condition_rows(provision, nullptr);
  std::erase_if(out, [](const auto& one) { return one.second.empty(); });
  return out;
}

std::string form_text(const policy::Form& form, const FormValues& values) {
  std::string filled = policy::fill_in(form.text, values);
  // What was left in braces is not known: it is written in by hand, or the block is left out.
  std::string out;
  std::string_view rest = filled;
  while (true) {
    const auto at = rest.find('{');
    const auto end = at == std::string_view::npos ? at : rest.find('}', at);
    if (end == std::string_view::npos) break;
    out += rest.substr(0, at);
    if (!policy::is_form_block(rest.substr(at + 1, end - at - 1))) out += line_to_write_on;
    rest.remove_prefix(end + 1);
  }
  out += rest;
  // Numbers of persons are read by who may, one at a time, and are in no file that is handed on.
  return mask_identity_numbers(out);
}

}  // namespace enact::casework
