// Provisions whose events are the records of a list, or subjects with a date of their own. See engine.hpp.
#include <algorithm>
#include <limits>

#include "bulk/engine.hpp"
#include "bulk/scaled.hpp"

namespace enact::bulk {

namespace {

constexpr std::uint8_t no_failure = 255;

Date last_day(const Date& month) {
  return Date{month.year, month.month, static_cast<std::int8_t>(days_in_month(month.year, month.month))};
}

// The day whose parameters and conditions count, and that has to be in force: of a month that the rule's
// first day cuts, that day.
Date counted_day(const Lane& lane, const Date& day) {
  const auto& first = lane.plan->provision->validity.from;
  return (lane.months || lane.schedule) && first && day < *first && last_day(day) >= *first ? *first : day;
}

// Of a list that nobody has said anything of, more may exist.
Completeness completeness(const ListColumn* list, std::size_t row) {
  if (list == nullptr) return Completeness::open;
  return list->open.empty() ? Completeness::complete : Completeness{list->open[row]};
}

}  // namespace

// No event yet; whoever's list is not complete is left to the scalar evaluator, if what it could bring cannot
// be said.
void Worker::begin_events(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  std::fill_n(found(k), rows_, reason::no_event);
  if (lane.money) least(k).set_zero(at_, rows_);
  if (lane.list.empty()) return;
  if (lane.months) {
    for (const std::uint32_t subject : executor_.undecidable(lane.domain)) hard_[subject - begin_] = 1;
  }
  const ListColumn* list = segment_->table.list(lane.list);
  if (list != nullptr && list->open.empty()) return;
  for (std::size_t row = 0; row < rows_; ++row) {
    const Completeness said = completeness(list, begin_ + row);
    const bool left = said == Completeness::other || (said == Completeness::open && !lane.further);
    hard_[row] |= static_cast<std::uint8_t>(left);
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
  failures_.assign(rows_, no_failure);
  judge_events(k);
  const ListColumn* list = segment_->table.list(lane.list);
  if (lane.further && (list == nullptr || !list->open.empty())) {
    for (std::uint32_t row = 0; row < rows_; ++row) {
      if (hard_[row] == 0 && completeness(list, begin_ + row) == Completeness::open)
        weigh_further(k, row, failures_[row] == no_failure);
    }
  }
}

void Worker::judge_events(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  const std::size_t events = executor_.rows(lane.domain);
  if (events == 0) return;
  const std::uint8_t* event = lane.event != no_register ? executor_.truths(lane.event) : nullptr;
  const auto subjects =
      lane.list.empty() ? std::span<const std::uint32_t>() : executor_.subjects(lane.domain);
  const policy::Provision& provision = *lane.plan->provision;
  const Date& on = engine_.question().on;
  nearest_.assign(rows_, std::numeric_limits<std::int64_t>::min());
  const std::int64_t* dates = lane.date != no_register ? executor_.numbers(lane.date) : nullptr;
  const std::uint8_t* date_states = lane.date != no_register ? executor_.cells(lane.date) : nullptr;
  for (std::size_t i = 0; i < events; ++i) {
    if (event != nullptr && (event[i] == truth::no || event[i] == truth::null)) continue;
    const std::uint32_t row =
        lane.list.empty() ? static_cast<std::uint32_t>(i) : subjects[i] - static_cast<std::uint32_t>(begin_);
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
      if (dates[i] > today_) {
        // Of a subject whose day has not come, what does not depend on the day is still told.
        if (lane.list.empty()) hard_[row] = 1;
        continue;
      }
      date = dates[i];
    }
    if (lane.schedule) {
      const Months months = months_of(lane, i);
      if (months.hard) hard_[row] = 1;
      if (months.hard || months.count == 0) continue;
    }
    const Date happened = date ? Date::from_days(*date) : on;
    const Date day = counted_day(lane, happened);
    std::uint32_t v = 0;
    while (date && v + 1 < lane.variants.size() && day.days_since_1970() > lane.variants[v].to) ++v;
    const Variant& variant = lane.variants[v];
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
    if (failed == 0 && !provision.validity.contains(lane.schedule ? happened : day)) {
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
    if (finding::is_not_due(found(k)[row])) found(k)[row] = first;
  }
}

void Worker::weigh_further(std::size_t k, std::uint32_t row, bool none_refused) {
  const Lane& lane = type_.lanes[k];
  const FurtherLane& further = *lane.further;
  const policy::Provision& provision = *lane.plan->provision;
  Executor& executor = this->further();
  bool possible = true;
  std::uint8_t first = reason::no_event;
  for (std::size_t c = further.conditions.size(); c-- > 0;) {
    const std::uint8_t verdict = executor.truths(further.conditions[c])[row];
    if ((verdict & 4) != 0) return void(hard_[row] = 1);
    if (verdict != truth::no) continue;
    if (provision.conditions[c].validity.contains(engine_.question().on)) possible = false;
    if (!lane.plan->condition_of_event[c]) first = static_cast<std::uint8_t>(reason::first_condition + c);
  }
  Claim claim;
  claim.row = row;
  claim.lane = static_cast<std::uint32_t>(k);
  claim.at = row;
  claim.high = no_bound;
  claim.matter_known = false;
  claim.further = true;
  if (possible && further.amount != no_register) {
    const std::uint8_t* states = executor.cells(further.amount);
    const std::uint8_t state = states != nullptr ? states[row] : cell::known;
    if (state == cell::absent) possible = false;
    const int scale = executor.scale(further.amount);
    const bool nothing =
        state == cell::known && Sum{executor.numbers(further.amount)[row]} * 200 < ten_to(scale);
    // Of nothing, or less than that, the scalar evaluator knows what to say.
    if (state == cell::other || state == cell::error || nothing) return void(hard_[row] = 1);
  }
  if (!possible) {
    // Reasons are those of today's parameters, what is possible depends on a day that is not known.
    if (finding::is_not_due(found(k)[row]) && none_refused) {
      if (lane.by_parameters) return void(hard_[row] = 1);
      found(k)[row] = first;
    }
    return;
  }
  bool hard = false;
  for (const CapLane& cap : further.caps) {
    if (draws(cap, row, hard)) claim.high = std::min(claim.high, cap.limit);
  }
  if (hard) return void(hard_[row] = 1);
  if (finding::is_not_due(found(k)[row])) found(k)[row] = finding::unknown;
  if (!lane.money) return;
  // However many there are: under a provision by itself nothing bounds them.
  pay(k, row, 0, no_bound);
  if (!lane.estimate) claims_.push_back(claim);
}

// Whether what more there may be draws on the cap: if it is told whose it is.
bool Worker::draws(const CapLane& cap, std::uint32_t row, bool& hard) {
  const Executor& executor = further();
  return std::all_of(cap.key.begin(), cap.key.end(),
                     [&](RegisterId id) { return known(executor, id, row, hard); });
}

Executor& Worker::further() {
  if (!further_bound_) further_.bind(*segment_);
  if (!further_run_) further_.run(begin_, begin_ + rows_);
  further_bound_ = further_run_ = true;
  return further_;
}

}  // namespace enact::bulk
