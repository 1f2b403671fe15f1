// What a window comes to in all. See engine.hpp.
#include "bulk/engine.hpp"

namespace enact::bulk {

using determine::Status;

// A window of one provision adds up in 64 bits where no amount is above most_fen.
static_assert(most_fen < std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(window_rows));

// Where only totals are asked for, and nothing has to be looked at row by row.
bool Worker::window_in_all(std::size_t begin, std::size_t rows) {
  begin_ = begin;
  rows_ = rows;
  at_ = 0;
  verdicts_.resize(rows);
  first_reasons_.resize(rows);
  paid_.assign(rows, 0);
  in_all_.resize(type_.lanes.size());
  const Column* identity = segment_->table.column(type_.type->base->identity);
  if (identity == nullptr) return false;
  if (identity->states && kernels_.any(identity->states.get() + begin, 0xff, rows)) return false;
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    if (!lane_in_all(k)) return false;
  }
  TypeTotals& totals = out_->totals;
  totals.subjects += rows;
  totals.paid += kernels_.count(paid_.data(), 1, rows);
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    const InAll& found = in_all_[k];
    LaneTotals& lane = totals.lanes[k];
    lane.due += found.due;
    lane.unknown += found.unknown;
    lane.not_due += rows - found.due - found.unknown;
    for (const auto& [why, count] : found.reasons) lane.reasons[why] += count;
    lane.least += found.sum;
    lane.greatest += found.sum;
    totals.least += found.sum;
    totals.greatest += found.sum;
  }
  return true;
}

bool Worker::lane_in_all(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  InAll& made = in_all_[k];
  made.due = made.unknown = 0;
  made.sum = 0;
  made.reasons.clear();
  if (lane.how == Lane::How::scalar) return false;
  if (lane.list.empty() && lane.date != no_register) return false;
  if (!lane.list.empty()) {
    const ListColumn* list = segment_->table.list(lane.list);
    const bool complete =
        list != nullptr && (list->open.empty() || !kernels_.any(list->open.data() + begin_, 0xff, rows_));
    if (!complete || executor_.rows(lane.domain) != 0) return false;
    if (lane.months && !executor_.undecidable(lane.domain).empty()) return false;
    made.reasons.emplace_back(reason::no_event, rows_);
    return true;
  }
  const Variant& variant = lane.variants.front();
  const policy::Provision& provision = *lane.plan->provision;
  const Date day = lane.fixed_date.value_or(engine_.question().on);
  if (!provision.validity.contains(day)) return false;
  const bool several = variant.conditions.size() > 1;
  if (several) std::fill_n(first_reasons_.data(), rows_, reason::none);
  if (!combine(lane, variant, day, several ? first_reasons_.data() : nullptr)) return false;
  const std::uint8_t* combined = combined_;
  const auto [due, refused] = kernels_.tally(combined, rows_);
  made.due = due;
  made.unknown = rows_ - made.due - refused;
  if (!several) {
    made.reasons.emplace_back(reason::first_condition, refused);
  } else {
    for (std::size_t c = 0; c < variant.conditions.size(); ++c) {
      const auto why = static_cast<std::uint8_t>(reason::first_condition + c);
      made.reasons.emplace_back(why, kernels_.count(first_reasons_.data(), why, rows_));
    }
  }
  if (!lane.money) return lane.matter.empty();
  const bool settled =
      made.unknown == 0 && !lane.estimate && !type_.shared[static_cast<std::size_t>(lane.group)];
  if (!settled || !variant.caps.empty() || !all_known(lane, variant)) return false;
  const AmountLane& amount = *variant.amount;
  if (amount.fixed) {
    if (amount.least != amount.greatest) return false;
    made.sum = amount.least * static_cast<std::int64_t>(made.due);
    if (amount.least > 0) kernels_.note_paid(combined, paid_.data(), rows_);
    return true;
  }
  const std::int64_t* fen = fen_of(lane, variant);
  if (fen == nullptr) return false;
  made.sum = kernels_.pay_in_all(combined, fen, paid_.data(), rows_);
  return true;
}

void Worker::add_totals() {
  TypeTotals& totals = out_->totals;
  totals.subjects += rows_;
  totals.scalar += kernels_.count(hard_.data(), 1, rows_);
  const std::int64_t* sure = out_->least.data() + at_;
  const std::int64_t* most = out_->greatest.data() + at_;
  totals.paid += kernels_.count_positive(sure, rows_);
  const Sum least_sum = kernels_.sum(sure, rows_);
  totals.least += least_sum;
  const bool all_sure = !open_ && totals.scalar == 0;
  if (all_sure) {
    totals.greatest += least_sum;
  } else {
    for (std::size_t i = 0; i < rows_; ++i) {
      if (most[i] == no_bound) {
        ++totals.unbounded;
      } else {
        totals.greatest += most[i];
      }
    }
  }
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    LaneTotals& lane = totals.lanes[k];
    const std::size_t due = kernels_.count(status(k), code_of(Status::due), rows_);
    const std::size_t unknown = kernels_.count(status(k), code_of(Status::unknown), rows_);
    lane.due += due;
    lane.unknown += unknown;
    lane.not_due += rows_ - due - unknown;
    std::size_t left = rows_ - due - unknown;
    const std::size_t conditions = type_.lanes[k].plan->provision->conditions.size();
    for (std::size_t r = 1; r < 256 && left > 0; ++r) {
      if (r == reason::first_condition + conditions) r = reason::not_in_force;
      const std::size_t found = kernels_.count(reasons(k), static_cast<std::uint8_t>(r), rows_);
      lane.reasons[r] += found;
      left -= found;
    }
    if (!type_.lanes[k].money) continue;
    const Sum sum = quick_[k] != 0 ? Sum{sums_[k]} : kernels_.sum(least(k), rows_);
    lane.least += sum;
    if (spread_[k] == 0) {
      lane.greatest += sum;
      continue;
    }
    for (std::size_t i = 0; i < rows_; ++i) {
      if (greatest(k)[i] == no_bound) {
        ++lane.unbounded;
      } else {
        lane.greatest += greatest(k)[i];
      }
    }
  }
}

}  // namespace enact::bulk
