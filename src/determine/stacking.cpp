// Stacking: components, completions, what is payable. See stacking.hpp.
#include "determine/stacking.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "determine/choice.hpp"
#include "determine/one_matter.hpp"

namespace enact::determine {
namespace {

std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

std::vector<std::vector<std::size_t>> components_of(const Stack& stack) {
  const std::vector<Offer>& offers = stack.offers;
  std::vector<std::size_t> parent(offers.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::unordered_map<std::string_view, std::size_t> of_matter(offers.size());
  std::vector<std::optional<std::size_t>> of_pool(stack.pools.size());
  std::vector<std::optional<std::size_t>> of_alternative(stack.alternatives.size());
  const auto join = [&](std::optional<std::size_t>& first, std::size_t i) {
    if (!first) {
      first = i;
    } else {
      parent[root(parent, i)] = root(parent, *first);
    }
  };
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (!offers[i].matter.empty()) {
      const auto [first, added] = of_matter.try_emplace(offers[i].matter, i);
      if (!added) parent[root(parent, i)] = root(parent, first->second);
    }
    for (const Offer::Draw& draw : offers[i].draws) join(of_pool[draw.pool], i);
    for (const Offer::Member& member : offers[i].member_of) join(of_alternative[member.alternative], i);
  }
  std::vector<std::vector<std::size_t>> components;
  components.reserve(offers.size());
  std::vector<std::size_t> place(offers.size(), offers.size());  // of a root's component
  for (std::size_t i = 0; i < offers.size(); ++i) {
    std::size_t& own = place[root(parent, i)];
    if (own == offers.size()) {
      own = components.size();
      components.emplace_back();
    }
    components[own].push_back(i);
  }
  return components;
}

// The part of a stack that one component is, its caps and alternatives numbered anew.
struct Part {
  Stack stack;
  std::vector<std::size_t> offers;        // in the whole
  std::vector<std::size_t> alternatives;  // in the whole
};

Part part_of(const Stack& whole, std::vector<std::size_t> members) {
  Part part;
  std::map<std::size_t, std::size_t> pools, alternatives;
  for (const std::size_t i : members) {
    Offer& offer = part.stack.offers.emplace_back(whole.offers[i]);
    for (Offer::Draw& draw : offer.draws) {
      const auto [place, added] = pools.try_emplace(draw.pool, part.stack.pools.size());
      if (added) part.stack.pools.push_back(whole.pools[draw.pool]);
      draw.pool = place->second;
    }
    for (Offer::Member& member : offer.member_of) {
      const auto [place, added] = alternatives.try_emplace(member.alternative, part.alternatives.size());
      if (added) {
        part.stack.alternatives.push_back(whole.alternatives[member.alternative]);
        part.alternatives.push_back(member.alternative);
      }
      member.alternative = place->second;
    }
  }
  part.offers = std::move(members);
  return part;
}

bool draws_on(const Offer& offer, std::size_t pool) {
  return std::any_of(offer.draws.begin(), offer.draws.end(),
                     [&](const Offer::Draw& draw) { return draw.pool == pool; });
}

// The stack after these amounts were paid.
Stack after_paying(const Stack& stack, const Amounts& paid) {
  Stack after = stack;
  for (std::size_t i = 0; i < paid.size(); ++i) {
    if (paid[i] == 0) continue;
    const Offer& payer = stack.offers[i];
    for (std::size_t j = 0; j < after.offers.size(); ++j) {
      Offer& offer = after.offers[j];
      const bool same_matter = i == j || (!payer.matter.empty() && offer.matter == payer.matter);
      if (!same_matter) continue;
      offer.paid_city += paid[i];
      if (offer.policy != payer.policy || offer.provision != payer.provision) continue;
      offer.paid_own += paid[i];
      for (Offer::Draw& draw : offer.draws) {
        if (draws_on(payer, draw.pool)) draw.paid += paid[i];
      }
    }
    for (const Offer::Draw& draw : payer.draws) after.pools[draw.pool].used += paid[i];
    for (const Offer::Member& member : payer.member_of) {
      after.alternatives[member.alternative].paid.push_back({payer.matter, member.sets, paid[i]});
    }
  }
  return after;
}

// ---- completions ---------------------------------------------------------------------------------------

constexpr std::size_t most_work = 65'536;  // completions × choices

class Component {
 public:
  explicit Component(const Stack& stack) : stack_(stack), offers_(stack.offers), chooser_(stack) {}

