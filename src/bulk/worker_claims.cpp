// What one event is worth: amount, matter and caps. See engine.hpp.
#include <algorithm>

#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"
#include "determine/amounts.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {

using determine::Status;

Worker::Money Worker::money_of_row(const Lane& lane, const RowExpression& expression, std::size_t at) const {
  const Money hard{0, 0, Money::Is::hard};
  std::vector<feel::Value> inputs;
  for (const Leaf& leaf : expression.inputs) {
    auto value = executor_.value_at(leaf, lane.domain, at);
    if (!value) return hard;
    inputs.push_back(std::move(*value));
  }
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{engine_.question().on, {}});
  const determine::Figures figures = determine::figures_of(evaluation.evaluate(expression.program, inputs));
  if (!figures.causes.empty() || figures.absent) return hard;
  const std::int64_t low = figures.amount.min.count;
  const std::int64_t high = figures.amount.max ? figures.amount.max->count : no_bound;
  if (low > most_fen || (high > most_fen && high != no_bound)) return hard;
  return {low, high, Money::Is::settled};
}

Worker::Money Worker::money(const Lane& lane, const AmountLane& amount, std::size_t at) {
  if (amount.fixed) return {amount.least, amount.greatest, Money::Is::settled};
  if (amount.figure == no_register) return money_of_row(lane, *amount.row, at);
  const std::uint8_t* states = executor_.cells(amount.figure);
  const Cell state = states != nullptr ? Cell{states[at]} : Cell::known;
  if (state == Cell::unknown) return {0, no_bound, Money::Is::unknown};
  if (state == Cell::absent) return {0, 0, Money::Is::absent};
  if (state == Cell::other)
    return amount.row ? money_of_row(lane, *amount.row, at) : Money{0, 0, Money::Is::hard};
  const std::int64_t number = executor_.numbers(amount.figure)[at];
  const int scale = executor_.scale(amount.figure);
  Sum fen = number;
  if (scale <= 2) {
    fen *= ten_to(2 - scale);
  } else {
    const Sum unit = ten_to(scale - 2);
    fen = (fen * 2 + unit) / (unit * 2);  // half up; negative amounts are not paid at all
  }
  if (number < 0 || fen > most_fen) return {0, 0, Money::Is::hard};
  return {static_cast<std::int64_t>(fen), static_cast<std::int64_t>(fen), Money::Is::settled};
}

bool Worker::known(RegisterId id, std::size_t at, bool& hard) const {
  const std::uint8_t* states = executor_.cells(id);
  if (states == nullptr || states[at] == 0) return true;
  hard = hard || Cell{states[at]} == Cell::other;
  return false;
}

// An event that meets all conditions, or may: what it is worth. Sets the provision's status for the subject;
// false: what the amount is computed from is known to be absent, so nothing is due.
bool Worker::weigh(std::size_t k, std::size_t at, std::uint32_t row, const Variant& variant,
                   std::uint32_t variant_index, bool perhaps, std::optional<std::int64_t> date) {
  const Lane& lane = type_.lanes[k];
  Claim claim;
  claim.row = row;
  claim.lane = static_cast<std::uint32_t>(k);
  claim.at = static_cast<std::uint32_t>(at);
  claim.variant = variant_index;
  claim.dated = date.has_value();
  claim.date = date.value_or(0);
  claim.certain = !perhaps;
  bool unknown = perhaps;
  bool hard = false;
  if (lane.money) {
    const Money worth = money(lane, *variant.amount, at);
    if (worth.is == Money::Is::hard) hard = true;
    if (worth.is == Money::Is::absent) return false;
    unknown = unknown || worth.is == Money::Is::unknown;
    claim.low = worth.low;
    claim.high = worth.high;
  }
  for (const MatterPart& part : lane.matter) {
    if (part.loaded != no_register && !known(part.loaded, at, hard)) claim.matter_known = false;
  }
  if (!claim.matter_known) {
    unknown = true;
    claim.certain = false;
  }
  for (const CapLane& cap : variant.caps) {
    if (cap.cap->over == policy::Cap::Over::claim) {
      claim.low = std::min(claim.low, cap.limit);
      claim.high = std::min(claim.high, cap.limit);
      continue;
    }
    if (lane.estimate) hard = true;  // which takes no part in what claims share
    for (const RegisterId id : cap.key) {
      if (known(id, at, hard)) continue;
      // A cap that cannot be told leaves all of the claim open.
      hard = true;
    }
  }
  if (hard) {
    hard_[row] = 1;
    return true;
  }
  const Status made = unknown ? Status::unknown : Status::due;
  std::uint8_t& known_so_far = status(k)[row];
  if (known_so_far == code_of(Status::not_due) || made == Status::due) known_so_far = code_of(made);
  if (!lane.money) return true;
  if (lane.estimate) {
    pay(k, row, claim.low, claim.high);
  } else {
    claims_.push_back(claim);
  }
  return true;
}

}  // namespace enact::bulk
