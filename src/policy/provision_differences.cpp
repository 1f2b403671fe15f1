// What differs between two texts of a provision, in the words of a drafter. See provision_text.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "policy/provision_text.hpp"

namespace enact::policy {
namespace {

std::string as_shown(const std::optional<WrittenExpression>& expression) {
  return expression ? expression->feel : "";
}
std::string as_shown(const std::vector<std::string>& texts) {
  return text::join(texts, "；");
}
std::string as_shown(const Text& text) {
  return text.zh == text.en || text.en.empty() ? text.zh : text.zh + " / " + text.en;
}
std::string as_shown(const std::optional<Validity>& validity) {
  if (!validity) return "";
  const auto day = [](const std::optional<Date>& date) {
    return date ? date->to_string() : std::string("…");
  };
  return day(validity->from) + ".." + day(validity->to);
}
std::string as_shown(const Assumption& assumption) {
  return fmt::format("{}（{}）", as_shown(assumption.text), text::join(assumption.ruled_by, "、"));
}
std::string as_shown(const Stacking& stacking) {
  return fmt::format("{}, {}, {}", stacking.on_top_of_upper_level ? "on-top" : "deducted",
                     stacking.same_city == SameCity::highest ? "highest" : "repeatable",
                     stacking.second_payment == SecondPayment::top_up ? "top-up" : "none");
}
std::string as_shown(const CapText& cap) {
  static constexpr std::string_view spans[] = {"claim", "year", "lifetime"};
  std::string per;
  for (const WrittenExpression& each : cap.per) per += (per.empty() ? "" : ", ") + each.feel;
  return fmt::format("{} / {} [{}]", cap.amount.feel, spans[static_cast<std::size_t>(cap.over)], per);
}

class ProvisionComparison {
 public:
  ProvisionComparison(const ProvisionText& before, const ProvisionText& after)
      : before_(before), after_(after) {}

  std::vector<Difference> run() {
    rules();
    conditions();
    if (after_.particulars && before_.particulars) particulars();
    return std::move(found_);
  }

 private:
  void differ(Text what, const std::string& before, const std::string& after) {
    if (before != after) found_.push_back({before_.id, std::move(what), before, after});
  }

  void rules() {
    differ({"事件清单", "the list of events"}, listed(before_), listed(after_));
    differ({"事件日期", "the event's date"}, as_shown(before_.date), as_shown(after_.date));
    const MonthlyText none;
    const MonthlyText& was = before_.monthly ? *before_.monthly : none;
    const MonthlyText& is = after_.monthly ? *after_.monthly : none;
    differ({"起算日", "the first day"}, was.from.feel, is.from.feel);
    differ({"截止日", "the last day"}, as_shown(was.to), as_shown(is.to));
    differ({"月数", "the number of months"}, as_shown(was.months), as_shown(is.months));
    differ({"月金额", "the amount of a month"}, as_shown(was.amount), as_shown(is.amount));
    differ({"各月是否合为一笔", "whether the months form one claim"}, was.one_claim ? "true" : "false",
           is.one_claim ? "true" : "false");
    std::map<std::string, std::string> lets;
    for (const LetText& each : after_.lets) lets[each.name] = each.value.feel;
    for (const LetText& each : before_.lets) {
      differ({fmt::format("名称 `{}`", each.name), fmt::format("the name `{}`", each.name)}, each.value.feel,
             lets[each.name]);
      lets.erase(each.name);
    }
    for (const auto& [name, feel] : lets) {
      differ({fmt::format("名称 `{}`", name), fmt::format("the name `{}`", name)}, "", feel);
    }
    differ({"金额", "the amount"}, before_.amount ? before_.amount->value.feel : "",
           after_.amount ? after_.amount->value.feel : "");
    const std::size_t caps = std::max(before_.caps.size(), after_.caps.size());
    for (std::size_t i = 0; i < caps; ++i) {
      // A cap without its particulars is compared by what there is.
      const auto text = [&](const ProvisionText& of) {
        if (i >= of.caps.size()) return std::string();
        const bool all = i >= after_.caps.size() || after_.caps[i].particulars;
        return all ? as_shown(of.caps[i]) : of.caps[i].amount.feel;
      };
      differ({"限额", "the cap"}, text(before_), text(after_));
      if (i >= before_.caps.size() || i >= after_.caps.size() || !after_.caps[i].particulars) continue;
      const auto assumed = [](const CapText& cap) { return cap.assumption ? as_shown(*cap.assumption) : ""; };
      differ({"限额的假定", "what the cap assumes"}, assumed(before_.caps[i]), assumed(after_.caps[i]));
    }
  }

  static std::string listed(const ProvisionText& provision) {
    return provision.list ? provision.variable + " in " + provision.list->feel : "";
  }