  Settlement::Component bounds;
  std::vector<Settled> claims;
  std::vector<Compared> alternatives;

  void run() {
    claims.resize(offers_.size());
    find_candidates();
    if (chooser_.choices() > most_choices) {
      for (std::size_t i = 0; i < offers_.size(); ++i) claims[i].as_known.capped = high_of(offers_[i]);
      bound();
    } else {
      explain();
      if (combinations() <= std::min(most_completions, most_work / chooser_.choices())) {
        enumerate();
        find_payable();
      } else {
        bound();
      }
    }
    release(bounds.high);
    for (Settled& claim : claims) release(claim.high);
  }

 private:
  static void release(std::optional<std::int64_t>& high) {
    if (high && *high >= unbounded / 2) high.reset();
  }

  // The payouts that explanations speak of, how the sets of alternatives compare, and rivals that are not
  // settled yet.
  void explain() {
    Amounts known, possible;
    for (const Offer& offer : offers_) {
      known.push_back(offer.certain ? high_of(offer) : absent);
      possible.push_back(high_of(offer));
    }
    const Chooser::Chosen as_known = chooser_.best(known);
    const Chooser::Chosen all = chooser_.best(possible);
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      Payout& payout = claims[i].as_known;
      payout = as_known.payouts[i];
      if (!offers_[i].certain) {
        Amounts with = known;
        with[i] = possible[i];
        payout = chooser_.best(with).payouts[i];
      }
      if (!payout.winner && !payout.closed) claims[i].rival = all.payouts[i].winner;
    }
    for (std::size_t a = 0; a < stack_.alternatives.size(); ++a) {
      Compared& compared = alternatives.emplace_back();
      compared.chosen = as_known.sets[a];
      for (std::size_t set = 0; set < stack_.alternatives[a].sets; ++set) {
        const Chooser::Forced forced{a, set};
        compared.totals.push_back(total_of(chooser_.best(known, &forced).payouts));
      }
    }
  }

  // The figures at which a payment can turn: an offer's ends and, where it shares its matter or a cap, the
  // places inside where it overtakes another, exhausts a cap, or tips the balance between two sets. What only
  // adds to a set tips it the one way or the other at its ends.
  void find_candidates() {
    const std::vector<Group> groups = groups_of(offers_);
    std::vector<bool> alone(offers_.size(), false);
    for (const Group& group : groups) alone[group.front()] = group.size() == 1;
    const bool several =
        (groups.size() > 1 && groups.size() < offers_.size()) || !stack_.alternatives.empty();
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      const Offer& offer = offers_[i];
      Amounts figures{offer.low, high_of(offer)};
      // Where nobody else could pay its matter, an offer of 0 is like none.
      if (!offer.certain && (offer.low > 0 || !alone[i])) figures.push_back(absent);
      if (several && (!alone[i] || shares_cap(i))) {
        const auto inside = [&](std::int64_t figure) {
          for (const std::int64_t near : {figure - 1, figure, figure + 1}) {
            if (near > offer.low && near < high_of(offer)) figures.push_back(near);
          }
        };
        for (const Offer& other : offers_) {
          inside(other.low);
          if (other.high) inside(*other.high);
        }
        for (const Offer::Draw& draw : offer.draws) {
          inside(stack_.pools[draw.pool].limit - stack_.pools[draw.pool].used + draw.paid);
        }
        for (const Offer::Member& member : offer.member_of) tip(i, member, inside);
      }
      std::sort(figures.begin(), figures.end());
      figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
      candidates_.push_back(std::move(figures));
    }
  }

  bool shares_cap(std::size_t i) const {
    return std::any_of(offers_[i].draws.begin(), offers_[i].draws.end(), [&](const Offer::Draw& draw) {
      return std::count_if(offers_.begin(), offers_.end(),
                           [&](const Offer& other) { return draws_on(other, draw.pool); }) > 1;
    });
  }

