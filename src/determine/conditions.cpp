// Verdicts of conditions. See conditions.hpp.
#include "determine/conditions.hpp"

#include <algorithm>

#include "determine/missing.hpp"

namespace enact::determine {

using feel::Cause;

bool speaks_of_absent(const Evaluated& evaluated, const std::vector<Cause>& causes) {
  const bool only_errors =
      std::all_of(causes.begin(), causes.end(), [](const Cause& c) { return c.kind == Cause::Kind::error; });
  return only_errors && std::any_of(evaluated.facts.begin(), evaluated.facts.end(),
                                    [](const FactRead& fact) { return fact.value.is_null(); });
}

ConditionResult condition_result(const policy::Condition& condition, const Evaluated& evaluated,
                                 const FactModel& model, const policy::Package& package) {
  ConditionResult result;
  result.condition = &condition;
  result.name = condition.name;
  result.title = condition.title;
  if (result.title.empty()) result.title = {condition.name, condition.name};
  result.rule = condition.rule.text;
  result.facts = evaluated.facts;
  result.citation = condition.citation;
  if (condition.assumption) result.assumption = condition.assumption->id;
  if (const bool* decided = evaluated.value.boolean()) {
    result.verdict = *decided ? Verdict::met : Verdict::not_met;
    return result;
  }
  const std::vector<Cause> causes = causes_of(evaluated.value);
  if (evaluated.value.is_null() || speaks_of_absent(evaluated, causes)) {
    result.verdict = Verdict::not_met;
    return result;
  }
  result.verdict = Verdict::unknown;
  result.missing = missing_of(causes, model, package);
  return result;
}

ConditionResult event_condition(const policy::Each& each, const Occurrences& found, const FactModel& model,
                                const policy::Package& package) {
  ConditionResult result;
  result.name = each.variable;
  result.title = {"有符合条件的“" + result.name + "”", "there is a `" + result.name + "` of this kind"};
  result.rule = each.list.text;
  result.facts = found.facts;
  const bool certain = std::any_of(found.all.begin(), found.all.end(),
                                   [](const Occurrence& occurrence) { return occurrence.causes.empty(); });
  if (certain) {
    result.verdict = Verdict::met;
  } else if (found.all.empty() && !found.open) {
    result.verdict = Verdict::not_met;
  } else {
    result.verdict = Verdict::unknown;
    std::vector<Cause> causes = found.open_causes;
    for (const Occurrence& occurrence : found.all) {
      causes.insert(causes.end(), occurrence.causes.begin(), occurrence.causes.end());
    }
    add_missing(result.missing, missing_of(causes, model, package), Weigh::largest);
  }
  return result;
}

ConditionResult not_in_force(const policy::Validity& validity, const Date& day) {
  ConditionResult result;
  result.name = "施行期";
  result.title = {"在规定的施行期内", "while the rule is in force"};
  const auto text = [](const std::optional<Date>& end) { return end ? end->to_string() : std::string("…"); };
  result.rule = "[" + text(validity.from) + ".." + text(validity.to) + "]";
  result.verdict = Verdict::not_met;
  result.facts.push_back({"日期", feel::Value(day), {}});
  return result;
}

ConditionResult no_amount(const policy::Expression& amount, const Evaluated& evaluated) {
  ConditionResult result;
  result.name = "金额";
  result.title = {"计算金额所需的事实存在", "what the amount is computed from exists"};
  result.rule = amount.text;
  result.verdict = Verdict::not_met;
  result.facts = evaluated.facts;
  return result;
}

Status status_of(const std::vector<ConditionResult>& conditions, const std::vector<Cause>& uncertain_event) {
  Status status = uncertain_event.empty() ? Status::due : Status::unknown;
  for (const ConditionResult& condition : conditions) {
    if (condition.verdict == Verdict::not_met) return Status::not_due;
    if (condition.verdict == Verdict::unknown) status = Status::unknown;
  }
  return status;
}

}  // namespace enact::determine
