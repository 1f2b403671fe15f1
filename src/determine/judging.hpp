// The judge of one provision for one subject, event by event. Internal to src/determine (judge.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "determine/conditions.hpp"
#include "determine/judge.hpp"
#include "determine/missing.hpp"
#include "determine/occurrence.hpp"

namespace enact::determine {

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

  Judged run();

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

  // Events (judge.cpp).

  void consider(const Occurrence& occurrence);
  // An item of which nothing is known: what more an open list could bring.
  std::optional<Claim> consider_further(const Occurrences& found);
  Considered weigh(const Occurrence& occurrence, bool further);
  const ExpressionPlan& amount_plan() const;
  // The day whose parameters and conditions count: the event's, within the rule's validity for a month that
  // it cuts; nullopt: not known.
  std::optional<Date> counted_day(const Occurrence& occurrence) const;
  void set_event(const Occurrence& occurrence, const feel::Value& month, const feel::Value& index);
  // Months that form one claim: each is judged by the conditions, those that pass make the schedule. What is
  // told is told of the best month, the first of equals.
  void weigh_months(const Occurrence& occurrence, Considered& made);
  // One of them. `checked`: the conditions as the month before has them, which hold for all months unless one
  // depends on the month.
  void weigh_month(const Occurrence& occurrence, std::size_t i, bool tell, Checked& checked,
                   Considered& month);
  static int rank(Status status);

  // Conditions (judge_conditions.cpp).

  // Due if all conditions are met and the event is certain, not due if one is not met, else unknown. Told
  // only if asked for: then all are looked at, else none after the first that is not met.
  Checked check(const Occurrence& occurrence, bool tell);
  // `told`: takes the result for explanation; null: nobody asks for it.
  Verdict judge_condition(std::size_t i, std::vector<ConditionResult>* told);
  bool in_force(const Occurrence& occurrence, const Date& day) const;

  // Amount, matter, caps (judge_money.cpp).

  // `tell`: with its steps and the facts that it reads.
  void weigh_amount(Considered& made, const ExpressionPlan& expression, bool tell);
  // The texts of values that make a key; nullopt: one of them is not known.
  std::optional<std::vector<std::string>> key_parts(const std::vector<ExpressionPlan>& expressions,
                                                    Claim& claim);
  void note_missing(Claim& claim, const std::vector<feel::Cause>& causes);
  void find_matter(Considered& made, bool further);
  void apply_caps(Considered& made);

  // What is missing, and the provision as a whole (judge_summary.cpp).

  void find_missing(Considered& made, const std::vector<feel::Cause>& causes);
  void summarise(const Occurrences& found, std::optional<Claim> possible);
  const std::vector<ConditionResult>* best_conditions(std::vector<Claim>::const_iterator due,
                                                      const std::optional<Claim>& possible) const;
  // No event: conditions on the subject alone still have their verdict.
  void without_event();

  SubjectScope& subject_;
  const ProvisionPlan& plan_;
  const policy::Provision& provision_;
  const policy::Package& package_;
  const FactModel& model_;
  const bool explain_;
  ScopeValues values_;
  Judged judged_;
};

// The last day of the month.
Date last_day(const Date& month);

}  // namespace enact::determine
