// Raising a number never lowers a total: for each number that a provision reads, two sets of facts that
// differ in it alone. What is found is put to the evaluator, which decides over the whole total.
#include <fmt/format.h>

#include <algorithm>

#include "verify/prover.hpp"

namespace enact::verify {
namespace {

Term replaced(const Term& in, const Term& what, const Term& by) {
  z3::expr_vector from(in.ctx());
  z3::expr_vector to(in.ctx());
  from.push_back(what);
  to.push_back(by);
  return Term(in).substitute(from, to);
}

// What a claim pays, in yuan, before rounding: rounding keeps the order.
Term pays(Terms& terms, const ClaimTerms& claim) {
  return terms.choose(claim.due, claim.high, terms.number(0));
}

// Whether the claim is decided: an error or an undecided value is not a lower total.
Term decided(Terms& terms, const ClaimTerms& claim) {
  return terms.both(terms.any({claim.due, claim.refused, terms.negated(claim.exists)}),
                    terms.both(claim.whole_months, terms.negated(claim.blurred)));
}

struct Total {
  std::optional<Fen> certain;
  std::optional<Fen> most;
};

struct Cliff {
  Prover::Rerun lower;
  Prover::Rerun raised;
  std::string path;
};

// The same facts with the one number raised.
Valuation with(const Valuation& valuation, const Term& what, const Term& value) {
  return [=](const Term& term) { return z3::eq(term, what) ? value : valuation(term); };
}

bool is_declared(const policy::Provision& provision) {
  return std::any_of(provision.assumptions.begin(), provision.assumptions.end(), [](const auto& assumption) {
    return assumption.id.ends_with("/断崖") || assumption.id.ends_with("/cliff");
  });
}

// Every claim with money of the subject's type, under parameters as they are.
std::vector<ClaimTerms> all_claims(const Law& law, Prover& prover, const std::string& subject) {
  std::vector<ClaimTerms> claims;
  for (const determine::PackagePlan& package : law.plans) {
    for (const determine::ProvisionPlan& plan : package.provisions) {
      if (plan.provision->subject != subject || !plan.has_money()) continue;
      for (ClaimTerms& claim : encode_claims(prover.world, prover.terms, package, plan, {})) {
        claims.push_back(std::move(claim));
      }
    }
  }
  return claims;
}

enum class Found : std::uint8_t { nothing, cliff, made_up_elsewhere, tired, unconfirmed };

Found confirm(Prover& prover, const std::string& subject, const Term& number, const Term& raised,
              Cliff& cliff) {
  const Valuation before = prover.valuation();
  const Term higher = prover.value(raised);
  auto lower_run = prover.rerun(subject, before);
  auto raised_run = prover.rerun(subject, with(before, number, higher));
  if (!lower_run || !raised_run) return Found::unconfirmed;
  const auto& a = lower_run->determination.total;
  const auto& b = raised_run->determination.total;
  const bool lower = a.max && b.max && *b.max < *a.max && b.certain <= a.certain;
  if (!lower) return Found::made_up_elsewhere;
  const auto told_total = [](Prover::Rerun& run) {
    const std::string most = format_yuan(*run.determination.total.max);
    run.finding.gives.push_back({"合计 " + most + " 元", "in all " + most + " yuan"});
  };
  told_total(*lower_run);
  told_total(*raised_run);
  cliff.lower = std::move(*lower_run);
  cliff.raised = std::move(*raised_run);
  return Found::cliff;
}

Found search(const Law& law, const Options& options, std::size_t package,
             const determine::ProvisionPlan& plan, int items, std::size_t which, bool over_all, Cliff& cliff,
             std::string& path) {
  Prover prover(law, options, items);
  Terms& terms = prover.terms;
  const std::string& subject = plan.provision->subject;
  const std::vector<ClaimTerms> own = encode_claims(prover.world, terms, law.plans[package], plan, {});
  const World::NumberFact fact = prover.world.numbers(subject)[which];
  path = fact.path;
  const Term raised = terms.fresh_real("raised");
  const auto moved = [&](const Term& term) { return replaced(term, fact.term, raised); };
  const Term step = raised > fact.term;
  const Term there = terms.both(fact.present, terms.negated(fact.null));
  const Term possible =
      raised <= terms.number(1'000'000'000'000'000) && terms.is_whole(raised * terms.number(100));
  if (over_all) {
    Term before = terms.number(0);
    Term after = terms.number(0);
    std::vector<Term> goal{step, there, possible};
    const std::vector<ClaimTerms> claims = all_claims(law, prover, subject);
    for (const ClaimTerms& claim : claims) {
      const Term amount = pays(terms, claim);
      before = before + amount;
      after = after + moved(amount);
      goal.push_back(decided(terms, claim));
      goal.push_back(moved(decided(terms, claim)));
    }
    goal.push_back(after + terms.number(static_cast<std::int64_t>(claims.size())) <= before);
    switch (prover.search(terms.all(goal), false)) {
      case Answer::none:
        return Found::nothing;
      case Answer::tired:
        return Found::tired;
      case Answer::found:
        return confirm(prover, subject, fact.term, raised, cliff) == Found::cliff ? Found::cliff
                                                                                  : Found::unconfirmed;
    }
  }
  Found result = Found::nothing;
  for (const ClaimTerms& claim : own) {
    const Term amount = pays(terms, claim);
    const Term after = moved(amount);
    if (z3::eq(amount, after)) continue;  // it does not read the number
    const Term falls = terms.all({step, there, possible, claim.due, decided(terms, claim),
                                  moved(decided(terms, claim)), after + terms.number(1) <= amount});
    switch (prover.search(falls, false)) {
      case Answer::none:
        break;
      case Answer::tired:
        return Found::tired;
      case Answer::found: {
        const Found found = confirm(prover, subject, fact.term, raised, cliff);
        if (found == Found::cliff || found == Found::unconfirmed) return found;
        result = found;
      }
    }
  }
  return result;
}

void check(const Law& law, const Options& options, std::size_t package, const determine::ProvisionPlan& plan,
           Obligation& obligation) {
  // Each quantifier may need an item for either set of facts.
  std::optional<int> needed = items_needed(plan);
  if (needed) needed = 2 * *needed - 1;
  const int items = std::clamp(needed.value_or(options.items), options.items, 4);
  obligation.any_length = needed && *needed <= items;
  obligation.items = items;
  std::size_t count = 0;
  {
    Prover prover(law, options, items);
    count = prover.world.numbers(plan.provision->subject).size();
  }
  for (std::size_t which = 0; which < count; ++which) {
    Cliff cliff;
    std::string path;
    Found found = search(law, options, package, plan, items, which, false, cliff, path);
    // Another provision may make up for it: then the sum over all decides.
    if (found == Found::made_up_elsewhere) {
      found = search(law, options, package, plan, items, which, true, cliff, path);
    }
    if (found == Found::nothing) continue;
    if (found == Found::tired) {
      obligation.outcome = Outcome::timeout;
      obligation.because = {"在 `" + path + "` 上", "for `" + path + "`"};
      continue;
    }
    if (found != Found::cliff) {
      obligation.outcome = Outcome::outside;
      obligation.because = {"`" + path + "` 的反例未被求值器证实",
                            "the counterexample for `" + path + "` was not confirmed by the evaluator"};
      continue;
    }
    obligation.outcome = is_declared(*plan.provision) ? Outcome::declared : Outcome::refuted;
    obligation.because = {"`" + path + "` 增大时合计减少", "the total falls as `" + path + "` rises"};
    obligation.findings = {cliff.lower.finding, cliff.raised.finding};
    return;
  }
}

}  // namespace

void check_cliffs(const Law& law, const Options& options, std::size_t package,
                  const determine::ProvisionPlan& plan, std::vector<Obligation>& out) {
  if (!plan.has_money()) return;
  if (plan.provision->amount && plan.provision->amount->estimate) return;  // in no total
  Obligation obligation;
  obligation.question = Question::no_cliff;
  obligation.policy = law.packages[package]->id;
  obligation.provision = plan.provision->id;
  obligation.says = {"任一数值增大，合计不减少", "raising a number never lowers the total"};
  obligation.money = true;
  attempt(std::move(obligation), out, [&](Obligation& made) { check(law, options, package, plan, made); });
}

}  // namespace enact::verify
