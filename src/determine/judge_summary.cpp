// What is missing of a claim, and what is said of the provision as a whole. See judging.hpp.
#include <algorithm>
#include <iterator>
#include <utility>

#include "determine/judging.hpp"

namespace enact::determine {

using feel::Cause;
using feel::Value;

void Judge::find_missing(Considered& made, const std::vector<Cause>& causes) {
  Claim& claim = made.claim;
  std::int64_t stake = 1;
  if (claim.offered && claim.offered->max) stake = std::max<std::int64_t>(claim.offered->max->count, 1);
  for (const Draw& draw : made.stake.draws) stake = std::max(stake, draw.limit.count);
  share(claim.missing, stake / 2);  // of the amount or the matter: how much, not whether
  for (ConditionResult& condition : claim.conditions) {
    share(condition.missing, stake);
    add_missing(claim.missing, condition.missing, Weigh::largest);
  }
  std::vector<Missing> existence = missing_of(causes, model_, package_);
  share(existence, stake);
  add_missing(claim.missing, std::move(existence), Weigh::largest);
  sort_missing(claim.missing);
  if (claim.status != Status::unknown) claim.missing.clear();
}

void Judge::summarise(const Occurrences& found, std::optional<Claim> possible) {
  ProvisionResult& result = judged_.result;
  const auto due = std::find_if(result.claims.begin(), result.claims.end(),
                                [](const Claim& c) { return c.status == Status::due; });
  const bool any_unknown = !result.claims.empty() || possible.has_value();
  result.status = due != result.claims.end() ? Status::due : any_unknown ? Status::unknown : Status::not_due;
  if (!explain_) return;
  if (provision_.each)
    result.conditions.push_back(event_condition(*provision_.each, found, model_, package_));
  const std::vector<ConditionResult>* best = best_conditions(due, possible);
  if (possible && best == &possible->conditions) {  // nobody else has them
    std::move(possible->conditions.begin(), possible->conditions.end(),
              std::back_inserter(result.conditions));
  } else if (best != nullptr) {
    result.conditions.insert(result.conditions.end(), best->begin(), best->end());
  } else {
    without_event();
  }
  for (const Claim& claim : result.claims) add_missing(result.missing, claim.missing, Weigh::largest);
  if (possible) add_missing(result.missing, std::move(possible->missing), Weigh::largest);
  sort_missing(result.missing);
}

const std::vector<ConditionResult>* Judge::best_conditions(std::vector<Claim>::const_iterator due,
                                                           const std::optional<Claim>& possible) const {
  const ProvisionResult& result = judged_.result;
  if (due != result.claims.end()) return &due->conditions;
  if (!result.claims.empty()) return &result.claims.front().conditions;
  if (possible) return &possible->conditions;
  const auto failures = [](const Claim& claim) {
    return std::count_if(claim.conditions.begin(), claim.conditions.end(),
                         [](const ConditionResult& c) { return c.verdict == Verdict::not_met; });
  };
  const auto nearest =
      std::min_element(result.refused.begin(), result.refused.end(), [&](const Claim& a, const Claim& b) {
        return std::pair(failures(a), b.date) < std::pair(failures(b), a.date);  // of equals the latest
      });
  return nearest != result.refused.end() ? &nearest->conditions : nullptr;
}

void Judge::without_event() {
  values_.set_item(feel::make_unknown({Cause::Kind::undecided, "each", nullptr}), "");
  values_.set_month(values_.item(), values_.item());
  values_.set_day(subject_.question.on);
  values_.evaluate_lets();
  std::vector<ConditionResult>& results = judged_.result.conditions;
  for (std::size_t i = 0; i < provision_.conditions.size(); ++i) {
    judge_condition(i, &results);
    if (plan_.condition_of_event[i]) {
      results.back().verdict = Verdict::not_reached;
      results.back().facts.clear();
      results.back().missing.clear();
    }
  }
}

}  // namespace enact::determine
