// Judging a window of subjects over columns, provision by provision; the order of things is that of
// src/determine/judge.cpp. See engine.hpp.
#include "bulk/engine.hpp"

#include <algorithm>

namespace enact::bulk {

namespace {

std::vector<bool> live_of(const TypeProgram& type) {
  std::vector<RegisterId> wanted;
  const auto use = [&](RegisterId id) {
    if (id != no_register) wanted.push_back(id);
  };
  for (const Lane& lane : type.lanes) {
    if (lane.how == Lane::How::scalar) continue;
    if (lane.domain > 0) {
      const Domain& domain = type.program.domains[static_cast<std::size_t>(lane.domain)];
      for (const RegisterId id : {domain.from, domain.to, domain.day}) use(id);
    }
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

// Of what open lists could bring.
std::vector<bool> live_of_further(const TypeProgram& type) {
  std::vector<RegisterId> wanted;
  for (const Lane& lane : type.lanes) {
    if (!lane.further || lane.how != Lane::How::vector) continue;
    wanted.insert(wanted.end(), lane.further->conditions.begin(), lane.further->conditions.end());
    if (lane.further->amount != no_register) wanted.push_back(lane.further->amount);
    for (const CapLane& cap : lane.further->caps) wanted.insert(wanted.end(), cap.key.begin(), cap.key.end());
  }
  return live_operations(type.program, wanted);
}

}  // namespace

Worker::Worker(const Engine& engine, const TypeProgram& type)
    : engine_(engine),
      type_(type),
      kernels_(kernels()),
      executor_(type.program, live_of(type), engine.question().on),
      further_(type.program, live_of_further(type), engine.question().on),
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
    out.lanes[k].found.resize(kept);
    if (type_.lanes[k].money) out.lanes[k].least.reset(kept);
    out.lanes[k].greatest.clear();
  }
  out.least.resize(kept);
  out.greatest.clear();
  out.scalar.resize(kept);
  out.totals = {};
  out.totals.lanes.resize(type_.lanes.size());
  quick_.resize(type_.lanes.size());
  spread_.resize(type_.lanes.size());
  executor_.bind(segment);
  further_bound_ = false;
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
  std::fill_n(sure(), rows, 0);
  open_ = false;
  further_run_ = false;
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
    quick_[k].known = false;
    spread_[k] = 0;
    switch (lane.how) {
      case Lane::How::scalar:
        std::fill_n(found(k), rows, finding::unknown);
        if (lane.money) least(k).set_zero(at, rows);
        hard_.assign(rows, 1);
        break;
      case Lane::How::events:
        leave_events(k);
        break;
      case Lane::How::vector:
        lane.list.empty() && lane.date == no_register ? by_subject(k) : by_event(k);
        break;
    }
  }
  settle();
  const bool apart = open_ || kernels_.any(hard_.data(), 1, rows);
  if (apart && out_->greatest.empty()) out_->greatest = out_->least;  // also of windows before
  if (!out_->greatest.empty()) std::copy_n(sure(), rows, out_->greatest.data() + at);
  if (open_) {
    for (std::size_t i = 0; i < rows; ++i) {
      const auto row = static_cast<std::uint32_t>(i);
      std::int64_t& low = out_->least[at + i];
      std::int64_t& high = out_->greatest[at + i];
      low = added(low, low_[i], row);
      high = added_greatest(high, high_[i], row);
    }
  }
  ask_scalar();
  for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
    if (!greatest(k).empty() && spread_[k] == 0) greatest(k).copy(least(k), at, rows);
  }
  add_totals();
}

void Worker::ask_scalar() {
  std::copy_n(hard_.begin(), rows_, out_->scalar.begin() + static_cast<std::ptrdiff_t>(at_));
  if (!kernels_.any(hard_.data(), 1, rows_)) return;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (hard_[i] == 0) continue;
    const auto row = static_cast<std::uint32_t>(i);
    const ScalarOutcome outcome = scalar_outcome(engine_, *segment_, begin_ + i);
    for (std::size_t k = 0; k < type_.lanes.size(); ++k) {
      const ScalarOutcome::Lane& lane = outcome.lanes[k];
      found(k)[i] = lane.found();
      quick_[k].known = false;
      if (!type_.lanes[k].money) continue;
      least(k).set(at_ + i, 0);
      if (spread_[k] != 0) greatest(k).set(at_ + i, 0);
      pay(k, row, lane.least, lane.greatest);
    }
    out_->least[at_ + i] = outcome.least;
    out_->greatest[at_ + i] = outcome.greatest;
  }
}

}  // namespace enact::bulk
