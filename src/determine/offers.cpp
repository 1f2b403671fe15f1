// Claims to offers. See offers.hpp.
#include "determine/offers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "policy/succession.hpp"

namespace enact::determine {
namespace {

const std::string& city_of(const Judged& judged) {
  return judged.result.package->issuing_city;
}

bool is_repeatable(const policy::Provision& provision) {
  return provision.stacking.same_city == policy::SameCity::repeatable;
}

bool paid_under(const Paid& payment, const policy::Package& package, const policy::Provision& provision) {
  return payment.provision == provision.id &&
         (payment.policy.empty() || policy::is_of(package, payment.policy));
}

bool paid_under(const Paid& payment, const Owner& owner) {
  const ProvisionResult& result = owner.judged->result;
  return paid_under(payment, *result.package, *result.provision);
}

// What is paid for once: the matter, by the policies of a city; a repeatable provision stands beside them and
// pays for it once by itself.
std::string once(const Owner& owner, const std::string& matter) {
  const ProvisionResult& result = owner.judged->result;
  std::string key = result.package->issuing_city + "\x1e" + matter;
  if (is_repeatable(*result.provision)) key += "\x1e" + result.package->id + "/" + result.provision->id;
  return key;
}

class Builder {
 public:
  Builder(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
          const std::vector<Paid>& paid, const Question& question)
      : judged_(judged), subjects_(subjects) {
    for (const Paid& payment : paid) {
      if (!payment.on || *payment.on <= question.on) made_.paid.push_back(&payment);
    }
    for (const OfSubject& one : judged) {
      const policy::PackagePtr& package = one.judged->result.package;
      if (std::find(packages_.begin(), packages_.end(), package) == packages_.end()) {
        packages_.push_back(package);
      }
    }
  }

  Offers run() {
    std::size_t most = 0;
    for (const OfSubject& one : judged_) most += one.judged->result.claims.size() + 1;
    made_.stack.offers.reserve(most);
    made_.owners.reserve(most);
    for (const OfSubject& one : judged_) collect(one);
    count_payments_within_caps();
    for (std::size_t a = 0; a < made_.alternatives.size(); ++a) count_payments_within_alternative(a);
    return std::move(made_);
  }

 private:
  void collect(const OfSubject& one) {
    ProvisionResult& result = one.judged->result;
    for (std::size_t i = 0; i < result.claims.size(); ++i) {
      Claim& claim = result.claims[i];
      if (claim.estimate || (!claim.money && result.provision->benefit.empty())) continue;
      add({one.subject, one.judged, &claim, &one.judged->stakes[i]}, claim.matter.key, claim.date);
    }
    if (one.judged->further) add({one.subject, one.judged, nullptr, &*one.judged->further}, "", std::nullopt);
  }

  void add(Owner owner, const std::string& matter, std::optional<Date> date) {
    const policy::Package& package = *owner.judged->result.package;
    const policy::Provision& provision = *owner.judged->result.provision;
    Offer offer;
    offer.policy = package.id;
    offer.provision = provision.id;
    offer.policy_date = package.made.value_or(package.in_force.from.value_or(Date{}));
    offer.policy_number = package.number;
    if (!matter.empty()) offer.matter = once(owner, matter);
    offer.date = date;
    offer.certain = owner.stake->certain;
    offer.top_up = provision.stacking.second_payment == policy::SecondPayment::top_up;
    if (owner.claim != nullptr && !owner.claim->money) {
      offer.money = false;
      offer.benefit = place_of_benefit(package, provision.benefit);
      offer.high = 0;
    } else {
      const std::int64_t deducted = paid_by_upper_levels(made_.paid, owner);
      offer.low = std::max<std::int64_t>(owner.stake->offered.min.count - deducted, 0);
      if (owner.stake->offered.max) {
        offer.high = std::max<std::int64_t>(owner.stake->offered.max->count - deducted, 0);
      }
    }
    if (owner.claim != nullptr && !matter.empty()) {
      for (const Paid* payment : made_.paid) {
        if (payment->level != "city" || matter_key(payment->kind, payment->parts) != matter) continue;
        const bool own = paid_under(*payment, owner);
        if (own) offer.paid_own += payment->amount.count;
        if (own || !(is_repeatable(provision) || paid_beside(*payment))) {
          offer.paid_city += payment->amount.count;
        }
      }
    }
    for (const Draw& draw : owner.stake->draws) offer.draws.push_back({pool_of(draw, owner)});
    join_alternatives(offer, owner);
    made_.stack.offers.push_back(std::move(offer));
    made_.owners.push_back(owner);
  }

