// Stacking: one matter, one payment. See stacking.hpp.
#include "determine/stacking.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace enact::determine {
namespace {

using Figures = std::vector<std::int64_t>;

// Offers that pay for one matter, by index.
using Group = std::vector<std::size_t>;

std::vector<Group> groups_of(const std::vector<Offer>& offers) {
  std::map<std::string, Group> by_matter;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].matter.empty()) {
      groups.push_back({i});
    } else {
      by_matter[offers[i].matter].push_back(i);
    }
  }
  for (auto& [matter, group] : by_matter) groups.push_back(std::move(group));
  return groups;
}

constexpr Date last_day{std::numeric_limits<std::int32_t>::max(), 12, 31};

// Where a group stands in the order in which caps are used up; independent of the order of the offers.
auto group_order(const std::vector<Offer>& offers, const Group& group) {
  const auto key = [&](std::size_t i) {
    const Offer& offer = offers[i];
    return std::tuple(offer.date.value_or(last_day), offer.matter, offer.policy, offer.provision, offer.low,
                      offer.high.value_or(std::numeric_limits<std::int64_t>::max()));
  };
  auto least = key(group.front());
  for (const std::size_t i : group) least = std::min(least, key(i));
  return least;
}

class PayOut {
 public:
  PayOut(const std::vector<Offer>& offers, const std::vector<Pool>& pools, const Figures& figures)
      : offers_(offers), pools_(pools), figures_(figures), payouts_(offers.size()) {
    for (const Pool& pool : pools) used_.push_back(pool.used);
  }

  std::vector<Payout> run() {
    std::vector<Group> groups = groups_of(offers_);
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
      return std::pair(group_order(offers_, a), a.front()) < std::pair(group_order(offers_, b), b.front());
    });
    for (const Group& group : groups) pay_group(group);
    return std::move(payouts_);
  }

 private:
  // What the caps leave of the figure; what this claim was paid already is part of it, not in its way.
  std::int64_t capped(std::size_t i) const {
    std::int64_t amount = std::max<std::int64_t>(figures_[i], 0);
    for (const std::size_t pool : offers_[i].pools) {
      const std::int64_t left = pools_[pool].limit - used_[pool] + offers_[i].paid_own;
      amount = std::min(amount, std::max<std::int64_t>(left, 0));
    }
    return amount;
  }

  void pay(std::size_t i, std::int64_t paid) {
    const bool more = paid == 0 || offers_[i].top_up;
    payouts_[i].pay = more ? std::max<std::int64_t>(payouts_[i].capped - paid, 0) : 0;
    for (const std::size_t pool : offers_[i].pools) used_[pool] += payouts_[i].pay;
  }

  // A better claim to pay for the matter: the higher offer, then the one that paid, then by name.
  bool better(std::size_t a, std::size_t b) const {
    const auto key = [&](std::size_t i) {
      return std::tuple(-payouts_[i].capped, -offers_[i].paid_own, offers_[i].date.value_or(last_day),
                        offers_[i].policy, offers_[i].provision);
    };
    return key(a) < key(b);
  }

  void pay_group(const Group& group) {
    std::optional<std::size_t> winner;
    std::int64_t paid_repeatable = 0;
    Group repeatable;
    for (const std::size_t i : group) {
      if (offers_[i].repeatable) {
        paid_repeatable += offers_[i].paid_own;
        repeatable.push_back(i);
        continue;
      }
      payouts_[i].capped = capped(i);
      if (!winner || better(i, *winner)) winner = i;
    }
    for (const std::size_t i : group) {
      if (!offers_[i].repeatable && i != *winner) payouts_[i].winner = winner;
    }
    if (winner) pay(*winner, std::max<std::int64_t>(offers_[*winner].paid_city - paid_repeatable, 0));
    // Beside it, one after the other, so that a cap they share is not used twice.
    std::sort(repeatable.begin(), repeatable.end(),
              [&](std::size_t a, std::size_t b) { return earlier(a, b); });
    for (const std::size_t i : repeatable) {
      payouts_[i].capped = capped(i);
      pay(i, offers_[i].paid_own);
    }
  }

  bool earlier(std::size_t a, std::size_t b) const {
    const auto key = [&](std::size_t i) {
      return std::tuple(offers_[i].date.value_or(last_day), offers_[i].policy, offers_[i].provision);
    };
    return key(a) < key(b);
  }

  const std::vector<Offer>& offers_;
  const std::vector<Pool>& pools_;
  const Figures& figures_;
  std::vector<std::int64_t> used_;
  std::vector<Payout> payouts_;
};

