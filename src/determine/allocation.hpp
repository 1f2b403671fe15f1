// A budget that is too short, shared out (按序、按名次、按比例): by queue, by rank, or in proportion. Pure
// arithmetic over fen; knows nothing of provisions, cases or populations.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace enact::determine {

enum class AllocationRule : std::uint8_t {
  queue,     // 先到先得: the smaller `turn` first, each in full while the money lasts
  ranking,   // 择优: the greater `turn` first, likewise
  pro_rata,  // 按比例: everybody the same share of what is demanded
};
inline constexpr AllocationRule allocation_rules[] = {AllocationRule::queue, AllocationRule::ranking,
                                                      AllocationRule::pro_rata};
std::string_view to_string(AllocationRule rule);  // "pro-rata"

struct Demand {
  std::string_view id;    // of the claim; distinct. Settles what the rule leaves equal: the smaller first
  std::int64_t fen = 0;   // not negative
  std::int64_t turn = 0;  // when it came, or how it was ranked
};

// What each demand is given, in the order of `demands`. Together exactly the budget, or all that is demanded
// if that is less; nobody more than demanded; the same whatever order the demands stand in. Whoever is
// reached when the money runs out is given the rest. In proportion: whole fen downwards, and the fen that
// remain one each by the largest remainder. Precondition: `budget` is not negative.
std::vector<std::int64_t> allocate(std::int64_t budget, std::span<const Demand> demands, AllocationRule rule);

}  // namespace enact::determine