  void conditions() {
    std::set<std::string> known;
    for (const ConditionText& was : before_.conditions) {
      known.insert(was.name);
      const Text name{fmt::format("条件 `{}`", was.name), fmt::format("the condition `{}`", was.name)};
      const auto is = std::find_if(after_.conditions.begin(), after_.conditions.end(),
                                   [&](const ConditionText& each) { return each.name == was.name; });
      if (is == after_.conditions.end()) {
        differ({name.zh + "被删去", name.en + " is gone"}, was.rule.feel, "");
        continue;
      }
      differ(name, was.rule.feel, is->rule.feel);
      if (!is->particulars || !was.particulars) continue;
      const auto of = [&](const char* zh, const char* en) { return Text{name.zh + zh, name.en + en}; };
      differ(of("所引原文", ": the words quoted"), was.citation, is->citation);
      differ(of("的名称", ": its title"), as_shown(was.title), as_shown(is->title));
      differ(of("的门槛用语", ": its threshold word"), was.words, is->words);
      differ(of("的有效期", ": its dates"), as_shown(was.validity), as_shown(is->validity));
      differ(of("何时知道", ": when it was known"), as_shown(was.known), as_shown(is->known));
      differ(of("的假定", ": what it assumes"), was.assumption ? as_shown(*was.assumption) : "",
             is->assumption ? as_shown(*is->assumption) : "");
    }
    for (const ConditionText& is : after_.conditions) {
      if (known.contains(is.name)) continue;
      differ({fmt::format("新增条件 `{}`", is.name), fmt::format("a new condition `{}`", is.name)}, "",
             is.rule.feel);
    }
  }

  void particulars() {
    differ({"种类", "the kind"}, before_.kind, after_.kind);
    differ({"名称", "the title"}, as_shown(before_.title), as_shown(after_.title));
    differ({"摘要", "the summary"}, as_shown(before_.summary), as_shown(after_.summary));
    differ({"所引原文", "the words quoted"}, as_shown(before_.citations), as_shown(after_.citations));
    differ({"金额所引原文", "the words quoted for the amount"}, before_.amount_citation,
           after_.amount_citation);
    if (before_.amount && after_.amount) {
      differ({"金额决定单位", "who decides the amount"}, as_shown(before_.amount->decided_by),
             as_shown(after_.amount->decided_by));
      differ({"是否为估算", "whether it is an estimate"}, before_.amount->estimate ? "true" : "false",
             after_.amount->estimate ? "true" : "false");
    }
    differ({"事项", "the matter"}, matter(before_), matter(after_));
    differ({"叠加规则", "stacking"}, as_shown(before_.stacking), as_shown(after_.stacking));
    differ({"收款人", "the payee"}, before_.payee, after_.payee);
    differ({"支付人", "the payer"}, before_.payer, after_.payer);
    differ({"牵头单位", "the leads"}, as_shown(before_.leads), as_shown(after_.leads));
    differ({"征求意见单位", "the units asked"}, as_shown(before_.opinions), as_shown(after_.opinions));
    differ({"相关单位", "the units involved"}, as_shown(before_.involved), as_shown(after_.involved));
    differ({"流程", "the procedure"}, before_.procedure, after_.procedure);
    differ({"材料", "the evidence"}, as_shown(before_.evidence), as_shown(after_.evidence));
    differ({"任务", "the task"}, task(before_), task(after_));
    differ({"联合申请", "joint applications"}, joint(before_), joint(after_));
    differ({"假定", "what is assumed"}, assumed(before_), assumed(after_));
    differ({"有效期", "the dates"}, as_shown(before_.validity), as_shown(after_.validity));
    differ({"何时知道", "when it was known"}, as_shown(before_.known), as_shown(after_.known));
  }

  static std::string matter(const ProvisionText& provision) {
    std::string parts;
    for (const WrittenExpression& part : provision.matter_parts)
      parts += (parts.empty() ? "" : ", ") + part.feel;
    return provision.matter.empty() ? "" : fmt::format("{} [{}]", provision.matter, parts);
  }
  static std::string joint(const ProvisionText& provision) {
    if (!provision.joint) return "";
    return fmt::format("{} {}–{}", as_shown(provision.joint->with), provision.joint->least,
                       provision.joint->most);
  }
  static std::string task(const ProvisionText& provision) {
    if (!provision.task) return "";
    return fmt::format("{}：{}（{}）", as_shown(provision.task->units), as_shown(provision.task->text),
                       provision.task->working_days);
  }
  static std::string assumed(const ProvisionText& provision) {
    std::string all;
    for (const Assumption& each : provision.assumptions) {
      all += fmt::format("{}{}：{}", all.empty() ? "" : "；", each.id, as_shown(each));
    }
    return all;
  }

  const ProvisionText& before_;
  const ProvisionText& after_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const ProvisionText& before, const ProvisionText& after) {
  return ProvisionComparison(before, after).run();
}

}  // namespace enact::policy
