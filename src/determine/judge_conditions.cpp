// Which conditions an event meets. See judging.hpp.
#include "determine/judging.hpp"

namespace enact::determine {

using feel::Value;

Judge::Checked Judge::check(const Occurrence& occurrence, bool tell) {
  Checked checked{occurrence.causes.empty() ? Status::due : Status::unknown, {}};
  if (tell) checked.results.reserve(provision_.conditions.size() + 1);
  const Date day = occurrence.date.value_or(subject_.question.on);
  const Date counted = counted_day(occurrence).value_or(day);
  for (std::size_t i = 0; i < provision_.conditions.size(); ++i) {
    const policy::Condition& condition = provision_.conditions[i];
    if (!condition.validity.contains(counted)) continue;
    const Verdict verdict = judge_condition(i, tell ? &checked.results : nullptr);
    if (verdict == Verdict::not_met) checked.status = Status::not_due;
    if (verdict == Verdict::unknown && checked.status == Status::due) checked.status = Status::unknown;
    if (checked.status == Status::not_due && !tell) return checked;
  }
  if (checked.status != Status::not_due && !in_force(occurrence, day)) {
    checked.status = Status::not_due;
    if (tell) checked.results.push_back(not_in_force(provision_.validity, day));
  }
  return checked;
}

Verdict Judge::judge_condition(std::size_t i, std::vector<ConditionResult>* told) {
  const ExpressionPlan& rule = plan_.conditions[i];
  Evaluated evaluated = told != nullptr ? values_.evaluate(rule) : Evaluated{values_.value(rule), {}};
  const Decided decided = verdict_of(values_, rule, evaluated.value);
  if (told != nullptr) {
    told->push_back(
        condition_result(provision_.conditions[i], std::move(evaluated.facts), decided, model_, package_));
  }
  return decided.verdict;
}

bool Judge::in_force(const Occurrence& occurrence, const Date& day) const {
  if (!occurrence.date && !occurrence.causes.empty()) return true;  // not known: the conditions say so
  const policy::Validity& validity = provision_.validity;
  const bool schedule = provision_.monthly && provision_.monthly->one_claim;  // of any number of months
  if (!schedule && occurrence.months.size() == 1) {  // a month counts if a part of it lies in force
    const Date& month = occurrence.months.front();
    return (!validity.from || last_day(month) >= *validity.from) && (!validity.to || month <= *validity.to);
  }
  return validity.contains(day);
}

}  // namespace enact::determine