  template <typename Inside>
  void tip(std::size_t i, const Offer::Member& member, const Inside& inside) const {
    for (std::size_t own = 0; own < stack_.alternatives[member.alternative].sets; ++own) {
      if ((member.sets >> own & 1U) == 0) continue;
      for (std::size_t other = 0; other < stack_.alternatives[member.alternative].sets; ++other) {
        for (const bool own_high : {false, true}) {
          for (const bool other_high : {false, true}) {
            const auto of_other = sum_of_set(member.alternative, other, other_high, i);
            const auto of_own = sum_of_set(member.alternative, own, own_high, i);
            if (of_other && of_own) inside(*of_other - *of_own);
          }
        }
      }
    }
  }

  // At their lowest or highest, without one of them; nullopt: nothing bounds it, and nothing tips there.
  std::optional<std::int64_t> sum_of_set(std::size_t alternative, std::size_t set, bool high,
                                         std::size_t except) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      if (i == except) continue;
      for (const Offer::Member& member : offers_[i].member_of) {
        if (member.alternative != alternative || (member.sets >> set & 1U) == 0) continue;
        if (high && !offers_[i].high) return std::nullopt;
        sum += high ? *offers_[i].high : offers_[i].low;
      }
    }
    return sum;
  }

  std::size_t combinations() const {
    std::size_t product = 1;
    for (const Amounts& figures : candidates_) {
      product *= figures.size();
      if (product > most_completions) break;
    }
    return product;
  }

  // The n-th completion.
  Amounts completion(std::size_t n) const {
    Amounts figures;
    for (const Amounts& choice : candidates_) {
      figures.push_back(choice[n % choice.size()]);
      n /= choice.size();
    }
    return figures;
  }

  void enumerate() {
    const std::size_t count = combinations();
    for (std::size_t n = 0; n < count; ++n) {
      const std::vector<Payout> payouts = chooser_.best(completion(n)).payouts;
      totals_.push_back(total_of(payouts));
      for (std::size_t i = 0; i < payouts.size(); ++i) {
        widen(claims[i].low, claims[i].high, payouts[i].pay, n == 0);
      }
      widen(bounds.low, bounds.high, totals_.back(), n == 0);
    }
  }

  static void widen(std::int64_t& low, std::optional<std::int64_t>& high, std::int64_t value, bool first) {
    low = first ? value : std::min(low, value);
    high = first ? value : std::max(*high, value);
  }

  // ---- what is payable ---------------------------------------------------------------------------------

  // Payments are safe together if no completion's total changes: what was paid and what is then still owed
  // make what would have been owed without. Found from what is owed if nothing uncertain comes: all of it if
  // that is safe, else claim by claim in the order of dates and provisions, until nothing can be added; so
  // that paying it leaves nothing payable.
  void find_payable() {
    Amounts paid(offers_.size(), 0);
    if (totals_.size() == 1) {
      for (std::size_t i = 0; i < offers_.size(); ++i) claims[i].payable = claims[i].low;
      return;
    }
    Amounts least;
    for (const Offer& offer : offers_) least.push_back(offer.certain ? offer.low : absent);
    for (bool added = true; added;) {
      added = false;
      const Stack now = after_paying(stack_, paid);
      const std::vector<Payout> next = Chooser(now).best(least).payouts;
      if (total_of(next) == 0) break;
      Amounts with = paid;
      for (std::size_t i = 0; i < next.size(); ++i) with[i] += next[i].pay;
      if (safe(with)) {
        paid = std::move(with);
        added = true;
        continue;
      }
      for (const Group& group : groups_of(offers_)) {
        for (const std::size_t i : group) {
          if (next[i].pay == 0) continue;
          with = paid;
          with[i] += next[i].pay;
          if (!safe(with)) continue;
          paid = with;
          added = true;
        }
      }
    }
    for (std::size_t i = 0; i < offers_.size(); ++i) claims[i].payable = paid[i];
  }

  bool safe(const Amounts& paid) const {
    const std::int64_t sum = std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
    const Stack after = after_paying(stack_, paid);
    const Chooser chooser(after);
    for (std::size_t n = 0; n < totals_.size(); ++n) {
      if (total_of(chooser.best(completion(n)).payouts) + sum != totals_[n]) return false;
    }
    return true;
  }

  // ---- beyond the size that is tried -------------------------------------------------------------------

  // Bounds that hold without looking at every completion: nobody gets more than its own offer at its highest
  // with the caps to itself; at least what is certain and hangs together with nothing else is owed.
  void bound() {
    bounds.exact = false;
    std::int64_t total_high = 0;
    std::int64_t total_low = 0;
    for (const Group& group : groups_of(offers_)) {
      std::int64_t group_high = 0;
      std::int64_t group_low = 0;
      for (const std::size_t i : group) {
        const std::int64_t high = alone(i, high_of(offers_[i]));
        claims[i].high = high;
        group_high = std::max(group_high, high);
        if (!offers_[i].certain || !offers_[i].draws.empty() || !offers_[i].member_of.empty()) continue;
        const std::int64_t low = alone(i, offers_[i].low);
        group_low = std::max(group_low, low);
        if (group.size() == 1) claims[i].low = claims[i].payable = low;
      }
      total_high = std::min(total_high + group_high, unbounded);
      total_low += group_low;
    }
    // Claims that all draw on one cap cannot exceed what it leaves.
    for (std::size_t pool = 0; pool < stack_.pools.size(); ++pool) {
      const bool all = std::all_of(offers_.begin(), offers_.end(),
                                   [&](const Offer& offer) { return draws_on(offer, pool); });
      if (!all || offers_.empty()) continue;
      const std::int64_t left = stack_.pools[pool].limit - stack_.pools[pool].used;
      total_high = std::min(total_high, std::max<std::int64_t>(left, 0));
    }
    bounds.low = total_low;
    bounds.high = total_high;
  }

  std::int64_t alone(std::size_t i, std::int64_t figure) const {
    Stack one{{offers_[i]}, stack_.pools, {}};
    one.offers.front().member_of.clear();
    return Chooser(one).best({figure}).payouts.front().pay;
  }

  const Stack& stack_;
  const std::vector<Offer>& offers_;
  Chooser chooser_;
  std::vector<Amounts> candidates_;
  std::vector<std::int64_t> totals_;  // of each completion
};

}  // namespace

