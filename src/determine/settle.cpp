// Settling claims. See settle.hpp.
#include "determine/settle.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "determine/amounts.hpp"
#include "determine/missing.hpp"
#include "determine/offers.hpp"

namespace enact::determine {
namespace {

class Settler {
 public:
  Settler(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
          const std::vector<Paid>& paid, const Question& question)
      : judged_(judged), explain_(question.explain), offers_(offers_of(judged, subjects, paid, question)) {
    totals_.subjects.resize(subjects.size());
    totals_.alternatives.resize(subjects.size());
  }

  Totals run() {
    const Settlement settlement = settle(stack_);
    for (const Settlement::Component& component : settlement.components) {
      if (!component.exact) warn(component);
    }
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (owners_[i].claim != nullptr) write_back(i, settlement.claims[i], settlement);
    }
    for (std::size_t a = 0; a < alternatives_.size(); ++a) tell(a, settlement.alternatives[a]);
    sum(settlement);
    for (const OfSubject& one : judged_) sum_provision(one.judged->result);
    return std::move(totals_);
  }

 private:
  // ---- and back ------------------------------------------------------------------------------------------

  void write_back(std::size_t i, const Settled& settled, const Settlement& settlement) {
    Claim& claim = *owners_[i].claim;
    const Offer& offer = stack_.offers[i];
    if (!claim.money) {
      if (explain_) covered(i, settled);
      return;
    }
    AmountResult amount;
    amount.min = Fen{settled.low};
    if (settled.high) amount.max = Fen{*settled.high};
    amount.min_open =
        claim.offered->min_open && amount.min == claim.offered->min && claim.status == Status::due;
    claim.amount = amount;
    claim.payable = Fen{settled.payable};
    claim.already_paid = Fen{offer.paid_city};
    if (!explain_) return;
    if (const std::int64_t upper = deducted_upper(i); upper > 0) {
      add_reduction(claim, Reduction::Reason::upper_level, i, Fen{upper},
                    {"扣减上级已付 " + format_yuan(Fen{upper}) + " 元",
                     format_yuan(Fen{upper}) + " paid by upper levels is deducted"});
    }
    reduce(i, settled, settlement);
  }

  std::int64_t deducted_upper(std::size_t i) const {
    const std::int64_t paid = paid_by_upper_levels(paid_, owners_[i]);
    const auto& offered = owners_[i].stake->offered;
    return std::min(paid, offered.max ? offered.max->count : paid);
  }

  // A benefit beside another for the same matter.
  void covered(std::size_t i, const Settled& settled) {
    Claim& claim = *owners_[i].claim;
    const std::optional<std::size_t> other = settled.as_known.winner;
    if (other) {
      const bool money = stack_.offers[*other].money;
      add_reduction(claim, Reduction::Reason::preferred, *other, Fen{},
                    {"从优：同一事项由条款 " + name_of(stack_.offers[*other]) + (money ? " 支付" : " 落实"),
                     "the better one: provision " + name_of(stack_.offers[*other]) +
                         (money ? " pays for this matter" : " provides for this matter")});
    } else if (settled.rival) {
      may_lose(claim, *settled.rival);
    }
  }