// ---- components ----------------------------------------------------------------------------------------

std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

std::vector<std::vector<std::size_t>> components_of(const std::vector<Offer>& offers, std::size_t pools) {
  std::vector<std::size_t> parent(offers.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::map<std::string, std::size_t> of_matter;
  std::vector<std::optional<std::size_t>> of_pool(pools);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (!offers[i].matter.empty()) {
      const auto [first, added] = of_matter.try_emplace(offers[i].matter, i);
      if (!added) parent[root(parent, i)] = root(parent, first->second);
    }
    for (const std::size_t pool : offers[i].pools) {
      if (!of_pool[pool]) {
        of_pool[pool] = i;
      } else {
        parent[root(parent, i)] = root(parent, *of_pool[pool]);
      }
    }
  }
  std::map<std::size_t, std::size_t> index;
  std::vector<std::vector<std::size_t>> components;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const auto [place, added] = index.try_emplace(root(parent, i), components.size());
    if (added) components.emplace_back();
    components[place->second].push_back(i);
  }
  return components;
}

// ---- completions ---------------------------------------------------------------------------------------

// An amount that no real one reaches stands for "no bound"; what pays it out of caps has no bound.
constexpr std::int64_t unbounded = 4'000'000'000'000'000;  // 40 trillion yuan
constexpr std::size_t most_combinations = 4096;

std::int64_t high_of(const Offer& offer) {
  return offer.high.value_or(unbounded);
}

class Component {
 public:
  Component(const std::vector<Offer>& all, const std::vector<Pool>& pools,
            const std::vector<std::size_t>& members)
      : pools_(pools) {
    for (const std::size_t i : members) offers_.push_back(all[i]);
  }

  Settlement::Component bounds;
  std::vector<Settled> claims;

  void run() {
    claims.resize(offers_.size());
    explain();
    find_candidates();
    if (combinations() <= most_combinations) {
      enumerate();
    } else {
      bound();
    }
    release(bounds.high);
    for (Settled& claim : claims) release(claim.high);
  }

 private:
  std::vector<Payout> pay(const Figures& figures) const { return pay_out(offers_, pools_, figures); }

  static void release(std::optional<std::int64_t>& high) {
    if (high && *high >= unbounded / 2) high.reset();
  }

  // The payouts that explanations speak of, and rivals that are not settled yet.
  void explain() {
    Figures known, possible;
    for (const Offer& offer : offers_) {
      known.push_back(offer.certain ? high_of(offer) : 0);
      possible.push_back(high_of(offer));
    }
    const std::vector<Payout> as_known = pay(known);
    const std::vector<Payout> all = pay(possible);
    for (std::size_t i = 0; i < offers_.size(); ++i) {
      claims[i].as_known = as_known[i];
      if (!offers_[i].certain) {
        Figures with = known;
        with[i] = possible[i];
        claims[i].as_known = pay(with)[i];
      }
      if (!claims[i].as_known.winner) claims[i].rival = all[i].winner;
    }
  }

  // The figures at which the total can turn: an offer's ends and, where a cap is shared among several
  // matters, the places inside where it overtakes another or exhausts what is left.
  void find_candidates() {
    const bool turns_inside = groups_of(offers_).size() > 1 && groups_of(offers_).size() < offers_.size();
    for (const Offer& offer : offers_) {
      Figures figures{offer.low, high_of(offer)};
      if (!offer.certain) figures.push_back(0);
      if (turns_inside) {
        const auto inside = [&](std::int64_t figure) {
          for (const std::int64_t near : {figure - 1, figure, figure + 1}) {
            if (near > offer.low && near < high_of(offer)) figures.push_back(near);
          }
        };
        for (const Offer& other : offers_) {
          inside(other.low);
          inside(high_of(other));
        }
        for (const std::size_t pool : offer.pools) inside(pools_[pool].limit - pools_[pool].used);
      }
      std::sort(figures.begin(), figures.end());
      figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
      candidates_.push_back(std::move(figures));
    }
  }

