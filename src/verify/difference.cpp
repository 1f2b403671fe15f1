// See difference.hpp. Both versions are encoded over the same free facts, those that either vocabulary has,
// and the solver is asked for facts on which a claim of one differs from the same event's claim of the other.
#include "verify/difference.hpp"

#include <algorithm>

#include "verify/fingerprint.hpp"
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

// The same package under another name: a parameter without a value is one unknown of both versions.
policy::PackagePtr named(const policy::PackagePtr& package, const std::string& id) {
  if (package->id == id) return package;
  auto copy = std::make_shared<policy::Package>(*package);
  copy->id = id;
  for (policy::Alternative& alternative : copy->alternatives) {
    for (auto& set : alternative.sets) {
      for (auto& member : set) {
        if (member.policy == package->id) member.policy = id;
      }
    }
  }
  return copy;
}

// Whether every record and code list of `some` is in `all`, with the same types and perhaps more.
bool contains(const policy::Vocabulary& all, const policy::Vocabulary& some) {
  const auto has_field = [](const policy::RecordType& record, const policy::FactDeclaration& field) {
    return std::ranges::any_of(record.fields, [&](const policy::FactDeclaration& other) {
      return other.name == field.name && to_string(*other.type) == to_string(*field.type);
    });
  };
  for (const policy::RecordType& record : some.records) {
    const policy::RecordType* other = all.record(record.name);
    if (other == nullptr) continue;  // nothing of `all` reads it
    if (!std::ranges::all_of(record.fields, [&](const auto& field) { return has_field(*other, field); })) {
      return false;
    }
  }
  for (const auto& [name, codes] : some.code_lists) {
    const auto other = all.code_lists.find(name);
    if (other == all.code_lists.end()) continue;
    for (const auto& code : codes) {
      if (std::ranges::none_of(other->second, [&](const auto& one) { return one.first == code.first; })) {
        return false;
      }
    }
  }
  return true;
}

