// Judging a window of subjects over columns. See engine.hpp; the order of things is that of
// src/determine/judge.cpp.
#include <algorithm>
#include <limits>
#include <map>

#include "base/text.hpp"
#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"
#include "determine/judge.hpp"
#include "determine/subject_view.hpp"

namespace enact::bulk {
namespace {

using determine::Status;

constexpr std::int64_t most_fen = 1'000'000'000'000'000;  // beyond, stacking takes an amount for boundless

std::uint8_t code(Status status) {
  return static_cast<std::uint8_t>(status);
}

std::vector<bool> live_of(const TypeProgram& type) {
  std::vector<RegisterId> wanted;
  const auto use = [&](RegisterId id) {
    if (id != no_register) wanted.push_back(id);
  };
  for (const Lane& lane : type.lanes) {
    if (lane.how == Lane::How::scalar) continue;
    use(lane.event);
    if (lane.how == Lane::How::events) continue;
    use(lane.date);
    for (const Variant& variant : lane.variants) {
      for (const RegisterId id : variant.conditions) use(id);
      if (variant.amount) use(variant.amount->figure);
      for (const CapLane& cap : variant.caps) {
        for (const RegisterId id : cap.key) use(id);
      }
    }
    for (const MatterPart& part : lane.matter) use(part.loaded);
  }
  return live_operations(type.program, wanted);
}

}  // namespace

Worker::Worker(const Engine& engine, const TypeProgram& type)
    : engine_(engine),
      type_(type),
      kernels_(kernels()),
      executor_(type.program, live_of(type), engine.question().on),
      today_(engine.question().on.days_since_1970()) {}

void Worker::run(const Segment& segment, SegmentOutcomes& out, bool keep) {
  segment_ = &segment;
  out_ = &out;
  const std::size_t rows = segment.table.rows;
  const std::size_t kept = keep ? rows : std::min(rows, window_rows);
  out.type = &type_;
  out.first = segment.first;
  out.rows = rows;
  out.lanes.resize(type_.lanes.size());
  for (std::size_t k = 0; k < out.lanes.size(); ++k) {
    out.lanes[k].status.resize(kept);
    out.lanes[k].reason.resize(kept);
    if (type_.lanes[k].money) out.lanes[k].least.resize(kept);
    out.lanes[k].greatest.clear();
  }
  out.least.resize(kept);
  out.greatest.resize(kept);
  out.scalar.resize(kept);
  out.totals = {};
  out.totals.lanes.resize(type_.lanes.size());
  sums_.resize(type_.lanes.size());
  quick_.resize(type_.lanes.size());
  spread_.resize(type_.lanes.size());
  executor_.bind(segment);
  for (std::size_t begin = 0; begin < rows; begin += window_rows) {
    const std::size_t some = std::min(window_rows, rows - begin);
    executor_.run(begin, begin + some);
    if (!keep && window_in_all(begin, some)) continue;
    window(begin, some, keep ? begin : 0);
  }
}

void Worker::window(std::size_t begin, std::size_t rows, std::size_t at) {
  begin_ = begin;
  rows_ = rows;
  at_ = at;
  hard_.assign(rows, 0);
  verdicts_.resize(rows);
  sure_.assign(rows, 0);
  open_ = false;
  claims_.clear();
  // A subject that has not said who it is has matters of its own, which columns cannot tell.
  if (const Column* identity = segment_->table.column(type_.type->base->identity)) {
    if (identity->states) {
      for (std::size_t i = 0; i < rows; ++i) hard_[i] = identity->states.get()[begin + i] != 0;
    }
  } else {
    hard_.assign(rows, 1);
  }
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    const Lane& lane = type_.lanes[k];
    quick_[k] = 0;
    spread_[k] = 0;
    std::fill_n(reasons(k), rows, reason::none);
    switch (lane.how) {
      case Lane::How::scalar:
        std::fill_n(status(k), rows, code(Status::unknown));
        if (lane.money) std::fill_n(least(k), rows, 0);
        hard_.assign(rows, 1);
        break;
      case Lane::How::events:
        leave_events(k);
        break;
      case Lane::How::vector:
        lane.list.empty() ? by_subject(k) : by_event(k);
        break;
    }
  }
  settle();
  std::copy_n(sure_.begin(), rows, out_->least.begin() + static_cast<std::ptrdiff_t>(at));
  std::copy_n(sure_.begin(), rows, out_->greatest.begin() + static_cast<std::ptrdiff_t>(at));
  if (open_) {
    for (std::size_t i = 0; i < rows; ++i) {
      out_->least[at + i] += low_[i];
      std::int64_t& greatest_total = out_->greatest[at + i];
      greatest_total = high_[i] == no_bound ? no_bound : greatest_total + high_[i];
    }
  }
  ask_scalar();
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    if (!out_->lanes[k].greatest.empty() && spread_[k] == 0) std::copy_n(least(k), rows, greatest(k));
  }
  add_totals();
}

