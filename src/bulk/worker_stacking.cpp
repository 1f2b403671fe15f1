// 就高不重复 over the claims of a window. See engine.hpp and determine/stacking.hpp.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "bulk/engine.hpp"
#include "determine/judge.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {

// Amounts that 64 bits do not hold, as many claims of one subject may come to: what they are then is for the
// scalar evaluator to say.
std::int64_t Worker::added(std::int64_t sum, std::int64_t more, std::uint32_t row) {
  if (!__builtin_add_overflow(sum, more, &sum)) return sum;
  hard_[row] = 1;
  return 0;
}

std::int64_t Worker::added_greatest(std::int64_t sum, std::int64_t more, std::uint32_t row) {
  if (sum == no_bound || more == no_bound) return no_bound;
  sum = added(sum, more, row);
  if (sum == no_bound) hard_[row] = 1;  // a sum that looks like none
  return sum;
}

void Worker::pay(std::size_t k, std::uint32_t row, std::int64_t low, std::int64_t high) {
  if ((low != high || high == no_bound) && spread_[k] == 0) {
    if (greatest(k).empty()) greatest(k) = least(k);  // also of windows before
    greatest(k).copy(least(k), at_, rows_);
    spread_[k] = 1;
  }
  const std::size_t at = at_ + row;
  least(k).set(at, added(least(k)[at], low, row));
  if (spread_[k] != 0) greatest(k).set(at, added_greatest(greatest(k)[at], high, row));
}

void Worker::add_total(std::uint32_t row, std::int64_t low, std::int64_t high) {
  if (!open_) {
    low_.assign(rows_, 0);
    high_.assign(rows_, 0);
    open_ = true;
  }
  low_[row] = added(low_[row], low, row);
  high_[row] = added_greatest(high_[row], high, row);
}

void Worker::settle() {
  if (claims_.empty()) return;
  counts_.assign(static_cast<std::size_t>(type_.groups) * rows_, 0);
  const auto count = [&](const Claim& claim) -> std::uint32_t& {
    return counts_[static_cast<std::size_t>(type_.lanes[claim.lane].group) * rows_ + claim.row];
  };
  for (const Claim& claim : claims_) ++count(claim);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> together;  // row, claim
  for (std::size_t c = 0; c < claims_.size(); ++c) {
    const Claim& claim = claims_[c];
    if (hard_[claim.row] != 0) continue;
    if (count(claim) > 1) {
      together.emplace_back(claim.row, static_cast<std::uint32_t>(c));
      continue;
    }
    if (claim.further) {
      add_total(claim.row, claim.low, claim.high);
      continue;
    }
    // Alone with its matter and its caps.
    std::int64_t low = claim.low;
    std::int64_t high = claim.high;
    for (const CapLane& cap : type_.lanes[claim.lane].variants[claim.variant].caps) {
      low = std::min(low, cap.limit);
      high = std::min(high, cap.limit);
    }
    if (!claim.certain) low = 0;
    pay(claim.lane, claim.row, low, high);
    add_total(claim.row, low, high);
  }
  std::stable_sort(together.begin(), together.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < together.size();) {
    std::vector<std::uint32_t> claims;
    const std::uint32_t row = together[i].first;
    for (; i < together.size() && together[i].first == row; ++i) claims.push_back(together[i].second);
    settle_together(row, claims);
  }
}

std::string Worker::text_of(const Leaf& leaf, DomainId domain, std::size_t at) const {
  return determine::display(*executor_.value_at(leaf, domain, at));
}

// Claims of one subject that may be for one matter or draw on one cap, by the rules of
// determine/stacking.hpp.
void Worker::settle_together(std::uint32_t row, const std::vector<std::uint32_t>& claims) {
  determine::Stack stack;
  std::map<std::string, std::size_t> pool_of;
  for (const std::uint32_t c : claims) {
    const Claim& claim = claims_[c];
    const Lane& lane = type_.lanes[claim.lane];
    const policy::Provision& provision = *lane.plan->provision;
    const policy::Package& package = *lane.package->package;
    determine::Offer offer;
    offer.policy = package.id;
    offer.provision = provision.id;
    offer.policy_date = package.made.value_or(package.in_force.from.value_or(Date{}));
    offer.policy_number = package.number;
    if (provision.matter && claim.matter_known) {
      std::vector<std::string> parts;
      for (const MatterPart& part : lane.matter) {
        parts.push_back(part.text ? *part.text : text_of(part.leaf, lane.domain, claim.at));
      }
      offer.matter = package.issuing_city + "\x1e" + determine::matter_key(provision.matter->kind, parts);
      // Beside the others, and once by itself.
      if (provision.stacking.same_city == policy::SameCity::repeatable) {
        offer.matter += "\x1e" + package.id + "/" + provision.id;
      }
    }
    if (claim.dated) offer.date = Date::from_days(claim.date);
    offer.low = claim.low;
    if (claim.high != no_bound) offer.high = claim.high;
    offer.certain = claim.certain;
    offer.top_up = provision.stacking.second_payment == policy::SecondPayment::top_up;
    for (const CapLane& cap : claim.further ? lane.further->caps : lane.variants[claim.variant].caps) {
      if (cap.cap->over == policy::Cap::Over::claim) continue;
      bool hard = false;
      if (claim.further && !draws(cap, row, hard)) continue;
      std::string key = package.id + "/" + provision.id + "/" + std::to_string(cap.place);
      if (cap.cap->over == policy::Cap::Over::year) {
        key += "/" + (offer.date ? std::to_string(offer.date->year) : std::string("?"));
      }
      for (const Leaf& leaf : cap.key_leaves) {
        key += "\x1f" + text::matter_form(text_of(leaf, claim.further ? 0 : lane.domain, claim.at));
      }
      const auto [place, added] = pool_of.try_emplace(key, stack.pools.size());
      if (added) stack.pools.push_back({cap.limit, 0});
      offer.draws.push_back({place->second});
    }
    stack.offers.push_back(std::move(offer));
  }
  const determine::Settlement settlement = determine::settle(stack);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (claims_[claims[i]].further) continue;  // said already of its provision
    const determine::Settled& settled = settlement.claims[i];
    pay(claims_[claims[i]].lane, row, settled.low, settled.high.value_or(no_bound));
  }
  for (const determine::Settlement::Component& component : settlement.components) {
    add_total(row, component.low, component.high.value_or(no_bound));
  }
}

}  // namespace enact::bulk
