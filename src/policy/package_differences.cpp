// Part by part, each found again by its name. See package_differences.hpp.
#include "policy/package_differences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "policy/institution_parts.hpp"

namespace enact::policy {
namespace {

std::string shown(const Text& text) {
  return text.zh == text.en || text.en.empty() ? text.zh : text.zh + " / " + text.en;
}

std::string shown(const Validity& days) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? date->to_string() : std::string("…");
  };
  return day(days.from) + ".." + day(days.to);
}

std::string shown(const FactDeclaration& fact) {
  std::string text = feel::to_string(*fact.type);
  if (!fact.format.empty()) text += ", " + fact.format;
  if (fact.non_negative) text += ", min: 0";
  if (fact.required) text += ", required";
  if (fact.personal) text += ", personal";
  if (!fact.attested_by.empty()) text += " (" + text::join(fact.attested_by, "、") + ")";
  return text;
}

std::string shown(const ParameterValue& value) {
  std::string text = shown(value.validity) + ": " + feel::to_string(value.value);
  if (value.known) text += fmt::format(" (known {})", value.known->to_string());
  return text + " – " + value.source.zh;
}

std::string shown(const ProcedureStep& step) {
  std::string text = fmt::format("{} {}/{}", step.kind, step.actor, step.role);
  if (!step.otherwise.empty()) text += ", otherwise " + step.otherwise;
  if (step.announced) text += ", when announced";
  if (step.working_days) text += fmt::format(", within {}", *step.working_days);
  if (step.days) text += fmt::format(", days {}", *step.days);
  for (const ProcedureStep::Outcome& outcome : step.outcomes) {
    text +=
        fmt::format("; {} → {}{}{}{}", outcome.id, text::join(outcome.next, "、"), outcome.ends_as,
                    outcome.reason_required ? " (reason)" : "", outcome.by_clock ? " (by the clock)" : "");
    if (outcome.guard) text += " if " + outcome.guard->text;
  }
  if (step.late) {
    text += step.late->take.empty() ? "; late: escalate to " + step.late->escalate
                                    : "; late: take " + step.late->take;
  }
  if (!step.separate_from.empty()) text += "; separate from " + text::join(step.separate_from, "、");
  if (!step.relies_on.empty()) text += "; relies on " + text::join(step.relies_on, "、");
  return text;
}

std::string shown(const TakingUp& up) {
  std::string text =
      fmt::format("after {}: {}/{} → {}", text::join(up.after, "、"), up.actor, up.role, up.to);
  if (up.working_days) text += fmt::format(", within {}", *up.working_days);
  if (up.days) text += fmt::format(", days {}", *up.days);
  return text;
}

std::string shown(const Unit& unit) {
  return fmt::format("{} {} [{}] [{}] [{}]", shown(unit.title), static_cast<int>(unit.nature),
                     text::join(unit.also, "、"), text::join(unit.members, "、"),
                     text::join(unit.areas, "、"));
}

std::string shown(const Alternative& alternative) {
  std::string text = shown(alternative.title) + ": ";
  for (const auto& set : alternative.sets) {
    std::vector<std::string> members;
    for (const Alternative::Member& member : set) members.push_back(member.policy + "/" + member.provision);
    text += "[" + text::join(members, ", ") + "]";
  }
  return text;
}

std::string shown(const std::vector<RankKey>& keys) {
  std::vector<std::string> texts;
  for (const RankKey& key : keys) {
    texts.push_back(key.value.text + (key.ascending ? " (ascending)" : " (descending)"));
  }
  return text::join(texts, ", ");
}

// Things with names, as texts.
using Named = std::vector<std::pair<std::string, std::string>>;

class PackageComparison {
 public:
  PackageComparison(const Package& before, const Package& after) : before_(before), after_(after) {}

  PackageDifferences run() {
    const auto paragraphs = [](const Package& package) {
      std::vector<std::string> texts;
      for (const Paragraph& one : package.document.paragraphs) texts.push_back(one.text);
      return texts;
    };
    out_.text = paragraph_differences(paragraphs(before_), paragraphs(after_));
    provisions();
    front();
    compare({"从优选项", "alternative"}, alternatives(before_), alternatives(after_));
    compare({"决策表", "table"}, tables(before_), tables(after_));
    compare({"共用规则", "shared rule"}, definitions(before_), definitions(after_));
    compare({"参数", "parameter"}, parameters(before_), parameters(after_));
    compare({"词汇", "vocabulary"}, vocabulary(before_), vocabulary(after_));
    compare({"流程", "procedure"}, procedures(before_), procedures(after_));
    compare({"登记册", "register"}, register_parts(before_), register_parts(after_));
    compare({"评选", "competition"}, selection_parts(before_), selection_parts(after_));
    compare({"单位", "unit"}, units(before_), units(after_));
    return std::move(out_);
  }

 private:
  void differ(Text what, const std::string& before, const std::string& after) {
    if (before != after) out_.shared.push_back({"", std::move(what), before, after});
  }

  void front() {
    differ({"名称", "the title"}, shown(before_.title), shown(after_.title));
    differ({"文号", "the number"}, before_.number, after_.number);
    differ({"施行期", "the dates in force"}, shown(before_.in_force), shown(after_.in_force));
    differ({"行政区", "the region"}, before_.region, after_.region);
  }

