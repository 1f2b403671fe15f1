// The choice that stacking makes once every offer has its figure: which set of each alternative, which claim
// of each matter. See stacking.hpp. Internal to src/determine.
#pragma once

#include <vector>

#include "determine/stacking.hpp"

namespace enact::determine {

// An amount that no real one reaches stands for "no bound"; what pays it out of caps has no bound.
inline constexpr std::int64_t unbounded = 4'000'000'000'000'000;  // 40 trillion yuan

inline std::int64_t high_of(const Offer& offer) {
  return offer.high.value_or(unbounded);
}

using Amounts = std::vector<std::int64_t>;
using Group = std::vector<std::size_t>;  // offers that pay for one matter, by index

// In the order in which caps are used up, whatever the order of the offers.
std::vector<Group> groups_of(const std::vector<Offer>& offers);

// Whether `a` goes before `b` if they give the same: benefits in their order, then the earlier policy, its
// number, the provision.
bool goes_first(const Offer& a, const Offer& b);

std::int64_t total_of(const std::vector<Payout>& payouts);

// For one stack, which outlives it, and many figures.
class Chooser {
 public:
  explicit Chooser(const Stack& stack);

  // How many choices there are when every offer is present; at most one more than `most_choices`.
  std::size_t choices() const { return choices_; }

  struct Chosen {
    std::vector<Payout> payouts;    // one an offer
    std::vector<std::size_t> sets;  // one an alternative
  };
  struct Forced {
    std::size_t alternative;
    std::size_t set;
  };
  // The best choice; if forced, of those that pay this set. Precondition: choices() <= most_choices. Tries
  // each choice once: choices × offers.
  Chosen best(const Amounts& figures, const Forced* forced = nullptr) const;

 private:
  const Stack& stack_;
  std::vector<Group> groups_;
  std::vector<std::size_t> rank_;  // of each offer: the lesser goes first among equals
  std::size_t choices_ = 1;
};

}  // namespace enact::determine
