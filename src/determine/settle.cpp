// Settling claims. See settle.hpp.
#include "determine/settle.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "determine/amounts.hpp"
#include "determine/missing.hpp"
#include "determine/stacking.hpp"

namespace enact::determine {
namespace {

struct Owner {
  std::size_t subject;
  Judged* judged;
  Claim* claim;  // null: what an open list might add
  const Stake* stake;
};

std::string city_of(const Judged& judged) {
  return judged.result.package->issuing_city;
}

class Settler {
 public:
  Settler(const std::vector<OfSubject>& judged, std::size_t subjects, const std::vector<Paid>& paid,
          const Question& question)
      : judged_(judged), explain_(question.explain) {
    totals_.subjects.resize(subjects);
    for (const Paid& payment : paid) {
      if (!payment.on || *payment.on <= question.on) paid_.push_back(&payment);
    }
  }

  Totals run() {
    for (const OfSubject& one : judged_) collect(one);
    count_payments_within_caps();
    const Settlement settlement = settle(offers_, pools_);
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (owners_[i].claim != nullptr) write_back(i, settlement.claims[i]);
    }
    sum(settlement);
    for (const OfSubject& one : judged_) sum_provision(one.judged->result);
    return std::move(totals_);
  }

 private:
  // ---- claims to offers
  // ------------------------------------------------------------------------------------

  void collect(const OfSubject& one) {
    ProvisionResult& result = one.judged->result;
    for (std::size_t i = 0; i < result.claims.size(); ++i) {
      Claim& claim = result.claims[i];
      if (!claim.money || claim.estimate) continue;
      add({one.subject, one.judged, &claim, &one.judged->stakes[i]}, claim.matter.key, claim.date);
    }
    if (one.judged->further) add({one.subject, one.judged, nullptr, &*one.judged->further}, "", std::nullopt);
  }

  void add(Owner owner, const std::string& matter, std::optional<Date> date) {
    const policy::Provision& provision = *owner.judged->result.provision;
    Offer offer;
    offer.policy = owner.judged->result.package->id;
    offer.provision = provision.id;
    if (!matter.empty()) offer.matter = city_of(*owner.judged) + "\x1e" + matter;
    offer.date = date;
    offer.low = owner.stake->offered.min.count;
    if (owner.stake->offered.max) offer.high = owner.stake->offered.max->count;
    offer.certain = owner.stake->certain;
    offer.repeatable = provision.stacking.same_city == policy::SameCity::repeatable;
    offer.top_up = provision.stacking.second_payment == policy::SecondPayment::top_up;
    if (owner.claim != nullptr && !matter.empty()) {
      for (const Paid* payment : paid_) {
        if (payment->level != "city" || matter_key(payment->kind, payment->parts) != matter) continue;
        offer.paid_city += payment->amount.count;
        if (paid_under(*payment, owner)) offer.paid_own += payment->amount.count;
      }
    }
    for (const Draw& draw : owner.stake->draws) offer.pools.push_back(pool_of(draw, owner));
    offers_.push_back(std::move(offer));
    owners_.push_back(owner);
  }

  static bool paid_under(const Paid& payment, const Owner& owner) {
    const ProvisionResult& result = owner.judged->result;
    return payment.provision == result.provision->id &&
           (payment.policy.empty() || payment.policy == result.package->id);
  }

  std::size_t pool_of(const Draw& draw, const Owner& owner) {
    const auto [place, added] = pool_index_.try_emplace(draw.key, pools_.size());
    if (added) {
      pools_.push_back({draw.limit.count, 0});
      pool_draws_.push_back({&draw, owner});
    }
    return place->second;
  }

  // Payments under the provision for matters that hold the cap's key: they use it up, whether or not their
  // claim is among those before us.
  void count_payments_within_caps() {
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const auto& [draw, owner] = pool_draws_[i];
      for (const Paid* payment : paid_) {
        if (!paid_under(*payment, owner)) continue;
        const bool within =
            std::all_of(draw->within.begin(), draw->within.end(), [&](const std::string& key) {
              return std::any_of(payment->parts.begin(), payment->parts.end(),
                                 [&](const std::string& part) { return text::matter_form(part) == key; });
            });
        if (within) pools_[i].used += payment->amount.count;
      }
    }
  }

