// See allocation.hpp.
#include "determine/allocation.hpp"

#include <algorithm>
#include <numeric>

namespace enact::determine {
namespace {

__extension__ using Wide = __int128;

Wide demanded(std::span<const Demand> demands) {
  Wide sum = 0;
  for (const Demand& demand : demands) sum += demand.fen;
  return sum;
}

std::vector<std::int64_t> in_turn(std::int64_t budget, std::span<const Demand> demands, bool greatest_first) {
  std::vector<std::size_t> order(demands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (demands[a].turn != demands[b].turn) return (demands[a].turn < demands[b].turn) != greatest_first;
    return demands[a].id < demands[b].id;
  });
  std::vector<std::int64_t> given(demands.size(), 0);
  for (const std::size_t i : order) {
    given[i] = std::min(demands[i].fen, budget);
    budget -= given[i];
    if (budget == 0) break;
  }
  return given;
}

// Precondition: less than `sum` is there.
std::vector<std::int64_t> in_proportion(std::int64_t budget, std::span<const Demand> demands, Wide sum) {
  struct Rest {
    Wide remainder;
    std::size_t index;
  };
  std::vector<std::int64_t> given(demands.size(), 0);
  if (sum == 0) return given;
  std::vector<Rest> rests;
  std::int64_t left = budget;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const Wide share = Wide{demands[i].fen} * budget;
    given[i] = static_cast<std::int64_t>(share / sum);
    left -= given[i];
    if (share % sum != 0) rests.push_back({share % sum, i});
  }
  // INVARIANT: the remainders add up to left * sum, so there are more of them than fen left; and a share with
  // a remainder lies below its demand, so one fen more does not pass it.
  const auto before = [&](const Rest& a, const Rest& b) {
    if (a.remainder != b.remainder) return a.remainder > b.remainder;
    return demands[a.index].id < demands[b.index].id;
  };
  const auto last = rests.begin() + left;
  if (last != rests.end()) std::nth_element(rests.begin(), last, rests.end(), before);
  for (auto rest = rests.begin(); rest != last; ++rest) ++given[rest->index];
  return given;
}

}  // namespace

std::string_view to_string(AllocationRule rule) {
  switch (rule) {
    case AllocationRule::queue:
      return "queue";
    case AllocationRule::ranking:
      return "ranking";
    case AllocationRule::pro_rata:
      break;
  }
  return "pro-rata";
}

std::vector<std::int64_t> allocate(std::int64_t budget, std::span<const Demand> demands,
                                   AllocationRule rule) {
  if (rule != AllocationRule::pro_rata) return in_turn(budget, demands, rule == AllocationRule::ranking);
  const Wide sum = demanded(demands);
  if (sum > budget) return in_proportion(budget, demands, sum);
  std::vector<std::int64_t> given;
  for (const Demand& demand : demands) given.push_back(demand.fen);
  return given;
}

}  // namespace enact::determine
