// See choice.hpp.
#include "determine/choice.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace enact::determine {
namespace {

constexpr Date last_day{std::numeric_limits<std::int32_t>::max(), 12, 31};
constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

bool holds(std::uint64_t sets, std::size_t set) {
  return (sets >> set & 1U) != 0;
}

// Who goes first among equals: benefits in their order, then the earlier policy, its number, the provision.
auto precedence(const Offer& offer) {
  return std::tuple(offer.money, offer.benefit, offer.policy_date, std::string_view(offer.policy_number),
                    std::string_view(offer.policy), std::string_view(offer.provision),
                    offer.date.value_or(last_day), offer.low,
                    offer.high.value_or(std::numeric_limits<std::int64_t>::max()),
                    std::string_view(offer.matter));
}

// Where a group stands in the order in which caps are used up.
auto group_order(const std::vector<Offer>& offers, const Group& group) {
  const auto key = [&](std::size_t i) {
    const Offer& offer = offers[i];
    return std::tuple(offer.date.value_or(last_day), std::string_view(offer.matter),
                      std::string_view(offer.policy), std::string_view(offer.provision), offer.low,
                      offer.high.value_or(std::numeric_limits<std::int64_t>::max()));
  };
  auto least = key(group.front());
  for (const std::size_t i : group) least = std::min(least, key(i));
  return least;
}

// What one choice pays.
class Payment {
 public:
  Payment(const Stack& stack, const std::vector<Group>& groups, const Amounts& figures,
          const std::vector<std::size_t>& sets, const std::vector<std::size_t>& winners)
      : stack_(stack), groups_(groups), figures_(figures), sets_(sets), winners_(winners) {
    outside_.resize(stack.alternatives.size());
  }

  std::vector<Payout> run() {
    pass();
    bool paid_outside = false;
    for (std::size_t a = 0; a < outside_.size(); ++a) {
      outside_[a] = outside(a);
      paid_outside = paid_outside || outside_[a] > 0;
    }
    if (paid_outside) pass();
    return std::move(payouts_);
  }

 private:
  void pass() {
    payouts_.assign(stack_.offers.size(), {});
    used_.clear();
    for (const Pool& pool : stack_.pools) used_.push_back(pool.used);
    left_outside_ = outside_;
    for (std::size_t g = 0; g < groups_.size(); ++g) pay_group(groups_[g], winners_[g]);
  }

  // Paid under other sets than the chosen one, so far as no claim of the chosen set takes it for its own
  // matter.
  std::int64_t outside(std::size_t a) const {
    std::int64_t sum = 0;
    for (const Alternative::Payment& payment : stack_.alternatives[a].paid) {
      if (!holds(payment.sets, sets_[a])) sum += payment.amount;
    }
    for (const std::size_t i : winners_) {
      if (i != nobody) sum -= taken_over(i, a);
    }
    return sum;
  }

  // Of what was paid for the claim's matter under other sets, what counts as paid for it: as much as it is
  // above what its own set has paid.
  std::int64_t taken_over(std::size_t i, std::size_t a) const {
    const Offer& offer = stack_.offers[i];
    const bool member = std::any_of(offer.member_of.begin(), offer.member_of.end(),
                                    [&](const Offer::Member& m) { return m.alternative == a; });
    if (!member || !offer.top_up || offer.matter.empty()) return 0;
    std::int64_t outside = 0;
    for (const Alternative::Payment& payment : stack_.alternatives[a].paid) {
      if (payment.matter == offer.matter && !holds(payment.sets, sets_[a])) outside += payment.amount;
    }
    const std::int64_t own = std::max<std::int64_t>(offer.paid_city - outside, 0);
    return std::min(outside, std::max<std::int64_t>(payouts_[i].capped - own, 0));
  }

  // What the caps leave of the figure; what this claim was paid already is part of it, not in its way.
  std::int64_t capped(std::size_t i) const {
    std::int64_t amount = std::max<std::int64_t>(figures_[i], 0);
    for (const Offer::Draw& draw : stack_.offers[i].draws) {
      const std::int64_t left = stack_.pools[draw.pool].limit - used_[draw.pool] + draw.paid;
      amount = std::min(amount, std::max<std::int64_t>(left, 0));
    }
    return amount;
  }

  void pay(std::size_t i) {
    const Offer& offer = stack_.offers[i];
    Payout& payout = payouts_[i];
    std::int64_t rest = std::max<std::int64_t>(payout.capped - offer.paid_city, 0);
    for (const Offer::Member& member : offer.member_of) {
      std::int64_t& left = left_outside_[member.alternative];
      const std::int64_t taken =
          offer.top_up ? std::min(left, rest) : (outside_[member.alternative] > 0 ? rest : std::int64_t{0});
      left -= std::min(left, taken);
      rest -= taken;
      payout.for_other_set += taken;
    }
    payout.pay = rest;
    // What another set was paid stands for what this one would be: it uses up this one's caps.
    std::int64_t drawn = rest + payout.for_other_set;
    for (const Offer::Member& member : offer.member_of) drawn += taken_over(i, member.alternative);
    for (const Offer::Draw& draw : offer.draws) used_[draw.pool] += drawn;
  }

