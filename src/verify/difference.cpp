// See difference.hpp. Both versions are encoded over the same free facts, and the solver is asked for facts
// on which a claim of one differs from the same event's claim of the other.
#include "verify/difference.hpp"

#include <algorithm>

#include "verify/parts.hpp"
#include "verify/prover.hpp"

namespace enact::verify {
namespace {

const determine::ProvisionPlan* plan_of(const Law& law, const std::string& provision) {
  for (const determine::ProvisionPlan& plan : law.plans.front().provisions) {
    if (plan.provision->id == provision) return &plan;
  }
  return nullptr;
}

// What is declared beside the expressions, and so is no part of the terms of a claim.
bool same_declarations(const policy::Provision& a, const policy::Provision& b) {
  const auto caps = [](const policy::Provision& p) {
    std::vector<std::pair<policy::Cap::Over, std::size_t>> made;
    if (!p.amount) return made;
    for (const policy::Cap& cap : p.amount->caps) made.emplace_back(cap.over, cap.per.size());
    return made;
  };
  const bool estimates = (a.amount && a.amount->estimate) == (b.amount && b.amount->estimate);
  const bool schedules = a.monthly.has_value() == b.monthly.has_value() &&
                         (!a.monthly || a.monthly->one_claim == b.monthly->one_claim);
  return estimates && schedules && caps(a) == caps(b) && a.stacking.same_city == b.stacking.same_city &&
         a.stacking.second_payment == b.stacking.second_payment &&
         a.stacking.on_top_of_upper_level == b.stacking.on_top_of_upper_level && a.benefit == b.benefit &&
         a.matter.has_value() == b.matter.has_value() && (!a.matter || a.matter->kind == b.matter->kind);
}

// What ranks is in no terms: it is the same if it is written the same and reads nothing but facts.
bool same_ranks(const determine::ProvisionPlan& a, const determine::ProvisionPlan& b) {
  if (a.ranks.size() != b.ranks.size()) return false;
  for (std::size_t i = 0; i < a.ranks.size(); ++i) {
    if (a.provision->rank_by[i].ascending != b.provision->rank_by[i].ascending ||
        a.ranks[i].expression->text != b.ranks[i].expression->text) {
      return false;
    }
    for (const std::size_t input : a.ranks[i].reads.inputs) {
      const auto from = a.slots[input].from;
      if (from != determine::Slot::From::subject && from != determine::Slot::From::item) return false;
    }
  }
  return true;
}

bool same_alternatives(const policy::Package& a, const policy::Package& b) {
  const auto members = [](const policy::Package& package) {
    std::vector<std::vector<std::vector<std::string>>> all;
    for (const policy::Alternative& alternative : package.alternatives) {
      auto& sets = all.emplace_back();
      for (const auto& set : alternative.sets) {
        auto& names = sets.emplace_back();
        for (const auto& member : set) names.push_back(member.policy + "/" + member.provision);
      }
    }
    return all;
  };
  return members(a) == members(b);
}

class Comparison {
 public:
  explicit Comparison(Terms& terms) : terms_(terms) {}

  // Whether the claims of one event differ.
  Term differ(const ClaimTerms& a, const ClaimTerms& b) {
    std::vector<Term> same{terms_.equal(a.low, b.low), terms_.equal(a.high, b.high),
                           terms_.equal(open_end(a), open_end(b)), terms_.equal(a.months, b.months),
                           terms_.equal(a.day, b.day)};
    for (std::size_t i = 0; i < a.matter.size(); ++i) same.push_back(equal(a.matter[i], b.matter[i]));
    for (std::size_t i = 0; i < a.caps.size(); ++i) {
      same.push_back(equal(a.caps[i].limit, b.caps[i].limit));
      for (std::size_t k = 0; k < a.caps[i].per.size(); ++k) {
        same.push_back(equal(a.caps[i].per[k], b.caps[i].per[k]));
      }
    }
    const Term both_due = terms_.both(a.due, b.due);
    Term other = terms_.any(
        {a.due != b.due, unknown(a) != unknown(b), terms_.both(both_due, terms_.negated(terms_.all(same)))});
    if (a.month && b.month) other = terms_.both(other, *a.month == *b.month);
    return other;
  }

  // A claim that only one of the versions can have.
  Term there(const ClaimTerms& claim) { return terms_.either(claim.due, unknown(claim)); }

 private:
  Term unknown(const ClaimTerms& claim) {
    return terms_.all({claim.exists, terms_.negated(claim.due), terms_.negated(claim.refused)});
  }
  Term equal(const Symbolic& a, const Symbolic& b) { return same_part(terms_, a, b); }

  // Whether the least of a band does not belong to it.
  Term open_end(const ClaimTerms& claim) {
    Term open = terms_.no();
    for (const auto& [guard, shape] : claim.amount.alternatives()) {
      const auto* band = std::get_if<Interval>(&shape);
      if (band != nullptr && band->low_end == feel::RangeEnd::open) open = terms_.either(open, guard);
    }
    return open;
  }

