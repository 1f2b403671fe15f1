// Provisions whose events are the records of a list, or subjects with a date of their own. See engine.hpp.
#include <algorithm>
#include <limits>

#include "bulk/engine.hpp"

namespace enact::bulk {

using determine::Status;

namespace {

Date last_day(const Date& month) {
  return Date{month.year, month.month, static_cast<std::int8_t>(days_in_month(month.year, month.month))};
}

// The day whose parameters and conditions count, and that has to be in force: of a month that the rule's
// first day cuts, that day.
Date counted_day(const Lane& lane, const Date& day) {
  const auto& first = lane.plan->provision->validity.from;
  return lane.months && first && day < *first && last_day(day) >= *first ? *first : day;
}

}  // namespace

// No event yet; whoever's list is not complete is left to the scalar evaluator.
void Worker::begin_events(std::size_t k) {
  const Lane& lane = type_.lanes[k];
  std::fill_n(status(k), rows_, code_of(Status::not_due));
  std::fill_n(reasons(k), rows_, reason::no_event);
  if (lane.money) std::fill_n(least(k), rows_, 0);
  if (lane.list.empty()) return;
  if (lane.months) {
    for (const std::uint32_t subject : executor_.undecidable(lane.domain)) hard_[subject - begin_] = 1;
  }
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
  const auto subjects =
      lane.list.empty() ? std::span<const std::uint32_t>() : executor_.subjects(lane.domain);
  const policy::Provision& provision = *lane.plan->provision;
  const Date& on = engine_.question().on;
  constexpr std::uint8_t none = 255;
  failures_.assign(rows_, none);
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
    const Date day = counted_day(lane, date ? Date::from_days(*date) : on);
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
    if (status(k)[row] == code_of(Status::not_due)) reasons(k)[row] = first;
  }
  // Where something is due or may be, no reason is given.
  for (std::size_t i = 0; i < rows_; ++i) {
    if (status(k)[i] != code_of(Status::not_due)) reasons(k)[i] = reason::none;
  }
}

}  // namespace enact::bulk