// Both as one law, whose vocabulary has the facts of either: of what both declare the first counts, and so
// the wider stands first. Empty: neither is the wider, or a name has two types.
std::vector<policy::PackagePtr> side_by_side(const policy::PackagePtr& a, const policy::PackagePtr& b) {
  for (const policy::Parameter& one : a->parameters) {
    const policy::Parameter* other = b->parameter(one.name);
    if (other != nullptr && to_string(*one.type) != to_string(*other->type)) return {};
  }
  std::vector<policy::PackagePtr> ordered{a, b};
  if (!contains(a->vocabulary, b->vocabulary)) {
    if (!contains(b->vocabulary, a->vocabulary)) return {};
    ordered = {b, a};
  }
  if (!determine::FactModel(ordered).conflicts().empty()) return {};
  return ordered;
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

// Whether two claims of one event offer the same, term for term: then they differ only in whether they are
// met.
bool same_offer(const ClaimTerms& a, const ClaimTerms& b) {
  const auto same_ends = [](const Alternative& x, const Alternative& y) {
    const auto* one = std::get_if<Interval>(&x.shape);
    const auto* other = std::get_if<Interval>(&y.shape);
    if (one == nullptr || other == nullptr) return one == other;
    return one->low_end == other->low_end && one->high_end == other->high_end;
  };
  const auto same_cap = [](const CapTerms& x, const CapTerms& y) {
    return same_terms(x.limit, y.limit) && std::ranges::equal(x.per, y.per, same_terms);
  };
  return std::ranges::equal(a.amount.alternatives(), b.amount.alternatives(), same_ends) &&
         z3::eq(a.offers, b.offers) && z3::eq(a.low, b.low) && z3::eq(a.high, b.high) &&
         z3::eq(a.months, b.months) && z3::eq(a.day, b.day) &&
         std::ranges::equal(a.matter, b.matter, same_terms) && std::ranges::equal(a.caps, b.caps, same_cap);
}

class PolicyComparison {
 public:
  explicit PolicyComparison(Terms& terms) : terms_(terms) {}

  // Whether one of two claims that offer the same is met, or refused, and the other is not. It is more than
  // is asked, and leaves out what they offer, which may be hard to reckon with.
  Term differ_in_verdict(const ClaimTerms& a, const ClaimTerms& b) {
    return terms_.any({a.met != b.met, a.refused != b.refused, a.exists != b.exists});
  }

  // Whether one of the claims of an event is unknown and the other is not. The terms do not tell what is
  // absent from what is in error, so that such facts often turn out to differ in nothing.
  Term differ_in_unknown(const ClaimTerms& a, const ClaimTerms& b) {
    const Term other = unknown(a) != unknown(b);
    return a.month && b.month ? terms_.both(other, *a.month == *b.month) : other;
  }

  // Whether one is due and the other is not, or for something else.
  Term differ(const ClaimTerms& a, const ClaimTerms& b) {
    std::vector<Term> same{terms_.equal(a.low, b.low), terms_.equal(a.high, b.high),
                           terms_.equal(open_end(a), open_end(b)), terms_.equal(a.months, b.months),
                           terms_.equal(a.day, b.day)};
    if (a.matter.size() != b.matter.size()) same.push_back(terms_.no());
    for (std::size_t i = 0; i < std::min(a.matter.size(), b.matter.size()); ++i) {
      same.push_back(equal(a.matter[i], b.matter[i]));
    }
    // Caps of other reach are declared otherwise: what they do is not compared, but how much they allow is.
    for (std::size_t i = 0; i < std::min(a.caps.size(), b.caps.size()); ++i) {
      same.push_back(equal(a.caps[i].limit, b.caps[i].limit));
      for (std::size_t k = 0; k < std::min(a.caps[i].per.size(), b.caps[i].per.size()); ++k) {
        same.push_back(equal(a.caps[i].per[k], b.caps[i].per[k]));
      }
    }
    const Term both_due = terms_.both(a.due, b.due);
    Term other = terms_.either(a.due != b.due, terms_.both(both_due, terms_.negated(terms_.all(same))));
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

Difference undecided(enact::Text because) {
  Difference made;
  made.because = std::move(because);
  return made;
}

// The law of both, and of each by itself.
struct Laws {
  const Law& both;
  const Law& before;
  const Law& after;
};

Difference compare(const Laws& laws, const determine::ProvisionPlan& a, const determine::ProvisionPlan& b,
                   const Options& options, bool complete) {
  Difference made;
  const std::optional<int> needed = items_for(a, b);
  made.items = std::clamp(needed.value_or(options.items), options.items, 4);
  made.any_length = needed && *needed <= made.items;
  Prover prover(laws.both, options, made.items);
  Terms& terms = prover.terms;
  const Reading reading{.assume = true, .complete = complete, .two_versions = true};
  const auto of_a = encode_claims(prover.world, terms, laws.before.plans.front(), a, reading);
  const auto of_b = encode_claims(prover.world, terms, laws.after.plans.front(), b, reading);
  PolicyComparison comparison(terms);
  std::vector<Term> goals;
  std::vector<Term> unknowns;
  std::vector<Term> verdicts;
  bool same_offers = true;
  std::vector<Term> blurred;
  std::vector<bool> paired(of_b.size(), false);
  bool same_ends = true;
  for (const ClaimTerms& claim : of_a) {
    blurred.push_back(terms.both(claim.exists, claim.blurred));
    bool alone = true;
    for (std::size_t i = 0; i < of_b.size(); ++i) {
      if (claim.event != of_b[i].event) continue;
      same_ends = same_ends && open_high(claim) == open_high(of_b[i]);
      alone = false;
      paired[i] = true;
      goals.push_back(comparison.differ(claim, of_b[i]));
      unknowns.push_back(comparison.differ_in_unknown(claim, of_b[i]));
      verdicts.push_back(comparison.differ_in_verdict(claim, of_b[i]));
      same_offers = same_offers && same_offer(claim, of_b[i]);
    }
    if (alone) goals.push_back(comparison.there(claim));
    same_offers = same_offers && !alone;
  }
  for (std::size_t i = 0; i < of_b.size(); ++i) {
    blurred.push_back(terms.both(of_b[i].exists, of_b[i].blurred));
    if (!paired[i]) goals.push_back(comparison.there(of_b[i]));
    same_offers = same_offers && paired[i];
  }
  const enact::Text tired{"证明器在给定的步数内没有做完", "the prover was not done within its steps"};
  const bool alike = same_offers && prover.search(terms.any(verdicts), false) == Answer::none;
  Answer answer = alike ? Answer::none : prover.search(terms.any(goals), true);
  if (answer == Answer::none && !alike) answer = prover.search(terms.any(unknowns), true);
  if (answer == Answer::tired) return undecided(tired);
  if (answer == Answer::none) {
    if (!same_declarations(*a.provision, *b.provision) || !same_ends || !same_ranks(a, b) ||
        !same_alternatives(*laws.before.packages.front(), *laws.after.packages.front())) {
      return undecided(
          {"每一事件的结论和金额相同，但叠加方式、择一安排、排序依据、上限的期间、是否预估或区间的端点规定不"
           "同",
           "every event is decided alike, for the same amount, but stacking, an alternative, what ranks, the "
           "time of a cap, what is an estimate, or the end of a band is declared otherwise"});
    }
    const Answer unclear = prover.search(terms.any(blurred), true);
    if (unclear == Answer::tired) return undecided(tired);
    if (unclear == Answer::found) {
      return undecided(
          {"条件或金额取决于编码未跟随的不确定值",
           "a condition or the amount hangs on an undecided value that the encoding does not follow"});
    }
    made.answer = Difference::Answer::none;
    return made;
  }
  const std::string& policy = laws.before.packages.front()->id;
  const std::string& subject = a.provision->subject;
  const auto first = prover.rerun(subject, prover.valuation(), laws.before);
  const auto second = prover.rerun(subject, prover.valuation(), laws.after);
  if (!first || !second || !confirmed(*first, *second, policy, a.provision->id)) {
    return undecided({"求得的差异未被求值器证实", "the difference found was not confirmed by the evaluator"});
  }
  made.answer = Difference::Answer::found;
  made.finding = first->finding;
  made.finding.gives = {told(first->determination, policy, a.provision->id),
                        told(second->determination, policy, a.provision->id)};
  return made;
}

}  // namespace

Difference difference(const policy::PackagePtr& before, const policy::PackagePtr& after,
                      const std::string& provision, const Options& options) {
  const policy::PackagePtr renamed = named(after, before->id);
  const std::vector<policy::PackagePtr> ordered = side_by_side(before, renamed);
  if (ordered.empty()) {
    return undecided({"两个版本的词汇或参数中有同名而类型不同的，不作证明",
                      "a name of the vocabulary or a parameter has another type in the other version"});
  }
  const Law both(ordered);
  const Law first({before});
  const Law second({renamed});
  const auto* a = plan_of(first, provision);
  const auto* b = plan_of(second, provision);
  if (a == nullptr || b == nullptr) {
    return undecided({"并非两个版本都有这一条款", "not both versions have the provision"});
  }
  if (a->provision->subject != b->provision->subject || a->has_money() != b->has_money() ||
      a->provision->monthly.has_value() != b->provision->monthly.has_value()) {
    return undecided({"主体类型、有无金额或是否按月不同，不作证明",
                      "the subject type, whether money is paid, or whether it is by the month differs"});
  }
  Difference made;
  // What is undecided inside is seldom of weight: without following it the question is easier.
  for (const bool complete : {false, true}) {
    try {
      made = compare({both, first, second}, *a, *b, options, complete);
      if (made.answer != Difference::Answer::undecided) return made;
    } catch (const Outside& reason) {
      return undecided(reason.construct);
    } catch (const z3::exception& fault) {
      return undecided({std::string("证明器：") + fault.msg(), std::string("the prover: ") + fault.msg()});
    }
  }
  return made;
}

}  // namespace enact::verify
