// What a run says of each subject and of all of them. Amounts are in fen; `least` is certain, `greatest` is
// what it may come to over all completions of what is unknown or undecided (docs/determination.md).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "bulk/amount_column.hpp"
#include "bulk/lanes.hpp"

namespace enact::bulk {

inline constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::max();

// Why a provision is not due to a subject: the first requirement that is not met, of the event that comes
// nearest. From `first_condition` on the conditions in their order.
namespace reason {
inline constexpr std::uint8_t none = 0;      // it is due or unknown
inline constexpr std::uint8_t no_event = 1;  // there is nothing that it could be for
inline constexpr std::uint8_t first_condition = 2;
inline constexpr std::uint8_t most_conditions = 200;
inline constexpr std::uint8_t not_in_force = 250;
inline constexpr std::uint8_t no_amount = 251;  // what its amount is computed from is known to be absent
}  // namespace reason
Text reason_text(const Lane& lane, std::uint8_t reason);

// What is found of a row under one provision, in one byte: that it is due, that it is unknown, or the reason
// why it is not due.
namespace finding {
inline constexpr std::uint8_t due = reason::none;
inline constexpr std::uint8_t unknown = 255;

constexpr bool is_not_due(std::uint8_t found) {
  return found != due && found != unknown;
}
constexpr determine::Status status_of(std::uint8_t found) {
  if (found == due) return determine::Status::due;
  return found == unknown ? determine::Status::unknown : determine::Status::not_due;
}
constexpr std::uint8_t reason_of(std::uint8_t found) {
  return is_not_due(found) ? found : reason::none;
}
}  // namespace finding

// One provision, by row. `greatest` is empty where it is everywhere the same as `least`.
struct Outcomes {
  std::vector<std::uint8_t> found;  // finding
  AmountColumn least;               // empty: no money
  AmountColumn greatest;

  std::int64_t greatest_at(std::size_t row) const { return greatest.empty() ? least[row] : greatest[row]; }
};

using Sum = Wide;

struct LaneTotals {
  std::uint64_t due = 0;
  std::uint64_t not_due = 0;
  std::uint64_t unknown = 0;
  Sum least = 0;
  Sum greatest = 0;             // of those with a bound
  std::uint64_t unbounded = 0;  // how many have none
  std::vector<std::uint64_t> reasons = std::vector<std::uint64_t>(256);

  void add(const LaneTotals& more);
};

struct TypeTotals {
  std::uint64_t subjects = 0;
  std::uint64_t scalar = 0;  // of them through the scalar evaluator
  std::uint64_t paid = 0;    // with a certain amount above zero
  Sum least = 0;             // over all provisions, stacked
  Sum greatest = 0;
  std::uint64_t unbounded = 0;
  std::vector<LaneTotals> lanes;

  void add(const TypeTotals& more);
};

// A segment's outcomes; reused from segment to segment, so that its memory is asked for once.
struct SegmentOutcomes {
  const TypeProgram* type = nullptr;
  std::uint64_t first = 0;
  std::size_t rows = 0;
  std::vector<Outcomes> lanes;
  std::vector<std::int64_t> least;     // per subject, stacked
  std::vector<std::int64_t> greatest;  // empty where it is everywhere the same
  std::vector<std::uint8_t> scalar;    // 1: through the scalar evaluator
  TypeTotals totals;

  std::int64_t greatest_at(std::size_t row) const { return greatest.empty() ? least[row] : greatest[row]; }
};

}  // namespace enact::bulk