  std::size_t combinations() const {
    std::size_t product = 1;
    for (const Figures& figures : candidates_) {
      product *= figures.size();
      if (product > most_combinations) break;
    }
    return product;
  }

  void enumerate() {
    const std::size_t count = combinations();
    for (std::size_t n = 0; n < count; ++n) {
      Figures figures;
      std::size_t rest = n;
      for (const Figures& choice : candidates_) {
        figures.push_back(choice[rest % choice.size()]);
        rest /= choice.size();
      }
      const std::vector<Payout> payouts = pay(figures);
      std::int64_t total = 0;
      for (std::size_t i = 0; i < payouts.size(); ++i) {
        widen(claims[i].low, claims[i].high, payouts[i].pay, n == 0);
        total += payouts[i].pay;
      }
      widen(bounds.low, bounds.high, total, n == 0);
    }
  }

  static void widen(std::int64_t& low, std::optional<std::int64_t>& high, std::int64_t value, bool first) {
    low = first ? value : std::min(low, value);
    high = first ? value : std::max(*high, value);
  }

  // Bounds that hold without looking at every completion: nobody gets more than its own offer at its highest
  // with the caps to itself; at least the best certain offer of each matter is owed, as far as caps that
  // all others draw on first leave it.
  void bound() {
    std::int64_t total_high = 0;
    std::int64_t total_low = 0;
    for (const Group& group : groups_of(offers_)) {
      std::int64_t group_high = 0;
      std::int64_t group_low = 0;
      for (const std::size_t i : group) {
        const std::int64_t high = alone(i, high_of(offers_[i]));
        claims[i].high = high;
        group_high = offers_[i].repeatable ? group_high + high : std::max(group_high, high);
        if (offers_[i].certain && offers_[i].pools.empty()) {
          group_low = std::max(group_low, alone(i, offers_[i].low));
        }
        if (offers_[i].certain && offers_[i].pools.empty() && group.size() == 1) {
          claims[i].low = alone(i, offers_[i].low);
        }
      }
      total_high = std::min(total_high + group_high, unbounded);
      total_low += group_low;
    }
    // Claims that all draw on one cap cannot exceed what it leaves.
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const bool all = std::all_of(offers_.begin(), offers_.end(), [&](const Offer& offer) {
        return std::find(offer.pools.begin(), offer.pools.end(), pool) != offer.pools.end();
      });
      if (all && !offers_.empty()) {
        total_high = std::min(total_high, std::max<std::int64_t>(pools_[pool].limit - pools_[pool].used, 0));
      }
    }
    bounds.low = total_low;
    bounds.high = total_high;
  }

  std::int64_t alone(std::size_t i, std::int64_t figure) const {
    return pay_out({offers_[i]}, pools_, {figure}).front().pay;
  }

  const std::vector<Pool>& pools_;
  std::vector<Offer> offers_;
  std::vector<Figures> candidates_;
};

}  // namespace

std::vector<Payout> pay_out(const std::vector<Offer>& offers, const std::vector<Pool>& pools,
                            const Figures& figures) {
  return PayOut(offers, pools, figures).run();
}

Settlement settle(const std::vector<Offer>& offers, const std::vector<Pool>& pools) {
  Settlement settlement;
  settlement.claims.resize(offers.size());
  for (const std::vector<std::size_t>& members : components_of(offers, pools.size())) {
    Component component(offers, pools, members);
    component.run();
    component.bounds.offers = members;
    const auto outer = [&](std::optional<std::size_t> i) {
      return i ? std::optional(members[*i]) : std::nullopt;
    };
    for (std::size_t i = 0; i < members.size(); ++i) {
      Settled claim = component.claims[i];
      claim.as_known.winner = outer(claim.as_known.winner);
      claim.rival = outer(claim.rival);
      settlement.claims[members[i]] = claim;
    }
    settlement.components.push_back(std::move(component.bounds));
  }
  return settlement;
}

}  // namespace enact::determine