  Terms& terms_;
};

// The greatest of a band that does not belong to it: the claim's terms do not tell.
bool open_high(const ClaimTerms& claim) {
  const auto* band = claim.amount.as<Interval>();
  return band != nullptr && band->high_end == feel::RangeEnd::open;
}

bool confirmed(const Prover::Rerun& before, const Prover::Rerun& after, const std::string& policy,
               const std::string& provision) {
  const auto* a = result_of(before.determination, policy, provision);
  const auto* b = result_of(after.determination, policy, provision);
  if (a == nullptr || b == nullptr) return false;
  const auto bounds = [](const determine::ProvisionResult& result) {
    std::vector<std::pair<std::int64_t, std::int64_t>> made;
    if (result.amount) {
      made.emplace_back(result.amount->min.count, result.amount->max ? result.amount->max->count : -1);
    }
    for (const determine::Claim& claim : result.claims) {
      if (!claim.amount) continue;
      made.emplace_back(claim.amount->min.count, claim.amount->max ? claim.amount->max->count : -1);
    }
    return made;
  };
  return a->status != b->status || a->claims.size() != b->claims.size() || bounds(*a) != bounds(*b);
}

// How many items lists have to have for a proof to hold for lists of any length; nullopt: no number is
// enough.
std::optional<int> items_for(const determine::ProvisionPlan& a, const determine::ProvisionPlan& b) {
  const std::optional<int> first = items_needed(a);
  const std::optional<int> second = items_needed(b);
  if (!first || !second) return std::nullopt;
  return *first + *second - 1;
}

Difference compare(const Law& before, const Law& after, const determine::ProvisionPlan& a,
                   const determine::ProvisionPlan& b, const Options& options, bool complete) {
  Difference made;
  const std::optional<int> needed = items_for(a, b);
  made.items = std::clamp(needed.value_or(options.items), options.items, 4);
  made.any_length = needed && *needed <= made.items;
  Prover prover(before, options, made.items);
  Terms& terms = prover.terms;
  const Reading reading{.assume = true, .complete = complete};
  const auto of_a = encode_claims(prover.world, terms, before.plans.front(), a, reading);
  const auto of_b = encode_claims(prover.world, terms, after.plans.front(), b, reading);
  Comparison comparison(terms);
  std::vector<Term> goals;
  std::vector<Term> blurred;
  std::vector<bool> paired(of_b.size(), false);
  for (const ClaimTerms& claim : of_a) {
    blurred.push_back(terms.both(claim.exists, claim.blurred));
    bool alone = true;
    for (std::size_t i = 0; i < of_b.size(); ++i) {
      if (claim.event != of_b[i].event) continue;
      if (open_high(claim) != open_high(of_b[i])) return made;
      alone = false;
      paired[i] = true;
      goals.push_back(comparison.differ(claim, of_b[i]));
    }
    if (alone) goals.push_back(comparison.there(claim));
  }
  for (std::size_t i = 0; i < of_b.size(); ++i) {
    blurred.push_back(terms.both(of_b[i].exists, of_b[i].blurred));
    if (!paired[i]) goals.push_back(comparison.there(of_b[i]));
  }
  const Answer answer = prover.search(terms.any(goals), true);
  if (answer == Answer::tired) return made;
  if (answer == Answer::none) {
    if (prover.search(terms.any(blurred), true) == Answer::none) made.answer = Difference::Answer::none;
    return made;
  }
  const std::string& policy = before.packages.front()->id;
  const std::string& subject = a.provision->subject;
  const auto first = prover.rerun(subject, prover.valuation());
  const auto second = prover.rerun(subject, prover.valuation(), after);
  if (!first || !second || !confirmed(*first, *second, policy, a.provision->id)) return made;
  made.answer = Difference::Answer::found;
  made.finding = first->finding;
  made.finding.gives = {told(first->determination, policy, a.provision->id),
                        told(second->determination, policy, a.provision->id)};
  return made;
}

}  // namespace

Difference difference(const policy::PackagePtr& before, const policy::PackagePtr& after,
                      const std::string& provision, const Options& options) {
  const Law first({before});
  const Law second({after});
  const auto* a = plan_of(first, provision);
  const auto* b = plan_of(second, provision);
  if (a == nullptr || b == nullptr || !same_declarations(*a->provision, *b->provision)) return {};
  if (!same_ranks(*a, *b) || !same_alternatives(*before, *after)) return {};
  // What is undecided inside is seldom of weight: without following it the question is easier.
  for (const bool complete : {false, true}) {
    try {
      Difference made = compare(first, second, *a, *b, options, complete);
      if (made.answer != Difference::Answer::undecided) return made;
    } catch (const Outside&) {
      return {};
    } catch (const z3::exception&) {
      return {};
    }
  }
  return {};
}

}  // namespace enact::verify