  static std::size_t place_of_benefit(const policy::Package& package, const std::string& benefit) {
    const auto& order = package.vocabulary.benefits;
    return static_cast<std::size_t>(
        std::find_if(order.begin(), order.end(), [&](const auto& one) { return one.first == benefit; }) -
        order.begin());
  }

  // Under a repeatable provision, which stands beside the others.
  bool paid_beside(const Paid& payment) const {
    return std::any_of(judged_.begin(), judged_.end(), [&](const OfSubject& one) {
      const ProvisionResult& result = one.judged->result;
      return is_repeatable(*result.provision) && paid_under(payment, *result.package, *result.provision);
    });
  }

  std::size_t pool_of(const Draw& draw, const Owner& owner) {
    const auto [place, added] = pool_index_.try_emplace(draw.key, made_.stack.pools.size());
    if (added) {
      made_.stack.pools.push_back({draw.limit.count, 0});
      pool_draws_.push_back({&draw, owner});
    }
    return place->second;
  }

  // A subject's claims under the provisions of an alternative, of whichever of the city's policies declares
  // it.
  void join_alternatives(Offer& offer, const Owner& owner) {
    for (const policy::PackagePtr& package : packages_) {
      if (package->issuing_city != city_of(*owner.judged)) continue;
      for (const policy::Alternative& alternative : package->alternatives) {
        const std::uint64_t sets = sets_with(alternative, offer.provision,
                                             [&](const std::string& of) { return of == offer.policy; });
        if (sets == 0) continue;
        const std::size_t index = alternative_of(package, alternative, owner.subject);
        const bool joined = std::any_of(offer.member_of.begin(), offer.member_of.end(),
                                        [&](const Offer::Member& m) { return m.alternative == index; });
        if (!joined) offer.member_of.push_back({index, sets});
      }
    }
  }

  // A bit for each set that holds the provision of a policy for which `is_policy` says yes.
  template <typename IsPolicy>
  static std::uint64_t sets_with(const policy::Alternative& alternative, const std::string& provision,
                                 const IsPolicy& is_policy) {
    std::uint64_t sets = 0;
    for (std::size_t set = 0; set < alternative.sets.size(); ++set) {
      for (const policy::Alternative::Member& member : alternative.sets[set]) {
        if (member.provision == provision && is_policy(member.policy)) sets |= std::uint64_t{1} << set;
      }
    }
    return sets;
  }

  // Whether a payment under `policy` counts as one of the policy `of`: of itself or of the version before.
  bool counts_as(const std::string& policy, const std::string& of) const {
    return policy == of || std::any_of(packages_.begin(), packages_.end(), [&](const auto& package) {
             return package->id == of && policy::is_of(*package, policy);
           });
  }

  std::size_t alternative_of(const policy::PackagePtr& package, const policy::Alternative& alternative,
                             std::size_t subject) {
    const auto [place, added] =
        alternative_index_.try_emplace({&alternative, subject}, made_.alternatives.size());
    if (added) {
      made_.alternatives.push_back({package, &alternative, subject});
      made_.stack.alternatives.push_back({alternative.sets.size(), {}});
    }
    return place->second;
  }

