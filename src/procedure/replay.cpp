// The fold: what a case's events leave open, done and void.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "procedure/structure.hpp"

namespace enact::procedure {
namespace {

using Step = policy::ProcedureStep;
using Outcome = Step::Outcome;

class Folding {
 public:
  Folding(const Run& run, State& state, const Event& event) : run_(run), state_(state), event_(event) {}

  void apply() {
    switch (event_.kind) {
      case Event::Kind::opened:
        open(run_.procedure->steps.front());
        break;
      case Event::Kind::step_done:
        finish(named_step());
        break;
      case Event::Kind::notice_published:
        publish(named_step());
        break;
      case Event::Kind::objected:
        state_.objections.push_back({event_.objection, event_.on, event_.reason, false, false, {}});
        break;
      case Event::Kind::objection_answered:
        answer();
        break;
      case Event::Kind::withdrawn:
        end("withdrawn");
        break;
      case Event::Kind::reopened:
        reopen(named_step());
        break;
      case Event::Kind::changed:
        change();
        break;
      case Event::Kind::taken_up:
        take_up(named_step());
        break;
      case Event::Kind::cancelled:
        end("cancelled");
        break;
      case Event::Kind::escalated:
        for (OpenStep& open : state_.open) {
          if (open.step == &named_step() && open.unit == event_.unit) open.escalated = event_.on;
        }
        break;
    }
  }

 private:
  const Step& named_step() const { return run_.procedure->steps[place_of(*run_.procedure, event_.step)]; }

  // One actor's answer; the step is over when nobody else is asked.
  void finish(const Step& step) {
    const Outcome* outcome = find_outcome(step, event_.outcome);
    if (outcome == nullptr) {
      throw std::logic_error(fmt::format("step `{}` has no outcome `{}`", step.id, event_.outcome));
    }
    stop_clock(step, *outcome);
    if (step.kind == "apply" && course_of(*run_.procedure, step, *outcome) == Course::onward) place();
    state_.done.push_back(
        {&step, outcome, event_.unit, event_.account, event_.reason, event_.on, /*voided=*/false});
    std::erase_if(state_.open,
                  [&](const OpenStep& open) { return open.step == &step && open.unit == event_.unit; });
    const bool others =
        std::ranges::any_of(state_.open, [&](const OpenStep& open) { return open.step == &step; });
    if (!others) follow(step, joined_outcome(step, *outcome));
  }

  // What the unit of another place has said is not said of where the applicant is now.
  void place() {
    state_.placed = event_.placed;
    for (DoneStep& done : state_.done) {
      if (place_fact(*done.step).empty()) continue;
      const auto named = state_.placed.find(done.step->id);
      if (named == state_.placed.end() || named->second != done.unit) done.voided = true;
    }
  }

  // Of all answers given in this round, the one declared last.
  const Outcome& joined_outcome(const Step& step, const Outcome& last) const {
    const Outcome* strongest = &last;
    for (const DoneStep& done : state_.done) {
      if (done.step == &step && !done.voided && done.outcome > strongest) strongest = done.outcome;
    }
    return *strongest;
  }

  void follow(const Step& step, const Outcome& outcome) {
    if (step.kind == "notice") state_.notice.reset();
    if (outcome.next.empty()) {
      end(outcome.ends_as.empty() ? outcome.id : outcome.ends_as);
      return;
    }
    const std::size_t here = place_of(*run_.procedure, step.id);
    for (const std::string& next : outcome.next) {
      const std::size_t there = place_of(*run_.procedure, next);
      const Step& target = run_.procedure->steps[there];
      if (there <= here) undo_from(target);
      if (std::ranges::find(state_.waiting, &target) == state_.waiting.end()) {
        state_.waiting.push_back(&target);
      }
    }
    open_waiting();
  }

