// Judging one provision. See judge.hpp.
#include "determine/judge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "determine/amounts.hpp"
#include "determine/conditions.hpp"
#include "determine/missing.hpp"
#include "determine/occurrence.hpp"
#include "determine/steps.hpp"

namespace enact::determine {
namespace {

using feel::Cause;
using feel::Value;

// The event for people: the settled scalars of its record.
std::string describe(const Value& item) {
  const feel::Context* record = item.context();
  if (record == nullptr) return item.is_null() || item.is_unknown() ? "" : display(item);
  std::string text;
  for (const auto& [name, value] : record->entries) {
    const bool scalar = value.text() || value.date();
    if (!scalar) continue;
    if (!text.empty()) text += ' ';
    text += display(value);
  }
  return text;
}

std::string event_text(const Occurrence& occurrence, bool further) {
  std::string text = further ? "" : describe(occurrence.item);
  if (occurrence.months.size() == 1) {
    text += (text.empty() ? "" : " ") + occurrence.months.front().to_string().substr(0, 7);
  }
  return text;
}

Date last_day(const Date& month) {
  return Date{month.year, month.month, static_cast<std::int8_t>(days_in_month(month.year, month.month))};
}

class Judge {
 public:
  Judge(SubjectScope& subject, const ProvisionPlan& plan, const FactModel& model)
      : subject_(subject),
        plan_(plan),
        provision_(*plan.provision),
        package_(*subject.package.package),
        model_(model),
        explain_(subject.question.explain),
        values_(subject, plan) {}

  Judged run() {
    judged_.result.package = subject_.package.package;
    judged_.result.provision = &provision_;
    if (explain_) judged_.result.assumptions = plan_.assumptions;
    const Occurrences found = find_occurrences(values_, plan_, subject_.view, subject_.question);
    for (const Occurrence& occurrence : found.all) consider(occurrence);
    std::optional<Claim> possible;
    if (found.open) possible = consider_further(found);
    summarise(found, std::move(possible));
    return std::move(judged_);
  }

 private:
  struct Considered {
    Claim claim;
    Stake stake;
  };

  // An event's conditions.
  struct Checked {
    Status status = Status::unknown;
    std::vector<ConditionResult> results;  // if told
  };

  // ---- one event ---------------------------------------------------------------------------------------

  void consider(const Occurrence& occurrence) {
    Considered considered = weigh(occurrence, false);
    if (considered.claim.status == Status::not_due) {
      if (explain_) judged_.result.refused.push_back(std::move(considered.claim));
    } else {
      judged_.result.claims.push_back(std::move(considered.claim));
      judged_.stakes.push_back(std::move(considered.stake));
    }
  }

  // An item of which nothing is known: what more an open list could bring.
  std::optional<Claim> consider_further(const Occurrences& found) {
    Occurrence any;
    any.item = Value(feel::Unknown{found.open_causes});
    any.path = provision_.each->variable;
    any.causes = *found.open_causes;
    Considered considered = weigh(any, true);
    if (considered.claim.status == Status::not_due) return std::nullopt;
    judged_.result.more_possible = true;
    considered.stake.certain = false;
    // However many there are, a cap that they share bounds them; else nothing does.
    AmountResult& offered = considered.stake.offered;
    const bool nothing = offered.max && offered.max->count == 0;
    offered.min = {};
    if (!nothing) {
      offered.max.reset();
      for (const Draw& draw : considered.stake.draws) {
        offered.max = std::min(offered.max.value_or(draw.limit), draw.limit);
      }
      if (!offered.max && explain_) {
        considered.stake.unbounded = missing_of(*found.open_causes, model_, package_);
      }
    }
    if (considered.claim.money && !considered.claim.estimate) judged_.further = std::move(considered.stake);
    return std::move(considered.claim);
  }

