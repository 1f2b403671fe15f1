// Judging one provision: its events. See judge.hpp, judging.hpp.
#include "determine/judge.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "determine/amounts.hpp"
#include "determine/judging.hpp"

namespace enact::determine {

using feel::Value;

namespace {

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

}  // namespace

Date last_day(const Date& month) {
  return Date{month.year, month.month, static_cast<std::int8_t>(days_in_month(month.year, month.month))};
}

Judged Judge::run() {
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

void Judge::consider(const Occurrence& occurrence) {
  Considered considered = weigh(occurrence, false);
  if (considered.claim.status == Status::not_due) {
    if (explain_) judged_.result.refused.push_back(std::move(considered.claim));
  } else {
    judged_.result.claims.push_back(std::move(considered.claim));
    judged_.stakes.push_back(std::move(considered.stake));
  }
}

std::optional<Claim> Judge::consider_further(const Occurrences& found) {
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

Judge::Considered Judge::weigh(const Occurrence& occurrence, bool further) {
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

const ExpressionPlan& Judge::amount_plan() const {
  return plan_.month_amount ? *plan_.month_amount : *plan_.amount;
}

std::optional<Date> Judge::counted_day(const Occurrence& occurrence) const {
  std::optional<Date> day = occurrence.date;
  if (!day && occurrence.causes.empty()) day = subject_.question.on;
  if (day && !occurrence.months.empty() && provision_.validity.from) {
    if (*day < *provision_.validity.from && last_day(*day) >= *provision_.validity.from) {
      day = provision_.validity.from;
    }
  }
  return day;
}

void Judge::set_event(const Occurrence& occurrence, const Value& month, const Value& index) {
  values_.set_month(month, index);
  values_.set_day(counted_day(occurrence));
  values_.evaluate_lets();
}

void Judge::weigh_months(const Occurrence& occurrence, Considered& made) {
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

void Judge::weigh_month(const Occurrence& occurrence, std::size_t i, bool tell, Checked& checked,
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

int Judge::rank(Status status) {
  return status == Status::due ? 0 : status == Status::unknown ? 1 : 2;
}

Judged judge(SubjectScope& subject, const ProvisionPlan& plan, const FactModel& model) {
  return Judge(subject, plan, model).run();
}

std::string matter_key(const std::string& kind, const std::vector<std::string>& parts) {
  std::string key = kind;
  for (const std::string& part : parts) key += "\x1f" + text::matter_form(part);
  return key;
}

}  // namespace enact::determine
