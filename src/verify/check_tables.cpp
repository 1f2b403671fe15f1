// Decision tables have no gap and no unintended overlap: wherever a rule calls one, for every event that
// comes so far; and tables that no rule calls, for every input of their types.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "verify/prover.hpp"

namespace enact::verify {
namespace {

struct Site {
  const TableCall* call;
  Term before;  // what holds of the event before the call is made
};

// The conditions that do not read a `let`, and with which a call can be met.
Term other_conditions(Terms& terms, const ClaimTerms& claim, const ConditionTerms* but) {
  std::vector<Term> holds{claim.exists, claim.in_force};
  for (const ConditionTerms& condition : claim.conditions) {
    if (&condition == but || condition.reads_let) continue;
    holds.push_back(terms.either(terms.negated(condition.applies), condition.value.is_true(terms)));
  }
  return terms.all(holds);
}

std::vector<Site> sites_of(Terms& terms, const ClaimTerms& claim) {
  std::vector<Site> sites;
  for (const TableCall& call : claim.let_calls)
    sites.push_back({&call, other_conditions(terms, claim, nullptr)});
  for (const ConditionTerms& condition : claim.conditions) {
    for (const TableCall& call : condition.calls)
      sites.push_back({&call, other_conditions(terms, claim, &condition)});
  }
  for (const TableCall& call : claim.amount_calls) sites.push_back({&call, claim.met});
  return sites;
}

Obligation about(const Law& law, std::size_t package, const dmn::DecisionTable& table, bool gap) {
  Obligation made;
  made.question = Question::tables;
  made.policy = law.packages[package]->id;
  made.provision = table.name;
  made.says = gap ? enact::Text{"没有漏项", "there is no gap"} : enact::Text{"没有冲突的行", "no rows clash"};
  return made;
}

void check(const Law& law, const Options& options, std::size_t package, const determine::ProvisionPlan& plan,
           const dmn::DecisionTable& table, bool gap, Obligation& obligation) {
  const std::string& id = law.packages[package]->id;
  const std::optional<int> needed = items_needed(plan);
  const int items = std::clamp(needed.value_or(options.items), options.items, 4);
  obligation.any_length = needed && *needed <= items;
  obligation.items = items;
  Prover prover(law, options, items);
  Terms& terms = prover.terms;
  const auto claims = encode_claims(prover.world, terms, law.plans[package], plan, {.complete = true});
  bool reached = false;
  for (const ClaimTerms& claim : claims) {
    for (const Site& site : sites_of(terms, claim)) {
      if (site.call->table != &table) continue;
      const Term asked = terms.both(site.before, site.call->reached);
      const Answer answer =
          prover.search(terms.both(asked, gap ? site.call->none : site.call->conflict), false);
      if (answer == Answer::tired) {
        obligation.outcome = Outcome::timeout;
        return;
      }
      if (answer == Answer::none) {
        reached = reached || prover.search(asked, true) != Answer::none;
        continue;
      }
      auto rerun = prover.rerun(plan.provision->subject);
      const auto* result = rerun ? result_of(rerun->determination, id, plan.provision->id) : nullptr;
      const bool confirmed = result != nullptr && result->status != determine::Status::due;
      obligation.outcome = confirmed ? Outcome::refuted : Outcome::outside;
      obligation.location = site.call->place;
      obligation.because =
          !confirmed ? enact::Text{"求得的反例未被求值器证实",
                                   "the counterexample was not confirmed by the evaluator"}
          : gap      ? enact::Text{"条款 " + plan.provision->id + " 调用时没有适用的行",
                              "called by provision " + plan.provision->id + " it has no row"}
                     : enact::Text{"条款 " + plan.provision->id + " 调用时有多行适用",
                              "called by provision " + plan.provision->id + " several rows match"};
      if (rerun) {
        rerun->finding.gives.push_back(told(rerun->determination, id, plan.provision->id));
        obligation.findings.push_back(std::move(rerun->finding));
      }
      return;
    }
  }
  if (!stands(prover, claims, obligation)) return;
  if (!reached) {
    obligation.outcome = Outcome::vacuous;
    obligation.because = {"调用它的条件从不成立", "it is never called with a value"};
  }
}

// ---- a table that no rule calls
// ----------------------------------------------------------------------------

void check_alone(const Law& law, const Options& options, const dmn::DecisionTable& table, bool gap,
                 Obligation& obligation) {
  Prover prover(law, options, options.items);
  Terms& terms = prover.terms;
  std::vector<Symbolic> arguments;
  for (const dmn::InputClause& input : table.inputs) {
    policy::Parameter free;
    free.name = input.name;
    free.type = input.type;
    arguments.push_back(prover.world.parameter("", free));
  }
  Encoder encoder(terms);
  const TableCall call = encoder.encode_table(table, arguments);
  const Answer answer = prover.search(terms.both(call.reached, gap ? call.none : call.conflict), false);
  if (answer == Answer::tired) obligation.outcome = Outcome::timeout;
  if (answer != Answer::found) return;
  std::vector<feel::Value> inputs;
  std::string shown;
  const auto found = prover.world.assumed(prover.valuation(), [](const Term&) { return true; });
  for (const dmn::InputClause& input : table.inputs) {
    inputs.push_back(found.at({"", input.name}));
    shown += (shown.empty() ? "" : ", ") + input.name + " = " + feel::to_string(inputs.back());
  }
  feel::Evaluation evaluation(feel::Mode::determination);
  const feel::Value result = dmn::decide(table, inputs, evaluation);
  obligation.outcome = result.is_unknown() ? Outcome::refuted : Outcome::outside;
  obligation.because = gap ? enact::Text{"没有适用的行：" + shown, "no row for " + shown}
                           : enact::Text{"多行适用：" + shown, "several rows for " + shown};
  obligation.location = table.location;
}

std::set<const dmn::DecisionTable*> called_by(const determine::PackagePlan& package,
                                              const determine::ProvisionPlan& plan) {
  std::set<const dmn::DecisionTable*> tables;
  const auto add = [&](const determine::ExpressionPlan& expression) {
    for (const std::int32_t input : expression.program().used_inputs) {
      const auto table =
          package.package->tables.find(expression.program().inputs[static_cast<std::size_t>(input)].name);
      if (table != package.package->tables.end()) tables.insert(table->second.get());
    }
  };
  for (const auto* many : {&plan.lets, &plan.conditions}) {
    for (const determine::ExpressionPlan& expression : *many) add(expression);
  }
  if (plan.amount) add(*plan.amount);
  if (plan.month_amount) add(*plan.month_amount);
  return tables;
}

}  // namespace

void check_tables(const Law& law, const Options& options, std::size_t package,
                  const determine::ProvisionPlan& plan, std::vector<Obligation>& out) {
  for (const dmn::DecisionTable* table : called_by(law.plans[package], plan)) {
    for (const bool gap : {true, false}) {
      Obligation obligation = about(law, package, *table, gap);
      obligation.provision = plan.provision->id + " → " + table->name;
      obligation.money = plan.has_money();
      attempt(std::move(obligation), out,
              [&](Obligation& made) { check(law, options, package, plan, *table, gap, made); });
    }
  }
}

void check_other_tables(const Law& law, const Options& options, std::size_t package,
                        std::vector<Obligation>& out) {
  std::set<const dmn::DecisionTable*> called;
  for (const determine::ProvisionPlan& plan : law.plans[package].provisions) {
    called.merge(called_by(law.plans[package], plan));
  }
  for (const auto& [name, table] : law.packages[package]->tables) {
    if (called.count(table.get()) != 0) continue;
    for (const bool gap : {true, false}) {
      attempt(about(law, package, *table, gap), out,
              [&, &one = *table](Obligation& made) { check_alone(law, options, one, gap, made); });
    }
  }
}

}  // namespace enact::verify
