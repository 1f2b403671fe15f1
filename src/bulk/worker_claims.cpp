// What one event is worth: amount, matter and caps. See engine.hpp.
#include <algorithm>

#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"
#include "determine/amounts.hpp"
#include "determine/occurrence.hpp"
#include "feel/evaluate.hpp"

namespace enact::bulk {

using feel::Value;

std::optional<Value> Worker::value_of_row(const Lane& lane, const RowExpression& expression,
                                          std::size_t at) const {
  std::vector<Value> inputs;
  for (const Leaf& leaf : expression.inputs) {
    auto value = executor_.value_at(leaf, lane.domain, at);
    if (!value) return std::nullopt;
    inputs.push_back(std::move(*value));
  }
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{engine_.question().on, {}});
  return evaluation.evaluate(expression.program, inputs);
}

Worker::Money Worker::money_of_row(const Lane& lane, const RowExpression& expression, std::size_t at) const {
  const Money hard{0, 0, Money::Is::hard};
  const auto value = value_of_row(lane, expression, at);
  if (!value) return hard;
  const determine::Figures figures = determine::figures_of(*value);
  if (figures.absent) return hard;
  if (!figures.causes.empty()) {
    // Facts that are not known: nothing is known of the amount. An error may speak of what is known to be
    // absent, and a band that is partly open needs its reasons.
    const bool not_known = std::any_of(figures.causes.begin(), figures.causes.end(), [](const auto& cause) {
      return cause.kind != feel::Cause::Kind::error;
    });
    const bool nothing = figures.amount.min.count == 0 && !figures.amount.max;
    return not_known && nothing ? Money{0, no_bound, Money::Is::unknown} : hard;
  }
  const std::int64_t low = figures.amount.min.count;
  const std::int64_t high = figures.amount.max ? figures.amount.max->count : no_bound;
  if (low > most_fen || (high > most_fen && high != no_bound)) return hard;
  return {low, high, Money::Is::settled};
}

Worker::Months Worker::months_of(const Lane& lane, std::size_t at) const {
  const Months hard{0, 0, true};
  const ScheduleLane& schedule = *lane.schedule;
  const auto from = value_of_row(lane, schedule.from, at);
  if (!from) return hard;
  const std::optional<Date> first = determine::day_of(*from);
  if (!first) return from->is_null() ? Months{} : hard;  // without a first day nothing has begun
  const Date start{first->year, first->month, 1};
  std::optional<Date> last;
  if (schedule.count) {
    const auto count = value_of_row(lane, *schedule.count, at);
    if (!count) return hard;
    const auto whole = count->number() != nullptr ? count->number()->to_int64() : std::nullopt;
    const bool counted = whole && *whole >= 0 && *whole <= determine::most_months;
    if (!counted && !count->is_null()) return hard;
    if (counted) last = start.add_months(*whole - 1);
  } else if (schedule.to) {
    const auto to = value_of_row(lane, *schedule.to, at);
    if (!to) return hard;
    last = determine::day_of(*to);
    if (!last && !to->is_null()) return hard;
  }
  // What is agreed in full runs beyond the day of asking.
  const Date end = last.value_or(engine_.question().on);
  const std::int64_t months = (end.year - start.year) * 12 + (end.month - start.month) + 1;
  return {start.days_since_1970(), std::clamp<std::int64_t>(months, 0, determine::most_months), false};
}

Worker::Money Worker::money_of_schedule(const Lane& lane, const RowExpression& expression, std::size_t at,
                                        bool perhaps) const {
  const Money hard{0, 0, Money::Is::hard};
  const Months months = months_of(lane, at);
  std::vector<Value> inputs(expression.inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Leaf& leaf = expression.inputs[i];
    if (leaf.column == month_column || leaf.column == month_index_column) continue;
    auto value = executor_.value_at(leaf, lane.domain, at);
    if (!value) return hard;
    inputs[i] = std::move(*value);
  }
  feel::Evaluation evaluation(feel::Mode::determination, DateTime{engine_.question().on, {}});
  Sum low = 0, high = 0;
  bool any = false;
  Date month = Date::from_days(months.first);
  for (std::int64_t number = 1; number <= months.count; ++number, month = *month.add_months(1)) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (expression.inputs[i].column == month_column) inputs[i] = Value(month);
      if (expression.inputs[i].column == month_index_column) inputs[i] = Value(Decimal(number));
    }
    const determine::Figures figures = determine::figures_of(evaluation.evaluate(expression.program, inputs));
    if (!figures.causes.empty()) return hard;
    if (figures.absent) continue;  // nothing is due for this month
    if (!figures.amount.max) return hard;
    any = true;
    low += figures.amount.min.count;
    high += figures.amount.max->count;
  }
  if (!any) return {0, 0, Money::Is::absent};
  if (high > most_fen) return hard;
  // Of several months none is certain then; of one it is told what it would be.
  if (perhaps && months.count > 1) low = 0;
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high), Money::Is::settled};
}

Worker::Money Worker::money(const Lane& lane, const AmountLane& amount, std::size_t at) {
  if (amount.fixed) return {amount.least, amount.greatest, Money::Is::settled};
  if (amount.figure == no_register) return money_of_row(lane, *amount.row, at);
  const std::uint8_t* states = executor_.cells(amount.figure);
  const Cell state = states != nullptr ? Cell{states[at]} : Cell::known;
  if (state == Cell::unknown) return {0, no_bound, Money::Is::unknown};
  if (state == Cell::absent) return {0, 0, Money::Is::absent};
  if (state != Cell::known)
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

bool Worker::known(const Executor& executor, RegisterId id, std::size_t at, bool& hard) {
  const std::uint8_t* states = executor.cells(id);
  if (states == nullptr || states[at] == 0) return true;
  hard = hard || states[at] == cell::other || states[at] == cell::error;
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
    const Money worth = lane.schedule ? money_of_schedule(lane, *variant.amount->row, at, perhaps)
                                      : money(lane, *variant.amount, at);
    if (worth.is == Money::Is::hard) hard = true;
    if (worth.is == Money::Is::absent) return false;
    unknown = unknown || worth.is == Money::Is::unknown;
    claim.low = worth.low;
    claim.high = worth.high;
  }
  for (const MatterPart& part : lane.matter) {
    if (part.loaded != no_register && !known(executor_, part.loaded, at, hard)) claim.matter_known = false;
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
      if (known(executor_, id, at, hard)) continue;
      // A cap that cannot be told leaves all of the claim open.
      hard = true;
    }
  }
  if (hard) {
    hard_[row] = 1;
    return true;
  }
  const std::uint8_t made = unknown ? finding::unknown : finding::due;
  std::uint8_t& known_so_far = found(k)[row];
  if (made == finding::due || finding::is_not_due(known_so_far)) known_so_far = made;
  if (!lane.money) return true;
  if (lane.estimate) {
    pay(k, row, claim.low, claim.high);
  } else {
    claims_.push_back(claim);
  }
  return true;
}

}  // namespace enact::bulk
