// One world of facts, the claims of both versions over it, and the search for a difference. See versions.hpp.
#include "verify/versions.hpp"

#include <algorithm>

#include "verify/prover.hpp"

namespace enact::verify {
namespace {

using determine::ProvisionPlan;

// Whether two values are one: same kinds under the same truths. What it does not compare counts as different.
Term same(Terms& terms, const Symbolic& a, const Symbolic& b) {
  std::vector<Term> ways;
  for (const Alternative& x : a.alternatives()) {
    for (const Alternative& y : b.alternatives()) {
      if (x.shape.index() != y.shape.index()) continue;
      const Term guard = terms.both(x.guard, y.guard);
      if (const auto* number = std::get_if<Number>(&x.shape)) {
        ways.push_back(terms.both(guard, number->term == std::get<Number>(y.shape).term));
      } else if (const auto* text = std::get_if<TextCode>(&x.shape)) {
        ways.push_back(terms.both(guard, text->code == std::get<TextCode>(y.shape).code));
      } else if (const auto* day = std::get_if<Day>(&x.shape)) {
        ways.push_back(terms.both(guard, day->days == std::get<Day>(y.shape).days));
      } else if (std::holds_alternative<Nothing>(x.shape) || std::holds_alternative<Undecided>(x.shape)) {
        ways.push_back(guard);
      }
    }
  }
  return terms.any(ways);
}

// Both claims pay alike, if they are due.
Term pay_alike(Terms& terms, const ClaimTerms& was, const ClaimTerms& is) {
  std::vector<Term> parts{was.low == is.low, was.high == is.high, was.months == is.months};
  if (was.caps.size() != is.caps.size() || was.matter.size() != is.matter.size()) return terms.no();
  for (std::size_t i = 0; i < was.caps.size(); ++i) {
    parts.push_back(same(terms, was.caps[i].limit, is.caps[i].limit));
    if (was.caps[i].cap->over != is.caps[i].cap->over || was.caps[i].per.size() != is.caps[i].per.size()) {
      return terms.no();
    }
    for (std::size_t j = 0; j < was.caps[i].per.size(); ++j) {
      parts.push_back(same(terms, was.caps[i].per[j], is.caps[i].per[j]));
    }
  }
  for (std::size_t i = 0; i < was.matter.size(); ++i) {
    parts.push_back(same(terms, was.matter[i], is.matter[i]));
  }
  return terms.all(parts);
}

// What a version gives for the facts that were found; nullopt: its vocabulary does not read them.
std::optional<determine::Determination> given(const policy::PackagePtr& package, const Finding& finding) {
  const determine::Determiner determiner({package});
  const auto source = std::make_shared<const Source>("facts.yaml", finding.facts);
  const determine::ReadFacts read = determine::read_facts(source, determiner.model());
  if (has_errors(read.diagnostics)) return std::nullopt;
  return determiner.determine(read.facts, {finding.on, std::nullopt});
}

bool differs(const determine::ProvisionResult& was, const determine::ProvisionResult& is) {
  if (was.status != is.status || was.amount.has_value() != is.amount.has_value()) return true;
  if (was.claims.size() != is.claims.size()) return true;
  return was.amount && (was.amount->min != is.amount->min || was.amount->max != is.amount->max);
}

// Whether the evaluator finds the versions apart too; says so in the finding.
bool confirmed(const Law& law, const std::string& provision, Finding& finding) {
  std::vector<const determine::ProvisionResult*> results;
  std::vector<determine::Determination> made;
  made.reserve(2);
  for (const policy::PackagePtr& package : law.packages) {
    auto one = given(package, finding);
    if (!one) return false;
    made.push_back(std::move(*one));
    results.push_back(result_of(made.back(), package->id, provision));
    if (results.back() == nullptr) return false;
    const enact::Text gives = told(made.back(), package->id, provision);
    const bool old = results.size() == 1;
    finding.gives.push_back({(old ? "旧版：" : "新版：") + gives.zh, (old ? "old: " : "new: ") + gives.en});
  }
  return differs(*results[0], *results[1]);
}

const ProvisionPlan* plan_of(const determine::PackagePlan& package, const std::string& id) {
  const auto found = std::ranges::find_if(
      package.provisions, [&](const ProvisionPlan& plan) { return plan.provision->id == id; });
  return found == package.provisions.end() ? nullptr : &*found;
}

void check(const Law& law, const Options& options, const ProvisionPlan& was, const ProvisionPlan& is,
           Obligation& obligation) {
  if (was.provision->subject != is.provision->subject || was.has_money() != is.has_money()) {
    obligation.outcome = Outcome::outside;
    obligation.because = {"主体类型或有无金额不同，不作证明",
                          "the subject type, or whether money is paid, differs"};
    return;
  }
  const std::optional<int> first = items_needed(was);
  const std::optional<int> second = items_needed(is);
  const int needed = first && second ? *first + *second - 1 : options.items;
  const int items = std::clamp(needed, options.items, 4);
  obligation.any_length = first && second && needed <= items;
  obligation.items = items;
  Prover prover(law, options, items);
  Terms& terms = prover.terms;
  const auto old_claims = encode_claims(prover.world, terms, law.plans[0], was, {});
  const auto new_claims = encode_claims(prover.world, terms, law.plans[1], is, {});
  if (old_claims.size() != new_claims.size()) {
    obligation.outcome = Outcome::outside;
    obligation.because = {"事件清单不同，不作证明", "the lists of events differ"};
    return;
  }
  for (std::size_t i = 0; i < old_claims.size(); ++i) {
    const ClaimTerms& a = old_claims[i];
    const ClaimTerms& b = new_claims[i];
    Term differ =
        terms.either(terms.both(a.due, terms.negated(b.due)), terms.both(b.due, terms.negated(a.due)));
    if (was.has_money()) {
      differ = terms.either(differ, terms.all({a.due, b.due, terms.negated(pay_alike(terms, a, b))}));
    }
    std::vector<Term> goal{differ, terms.negated(a.blurred), terms.negated(b.blurred)};
    if (a.month && b.month) goal.push_back(*a.month == *b.month);
    const Answer answer = prover.search(terms.all(goal), false);
    if (answer == Answer::none) continue;
    if (answer == Answer::tired) {
      obligation.outcome = Outcome::timeout;
      return;
    }
    Finding finding;
    finding.on = prover.world.asking_day(prover.valuation());
    finding.facts = prover.world.facts_file(prover.valuation(), {was.provision->subject});
    const bool real = confirmed(law, was.provision->id, finding);
    obligation.outcome = real ? Outcome::refuted : Outcome::outside;
    obligation.because =
        real ? enact::Text{"有事实使两个版本的结果不同", "there are facts for which the versions differ"}
             : enact::Text{"求得的差异未被求值器证实",
                           "the difference found was not confirmed by the evaluator"};
    obligation.findings.push_back(std::move(finding));
    return;
  }
  if (stands(prover, old_claims, obligation)) stands(prover, new_claims, obligation);
}

}  // namespace

std::vector<Obligation> same_in_both(const policy::PackagePtr& before, const policy::PackagePtr& after,
                                     const std::vector<std::string>& provisions, const Options& options) {
  const Law law({before, after});
  std::vector<Obligation> made;
  for (const std::string& id : provisions) {
    const ProvisionPlan* was = plan_of(law.plans[0], id);
    const ProvisionPlan* is = plan_of(law.plans[1], id);
    if (was == nullptr || is == nullptr) continue;
    Obligation obligation;
    obligation.question = Question::same_in_both;
    obligation.policy = after->id;
    obligation.provision = id;
    obligation.says = {"两个版本对任何事实给出相同的结论和金额",
                       "both versions give the same verdicts and amounts for all facts"};
    obligation.money = is->has_money();
    attempt(std::move(obligation), made, [&](Obligation& one) { check(law, options, *was, *is, one); });
  }
  return made;
}

}  // namespace enact::verify