  Considered weigh(const Occurrence& occurrence, bool further) {
    Considered made;
    Claim& claim = made.claim;
    claim.payee = provision_.payee;
    claim.payer = provision_.payer;
    claim.money = plan_.has_money();
    claim.estimate = provision_.amount && provision_.amount->estimate;
    claim.date = occurrence.date;
    if (claim.date) claim.award_year = claim.date->year;
    if (explain_) claim.event = event_text(occurrence, further);
    values_.set_item(occurrence.item, occurrence.path);
    if (occurrence.months.size() > 1) {
      weigh_months(occurrence, made);
    } else {
      const Value month = occurrence.months.empty() ? Value() : Value(occurrence.months.front());
      const Value index = occurrence.indices.empty() ? Value() : Value(Decimal(occurrence.indices.front()));
      const bool unknown_month = plan_.month_from && occurrence.months.empty();
      set_event(occurrence, unknown_month ? occurrence.item : month, unknown_month ? occurrence.item : index);
      Checked checked = check(occurrence, explain_);
      claim.conditions = std::move(checked.results);
      claim.status = checked.status;
      made.stake.certain = claim.status == Status::due;
      if (claim.status != Status::not_due && claim.money) weigh_amount(made, amount_plan(), explain_);
    }
    if (claim.status == Status::not_due) return made;
    find_matter(made, further);
    if (claim.money) apply_caps(made);
    made.stake.offered = claim.offered.value_or(AmountResult{});
    if (claim.status == Status::due) {
      for (const ExpressionPlan& key : plan_.ranks) claim.ranks.push_back(values_.value(key));
    }
    if (explain_) find_missing(made, occurrence.causes);
    return made;
  }

  const ExpressionPlan& amount_plan() const {
    return plan_.month_amount ? *plan_.month_amount : *plan_.amount;
  }

  // The day whose parameters and conditions count: the event's, within the rule's validity for a month that
  // it cuts; nullopt: not known.
  std::optional<Date> counted_day(const Occurrence& occurrence) const {
    std::optional<Date> day = occurrence.date;
    if (!day && occurrence.causes.empty()) day = subject_.question.on;
    if (day && !occurrence.months.empty() && provision_.validity.from) {
      if (*day < *provision_.validity.from && last_day(*day) >= *provision_.validity.from) {
        day = provision_.validity.from;
      }
    }
    return day;
  }

  void set_event(const Occurrence& occurrence, const Value& month, const Value& index) {
    values_.set_month(month, index);
    values_.set_day(counted_day(occurrence));
    values_.evaluate_lets();
  }

  // Months that form one claim: each is judged by the conditions, those that pass make the schedule. What is
  // told is told of the best month, the first of equals.
  void weigh_months(const Occurrence& occurrence, Considered& made) {
    Claim& claim = made.claim;
    claim.status = Status::not_due;
    made.stake.certain = true;
    AmountResult total{{}, Fen{}, false};
    Checked checked;
    Considered month;  // one after the other
    month.claim.money = claim.money;
    for (std::size_t i = 0; i < occurrence.months.size(); ++i) {
      weigh_month(occurrence, i, explain_ && i == 0, checked, month);
      const bool better = i == 0 || rank(month.claim.status) < rank(claim.status);
      if (better) {
        if (explain_ && i > 0) weigh_month(occurrence, i, true, checked, month);
        claim.status = month.claim.status;
        claim.conditions = std::move(month.claim.conditions);
        claim.steps = std::move(month.claim.steps);
        claim.facts = std::move(month.claim.facts);
      }
      if (month.claim.status == Status::not_due) continue;
      if (month.claim.status != Status::due) made.stake.certain = false;
      add_missing(claim.missing, std::move(month.claim.missing), Weigh::largest);
      if (!month.claim.offered) continue;
      if (month.claim.status != Status::due) month.claim.offered->min = {};
      total = plus(total, *month.claim.offered);
      if (month.claim.offered->figure())
        claim.schedule.push_back({occurrence.months[i], month.claim.offered->min});
    }
    if (claim.money) claim.offered = total;
  }

