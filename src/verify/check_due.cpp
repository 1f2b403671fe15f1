// Every provision can be due, and can be refused: each with an example that the evaluator confirms.
#include <fmt/format.h>

#include <algorithm>

#include "verify/prover.hpp"

namespace enact::verify {
namespace {

using determine::Status;

Obligation about(const Law& law, std::size_t package, const determine::ProvisionPlan& plan, Question question,
                 enact::Text says) {
  Obligation made;
  made.question = question;
  made.policy = law.packages[package]->id;
  made.provision = plan.provision->id;
  made.says = std::move(says);
  made.money = plan.has_money();
  return made;
}

// What keeps a provision from ever being due: its requirements that contradict each other.
void explain_never(Prover& prover, const ClaimTerms& claim, Obligation& obligation) {
  Terms& terms = prover.terms;
  std::vector<std::pair<enact::Text, Term>> truths{
      {{"有这样的事件", "there is such an event"}, claim.exists},
      {{"在规定的施行期内", "while the rule is in force"}, claim.in_force}};
  for (const ConditionTerms& condition : claim.conditions) {
    enact::Text title = condition.condition->title;
    if (title.empty()) title = {condition.condition->name, condition.condition->name};
    truths.emplace_back(std::move(title),
                        terms.either(terms.negated(condition.applies), condition.value.is_true(terms)));
  }
  truths.emplace_back(enact::Text{"金额可以计算", "the amount can be computed"},
                      terms.either(terms.negated(claim.met), claim.offers));
  enact::Text names;
  for (const enact::Text& name : prover.contradiction(truths)) {
    names.zh += (names.zh.empty() ? "“" : "、“") + name.zh + "”";
    names.en += (names.en.empty() ? "`" : ", `") + name.en + "`";
  }
  obligation.because = names.empty() ? enact::Text{"任何事实都不能使其成立", "no facts make it due"}
                                     : enact::Text{"这些要求不能同时成立：" + names.zh,
                                                   "these cannot hold together: " + names.en};
}

void can_be_due(const Law& law, const Options& options, std::size_t package,
                const determine::ProvisionPlan& plan, Obligation& obligation) {
  const std::string& id = law.packages[package]->id;
  bool tired = false;
  // With parameters as they are; failing that, with values for those that have none.
  for (const bool assume : {false, true}) {
    Prover prover(law, options, options.items);
    const auto claims =
        encode_claims(prover.world, prover.terms, law.plans[package], plan, {.assume = assume});
    for (const ClaimTerms& claim : claims) {
      const Answer answer =
          prover.search(prover.terms.all({claim.due, plan.has_money() ? claim.high > prover.terms.number(0)
                                                                      : prover.terms.yes()}),
                        true);
      tired = tired || answer == Answer::tired;
      if (answer != Answer::found) continue;
      auto rerun = prover.rerun(plan.provision->subject);
      const determine::ProvisionResult* result =
          rerun ? result_of(rerun->determination, id, plan.provision->id) : nullptr;
      if (result == nullptr || result->status != Status::due) {
        obligation.outcome = Outcome::outside;
        obligation.because = {"求得的例子未被求值器证实",
                              "the example found was not confirmed by the evaluator"};
        if (rerun) obligation.findings.push_back(rerun->finding);
        return;
      }
      rerun->finding.gives.push_back(told(rerun->determination, id, plan.provision->id));
      if (!rerun->finding.assumed.empty()) {
        obligation.because = {"现行参数没有值；参数有值后可以成立",
                              "a parameter has no value in force; once it has one it can be due"};
      }
      obligation.findings.push_back(std::move(rerun->finding));
      obligation.outcome = Outcome::proved;
      return;
    }
    if (assume && !tired) {
      obligation.outcome = Outcome::refuted;
      if (claims.empty()) {
        obligation.because = {"没有可能的事件", "there is no event that it could be for"};
      } else {
        explain_never(prover, claims.front(), obligation);
      }
      return;
    }
  }
  obligation.outcome = Outcome::timeout;
}

void can_be_refused(const Law& law, const Options& options, std::size_t package,
                    const determine::ProvisionPlan& plan, Obligation& obligation) {
  const std::string& id = law.packages[package]->id;
  Prover prover(law, options, options.items);
  Terms& terms = prover.terms;
  const auto claims = encode_claims(prover.world, terms, law.plans[package], plan, {});
  // Every event is refused, and there is one. By the month: refused whatever the month, else one single month
  // that is, else any of them, which is right if the others are too.
  std::vector<Term> goals;
  for (const bool whole : {true, false}) {
    std::vector<Term> some;
    std::vector<Term> only;
    for (const ClaimTerms& claim : claims) {
      const Term& refused = whole ? claim.refused_whole : claim.refused;
      some.push_back(refused);
      only.push_back(terms.either(terms.negated(claim.exists), refused));
    }
    only.push_back(terms.any(some));
    if (!whole && plan.month_from) {
      std::vector<Term> single = only;
      for (const ClaimTerms& claim : claims) single.push_back(claim.months == 1);
      goals.push_back(terms.all(single));
    }
    goals.push_back(terms.all(only));
  }
  std::vector<Term> nothing;
  for (const ClaimTerms& claim : claims) nothing.push_back(terms.negated(claim.exists));
  const auto confirmed = [&](bool event) {
    auto rerun = prover.rerun(plan.provision->subject);
    const auto* result = rerun ? result_of(rerun->determination, id, plan.provision->id) : nullptr;
    if (result == nullptr || result->status != Status::not_due) return false;
    if (event && plan.list && result->refused.empty()) return false;
    rerun->finding.gives.push_back(told(rerun->determination, id, plan.provision->id));
    obligation.findings.push_back(std::move(rerun->finding));
    return true;
  };
  Answer answer = Answer::none;
  for (const Term& goal : goals) {
    answer = prover.search(goal, true);
    if (answer == Answer::found && confirmed(true)) return;
  }
  if (answer == Answer::none && plan.list) {
    // No event is ever refused: there is at least the case of no event.
    answer = prover.search(terms.all(nothing), true);
    if (answer == Answer::found && confirmed(false)) {
      obligation.because = {"只有没有事件时才不享受", "it is refused only where there is no event"};
      return;
    }
  }
  if (answer == Answer::found) {
    obligation.outcome = Outcome::outside;
    obligation.because = {"求得的例子未被求值器证实", "the example found was not confirmed by the evaluator"};
    const auto rerun = prover.rerun(plan.provision->subject);
    if (rerun) obligation.findings.push_back(rerun->finding);
  } else if (answer == Answer::none) {
    obligation.outcome = Outcome::refuted;
    obligation.because = {"任何事实都不能使其不成立", "no facts refuse it"};
  } else {
    obligation.outcome = Outcome::timeout;
  }
}

}  // namespace

void check_due(const Law& law, const Options& options, std::size_t package,
               const determine::ProvisionPlan& plan, std::vector<Obligation>& out) {
  attempt(about(law, package, plan, Question::can_be_due, {"可以享受", "can be due"}), out,
          [&](Obligation& made) { can_be_due(law, options, package, plan, made); });
  attempt(about(law, package, plan, Question::can_be_refused, {"可以不享受", "can be refused"}), out,
          [&](Obligation& made) { can_be_refused(law, options, package, plan, made); });
}

}  // namespace enact::verify