  // ---- and back ------------------------------------------------------------------------------------------

  void write_back(std::size_t i, const Settled& settled) {
    Claim& claim = *owners_[i].claim;
    const Offer& offer = offers_[i];
    AmountResult amount;
    amount.min = Fen{settled.low};
    if (settled.high) amount.max = Fen{*settled.high};
    amount.min_open =
        claim.offered->min_open && amount.min == claim.offered->min && claim.status == Status::due;
    claim.amount = amount;
    claim.already_paid = Fen{offer.repeatable ? offer.paid_own : offer.paid_city};
    if (explain_) reduce(i, settled);
  }

  void reduce(std::size_t i, const Settled& settled) {
    Claim& claim = *owners_[i].claim;
    const Offer& offer = offers_[i];
    const std::int64_t figure = offer.high.value_or(0);
    const Payout& payout = settled.as_known;
    if (offer.high && payout.capped < figure) {
      const Fen by{figure - payout.capped};
      add_reduction(
          claim, Reduction::Reason::cap, i, by,
          {"达到最高限额，减少 " + format_yuan(by) + " 元", "reduced by " + format_yuan(by) + " by the cap"});
    }
    // It loses for certain only if it cannot win whatever is decided and found out.
    const bool may_pay = !settled.high || *settled.high > 0;
    if (payout.winner && !may_pay) return lose(claim, *payout.winner, Fen{payout.capped});
    if (payout.winner) return may_lose(claim, *payout.winner);
    const std::int64_t deducted = payout.capped - payout.pay;
    if (deducted > 0) {
      if (offer.top_up) {
        paid_already(claim, i, deducted);
      } else {
        add_reduction(
            claim, Reduction::Reason::no_second_payment, i, Fen{deducted},
            {"本市已为该事项支付过，不再支付", "the city has paid for this matter already and pays once"});
      }
    }
    if (settled.rival) may_lose(claim, *settled.rival);
  }

  void may_lose(Claim& claim, std::size_t rival) {
    const std::string name = name_of(offers_[rival]);
    add_reduction(claim, Reduction::Reason::may_be_higher, rival, Fen{},
                  {"条款 " + name + " 尚未确定，可能更高，届时由其支付",
                   "provision " + name + " is not settled and may offer more; it would pay instead"});
  }

  static std::string name_of(const Offer& offer) { return offer.policy + "/" + offer.provision; }

  void lose(Claim& claim, std::size_t winner, Fen by) {
    const Offer& offer = offers_[winner];
    const bool same = owners_[winner].judged == nullptr || (offer.policy == owner_of(claim).policy &&
                                                            offer.provision == owner_of(claim).provision);
    if (same) {
      add_reduction(claim, Reduction::Reason::same_matter, winner, by,
                    {"同一事项只支付一次", "a matter is paid once"});
    } else {
      add_reduction(claim, Reduction::Reason::higher_offer, winner, by,
                    {"就高不重复：由条款 " + name_of(offer) + " 支付",
                     "the highest pays, once: paid by provision " + name_of(offer)});
    }
  }

  const Offer& owner_of(const Claim& claim) const {
    const auto found = std::find_if(owners_.begin(), owners_.end(),
                                    [&](const Owner& owner) { return owner.claim == &claim; });
    return offers_[static_cast<std::size_t>(found - owners_.begin())];
  }