  // One of them. `checked`: the conditions as the month before has them, which hold for all months unless one
  // depends on the month.
  void weigh_month(const Occurrence& occurrence, std::size_t i, bool tell, Checked& checked,
                   Considered& month) {
    const Value index(Decimal(occurrence.indices[i]));
    if (i == 0) {
      set_event(occurrence, Value(occurrence.months[i]), index);
    } else {
      values_.set_month(Value(occurrence.months[i]), index);
      values_.evaluate_lets_of_month();
    }
    if (i == 0 || plan_.conditions_of_month) checked = check(occurrence, tell);
    Claim& claim = month.claim;
    claim.status = checked.status;
    claim.conditions.clear();
    if (tell) claim.conditions = checked.results;
    claim.offered.reset();
    claim.steps.clear();
    claim.facts.clear();
    claim.missing.clear();
    if (claim.status != Status::not_due && claim.money) weigh_amount(month, amount_plan(), tell);
  }

  static int rank(Status status) { return status == Status::due ? 0 : status == Status::unknown ? 1 : 2; }

  // ---- conditions ----------------------------------------------------------------------------------------

  // Due if all conditions are met and the event is certain, not due if one is not met, else unknown. Told
  // only if asked for: then all are looked at, else none after the first that is not met.
  Checked check(const Occurrence& occurrence, bool tell) {
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

  // `told`: takes the result for explanation; null: nobody asks for it.
  Verdict judge_condition(std::size_t i, std::vector<ConditionResult>* told) {
    const ExpressionPlan& rule = plan_.conditions[i];
    Evaluated evaluated = told != nullptr ? values_.evaluate(rule) : Evaluated{values_.value(rule), {}};
    const Decided decided = verdict_of(values_, rule, evaluated.value);
    if (told != nullptr) {
      told->push_back(
          condition_result(provision_.conditions[i], std::move(evaluated.facts), decided, model_, package_));
    }
    return decided.verdict;
  }

  bool in_force(const Occurrence& occurrence, const Date& day) const {
    if (!occurrence.date && !occurrence.causes.empty()) return true;  // not known: the conditions say so
    const policy::Validity& validity = provision_.validity;
    const bool schedule = provision_.monthly && provision_.monthly->one_claim;  // of any number of months
    if (!schedule && occurrence.months.size() == 1) {  // a month counts if a part of it lies in force
      const Date& month = occurrence.months.front();
      return (!validity.from || last_day(month) >= *validity.from) && (!validity.to || month <= *validity.to);
    }
    return validity.contains(day);
  }

  // ---- amount, matter, caps
  // --------------------------------------------------------------------------------

  // `tell`: with its steps and the facts that it reads.
  void weigh_amount(Considered& made, const ExpressionPlan& expression, bool tell) {
    Claim& claim = made.claim;
    std::vector<std::optional<Value>> nodes;
    Evaluated evaluated =
        tell ? values_.evaluate(expression, nodes) : Evaluated{values_.value(expression), {}};
    const Figures figures = figures_of(evaluated.value);
    claim.offered = figures.amount;
    if (tell) {
      claim.facts = std::move(evaluated.facts);
      claim.steps = steps_of(expression.program(), nodes);
      if (figures.rounded && evaluated.value.number()) {
        claim.steps.push_back(rounding_step(*evaluated.value.number(), figures.amount.min));
      }
    }
    if (figures.absent ||
        (!figures.causes.empty() && speaks_of_absent(values_, expression, figures.causes))) {
      claim.status = Status::not_due;
      claim.offered.reset();
      if (tell) claim.conditions.push_back(no_amount(*expression.expression, claim.facts));
      return;
    }
    if (figures.band && provision_.amount) claim.decided_by = provision_.amount->decided_by;
    if (!figures.causes.empty()) {
      claim.status = Status::unknown;
      if (explain_) claim.missing = missing_of(figures.causes, model_, package_);
      if (!figures.amount.max) made.stake.unbounded = claim.missing;
    }
  }

  // The texts of values that make a key; nullopt: one of them is not known.
  std::optional<std::vector<std::string>> key_parts(const std::vector<ExpressionPlan>& expressions,
                                                    Claim& claim) {
    std::vector<std::string> parts;
    bool known = true;
    parts.reserve(expressions.size());
    for (const ExpressionPlan& expression : expressions) {
      const Evaluated part = values_.evaluate(expression);
      std::vector<Cause> causes = causes_of(part.value);
      if (part.value.is_null() && causes.empty()) {
        const std::string what = part.facts.empty() ? expression.expression->text : part.facts.front().path;
        causes.push_back({Cause::Kind::missing_fact, what, nullptr});
      }
      if (!causes.empty()) {
        known = false;
        note_missing(claim, causes);
      }
      parts.push_back(part.value.is_unknown() || part.value.is_null() ? "" : display(part.value));
    }
    return known ? std::optional(std::move(parts)) : std::nullopt;
  }

  void note_missing(Claim& claim, const std::vector<Cause>& causes) {
    if (explain_) add_missing(claim.missing, missing_of(causes, model_, package_), Weigh::largest);
  }

  void find_matter(Considered& made, bool further) {
    if (!provision_.matter) return;
    Claim& claim = made.claim;
    claim.matter.kind = provision_.matter->kind;
    auto parts = key_parts(plan_.matter, claim);
    if (parts) {
      claim.matter.parts = std::move(*parts);
      claim.matter.key = matter_key(claim.matter.kind, claim.matter.parts);
    } else if (!further) {
      claim.status = Status::unknown;  // it may have been paid already under another event's name
      made.stake.certain = false;
    }
  }

  void apply_caps(Considered& made) {
    Claim& claim = made.claim;
    if (!claim.offered) return;
    for (std::size_t i = 0; i < plan_.caps.size(); ++i) {
      const CapPlan& plan = plan_.caps[i];
      const Value limit = values_.value(plan.amount);
      const Figures figures = figures_of(limit);
      if (!figures.amount.figure() || figures.absent) {
        claim.status = Status::unknown;
        claim.offered->min = {};
        note_missing(claim, causes_of(limit));
        continue;
      }
      const Fen cap = figures.amount.min;
      if (plan.cap->over == policy::Cap::Over::claim) {
        if (explain_ && claim.offered->figure() && cap < claim.offered->min) {
          claim.steps.push_back(cap_step(claim.offered->min, cap));
        }
        claim.offered = capped(*claim.offered, cap);
        made.stake.unbounded.clear();
        continue;
      }
      auto key = key_parts(plan.per, claim);
      if (!key) {
        claim.status = Status::unknown;
        claim.offered->min = {};
        continue;
      }
      Draw draw{package_.id + "/" + provision_.id + "/" + std::to_string(i), cap, {}, {}};
      if (plan.cap->over == policy::Cap::Over::year) {
        draw.key += "/" + (claim.award_year ? std::to_string(*claim.award_year) : "?");
        draw.year = claim.award_year;
      }
      for (const std::string& part : *key) {
        draw.within.push_back(text::matter_form(part));
        draw.key += "\x1f" + draw.within.back();
      }
      made.stake.draws.push_back(std::move(draw));
    }
  }

  // ---- what is missing
  // -------------------------------------------------------------------------------------

  void find_missing(Considered& made, const std::vector<Cause>& causes) {
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

  // ---- the provision as a whole
  // ----------------------------------------------------------------------------

  void summarise(const Occurrences& found, std::optional<Claim> possible) {
    ProvisionResult& result = judged_.result;
    const auto due = std::find_if(result.claims.begin(), result.claims.end(),
                                  [](const Claim& c) { return c.status == Status::due; });
    const bool any_unknown = !result.claims.empty() || possible.has_value();
    result.status = due != result.claims.end() ? Status::due
                    : any_unknown              ? Status::unknown
                                               : Status::not_due;
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

  const std::vector<ConditionResult>* best_conditions(std::vector<Claim>::const_iterator due,
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

  // No event: conditions on the subject alone still have their verdict.
  void without_event() {
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

  SubjectScope& subject_;
  const ProvisionPlan& plan_;
  const policy::Provision& provision_;
  const policy::Package& package_;
  const FactModel& model_;
  const bool explain_;
  ScopeValues values_;
  Judged judged_;
};

}  // namespace

Judged judge(SubjectScope& subject, const ProvisionPlan& plan, const FactModel& model) {
  return Judge(subject, plan, model).run();
}

std::string matter_key(const std::string& kind, const std::vector<std::string>& parts) {
  std::string key = kind;
  for (const std::string& part : parts) key += "\x1f" + text::matter_form(part);
  return key;
}

}  // namespace enact::determine
