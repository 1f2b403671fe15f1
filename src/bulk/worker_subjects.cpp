// Provisions whose event is the subject itself. See engine.hpp.
#include <algorithm>

#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {

void Worker::combine(const Lane& lane, const Variant& variant, const Date& day, std::uint8_t* into) {
  const policy::Provision& provision = *lane.plan->provision;
  combined_ = nullptr;
  parts_ = 0;
  parts_decided_ = true;
  const bool several = variant.conditions.size() > 1;
  for (std::size_t c = variant.conditions.size(); c-- > 0;) {
    if (!provision.conditions[c].validity.contains(day)) continue;
    const std::uint8_t* verdicts = executor_.truths(variant.conditions[c]);
    if (combined_ != nullptr) {
      kernels_.and_(combined_, verdicts, verdicts_.data(), rows_);
      combined_ = verdicts_.data();
    } else {
      combined_ = verdicts;
    }
    ++parts_;
    if (!several) continue;
    parts_decided_ = parts_decided_ && !kernels_.any(verdicts, 4, rows_);
    kernels_.note_reason(verdicts, static_cast<std::uint8_t>(reason::first_condition + c), into, rows_);
  }
  if (combined_ == nullptr) {
    std::fill_n(verdicts_.data(), rows_, truth::yes);
    combined_ = verdicts_.data();
  }
}

bool Worker::decided(const Tally& combined) const {
  if (parts_ > 1) return parts_decided_;
  return combined.yes + combined.no == rows_ || !kernels_.any(combined_, 4, rows_);
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
  combine(lane, variant, on, found(k));
  Tally tally = kernels_.tally(combined_, rows_);
  if (!decided(tally)) {
    for (const RegisterId id : variant.conditions) {
      const std::uint8_t* verdicts = executor_.truths(id);
      for (std::size_t i = 0; i < rows_; ++i) hard_[i] |= static_cast<std::uint8_t>((verdicts[i] & 4) != 0);
    }
  }
  // Of one condition the reason is known beforehand; of several it has been noted.
  std::uint8_t why = variant.conditions.size() > 1 ? reason::none : reason::first_condition;
  const bool in_force = provision.validity.contains(on);
  const std::uint8_t due = in_force ? finding::due : reason::not_in_force;
  const std::uint8_t unknown = in_force ? finding::unknown : reason::not_in_force;
  std::uint8_t* const out = found(k);
  if (why != reason::none) {
    kernels_.find_for(combined_, due, unknown, why, out, rows_);
  } else {
    kernels_.find(combined_, due, unknown, out, rows_);
  }
  if (!in_force) {
    std::fill_n(verdicts_.data(), rows_, truth::no);
    combined_ = verdicts_.data();
    tally = {0, rows_};
    why = reason::none;
  }
  quick_[k] = {.known = true, .tally = tally, .why = why};
  if (!lane.money && lane.matter.empty()) return;
  if (pay_settled(k, variant, tally)) return;
  quick_[k].known = false;
  if (lane.money) least(k).set_zero(at_, rows_);
  const std::uint8_t* combined = combined_;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (combined[i] == truth::no || hard_[i] != 0) continue;
    out[i] = reason::no_amount;
    weigh(k, i, static_cast<std::uint32_t>(i), variant, 0, combined[i] != truth::yes, date);
  }
}

Worker::Figures Worker::fen_of(const Lane& lane, const Variant& variant) {
  const RegisterId id = variant.amount->figure;
  if (id == no_register) return {};
  const std::size_t rows = executor_.rows(lane.domain);
  const std::uint8_t* states = executor_.cells(id);
  if (states != nullptr && kernels_.any(states, 0xff, rows)) return {};
  const int scale = executor_.scale(id);
  const std::int64_t* numbers = executor_.numbers(id);
  if (executor_.least(id) < 0) return {};
  const std::int64_t limit = scale <= 2 ? most_fen / ten_to(2 - scale) : most_fen;
  const std::int64_t greatest = executor_.greatest(id);
  if (greatest > limit) return {};
  if (scale == 2) return {numbers, greatest};
  fen_.resize(std::max(rows, fen_.size()));
  if (scale < 2) {
    kernels_.scale(numbers, ten_to(2 - scale), fen_.data(), rows);
    return {fen_.data(), greatest * ten_to(2 - scale)};
  }
  kernels_.round(numbers, ten_to(scale - 2), Round::half_up, false, fen_.data(), rows);
  return {fen_.data(), greatest / ten_to(scale - 2) + 1};
}

// Where every verdict is given and every amount a figure, and no other claim is for the same matter: the
// whole window at once.
bool Worker::pay_settled(std::size_t k, const Variant& variant, const Tally& tally) {
  const Lane& lane = type_.lanes[k];
  if (!lane.money || lane.estimate || type_.shared[static_cast<std::size_t>(lane.group)]) return false;
  if (tally.yes + tally.no != rows_) return false;
  if (!all_known(lane, variant)) return false;
  std::int64_t limit = most_fen;
  for (const CapLane& cap : variant.caps) limit = std::min(limit, cap.limit);
  const AmountLane& amount = *variant.amount;
  if (amount.fixed) {
    if (amount.least != amount.greatest) return false;
    const std::int64_t each = std::min(amount.least, limit);
    if (std::int32_t* narrow = least(k).narrow_for(each)) {
      executor_.will_write(narrow + at_ + window_rows, rows_ * sizeof *narrow);
      kernels_.pay_fixed_narrow(combined_, each, narrow + at_, sure(), rows_);
    } else {
      kernels_.pay_fixed(combined_, each, least(k).wide() + at_, sure(), rows_);
    }
    quick_[k].sum = each * static_cast<std::int64_t>(tally.yes);
    return true;
  }
  auto [fen, most] = fen_of(lane, variant);
  if (fen == nullptr) return false;
  if (!variant.caps.empty()) {
    fen_.resize(std::max(rows_, fen_.size()));
    for (std::size_t i = 0; i < rows_; ++i) fen_[i] = fen[i] < limit ? fen[i] : limit;
    fen = fen_.data();
  }
  if (std::int32_t* narrow = least(k).narrow_for(std::min(most, limit))) {
    executor_.will_write(narrow + at_ + window_rows, rows_ * sizeof *narrow);
    quick_[k].sum = kernels_.pay_narrow(combined_, fen, narrow + at_, sure(), rows_);
  } else {
    quick_[k].sum = kernels_.pay(combined_, fen, least(k).wide() + at_, sure(), rows_);
  }
  return true;
}

}  // namespace enact::bulk