  void reduce(std::size_t i, const Settled& settled, const Settlement& settlement) {
    Claim& claim = *owners_[i].claim;
    const Offer& offer = stack_.offers[i];
    const std::int64_t figure = offer.high.value_or(0);
    const Payout& payout = settled.as_known;
    if (payout.closed) return other_set(claim, i, *payout.closed, settlement);
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
    if (payout.for_other_set > 0) {
      const Fen by{payout.for_other_set};
      add_reduction(claim, Reduction::Reason::already_paid, i, by,
                    {"从优：扣减已按其他选项支付的 " + format_yuan(by) + " 元",
                     format_yuan(by) + " paid before under another set is deducted"});
    }
    const std::int64_t deducted = payout.capped - payout.pay - payout.for_other_set;
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

  // Another set of the alternative is the better one.
  void other_set(Claim& claim, std::size_t i, std::size_t a, const Settlement& settlement) {
    const Compared& compared = settlement.alternatives[a];
    const auto& chosen = alternatives_[a].alternative->sets[compared.chosen];
    const std::string names = names_of(chosen);
    const Fen total{compared.totals[compared.chosen]};
    claim.reduced_by.push_back({Reduction::Reason::better_set,
                                chosen.front().policy,
                                chosen.front().provision,
                                Fen{std::max<std::int64_t>(stack_.offers[i].high.value_or(0), 0)},
                                {"从优：" + alternatives_[a].alternative->title.zh + "，选择 " + names +
                                     "（合计 " + format_yuan(total) + " 元）",
                                 "the better set: " + alternatives_[a].alternative->title.en + ", " + names +
                                     " is paid (" + format_yuan(total) + " in all)"}});
  }

  static std::string names_of(const std::vector<policy::Alternative::Member>& members) {
    std::string names;
    for (const policy::Alternative::Member& member : members) {
      names += (names.empty() ? "" : " + ") + member.policy + "/" + member.provision;
    }
    return names;
  }

  void may_lose(Claim& claim, std::size_t rival) {
    const std::string name = name_of(stack_.offers[rival]);
    add_reduction(claim, Reduction::Reason::may_be_higher, rival, Fen{},
                  {"条款 " + name + " 尚未确定，可能更高，届时由其支付",
                   "provision " + name + " is not settled and may offer more; it would pay instead"});
  }

  static std::string name_of(const Offer& offer) { return offer.policy + "/" + offer.provision; }

  void lose(Claim& claim, std::size_t winner, Fen by) {
    const Offer& offer = stack_.offers[winner];
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
    return stack_.offers[static_cast<std::size_t>(found - owners_.begin())];
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
      if (reduction.policy.empty()) reduction.policy = stack_.offers[i].policy;
      claim.reduced_by.push_back(std::move(reduction));
    }
  }

  void add_reduction(Claim& claim, Reduction::Reason reason, std::size_t other, Fen by, Text text) const {
    claim.reduced_by.push_back(
        {reason, stack_.offers[other].policy, stack_.offers[other].provision, by, std::move(text)});
  }

  // ---- alternatives and what is too large ---------------------------------------------------------------

  void tell(std::size_t a, const Compared& compared) {
    const Declared& declared = alternatives_[a];
    AlternativeResult result{declared.package, declared.alternative, compared.chosen, {}};
    for (const std::int64_t total : compared.totals) result.totals.emplace_back(total);
    totals_.alternatives[declared.subject].push_back(std::move(result));
  }

  void warn(const Settlement::Component& component) {
    std::vector<std::string> names;
    for (const std::size_t i : component.offers) names.push_back(name_of(stack_.offers[i]));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "determine.stacking-size";
    const std::string count = std::to_string(component.offers.size());
    diagnostic.message = {count + " 项权益相互牵连（" + text::join(names, "、") +
                              "），可能的组合过多，未逐一试算：金额为上下限，未定的部分暂不可支付",
                          count + " claims hang together (" + text::join(names, ", ") +
                              ") in more combinations than are tried: their amounts are bounds, and what is "
                              "open is not payable yet"};
    diagnostic.help = {"补齐未知的事实或作出未定的决定后再查",
                       "ask again when unknown facts are known and open decisions are taken"};
    totals_.diagnostics.push_back(std::move(diagnostic));
  }

  // ---- totals ------------------------------------------------------------------------------------------

  static constexpr Fen most{std::numeric_limits<std::int64_t>::max()};

  static void add_to(Bounds& bounds, std::int64_t low, std::optional<std::int64_t> high) {
    // Beyond what 64 bits hold: at least the most that they do, and without a bound.
    bounds.certain = add(bounds.certain, Fen{low}).value_or(most);
    bounds.max = bounds.max && high ? add(*bounds.max, Fen{*high}) : std::nullopt;
  }

  void explain_unbounded(Bounds& bounds, const std::vector<std::size_t>& offers) const {
    if (!explain_) return;
    for (const std::size_t i : offers) {
      std::vector<Missing> why = owners_[i].stake->unbounded;
      if (why.empty() && owners_[i].claim != nullptr && !owners_[i].stake->offered.max) {
        why = owners_[i].claim->missing;
      }
      for (Missing& missing : why) missing.provisions = {name_of(stack_.offers[i])};
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
  const bool explain_;
  const Offers offers_;
  const Stack& stack_ = offers_.stack;
  const std::vector<Owner>& owners_ = offers_.owners;
  const std::vector<Declared>& alternatives_ = offers_.alternatives;
  const std::vector<const Paid*>& paid_ = offers_.paid;
  Totals totals_;
};

}  // namespace

Totals settle_claims(const std::vector<OfSubject>& judged, const std::vector<std::string>& subjects,
                     const std::vector<Paid>& paid, const Question& question) {
  return Settler(judged, subjects, paid, question).run();
}

}  // namespace enact::determine