std::optional<std::vector<Payout>> pay_out(const Stack& stack, const Amounts& figures) {
  std::vector<Payout> payouts(stack.offers.size());
  for (std::vector<std::size_t>& members : components_of(stack)) {
    const Part part = part_of(stack, std::move(members));
    const Chooser chooser(part.stack);
    if (chooser.choices() > most_choices) return std::nullopt;
    Amounts own;
    for (const std::size_t i : part.offers) own.push_back(figures[i]);
    std::vector<Payout> made = chooser.best(own).payouts;
    for (std::size_t i = 0; i < made.size(); ++i) {
      if (made[i].winner) made[i].winner = part.offers[*made[i].winner];
      if (made[i].closed) made[i].closed = part.alternatives[*made[i].closed];
      payouts[part.offers[i]] = made[i];
    }
  }
  return payouts;
}

Settlement settle(const Stack& stack) {
  Settlement settlement;
  settlement.claims.resize(stack.offers.size());
  settlement.alternatives.resize(stack.alternatives.size());
  for (std::vector<std::size_t>& members : components_of(stack)) {
    if (settle_directly(stack, members, settlement)) continue;
    const Part part = part_of(stack, std::move(members));
    Component component(part.stack);
    component.run();
    component.bounds.offers = part.offers;
    for (std::size_t i = 0; i < part.offers.size(); ++i) {
      Settled claim = component.claims[i];
      if (claim.as_known.winner) claim.as_known.winner = part.offers[*claim.as_known.winner];
      if (claim.as_known.closed) claim.as_known.closed = part.alternatives[*claim.as_known.closed];
      if (claim.rival) claim.rival = part.offers[*claim.rival];
      settlement.claims[part.offers[i]] = claim;
    }
    for (std::size_t a = 0; a < component.alternatives.size(); ++a) {
      settlement.alternatives[part.alternatives[a]] = std::move(component.alternatives[a]);
    }
    settlement.components.push_back(std::move(component.bounds));
  }
  return settlement;
}

}  // namespace enact::determine