  // What comes after `target`, and `target` itself, is to be done again.
  void undo_from(const Step& target) {
    std::set<std::string> undone = reachable(*run_.procedure, target.id);
    undone.insert(target.id);
    const auto is_undone = [&](const Step* step) { return undone.contains(step->id); };
    std::erase_if(state_.open, [&](const OpenStep& open) { return is_undone(open.step); });
    std::erase_if(state_.waiting, is_undone);
    for (DoneStep& done : state_.done) {
      if (is_undone(done.step)) done.voided = true;
    }
    std::erase_if(state_.used, [&](const auto& used) {
      return undone.contains(used.first.first) && used.first != kept_clock_;
    });
    if (state_.notice && is_undone(state_.notice->step)) state_.notice.reset();
  }

  // Opens what waits for nobody any more. Steps open in the order of their declaration.
  void open_waiting() {
    std::ranges::sort(state_.waiting);
    bool opened = true;
    while (opened && !state_.ended()) {
      opened = false;
      for (const Step* candidate : state_.waiting) {
        if (is_held(*candidate)) continue;
        std::erase(state_.waiting, candidate);
        open(*candidate);
        opened = true;
        break;
      }
    }
  }

  bool is_held(const Step& candidate) const {
    const auto leads_here = [&](const Step* other) {
      return other != &candidate && reachable(*run_.procedure, other->id).contains(candidate.id);
    };
    return std::ranges::any_of(state_.open, [&](const OpenStep& open) { return leads_here(open.step); }) ||
           std::ranges::any_of(state_.waiting, leads_here);
  }

  void open(const Step& step) {
    const std::vector<std::string> units = units_of(run_, state_, step);
    if (units.empty()) {
      if (step.outcomes.empty()) throw std::logic_error(fmt::format("nobody can do step `{}`", step.id));
      follow(step, step.outcomes.front());
      return;
    }
    const std::vector<std::string> pending = asked(step);
    // All answers still stand: what voided an earlier step had nothing to do with this one.
    if (pending.empty()) {
      follow(step, joined_outcome(step, *state_.settled(step.id, units.front())->outcome));
      return;
    }
    for (const std::string& unit : pending) open_for(step, unit);
  }

  // The units of the step whose answer does not stand.
  std::vector<std::string> asked(const Step& step) const {
    std::vector<std::string> units = units_of(run_, state_, step);
    std::erase_if(units, [&](const std::string& unit) { return state_.settled(step.id, unit) != nullptr; });
    return units;
  }

  // In the order of the declaration, and of the units within a step.
  void open_for(const Step& step, const std::string& unit) {
    const auto place = std::ranges::upper_bound(state_.open, &step, {}, &OpenStep::step);
    state_.open.insert(place, {&step, unit, event_.on, deadline(step, unit), {}});
  }

  std::optional<Deadline> deadline(const Step& step, const std::string& unit) const {
    if (step.kind == "notice") return std::nullopt;  // its term begins with the publication
    const auto used = state_.used.find({step.id, unit});
    const int gone = used == state_.used.end() ? 0 : used->second;
    if (step.working_days) {
      const auto last = run_.working_days->after(event_.on, std::max(1, *step.working_days - gone));
      return Deadline{last.day, last.provisional};
    }
    if (step.days) {
      if (const auto day = event_.on.add_days(std::max(1, *step.days - gone))) return Deadline{*day, false};
    }
    return std::nullopt;
  }

  // Sent back to the applicant by its own actor: the days used so far stay used.
  void stop_clock(const Step& step, const Outcome& outcome) {
    if (course_of(*run_.procedure, step, outcome) != Course::back) return;
    const bool to_applicant = std::ranges::all_of(outcome.next, [&](const std::string& next) {
      return run_.procedure->steps[place_of(*run_.procedure, next)].actor == "applicant";
    });
    const OpenStep* open = state_.open_step(step.id, event_.unit);
    if (!to_applicant || open == nullptr) return;
    kept_clock_ = {step.id, event_.unit};
    int& used = state_.used[kept_clock_];
    used += step.working_days
                ? run_.working_days->between(open->opened, event_.on)
                : static_cast<int>(event_.on.days_since_1970() - open->opened.days_since_1970());
  }