  // Payments to the subject under a provision of the alternative: for a matter of one of its claims, or for
  // one that names the subject.
  void count_payments_within_alternative(std::size_t a) {
    const Declared& declared = made_.alternatives[a];
    const std::string identity = text::matter_form(subjects_[declared.subject]);
    for (const Paid* payment : made_.paid) {
      if (payment->level != "city") continue;
      const std::string policy = payment->policy.empty() ? declared.package->id : payment->policy;
      const std::uint64_t sets = sets_with(*declared.alternative, payment->provision,
                                           [&](const std::string& of) { return counts_as(policy, of); });
      if (sets == 0) continue;
      const std::string key = matter_key(payment->kind, payment->parts);
      std::optional<std::string> matter;
      for (std::size_t i = 0; i < made_.owners.size(); ++i) {
        const Owner& owner = made_.owners[i];
        if (owner.subject != declared.subject || owner.claim == nullptr || owner.claim->matter.key != key) {
          continue;
        }
        if (!matter || paid_under(*payment, owner)) matter = made_.stack.offers[i].matter;
      }
      const bool names_it = !identity.empty() &&
                            std::any_of(payment->parts.begin(), payment->parts.end(), [&](const auto& part) {
                              return text::matter_form(part) == identity;
                            });
      if (!matter && !names_it) continue;
      made_.stack.alternatives[a].paid.push_back({matter.value_or(""), sets, payment->amount.count});
    }
  }

  // Payments under the provision for matters that hold the cap's key: they use it up, whether or not their
  // claim is among those before us.
  void count_payments_within_caps() {
    for (std::size_t i = 0; i < made_.stack.pools.size(); ++i) {
      const auto& [draw, owner] = pool_draws_[i];
      for (const Paid* payment : made_.paid) {
        if (!paid_under(*payment, owner)) continue;
        const bool within =
            std::all_of(draw->within.begin(), draw->within.end(), [&](const std::string& key) {
              return std::any_of(payment->parts.begin(), payment->parts.end(),
                                 [&](const std::string& part) { return text::matter_form(part) == key; });
            });
        if (within && (!draw->year || in_year(*payment, *draw, owner))) use(i, *payment);
      }
    }
  }

  void use(std::size_t pool, const Paid& payment) {
    made_.stack.pools[pool].used += payment.amount.count;
    const std::string matter = matter_key(payment.kind, payment.parts);
    for (std::size_t i = 0; i < made_.owners.size(); ++i) {
      if (made_.owners[i].claim == nullptr || made_.owners[i].claim->matter.key != matter) continue;
      for (Offer::Draw& draw : made_.stack.offers[i].draws) {  // caps are of one provision
        if (draw.pool == pool) draw.paid += payment.amount.count;
      }
    }
  }

  // The year of the event that was paid for; of the payment itself where the event is not before us.
  bool in_year(const Paid& payment, const Draw& draw, const Owner& owner) const {
    const std::string matter = matter_key(payment.kind, payment.parts);
    for (const Owner& one : made_.owners) {
      if (one.claim == nullptr || one.judged->result.provision != owner.judged->result.provision) continue;
      if (one.claim->matter.key == matter && one.claim->award_year) return one.claim->award_year == draw.year;
    }
    return !payment.on || payment.on->year == *draw.year;
  }

  const std::vector<OfSubject>& judged_;
  const std::vector<std::string>& subjects_;
  std::vector<policy::PackagePtr> packages_;  // that something was judged by
  Offers made_;
  std::vector<std::pair<const Draw*, Owner>> pool_draws_;
  std::map<std::string, std::size_t> pool_index_;
  std::map<std::pair<const policy::Alternative*, std::size_t>, std::size_t> alternative_index_;
};

}  // namespace

Offers offers_of(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
                 const std::vector<Paid>& paid, const Question& question) {
  return Builder(judged, subjects, paid, question).run();
}

std::int64_t paid_by_upper_levels(const std::vector<const Paid*>& paid, const Owner& owner) {
  std::int64_t sum = 0;
  const bool deducted = !owner.judged->result.provision->stacking.on_top_of_upper_level;
  if (!deducted || owner.claim == nullptr || owner.claim->matter.key.empty()) return sum;
  for (const Paid* payment : paid) {
    if (payment->level == "city") continue;
    if (matter_key(payment->kind, payment->parts) == owner.claim->matter.key) sum += payment->amount.count;
  }
  return sum;
}

}  // namespace enact::determine