  // One reduction for each provision that has paid, up to what was deducted.
  void paid_already(Claim& claim, std::size_t i, std::int64_t deducted) {
    for (const Paid* payment : paid_) {
      if (deducted <= 0) return;
      if (payment->level != "city" || matter_key(payment->kind, payment->parts) != claim.matter.key) continue;
      const Fen by{std::min(deducted, payment->amount.count)};
      deducted -= by.count;
      Reduction reduction{Reduction::Reason::already_paid,
                          payment->policy,
                          payment->provision,
                          by,
                          {"本市已支付 " + format_yuan(payment->amount) + " 元，补差",
                           "the city has paid " + format_yuan(payment->amount) + "; the difference is due"}};
      if (reduction.policy.empty()) reduction.policy = offers_[i].policy;
      claim.reduced_by.push_back(std::move(reduction));
    }
  }

  void add_reduction(Claim& claim, Reduction::Reason reason, std::size_t other, Fen by, Text text) const {
    claim.reduced_by.push_back(
        {reason, offers_[other].policy, offers_[other].provision, by, std::move(text)});
  }

  // ---- totals
  // ----------------------------------------------------------------------------------------------

  static void add_to(Bounds& bounds, std::int64_t low, std::optional<std::int64_t> high) {
    bounds.certain.count += low;
    if (bounds.max && high) {
      bounds.max = Fen{bounds.max->count + *high};
    } else {
      bounds.max.reset();
    }
  }

  void explain_unbounded(Bounds& bounds, const std::vector<std::size_t>& offers) const {
    if (!explain_) return;
    for (const std::size_t i : offers) {
      std::vector<Missing> why = owners_[i].stake->unbounded;
      if (why.empty() && owners_[i].claim != nullptr && !owners_[i].stake->offered.max) {
        why = owners_[i].claim->missing;
      }
      for (Missing& missing : why) missing.provisions = {name_of(offers_[i])};
      add_missing(bounds.unbounded, why, Weigh::largest);
    }
  }

  void sum(const Settlement& settlement) {
    for (Bounds& bounds : totals_.subjects) bounds.max = Fen{};
    totals_.all.max = Fen{};
    for (const Settlement::Component& component : settlement.components) {
      add_to(totals_.all, component.low, component.high);
      if (!component.high) explain_unbounded(totals_.all, component.offers);
      const std::size_t subject = owners_[component.offers.front()].subject;
      const bool one_subject = std::all_of(component.offers.begin(), component.offers.end(),
                                           [&](std::size_t i) { return owners_[i].subject == subject; });
      if (one_subject) {
        add_to(totals_.subjects[subject], component.low, component.high);
        if (!component.high) explain_unbounded(totals_.subjects[subject], component.offers);
        continue;
      }
      for (const std::size_t i : component.offers) {
        Bounds& bounds = totals_.subjects[owners_[i].subject];
        add_to(bounds, settlement.claims[i].low, settlement.claims[i].high);
        if (!settlement.claims[i].high) explain_unbounded(bounds, {i});
      }
    }
    sort_missing(totals_.all.unbounded);
    for (Bounds& bounds : totals_.subjects) sort_missing(bounds.unbounded);
  }

  static void sum_provision(ProvisionResult& result) {
    const policy::Provision& provision = *result.provision;
    if (!provision.amount && !(provision.monthly && provision.monthly->amount)) return;
    AmountResult total{{}, Fen{}, false};
    for (const Claim& claim : result.claims) {
      const auto& amount = claim.estimate ? claim.offered : claim.amount;
      if (amount) total = plus(total, *amount);
    }
    if (result.more_possible) total.max.reset();
    result.amount = total;
  }

  const std::vector<OfSubject>& judged_;
  bool explain_;
  std::vector<const Paid*> paid_;
  std::vector<Offer> offers_;
  std::vector<Owner> owners_;
  std::vector<Pool> pools_;
  std::vector<std::pair<const Draw*, Owner>> pool_draws_;
  std::map<std::string, std::size_t> pool_index_;
  Totals totals_;
};

}  // namespace

Totals settle_claims(const std::vector<OfSubject>& judged, std::size_t subjects,
                     const std::vector<Paid>& paid, const Question& question) {
  return Settler(judged, subjects, paid, question).run();
}

}  // namespace enact::determine