  void publish(const Step& step) {
    state_.notice = Notice{&step, event_.on, event_.closes.value()};
    for (OpenStep& open : state_.open) {
      if (open.step == &step) open.deadline = Deadline{*event_.closes, false};
    }
  }

  void answer() {
    for (Objection& objection : state_.objections) {
      if (objection.id != event_.objection) continue;
      objection.answered = true;
      objection.upheld = event_.upheld;
      objection.answer = event_.reason;
    }
    if (!event_.upheld || !state_.notice) return;
    const Step& step = *state_.notice->step;
    const Outcome& outcome = step.outcomes.at(1);
    state_.done.push_back(
        {&step, &outcome, event_.unit, event_.account, event_.reason, event_.on, /*voided=*/false});
    std::erase_if(state_.open, [&](const OpenStep& open) { return open.step == &step; });
    follow(step, outcome);
  }

  void reopen(const Step& step) {
    state_.ended_as.clear();
    state_.ended_on.reset();
    for (DoneStep& done : state_.done) {
      if (done.step == &step) done.voided = true;
    }
    if (state_.open_step(step.id, event_.unit) == nullptr) open(step);
  }

  // The named answers are void; their steps are asked again before anything that comes after them goes on.
  void change() {
    std::set<std::string> after;
    for (const Event::Voided& one : event_.voids) {
      const Step& step = run_.procedure->steps[place_of(*run_.procedure, one.step)];
      for (DoneStep& done : state_.done) {
        if (done.step == &step && done.unit == one.unit) done.voided = true;
      }
      wait_for(step);
      after.merge(reachable(*run_.procedure, one.step));
    }
    std::vector<const Step*> held;
    for (const OpenStep& open : state_.open) {
      if (after.contains(open.step->id)) held.push_back(open.step);
    }
    for (const Step* step : held) {
      std::erase_if(state_.open, [&](const OpenStep& open) { return open.step == step; });
      wait_for(*step);
    }
    if (state_.notice && after.contains(state_.notice->step->id)) state_.notice.reset();
    open_waiting();
  }

  void wait_for(const Step& step) {
    const bool waits = std::ranges::find(state_.waiting, &step) != state_.waiting.end();
    const bool open =
        std::ranges::any_of(state_.open, [&](const OpenStep& one) { return one.step == &step; });
    if (open) {
      // Others of its units are still asked: the one whose answer is void joins them.
      for (const std::string& unit : asked(step)) {
        if (state_.open_step(step.id, unit) == nullptr) open_for(step, unit);
      }
    } else if (!waits) {
      state_.waiting.push_back(&step);
    }
  }

  void take_up(const Step& target) {
    state_.ended_as.clear();
    state_.ended_on.reset();
    undo_from(target);
    wait_for(target);
    open_waiting();
  }

  void end(std::string as) {
    state_.ended_as = std::move(as);
    state_.ended_on = event_.on;
    state_.open.clear();
    state_.waiting.clear();
    state_.notice.reset();
  }

  const Run& run_;
  State& state_;
  const Event& event_;
  std::pair<std::string, std::string> kept_clock_;
};

}  // namespace

std::string State::status() const {
  if (ended()) return ended_as;
  std::vector<std::string> ids;
  for (const OpenStep& one : open) {
    if (ids.empty() || ids.back() != one.step->id) ids.push_back(one.step->id);
  }
  return fmt::format("{}", fmt::join(ids, "+"));
}

const OpenStep* State::open_step(std::string_view step, std::string_view unit) const {
  for (const OpenStep& one : open) {
    if (one.step->id == step && one.unit == unit) return &one;
  }
  return nullptr;
}

const DoneStep* State::settled(std::string_view step, std::string_view unit) const {
  for (auto one = done.rbegin(); one != done.rend(); ++one) {
    if (one->step->id == step && one->unit == unit && !one->voided) return &*one;
  }
  return nullptr;
}

void apply(const Run& run, State& state, const Event& event) {
  Folding(run, state, event).apply();
}

State replay(const Run& run, std::span<const Event> events) {
  State state;
  for (const Event& event : events) apply(run, state, event);
  return state;
}

}  // namespace enact::procedure