// ---- totals alone ----------------------------------------------------------------------------------------

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
  if (!lane.list.empty()) {
    const ListColumn* list = segment_->table.list(lane.list);
    const bool complete =
        list != nullptr && (list->open.empty() || !kernels_.any(list->open.data() + begin_, 0xff, rows_));
    if (!complete || executor_.rows(lane.domain) != 0) return false;
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
  made.due = kernels_.count(combined, truth::yes, rows_);
  const std::size_t refused = kernels_.count(combined, truth::no, rows_);
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

// ---- the subject itself is the event ---------------------------------------------------------------------

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
    states[i] = code(Status::not_due);
    if (!weigh(k, i, row, variant, 0, combined[i] != truth::yes, date)) reasons(k)[i] = reason::no_amount;
  }
}

const std::int64_t* Worker::fen_of(const Lane& lane, const Variant& variant) {
  const RegisterId id = variant.amount->figure;
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
  if (kernels_.count(combined, truth::yes, rows_) + kernels_.count(combined, truth::no, rows_) != rows_)
    return false;
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

// ---- the items of a list are the events ------------------------------------------------------------------

// No event yet; whoever's list is not complete is left to the scalar evaluator.
void Worker::begin_events(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  std::fill_n(status(k), rows_, code(Status::not_due));
  std::fill_n(reasons(k), rows_, reason::no_event);
  if (lane.money) std::fill_n(least(k), rows_, 0);
  const ListColumn* list = segment_->table.list(lane.list);
  if (list == nullptr) return void(hard_.assign(rows_, 1));
  if (!list->open.empty()) {
    for (std::size_t i = 0; i < rows_; ++i)
      hard_[i] |= static_cast<std::uint8_t>(list->open[begin_ + i] != 0);
  }
}

// So is whoever has events.
void Worker::leave_events(std::size_t k) {
  begin_events(k);
  const Lane& lane = type_.lanes[k];
  const std::size_t events = executor_.rows(lane.domain);
  if (events == 0) return;
  const std::uint8_t* event = lane.event != no_register ? executor_.truths(lane.event) : nullptr;
  const auto subjects = executor_.subjects(lane.domain);
  for (std::size_t i = 0; i < events; ++i) {
    if (event == nullptr || (event[i] != truth::no && event[i] != truth::null))
      hard_[subjects[i] - begin_] = 1;
  }
}

void Worker::by_event(std::size_t k) {
  begin_events(k);
  const Lane& lane = type_.lanes[k];
  const std::size_t events = executor_.rows(lane.domain);
  if (events == 0) return;
  const std::uint8_t* event = lane.event != no_register ? executor_.truths(lane.event) : nullptr;
  const auto subjects = executor_.subjects(lane.domain);
  const policy::Provision& provision = *lane.plan->provision;
  const Date& on = engine_.question().on;
  constexpr std::uint8_t none = 255;
  failures_.assign(rows_, none);
  nearest_.assign(rows_, std::numeric_limits<std::int64_t>::min());
  const std::int64_t* dates = lane.date != no_register ? executor_.numbers(lane.date) : nullptr;
  const std::uint8_t* date_states = lane.date != no_register ? executor_.cells(lane.date) : nullptr;
  for (std::size_t i = 0; i < events; ++i) {
    if (event != nullptr && (event[i] == truth::no || event[i] == truth::null)) continue;
    const std::uint32_t row = subjects[i] - static_cast<std::uint32_t>(begin_);
    if (hard_[row] != 0) continue;
    if (event != nullptr && (event[i] & 4) != 0) {
      hard_[row] = 1;
      continue;
    }
    if (date_states != nullptr && date_states[i] != 0) {
      hard_[row] = 1;
      continue;
    }
    std::optional<std::int64_t> date;
    if (dates != nullptr) {
      if (dates[i] > today_) continue;
      date = dates[i];
    }
    std::uint32_t v = 0;
    while (date && v + 1 < lane.variants.size() && *date > lane.variants[v].to) ++v;
    const Variant& variant = lane.variants[v];
    const Date day = date ? Date::from_days(*date) : on;
    bool perhaps = event != nullptr && event[i] != truth::yes;
    std::uint8_t failed = 0;
    std::uint8_t first = reason::none;
    bool hard = false;
    for (std::size_t c = 0; c < variant.conditions.size(); ++c) {
      if (!provision.conditions[c].validity.contains(day)) continue;
      const std::uint8_t verdict = executor_.truths(variant.conditions[c])[i];
      hard = hard || (verdict & 4) != 0;
      perhaps = perhaps || verdict == truth::unknown;
      if (verdict != truth::no) continue;
      if (failed++ == 0) first = static_cast<std::uint8_t>(reason::first_condition + c);
    }
    if (hard) {
      hard_[row] = 1;
      continue;
    }
    if (failed == 0 && !provision.validity.contains(day)) {
      failed = 1;
      first = reason::not_in_force;
    }
    if (failed == 0) {
      if (weigh(k, i, row, variant, v, perhaps, date)) continue;
      failed = 1;
      first = reason::no_amount;
    }
    const std::int64_t age = date.value_or(std::numeric_limits<std::int64_t>::min());
    const bool nearer = failed < failures_[row] || (failed == failures_[row] && age > nearest_[row]);
    if (!nearer) continue;
    failures_[row] = failed;
    nearest_[row] = age;
    if (status(k)[row] == code(Status::not_due)) reasons(k)[row] = first;
  }
  // Where something is due or may be, no reason is given.
  for (std::size_t i = 0; i < rows_; ++i) {
    if (status(k)[i] != code(Status::not_due)) reasons(k)[i] = reason::none;
  }
}

// ---- amount, matter, caps --------------------------------------------------------------------------------

Worker::Money Worker::money(const AmountLane& amount, std::size_t at) {
  if (amount.fixed) return {amount.least, amount.greatest, Money::Is::settled};
  const std::uint8_t* states = executor_.cells(amount.figure);
  const Cell state = states != nullptr ? Cell{states[at]} : Cell::known;
  if (state == Cell::unknown) return {0, no_bound, Money::Is::unknown};
  if (state == Cell::absent) return {0, 0, Money::Is::absent};
  if (state == Cell::other) return {0, 0, Money::Is::hard};
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
    const Money worth = money(*variant.amount, at);
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
  if (known_so_far == code(Status::not_due) || made == Status::due) known_so_far = code(made);
  if (lane.money && !lane.estimate) claims_.push_back(claim);
  return true;
}

// ---- stacking --------------------------------------------------------------------------------------------

void Worker::pay(std::size_t k, std::uint32_t row, std::int64_t low, std::int64_t high) {
  if (low != high && spread_[k] == 0) {
    Outcomes& lane = out_->lanes[k];
    if (lane.greatest.empty()) lane.greatest = lane.least;  // also of windows before
    std::copy_n(least(k), rows_, greatest(k));
    spread_[k] = 1;
  }
  least(k)[row] += low;
  if (spread_[k] == 0) return;
  std::int64_t& most = greatest(k)[row];
  most = most == no_bound || high == no_bound ? no_bound : most + high;
}

void Worker::add_total(std::uint32_t row, std::int64_t low, std::int64_t high) {
  if (!open_) {
    low_.assign(rows_, 0);
    high_.assign(rows_, 0);
    open_ = true;
  }
  low_[row] += low;
  high_[row] = high_[row] == no_bound || high == no_bound ? no_bound : high_[row] + high;
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

std::string Worker::text_of(const Leaf& leaf, const Lane& lane, std::size_t at, std::uint32_t row) const {
  const bool of_subject = leaf.domain == 0;
  const Table& table = of_subject ? segment_->table : segment_->table.list(lane.list)->items;
  const std::size_t place = of_subject ? begin_ + row : executor_.records(lane.domain)[at];
  return determine::display(value_of(*table.column(leaf.column), place));
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
        parts.push_back(part.text ? *part.text : text_of(part.leaf, lane, claim.at, row));
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
    const std::vector<CapLane>& caps = lane.variants[claim.variant].caps;
    for (std::size_t i = 0; i < caps.size(); ++i) {
      if (caps[i].cap->over == policy::Cap::Over::claim) continue;
      std::string key = package.id + "/" + provision.id + "/" + std::to_string(i);
      if (caps[i].cap->over == policy::Cap::Over::year) {
        key += "/" + (offer.date ? std::to_string(offer.date->year) : std::string("?"));
      }
      for (const Leaf& leaf : caps[i].key_leaves) {
        key += "\x1f" + text::matter_form(text_of(leaf, lane, claim.at, row));
      }
      const auto [place, added] = pool_of.try_emplace(key, stack.pools.size());
      if (added) stack.pools.push_back({caps[i].limit, 0});
      offer.draws.push_back({place->second});
    }
    stack.offers.push_back(std::move(offer));
  }
  const determine::Settlement settlement = determine::settle(stack);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const determine::Settled& settled = settlement.claims[i];
    pay(claims_[claims[i]].lane, row, settled.low, settled.high.value_or(no_bound));
  }
  for (const determine::Settlement::Component& component : settlement.components) {
    add_total(row, component.low, component.high.value_or(no_bound));
  }
}

