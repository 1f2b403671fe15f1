// See one_matter.hpp.
#include "determine/one_matter.hpp"

#include <algorithm>
#include <tuple>

#include "determine/choice.hpp"

namespace enact::determine {
namespace {

std::optional<std::int64_t> bound(std::int64_t high) {
  return high < unbounded / 2 ? std::optional(high) : std::nullopt;
}

// What the offer pays of a figure that its caps leave: the difference to what was paid for the matter.
std::int64_t pay_of(const Offer& offer, std::int64_t figure) {
  if (offer.paid_city > 0 && !offer.top_up) return 0;
  return std::max<std::int64_t>(figure - offer.paid_city, 0);
}

// An offer that hangs together with nothing, its caps to itself: what they leave of it, less what was paid.
void settle_alone(const Offer& offer, const std::vector<Pool>& pools, Settled& claim,
                  Settlement::Component& bounds) {
  std::int64_t left = unbounded;
  for (const Offer::Draw& draw : offer.draws) {
    left = std::min(left, pools[draw.pool].limit - pools[draw.pool].used + draw.paid);
  }
  left = std::max<std::int64_t>(left, 0);
  const auto pay = [&](std::int64_t figure) { return pay_of(offer, std::min(figure, left)); };
  const std::int64_t high = pay(high_of(offer));
  claim.as_known = {std::clamp<std::int64_t>(high_of(offer), 0, left), high, {}, {}, 0};
  claim.low = offer.certain ? pay(offer.low) : 0;
  claim.high = bound(high);
  const bool safe = offer.top_up || claim.high == claim.low;
  claim.payable = safe ? claim.low : 0;
  bounds.low = claim.low;
  bounds.high = claim.high;
}

// Several for one matter: a greater figure of an offer never pays less and never loses where a lesser one
// wins, so what can be is seen at the ends of the ranges.
class OneMatter {
 public:
  OneMatter(const Stack& stack, const std::vector<std::size_t>& members)
      : offers_(stack.offers), members_(members) {}

  void run(std::vector<Settled>& claims, Settlement::Component& bounds) const {
    const auto least = [&](std::size_t i) { return offers_[i].certain ? offers_[i].low : absent; };
    const auto known = [&](std::size_t i) { return offers_[i].certain ? high_of(offers_[i]) : absent; };
    const auto most = [&](std::size_t i) { return high_of(offers_[i]); };
    const Winner as_known = winner(known);
    const Winner of_all = winner(most);
    for (const std::size_t i : members_) {
      const auto with = [&](const auto& others, std::int64_t own) {
        return winner([&](std::size_t j) { return j == i ? own : others(j); });
      };
      const Offer& offer = offers_[i];
      Settled& claim = claims[i];
      const bool can_win = with(least, most(i)).offer == i;
      const bool wins = offer.certain && with(most, offer.low).offer == i;
      claim.high = can_win ? bound(pay_of(offer, most(i))) : 0;
      claim.low = wins ? pay_of(offer, offer.low) : 0;
      const Winner shown = offer.certain ? as_known : with(known, most(i));
      claim.as_known.capped = std::max<std::int64_t>(most(i), 0);
      if (shown.offer == i) {
        claim.as_known.pay = shown.pay;
      } else {
        claim.as_known.winner = shown.offer;
      }
      if (!claim.as_known.winner && of_all.offer != i) claim.rival = of_all.offer;
    }
    const Winner certain = winner(least);
    bounds.low = certain.pay;
    bounds.high = bound(of_all.pay);
    if (certain.offer && is_safe(certain.pay)) claims[*certain.offer].payable = certain.pay;
  }

 private:
  struct Winner {
    std::optional<std::size_t> offer;  // none: nothing is offered
    std::int64_t pay = 0;
  };

  // Who pays when each offer gives its figure: who pays most, then who owes most, then who goes first.
  template <typename FigureOf>
  Winner winner(const FigureOf& figure_of) const {
    Winner best;
    std::int64_t owed = 0;
    for (const std::size_t i : members_) {
      const Offer& offer = offers_[i];
      const std::int64_t figure = figure_of(i);
      if (figure == absent || (offer.paid_city > 0 && !offer.top_up)) continue;
      const std::int64_t pay = pay_of(offer, figure);
      const auto order = std::tuple(pay, figure) <=> std::tuple(best.pay, owed);
      if (!best.offer || order > 0 || (order == 0 && goes_first(offer, offers_[*best.offer]))) {
        best = {i, pay};
        owed = figure;
      }
    }
    return best;
  }

  // After a payment those that pay no difference give nothing: none of them may be able to give more.
  bool is_safe(std::int64_t paid) const {
    return std::all_of(members_.begin(), members_.end(), [&](std::size_t i) {
      return offers_[i].top_up || pay_of(offers_[i], high_of(offers_[i])) <= paid;
    });
  }

  const std::vector<Offer>& offers_;
  const std::vector<std::size_t>& members_;
};

}  // namespace

bool settle_directly(const Stack& stack, std::vector<std::size_t>& members, Settlement& settlement) {
  const Offer& first = stack.offers[members.front()];
  const bool alone = members.size() == 1 && first.member_of.empty();
  const bool one_matter = std::all_of(members.begin(), members.end(), [&](std::size_t i) {
    const Offer& offer = stack.offers[i];
    return offer.matter == first.matter && offer.draws.empty() && offer.member_of.empty();
  });
  if (!alone && !one_matter) return false;
  Settlement::Component& bounds = settlement.components.emplace_back();
  if (alone) {
    settle_alone(first, stack.pools, settlement.claims[members.front()], bounds);
  } else {
    OneMatter(stack, members).run(settlement.claims, bounds);
  }
  bounds.offers = std::move(members);
  return true;
}

}  // namespace enact::determine