  void provisions() {
    const PackageText was = text_of(before_);
    const PackageText is = text_of(after_);
    for (std::size_t i = 0; i < is.provisions.size(); ++i) {
      const ProvisionText& text = is.provisions[i];
      const auto old = std::ranges::find(was.provisions, text.id, &ProvisionText::id);
      ProvisionChange change{text.id, text.title, ProvisionChange::Kind::added, {}};
      if (old != was.provisions.end()) {
        change.differences = differences(*old, text);
        beside_texts(*before_.provision(text.id), *after_.provision(text.id), change.differences);
        change.kind =
            change.differences.empty() ? ProvisionChange::Kind::same : ProvisionChange::Kind::changed;
      }
      out_.provisions.push_back(std::move(change));
    }
    for (const ProvisionText& text : was.provisions) {
      if (after_.provision(text.id) != nullptr) continue;
      out_.provisions.push_back({text.id, text.title, ProvisionChange::Kind::removed, {}});
    }
  }

  // What is no part of the texts that are exchanged: its benefit, and what ranks.
  static void beside_texts(const Provision& was, const Provision& is, std::vector<Difference>& out) {
    const auto differ_in = [&](Text what, const std::string& a, const std::string& b) {
      if (a != b) out.push_back({is.id, std::move(what), a, b});
    };
    differ_in({"非资金的支持", "the benefit"}, was.benefit, is.benefit);
    differ_in({"排序依据", "what ranks"}, shown(was.rank_by), shown(is.rank_by));
  }

  void compare(const Text& kind, const Named& before, const Named& after) {
    const auto find = [](const Named& list, const std::string& name) {
      const auto found =
          std::ranges::find(list, name, [](const auto& one) -> const std::string& { return one.first; });
      return found == list.end() ? std::string() : found->second;
    };
    const auto named = [&](const std::string& name) {
      return Text{fmt::format("{} `{}`", kind.zh, name), fmt::format("{} `{}`", kind.en, name)};
    };
    for (const auto& [name, text] : after) differ(named(name), find(before, name), text);
    for (const auto& [name, text] : before) {
      const bool gone = std::ranges::none_of(after, [&](const auto& one) { return one.first == name; });
      if (gone) differ(named(name), text, "");
    }
  }

  static Named alternatives(const Package& package) {
    Named made;
    for (const Alternative& one : package.alternatives) made.emplace_back(one.id, shown(one));
    return made;
  }

  static Named tables(const Package& package) {
    Named made;
    for (const RuleTableText& table : text_of(package).tables)
      made.emplace_back(table.name, to_table_block(table));
    return made;
  }

  static Named definitions(const Package& package) {
    Named made;
    for (const DefinitionText& one : text_of(package).definitions) {
      made.emplace_back(one.subject + "." + one.name, one.rule.feel);
    }
    return made;
  }

  static Named parameters(const Package& package) {
    Named made;
    for (const Parameter& parameter : package.parameters) {
      std::string text = feel::to_string(*parameter.type);
      if (!parameter.ask.empty()) text += " (" + text::join(parameter.ask, "、") + ")";
      for (const ParameterValue& value : parameter.values) text += "\n" + shown(value);
      made.emplace_back(parameter.name, text);
    }
    return made;
  }

  static Named vocabulary(const Package& package) {
    const Vocabulary& words = package.vocabulary;
    Named made;
    for (const SubjectType& subject : words.subjects) {
      for (const FactDeclaration& fact : subject.facts) {
        made.emplace_back(subject.name + "." + fact.name, shown(fact));
      }
    }
    for (const RecordType& record : words.records) {
      for (const FactDeclaration& field : record.fields) {
        made.emplace_back(record.name + "." + field.name, shown(field));
      }
    }
    for (const auto& [name, codes] : words.code_lists) {
      std::string text;
      for (const auto& [code, title] : codes) text += (text.empty() ? "" : "、") + code;
      made.emplace_back(name, text);
    }
    for (const MatterKind& kind : words.matters) made.emplace_back(kind.name, text::join(kind.parts, "、"));
    // Their order decides.
    for (std::size_t i = 0; i < words.benefits.size(); ++i) {
      made.emplace_back(words.benefits[i].first,
                        fmt::format("{}. {}", i + 1, shown(words.benefits[i].second)));
    }
    return made;
  }

  static Named procedures(const Package& package) {
    Named made;
    for (const Procedure& procedure : package.procedures) {
      for (const ProcedureStep& step : procedure.steps) {
        made.emplace_back(procedure.id + "/" + step.id, shown(step));
      }
      for (const TakingUp& up : procedure.again) made.emplace_back(procedure.id + "/" + up.id, shown(up));
    }
    return made;
  }

  static Named units(const Package& package) {
    Named made;
    for (const Unit& unit : package.units) made.emplace_back(unit.id, shown(unit));
    return made;
  }

  const Package& before_;
  const Package& after_;
  PackageDifferences out_;
};

}  // namespace

bool PackageDifferences::none() const {
  return text.empty() && shared.empty() && std::ranges::all_of(provisions, [](const ProvisionChange& one) {
           return one.kind == ProvisionChange::Kind::same;
         });
}

PackageDifferences package_differences(const Package& before, const Package& after) {
  return PackageComparison(before, after).run();
}

}  // namespace enact::policy