  std::optional<std::size_t> closing(std::size_t i) const {
    for (const Offer::Member& member : stack_.offers[i].member_of) {
      if (!holds(member.sets, sets_[member.alternative])) return member.alternative;
    }
    return std::nullopt;
  }

  void pay_group(const Group& group, std::size_t winner) {
    for (const std::size_t i : group) {
      payouts_[i].closed = closing(i);
      payouts_[i].capped = capped(i);
      if (winner != nobody && i != winner) payouts_[i].winner = winner;
    }
    if (winner != nobody) pay(winner);
  }

  const Stack& stack_;
  const std::vector<Group>& groups_;
  const Amounts& figures_;
  const std::vector<std::size_t>& sets_;
  const std::vector<std::size_t>& winners_;
  std::vector<Payout> payouts_;
  std::vector<std::int64_t> used_;          // of each cap
  std::vector<std::int64_t> outside_;       // of each alternative: paid under other sets
  std::vector<std::int64_t> left_outside_;  // of it, not yet deducted
};

std::int64_t owed(const std::vector<Payout>& payouts, const std::vector<std::size_t>& winners) {
  std::int64_t sum = 0;
  for (const std::size_t i : winners) {
    if (i != nobody) sum += payouts[i].capped;
  }
  return sum;
}

}  // namespace

bool goes_first(const Offer& a, const Offer& b) {
  return precedence(a) < precedence(b);
}

std::int64_t total_of(const std::vector<Payout>& payouts) {
  std::int64_t sum = 0;
  for (const Payout& payout : payouts) sum += payout.pay;
  return sum;
}

std::vector<Group> groups_of(const std::vector<Offer>& offers) {
  std::map<std::string_view, Group> by_matter;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].matter.empty()) {
      groups.push_back({i});
    } else {
      by_matter[offers[i].matter].push_back(i);
    }
  }
  for (auto& [matter, group] : by_matter) {
    std::sort(group.begin(), group.end(),
              [&](std::size_t a, std::size_t b) { return precedence(offers[a]) < precedence(offers[b]); });
    groups.push_back(std::move(group));
  }
  std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
    return std::pair(group_order(offers, a), a.front()) < std::pair(group_order(offers, b), b.front());
  });
  return groups;
}

Chooser::Chooser(const Stack& stack) : stack_(stack), groups_(groups_of(stack.offers)) {
  std::vector<std::size_t> order(stack.offers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return precedence(stack.offers[a]) < precedence(stack.offers[b]);
  });
  rank_.resize(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) rank_[order[place]] = place;
  const auto times = [&](std::size_t n) {
    choices_ = std::min(choices_ * std::max<std::size_t>(n, 1), most_choices + 1);
  };
  for (const Alternative& alternative : stack.alternatives) times(alternative.sets);
  for (const Group& group : groups_) times(group.size());
}

Chooser::Chosen Chooser::best(const Amounts& figures, const Forced* forced) const {
  std::vector<std::size_t> sets(stack_.alternatives.size(), 0);
  if (forced != nullptr) sets[forced->alternative] = forced->set;
  Chosen best;
  // What ranks the choices: total and owed, greatest first; then the sets and the winners, the lesser first.
  std::tuple<std::int64_t, std::int64_t, std::vector<std::size_t>, std::vector<std::size_t>> best_rank;
  std::vector<Group> open(groups_.size());
  std::vector<std::size_t> place(groups_.size());
  std::vector<std::size_t> winners(groups_.size());
  const auto consider = [&] {
    std::vector<Payout> payouts = Payment(stack_, groups_, figures, sets, winners).run();
    std::vector<std::size_t> ranks;
    for (const std::size_t i : winners) ranks.push_back(i == nobody ? nobody : rank_[i]);
    std::tuple rank{-total_of(payouts), -owed(payouts, winners), sets, std::move(ranks)};
    if (!best.payouts.empty() && best_rank <= rank) return;
    best = {std::move(payouts), sets};
    best_rank = std::move(rank);
  };
  // Of one set each: every claim that is present and in the chosen sets may pay its matter; but not one that
  // pays no difference, if something was paid.
  const auto for_each_winner = [&] {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      open[g].clear();
      for (const std::size_t i : groups_[g]) {
        const Offer& offer = stack_.offers[i];
        const bool closed = std::any_of(
            offer.member_of.begin(), offer.member_of.end(),
            [&](const Offer::Member& member) { return !holds(member.sets, sets[member.alternative]); });
        const bool spent = !offer.top_up && offer.paid_city > 0;
        if (!closed && !spent && figures[i] != absent) open[g].push_back(i);
      }
      place[g] = 0;
      winners[g] = open[g].empty() ? nobody : open[g].front();
    }
    for (;;) {
      consider();
      std::size_t g = 0;
      for (; g < groups_.size(); ++g) {
        if (++place[g] < open[g].size()) break;
        place[g] = 0;
        if (!open[g].empty()) winners[g] = open[g].front();
      }
      if (g == groups_.size()) return;
      winners[g] = open[g][place[g]];
    }
  };
  for (;;) {
    for_each_winner();
    std::size_t a = 0;
    for (; a < sets.size(); ++a) {
      if (forced != nullptr && forced->alternative == a) continue;
      if (++sets[a] < stack_.alternatives[a].sets) break;
      sets[a] = 0;
    }
    if (a == sets.size()) return best;
  }
}

}  // namespace enact::determine
