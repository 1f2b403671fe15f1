// Verdicts of conditions. See conditions.hpp.
#include "determine/conditions.hpp"

#include <algorithm>
#include <utility>

#include "determine/missing.hpp"

namespace enact::determine {

using feel::Cause;

bool speaks_of_absent(ScopeValues& values, const ExpressionPlan& expression,
                      const std::vector<Cause>& causes) {
  const bool only_errors =
      std::all_of(causes.begin(), causes.end(), [](const Cause& c) { return c.kind == Cause::Kind::error; });
  return only_errors && values.reads_absent(expression);
}

Decided verdict_of(ScopeValues& values, const ExpressionPlan& rule, const feel::Value& value) {
  if (const bool* decided = value.boolean()) return {*decided ? Verdict::met : Verdict::not_met, nullptr};
  if (value.is_null()) return {Verdict::not_met, nullptr};
  auto causes = value.is_unknown() ? value.unknown()->causes
                                   : std::make_shared<const std::vector<Cause>>(causes_of(value));
  if (speaks_of_absent(values, rule, *causes)) return {Verdict::not_met, nullptr};
  return {Verdict::unknown, std::move(causes)};
}

ConditionResult condition_result(const policy::Condition& condition, std::vector<FactRead> facts,
                                 const Decided& decided, const FactModel& model,
                                 const policy::Package& package) {
  ConditionResult result;
  result.condition = &condition;
  result.name = condition.name;
  result.title = condition.title;
  if (result.title.empty()) result.title = {condition.name, condition.name};
  result.rule = condition.rule.text;
  result.verdict = decided.verdict;
  result.facts = std::move(facts);
  result.citation = condition.citation;
  if (condition.assumption) result.assumption = condition.assumption->id;
  if (decided.causes) result.missing = missing_of(*decided.causes, model, package);
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
    std::vector<Cause> causes;
    if (found.open_causes) causes = *found.open_causes;
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

ConditionResult no_amount(const policy::Expression& amount, std::vector<FactRead> facts) {
  ConditionResult result;
  result.name = "金额";
  result.title = {"计算金额所需的事实存在", "what the amount is computed from exists"};
  result.rule = amount.text;
  result.verdict = Verdict::not_met;
  result.facts = std::move(facts);
  return result;
}

}  // namespace enact::determine
