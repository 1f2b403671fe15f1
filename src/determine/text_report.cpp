// A determination for people, as `enact determine` prints it: what is due, no and why, what is missing.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "determine/explanation.hpp"
#include "determine/subject_view.hpp"

namespace enact::determine {
namespace {

class Report {
 public:
  explicit Report(Language language) : language_(language) {}
  // With the whole tree of each provision; `only`: of this one alone, empty: of all.
  Report(Language language, std::string_view only) : language_(language), explained_(true), only_(only) {}

  std::string run(const Determination& determination) {
    line("{}", say("查询日 ", "asked on ") + determination.on.to_string());
    for (const policy::PackagePtr& package : determination.packages) {
      line("{}{}《{}》", package->sample ? say("【样例】", "[SAMPLE] ") : "", package->number,
           in(package->title));
    }
    for (const SubjectResult& subject : determination.subjects) tell(subject);
    for (const Ranking& ranking : determination.rankings) {
      if (ranking.places.size() > 1) tell(ranking, determination);  // among one there is no order
    }
    if (explained_) {
      const std::vector<Explanation> assumptions = general_assumptions(determination);
      if (!assumptions.empty()) line("\n{}", say("全文适用的假定：", "assumed throughout:"));
      for (const Explanation& one : assumptions) out_ += to_text(one, language_);
    }
    if (determination.subjects.size() > 1) {
      line("");
      line("{}", say("全部主体", "all subjects"));
      totals(determination.total);
    }
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  std::string say(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }
  const std::string& in(const Text& text) const {
    const std::string& wanted = text.in(language_);
    return wanted.empty() ? text.zh : wanted;
  }
  std::string money(const AmountResult& amount) const {
    if (amount.figure()) return format_yuan(amount.min) + say(" 元", " CNY");
    const std::string max = amount.max ? format_yuan(*amount.max) : say("不明", "unknown");
    return (amount.min_open ? "(" : "[") + format_yuan(amount.min) + ", " + max + "]" + say(" 元", " CNY");
  }

  // "1 名称 代码（比重 0.06、研发费用 12000000）"
  void tell(const Ranking& ranking, const Determination& determination) {
    line("\n{} {}", ranking.provision->id, say("排名", "ranking"));
    for (const Ranking::Place& place : ranking.places) {
      const SubjectResult& subject = determination.subjects[place.subject];
      std::string values;
      for (const ProvisionResult& result : subject.provisions) {
        if (result.provision != ranking.provision) continue;
        const std::vector<feel::Value>& ranks = result.claims[place.claim].ranks;
        for (std::size_t i = 0; i < ranks.size(); ++i) {
          if (i > 0) values += say("、", ", ");
          values += in(ranking.provision->rank_by[i].title) + " ";
          values += ranks[i].is_unknown() ? say("不明", "unknown") : display(ranks[i]);
        }
      }
      line("  {} {} {}{}{}{}", place.place == 0 ? "-" : std::to_string(place.place), subject.label,
           subject.identity, say("（", " ("), values, say("）", ")"));
    }
  }

  // Which set is paid, and what each comes to with what is known.
  void tell(const AlternativeResult& result) {
    const bool nothing = std::all_of(result.totals.begin(), result.totals.end(),
                                     [](const Fen& total) { return total.count == 0; });
    if (nothing) return;
    line("  {}{}", say("从优：", "the better set: "), in(result.alternative->title));
    for (std::size_t i = 0; i < result.totals.size(); ++i) {
      std::vector<std::string> names;
      for (const auto& member : result.alternative->sets[i]) {
        names.push_back(member.policy + "/" + member.provision);
      }
      line("    {} {}{}", text::join(names, " + "), format_yuan(result.totals[i]),
           i == result.chosen ? say("（择优）", " (chosen)") : "");
    }
  }

  void tell(const SubjectResult& subject) {
    line("");
    std::string name = subject.type;
    for (const std::string& part : {subject.label, subject.identity}) {
      if (!part.empty()) name += " " + part;
    }
    line("{}", name);
    for (const ProvisionResult& result : subject.provisions) tell(result);
    for (const AlternativeResult& result : subject.alternatives) tell(result);
    totals(subject.total);
    if (!subject.missing.empty()) {
      line("  {}", say("还缺（作用大的在前）：", "missing (most decisive first):"));
      for (const Missing& missing : subject.missing) tell(missing, "    ");
    }
  }

  void tell(const ProvisionResult& result) {
    const policy::Provision& provision = *result.provision;
    if (explained_) {
      if (only_.empty() || only_ == provision.id) out_ += to_text(explain(result), language_) + "\n";
      return;
    }
    const char* mark = result.status == Status::due ? "●" : result.status == Status::unknown ? "?" : "○";
    std::string status = result.status == Status::due       ? say("应予兑现", "due")
                         : result.status == Status::unknown ? say("待定", "unknown")
                                                            : say("不符合", "no");
    if (result.amount && result.status != Status::not_due) status += " " + money(*result.amount);
    if (provision.amount && provision.amount->estimate) status += say("（估算）", " (an estimate)");
    line("  {} {} {}{}{}", mark, provision.id, in(provision.title), say("：", ": "), status);
    for (const Claim& claim : result.claims) tell(claim, provision);
    if (result.status == Status::not_due) refuse(result);
    if (result.status == Status::unknown) {
      for (const Missing& missing : result.missing) tell(missing, "      ");
    }
  }

  void tell(const Claim& claim, const policy::Provision& provision) {
    if (claim.event.empty() && claim.reduced_by.empty() && claim.steps.empty()) return;
    std::string text = claim.event.empty() ? in(provision.title) : claim.event;
    if (claim.status == Status::unknown) text += say("（待定）", " (unknown)");
    if (claim.amount) text += say("：", ": ") + money(*claim.amount);
    if (claim.amount && !claim.amount->figure() && claim.payable.count > 0) {
      text += say("，现可支付 ", ", payable now ") + format_yuan(claim.payable) + say(" 元", "");
    }
    if (claim.estimate && claim.offered) {
      text +=
          say("：", ": ") + money(*claim.offered) + say("（估算，不作支付）", " (an estimate, never paid)");
    }
    if (claim.amount && !claim.amount->figure() && !claim.decided_by.empty()) {
      text +=
          say("，由 ", ", decided by ") + text::join(claim.decided_by, say("、", ", ")) + say(" 决定", "");
    }
    line("      {}", text);
    for (const Text& step : claim.steps) line("        {}", in(step));
    for (const Reduction& reduction : claim.reduced_by) line("        {}", in(reduction.text));
  }

  // No, because …: of every event that was looked at, or of the provision if there was none.
  void refuse(const ProvisionResult& result) {
    for (const Claim& claim : result.refused) {
      if (!claim.event.empty()) line("      {}", claim.event);
      because(claim.conditions);
    }
    if (result.refused.empty()) because(result.conditions);
    for (const Change& change : result.changes) {
      line("      {}{}", say("要符合，最接近的情形：", "it would be due with: "), in(change.text));
    }
  }

  void because(const std::vector<ConditionResult>& conditions) {
    for (const ConditionResult& condition : conditions) {
      if (condition.verdict != Verdict::not_met) continue;
      line("      {}{}{}{}{}", say("因为不满足：", "because not met: "), in(condition.title), say("（", " ("),
           condition.rule, say("）", ")"));
      for (const FactRead& fact : condition.facts) {
        const std::string value = display(fact.value);
        if (text::length(value) <= 60) line("        {} = {}", fact.path, value);
      }
      if (condition.citation) line("        “{}”", condition.citation->text);
    }
  }

  void tell(const Missing& missing, const char* indent) {
    std::string text = in(missing.title);
    if (missing.kind == Missing::Kind::open_list) text += say("（是否还有）", " (are there more?)");
    if (missing.kind == Missing::Kind::parameter) text += say("（参数无现行值）", " (no value in force)");
    if (text != missing.what && missing.kind != Missing::Kind::error) text += " " + missing.what;
    if (!missing.ask.empty()) {
      text += say("，问 ", ", ask ") + text::join(missing.ask, say("、", ", "));
    }
    line("{}{} {}", indent, say("缺：", "missing:"), text);
  }

  void totals(const Bounds& bounds) {
    const std::string max = bounds.max ? format_yuan(*bounds.max) : say("不明", "unknown");
    line("  {} {}{} {} {}", say("合计：确定", "total: certain"), format_yuan(bounds.certain),
         say(" 元，", " CNY,"), say("至多", "at most"), max + (bounds.max ? say(" 元", " CNY") : ""));
  }

  Language language_;
  bool explained_ = false;
  std::string_view only_;
  std::string out_;
};

}  // namespace

std::string to_text(const Determination& determination, Language language) {
  return Report(language).run(determination);
}

std::string explained_text(const Determination& determination, Language language, std::string_view only) {
  return Report(language, only).run(determination);
}

}  // namespace enact::determine