// ---- what columns could not say --------------------------------------------------------------------------

void Worker::ask_scalar() {
  std::copy_n(hard_.begin(), rows_, out_->scalar.begin() + static_cast<std::ptrdiff_t>(at_));
  if (!kernels_.any(hard_.data(), 1, rows_)) return;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (hard_[i] == 0) continue;
    const auto row = static_cast<std::uint32_t>(i);
    const ScalarOutcome outcome = scalar_outcome(engine_, *segment_, begin_ + i);
    for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
      const ScalarOutcome::Lane& lane = outcome.lanes[k];
      status(k)[i] = code(lane.status);
      reasons(k)[i] = lane.reason;
      if (!type_.lanes[k].money) continue;
      quick_[k] = 0;
      least(k)[i] = 0;
      if (spread_[k] != 0) greatest(k)[i] = 0;
      pay(k, row, lane.least, lane.greatest);
    }
    out_->least[at_ + i] = outcome.least;
    out_->greatest[at_ + i] = outcome.greatest;
  }
}

void Worker::add_totals() {
  TypeTotals& totals = out_->totals;
  totals.subjects += rows_;
  totals.scalar += kernels_.count(hard_.data(), 1, rows_);
  const std::int64_t* sure = out_->least.data() + at_;
  const std::int64_t* most = out_->greatest.data() + at_;
  totals.paid += kernels_.count_positive(sure, rows_);
  const std::int64_t least_sum = kernels_.sum(sure, rows_);
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
    const std::size_t due = kernels_.count(status(k), code(Status::due), rows_);
    const std::size_t unknown = kernels_.count(status(k), code(Status::unknown), rows_);
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
    const std::int64_t sum = quick_[k] != 0 ? sums_[k] : kernels_.sum(least(k), rows_);
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
