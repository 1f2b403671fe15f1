// Provisions whose event is the subject itself. See engine.hpp.
#include <algorithm>

#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {

using determine::Status;

bool Worker::combine(const Lane& lane, const Variant& variant, const Date& day, std::uint8_t* into) {
  const policy::Provision& provision = *lane.plan->provision;
  combined_ = nullptr;
  bool decidable = true;
  for (std::size_t c = variant.conditions.size(); c-- > 0;) {
    if (!provision.conditions[c].validity.contains(day)) continue;
    const std::uint8_t* verdicts = executor_.truths(variant.conditions[c]);
    if (combined_ != nullptr) {
      kernels_.and_(combined_, verdicts, verdicts_.data(), rows_);
      combined_ = verdicts_.data();
    } else {
      combined_ = verdicts;
    }
    decidable = decidable && !kernels_.any(verdicts, 4, rows_);
    if (into != nullptr) {
      kernels_.note_reason(verdicts, static_cast<std::uint8_t>(reason::first_condition + c), into, rows_);
    }
  }
  if (combined_ == nullptr) {
    std::fill_n(verdicts_.data(), rows_, truth::yes);
    combined_ = verdicts_.data();
  }
  return decidable;
}

bool Worker::all_known(const Lane& lane, const Variant& variant) const {
  const auto known_throughout = [&](RegisterId id) {
    const std::uint8_t* states = id != no_register ? executor_.cells(id) : nullptr;
    return states == nullptr || !kernels_.any(states, 0xff, rows_);
  };
  for (const MatterPart& part : lane.matter) {
    if (!known_throughout(part.loaded)) return false;
  }
  for (const CapLane& cap : variant.caps) {
    for (const RegisterId id : cap.key) {
      if (!known_throughout(id)) return false;
    }
  }
  return true;
}

void Worker::by_subject(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  const Variant& variant = lane.variants.front();
  const policy::Provision& provision = *lane.plan->provision;
  const Date on = lane.fixed_date.value_or(engine_.question().on);
  const std::optional<std::int64_t> date =
      lane.fixed_date ? std::optional(on.days_since_1970()) : std::nullopt;
  if (!combine(lane, variant, on, reasons(k))) {
    for (const RegisterId id : variant.conditions) {
      const std::uint8_t* verdicts = executor_.truths(id);
      for (std::size_t i = 0; i < rows_; ++i) hard_[i] |= static_cast<std::uint8_t>((verdicts[i] & 4) != 0);
    }
  }
  if (!provision.validity.contains(on)) {
    for (std::size_t i = 0; i < rows_; ++i) {
      if (combined_[i] != truth::no) reasons(k)[i] = reason::not_in_force;
    }
    std::fill_n(verdicts_.data(), rows_, truth::no);
    combined_ = verdicts_.data();
  }
  const std::uint8_t* combined = combined_;
  std::uint8_t* states = status(k);
  if (!lane.money && lane.matter.empty()) {
    return kernels_.to_status(combined, states, rows_);
  }
  if (pay_settled(k, variant)) return;
  if (lane.money) std::fill_n(least(k), rows_, 0);
  for (std::size_t i = 0; i < rows_; ++i) {
    const auto row = static_cast<std::uint32_t>(i);
    states[i] = static_cast<std::uint8_t>((combined[i] & 3) - 1);
    if (combined[i] == truth::no || hard_[i] != 0) continue;
    states[i] = code_of(Status::not_due);
    if (!weigh(k, i, row, variant, 0, combined[i] != truth::yes, date)) reasons(k)[i] = reason::no_amount;
  }
}

const std::int64_t* Worker::fen_of(const Lane& lane, const Variant& variant) {
  const RegisterId id = variant.amount->figure;
  if (id == no_register) return nullptr;
  const std::size_t rows = executor_.rows(lane.domain);
  const std::uint8_t* states = executor_.cells(id);
  if (states != nullptr && kernels_.any(states, 0xff, rows)) return nullptr;
  const int scale = executor_.scale(id);
  const std::int64_t* numbers = executor_.numbers(id);
  if (executor_.least(id) < 0) return nullptr;
  const std::int64_t limit = scale <= 2 ? most_fen / ten_to(2 - scale) : most_fen;
  if (executor_.greatest(id) > limit) return nullptr;
  if (scale == 2) return numbers;
  fen_.resize(std::max(rows, fen_.size()));
  if (scale < 2) {
    kernels_.scale(numbers, ten_to(2 - scale), fen_.data(), rows);
  } else {
    kernels_.round(numbers, ten_to(scale - 2), Round::half_up, false, fen_.data(), rows);
  }
  return fen_.data();
}

// Where every verdict is given and every amount a figure, and no other claim is for the same matter: the
// whole window at once.
bool Worker::pay_settled(std::size_t k, const Variant& variant) {
  const Lane& lane = type_.lanes[k];
  if (!lane.money || lane.estimate || type_.shared[static_cast<std::size_t>(lane.group)]) return false;
  const std::uint8_t* combined = combined_;
  const auto [yes, no] = kernels_.tally(combined, rows_);
  if (yes + no != rows_) return false;
  if (!all_known(lane, variant)) return false;
  std::int64_t limit = most_fen;
  for (const CapLane& cap : variant.caps) limit = std::min(limit, cap.limit);
  const AmountLane& amount = *variant.amount;
  const std::int64_t* fen = nullptr;
  if (amount.fixed) {
    if (amount.least != amount.greatest) return false;
  } else {
    fen = fen_of(lane, variant);
    if (fen == nullptr) return false;
    if (!variant.caps.empty()) {
      fen_.resize(std::max(rows_, fen_.size()));
      for (std::size_t i = 0; i < rows_; ++i) fen_[i] = fen[i] < limit ? fen[i] : limit;
      fen = fen_.data();
    }
  }
  kernels_.to_status(combined, status(k), rows_);
  sums_[k] = kernels_.pay(combined, fen, std::min(amount.least, limit), least(k), sure_.data(), rows_);
  quick_[k] = 1;
  return true;
}

}  // namespace enact::bulk
