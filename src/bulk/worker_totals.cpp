// What a window comes to in all. See engine.hpp.
#include "bulk/engine.hpp"

namespace enact::bulk {

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
  combine(lane, variant, day, first_reasons_.data());
  const std::uint8_t* combined = combined_;
  const Tally tally = kernels_.tally(combined, rows_);
  if (!decided(tally)) return false;
  made.due = tally.yes;
  made.unknown = rows_ - tally.yes - tally.no;
  if (!several) {
    made.reasons.emplace_back(reason::first_condition, tally.no);
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
  const std::int64_t* fen = fen_of(lane, variant).fen;
  if (fen == nullptr) return false;
  made.sum = kernels_.pay_in_all(combined, fen, paid_.data(), rows_);
  return true;
}

void Worker::add_totals() {
  TypeTotals& totals = out_->totals;
  totals.subjects += rows_;
  totals.scalar += kernels_.count(hard_.data(), 1, rows_);
  totals.paid += kernels_.count_positive(sure(), rows_);
  const Sum least_sum = kernels_.sum(sure(), rows_);
  totals.least += least_sum;
  if (out_->greatest.empty()) {
    totals.greatest += least_sum;
  } else {
    const std::int64_t* most = out_->greatest.data() + at_;
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
    const Quick& quick = quick_[k];
    const std::size_t due = quick.known ? quick.tally.yes : kernels_.count(found(k), finding::due, rows_);
    const std::size_t unknown =
        quick.known ? rows_ - due - quick.tally.no : kernels_.count(found(k), finding::unknown, rows_);
    const std::size_t not_due = rows_ - due - unknown;
    lane.due += due;
    lane.unknown += unknown;
    lane.not_due += not_due;
    if (quick.known && quick.why != reason::none) {
      lane.reasons[quick.why] += not_due;
    } else {
      add_reasons(k, not_due);
    }
    if (!type_.lanes[k].money) continue;
    const Sum sum = quick.known ? Sum{quick.sum} : least(k).sum(kernels_, at_, rows_);
    lane.least += sum;
    if (spread_[k] == 0) {
      lane.greatest += sum;
      continue;
    }
    for (std::size_t i = 0; i < rows_; ++i) {
      if (greatest(k)[at_ + i] == no_bound) {
        ++lane.unbounded;
      } else {
        lane.greatest += greatest(k)[at_ + i];
      }
    }
  }
}

// Why so many rows are not due under a provision.
void Worker::add_reasons(std::size_t k, std::size_t not_due) {
  const std::size_t conditions = type_.lanes[k].plan->provision->conditions.size();
  for (std::size_t r = reason::no_event; r < finding::unknown && not_due > 0; ++r) {
    if (r == reason::first_condition + conditions) r = reason::not_in_force;
    const std::size_t rows = kernels_.count(found(k), static_cast<std::uint8_t>(r), rows_);
    out_->totals.lanes[k].reasons[r] += rows;
    not_due -= rows;
  }
}

}  // namespace enact::bulk
