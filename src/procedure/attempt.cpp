// What may be done now and by whom: every refusal with its reason and what to do.
#include <fmt/format.h>

#include <algorithm>

#include "procedure/structure.hpp"

namespace enact::procedure {
namespace {

using Step = policy::ProcedureStep;

Refusal ended(const State& state) {
  return {Refusal::Kind::conflict,
          "procedure.ended",
          {fmt::format("办件已办结（{}）", state.ended_as),
           fmt::format("the case has ended ({})", state.ended_as)},
          {"如需继续，请提出新的申请", "make a new application if there is reason to go on"}};
}

Refusal not_open(std::string_view step) {
  return {Refusal::Kind::conflict,
          "procedure.not-open",
          {fmt::format("步骤“{}”当前不在办理中", step), fmt::format("step `{}` is not open now", step)},
          {"办件可能已被他人办理，请刷新后查看", "somebody may have acted meanwhile: reload the case"}};
}

Refusal not_yours(const Step& step) {
  return {Refusal::Kind::forbidden,
          "procedure.not-your-step",
          {fmt::format("步骤“{}”由其他单位或岗位办理", step.title.zh),
           fmt::format("step `{}` belongs to another unit or role", step.title.en)},
          {"请由该步骤的承办单位和岗位办理", "the unit and role of the step must act"}};
}

Refusal reason_wanted() {
  return {Refusal::Kind::invalid,
          "procedure.reason-required",
          {"须说明理由", "a reason is required"},
          {"请填写理由后重新提交", "state the reason and submit again"}};
}

Refusal separation(const Step& earlier) {
  return {Refusal::Kind::forbidden,
          "procedure.separation",
          {fmt::format("您已办理过“{}”，按岗位分离要求不能再办理本步骤", earlier.title.zh),
           fmt::format("you acted in `{}` and so may not act in this step (separation of duties)",
                       earlier.title.en)},
          {"请由本单位其他人员办理", "somebody else of your unit must act"}};
}

Refusal term_over(const Step& step, const Date& last) {
  const Text& follows = find_outcome(step, step.late->take)->title;
  return {Refusal::Kind::conflict,
          "procedure.term-over",
          {fmt::format("步骤“{}”的期限至 {} 止，已按规定“{}”", step.title.zh, last.to_string(), follows.zh),
           fmt::format("the term of step `{}` was over at the end of {}: `{}` follows by itself",
                       step.title.en, last.to_string(), follows.en)},
          {"如仍需办理，请重新申请", "make a new application if there is reason to go on"}};
}

Refusal by_clock(const Step::Outcome& outcome) {
  return {Refusal::Kind::forbidden,
          "procedure.by-clock",
          {fmt::format("“{}”只在期限届满时自动得出", outcome.title.zh),
           fmt::format("`{}` follows by itself when the term is over", outcome.title.en)},
          {"申请人可以撤回，办理单位可选择其他结果",
           "an applicant can withdraw, a unit can choose another outcome"}};
}

Refusal by_ledger(const Step& step) {
  return {Refusal::Kind::forbidden,
          "procedure.by-ledger",
          {fmt::format("步骤“{}”由支付结果自动办结", step.title.zh),
           fmt::format("step `{}` is completed by the result of the payment", step.title.en)},
          {"请制作并放行支付批次，登记银行回单",
           "make and release a payment batch and record the bank's result"}};
}

Refusal not_to_be_taken_up() {
  return {Refusal::Kind::conflict,
          "procedure.not-to-be-taken-up",
          {"该办件不能以此方式重新办理", "the case cannot be taken up again like this"},
          {"如需继续，请提出新的申请", "make a new application if there is reason to go on"}};
}

class Attempt {
 public:
  Attempt(const Run& run, const State& state, const Actor& actor, const Action& action, const Date& today)
      : run_(run), state_(state), actor_(actor), action_(action), today_(today) {}

  using Result = std::expected<Event, Refusal>;

  Result make() const {
    if (action_.kind == Action::Kind::reopen) return reopen();
    if (action_.kind == Action::Kind::take_up) return take_up();
    if (state_.ended()) return std::unexpected(ended(state_));
    switch (action_.kind) {
      case Action::Kind::take:
        return take();
      case Action::Kind::publish_notice:
        return publish();
      case Action::Kind::object:
        return object();
      case Action::Kind::answer_objection:
        return answer();
      case Action::Kind::escalate:
        return escalate();
      case Action::Kind::cancel:
        return cancel();
      default:
        return withdraw();
    }
  }

 private:
  Event event(Event::Kind kind) const {
    return {.kind = kind,
            .on = today_,
            .account = actor_.account,
            .unit = actor_.unit,
            .step = action_.step,
            .outcome = action_.outcome,
            .reason = action_.reason,
            .objection = action_.objection,
            .upheld = action_.upheld};
  }

  // The step is open for the actor's unit and role, and nothing that the actor did before stands against it.
  std::optional<Refusal> barred(const Step& step) const {
    const auto is_open = [&](const OpenStep& open) { return open.step == &step; };
    if (std::ranges::none_of(state_.open, is_open)) return not_open(step.title.zh);
    const std::string unit = actor_.applicant ? "" : actor_.unit;
    if (state_.open_step(step.id, unit) == nullptr) {
      // Its unit was asked and has answered; the others have not.
      if (state_.settled(step.id, unit) != nullptr) return not_open(step.title.zh);
      return not_yours(step);
    }
    if (actor_.ledger || actor_.clock) return std::nullopt;
    if (actor_.applicant != (step.actor == "applicant")) return not_yours(step);
    if (!actor_.applicant && !step.role.empty() &&
        std::ranges::find(actor_.roles, step.role) == actor_.roles.end()) {
      return not_yours(step);
    }
    for (const DoneStep& done : state_.done) {
      if (done.account != actor_.account || done.step == &step) continue;
      const bool entered = !actor_.applicant && done.step->kind == "apply" && step.kind != "apply";
      const bool separate = std::ranges::find(step.separate_from, done.step->id) != step.separate_from.end();
      if (entered || separate) return separation(*done.step);
    }
    return std::nullopt;
  }

  Result take() const {
    const Step* step = run_.step(action_.step);
    if (step == nullptr) return std::unexpected(not_open(action_.step));
    if (const auto refusal = barred(*step)) return std::unexpected(*refusal);
    if (step->kind == "pay" && !actor_.ledger) return std::unexpected(by_ledger(*step));
    const Step::Outcome* outcome = find_outcome(*step, action_.outcome);
    if (outcome == nullptr) {
      return std::unexpected(
          Refusal{Refusal::Kind::invalid,
                  "procedure.unknown-outcome",
                  {fmt::format("步骤“{}”没有结果 `{}`", step->title.zh, action_.outcome),
                   fmt::format("step `{}` has no outcome `{}`", step->title.en, action_.outcome)},
                  {"请从该步骤的选项中选择", "choose one of the step's outcomes"}});
    }
    if (const auto refusal = clock_runs(*step, *outcome)) return std::unexpected(*refusal);
    if (step->kind == "notice") {
      if (const auto refusal = notice_runs(*step, *outcome)) return std::unexpected(*refusal);
    }
    if (actor_.clock) return event(Event::Kind::step_done);
    if (const auto refusal = guarded(run_, *outcome)) return std::unexpected(*refusal);
    if (outcome->reason_required && action_.reason.empty()) return std::unexpected(reason_wanted());
    return event(Event::Kind::step_done);
  }

  // What a term decides is the clock's alone: before it is over nobody's, afterwards nobody else's.
  std::optional<Refusal> clock_runs(const Step& step, const Step::Outcome& outcome) const {
    const bool decides = step.late && !step.late->take.empty();
    const OpenStep* open = state_.open_step(step.id, actor_.applicant ? "" : actor_.unit);
    const bool late = decides && open != nullptr && open->late(today_);
    if (actor_.clock) {
      if (!late || outcome.id != step.late->take) return not_open(step.title.zh);
      return std::nullopt;
    }
    if (late) return term_over(step, open->deadline->day);
    if (outcome.by_clock) return by_clock(outcome);
    return std::nullopt;
  }

  Result take_up() const {
    const policy::TakingUp* up = find_taking_up(*run_.procedure, action_.outcome);
    const bool after = up != nullptr && std::ranges::find(up->after, state_.ended_as) != up->after.end();
    if (!after) return std::unexpected(not_to_be_taken_up());
    const bool applicant = up->actor == "applicant";
    const auto units = units_of_actor(run_, up->actor);
    const bool theirs = applicant
                            ? actor_.applicant
                            : !actor_.applicant && std::ranges::find(units, actor_.unit) != units.end() &&
                                  std::ranges::find(actor_.roles, up->role) != actor_.roles.end();
    if (!theirs || actor_.ledger || actor_.clock) {
      return std::unexpected(Refusal{Refusal::Kind::forbidden,
                                     "procedure.not-yours-to-take-up",
                                     {fmt::format("“{}”由其他人提出", up->title.zh),
                                      fmt::format("`{}` is for somebody else", up->title.en)},
                                     {"请由规定的申请人或单位提出", "whom the procedure names must do it"}});
    }
    if (const auto last = last_day(*up); last && *last < today_) {
      return std::unexpected(Refusal{
          Refusal::Kind::conflict,
          "procedure.too-late-to-take-up",
          {fmt::format("“{}”的期限至 {} 止", up->title.zh, last->to_string()),
           fmt::format("the term of `{}` was over at the end of {}", up->title.en, last->to_string())},
          {"如有新的事实，请提出新的申请", "make a new application if there are new facts"}});
    }
    if (action_.reason.empty()) return std::unexpected(reason_wanted());
    Event taken = event(Event::Kind::taken_up);
    taken.step = up->to;
    return taken;
  }

  std::optional<Date> last_day(const policy::TakingUp& up) const {
    const Date from = state_.ended_on.value_or(today_);
    if (up.working_days) return run_.working_days->after(from, *up.working_days).day;
    if (up.days) return from.add_days(*up.days);
    return std::nullopt;
  }

  Result cancel() const {
    const Step* step = run_.step(action_.step);
    if (!actor_.ledger || step == nullptr || step->kind != "pay" ||
        state_.open_step(step->id, actor_.unit) == nullptr) {
      return std::unexpected(not_open(action_.step));
    }
    return event(Event::Kind::cancelled);
  }

  Result escalate() const {
    const Step* step = run_.step(action_.step);
    const OpenStep* open = step == nullptr ? nullptr : state_.open_step(step->id, actor_.unit);
    if (!actor_.clock || open == nullptr || !step->late || step->late->escalate.empty() || open->escalated ||
        !open->late(today_)) {
      return std::unexpected(not_open(action_.step));
    }
    return event(Event::Kind::escalated);
  }

  std::optional<Refusal> notice_runs(const Step& step, const Step::Outcome& outcome) const {
    if (!state_.notice) {
      return Refusal{Refusal::Kind::conflict,
                     "procedure.notice-not-published",
                     {"公示尚未发布", "the public notice has not been published"},
                     {"请先发布公示", "publish it first"}};
    }
    if (&outcome != &step.outcomes.front()) return std::nullopt;
    if (today_ <= state_.notice->closes) {
      return Refusal{
          Refusal::Kind::conflict,
          "procedure.notice-running",
          {fmt::format("公示期至 {} 止，尚未届满", state_.notice->closes.to_string()),
           fmt::format("the public notice runs to the end of {}", state_.notice->closes.to_string())},
          {"请在期满次日起办理", "close it on a later day"}};
    }
    if (std::ranges::any_of(state_.objections, [](const Objection& one) { return !one.answered; })) {
      return Refusal{Refusal::Kind::conflict,
                     "procedure.objection-open",
                     {"尚有异议未答复", "an objection has not been answered"},
                     {"请先答复全部异议", "answer every objection first"}};
    }
    return std::nullopt;
  }

  Result publish() const {
    const Step* step = run_.step(action_.step);
    if (step == nullptr || step->kind != "notice") return std::unexpected(not_open(action_.step));
    if (const auto refusal = barred(*step)) return std::unexpected(*refusal);
    if (state_.notice) {
      return std::unexpected(
          Refusal{Refusal::Kind::conflict,
                  "procedure.notice-published",
                  {fmt::format("公示已于 {} 发布", state_.notice->published.to_string()),
                   fmt::format("the notice was published on {}", state_.notice->published.to_string())},
                  {"请刷新后查看", "reload the case"}});
    }
    Event published = event(Event::Kind::notice_published);
    published.closes = step->working_days ? run_.working_days->after(today_, *step->working_days).day
                                          : today_.add_days(step->days.value_or(1));
    return published;
  }

  Result object() const {
    if (!state_.notice || today_ > state_.notice->closes) {
      return std::unexpected(Refusal{Refusal::Kind::conflict,
                                     "procedure.notice-closed",
                                     {"公示期已过或尚未公示", "the public notice is not running"},
                                     {"可向牵头单位反映情况", "you may write to the lead unit"}});
    }
    if (action_.reason.empty()) return std::unexpected(reason_wanted());
    Event objected = event(Event::Kind::objected);
    objected.step = state_.notice->step->id;
    return objected;
  }

  Result answer() const {
    if (!state_.notice) return std::unexpected(not_open("公示"));
    const Step& step = *state_.notice->step;
    if (const auto refusal = barred(step)) return std::unexpected(*refusal);
    const auto found = std::ranges::find(state_.objections, action_.objection, &Objection::id);
    if (found == state_.objections.end() || found->answered) {
      return std::unexpected(Refusal{Refusal::Kind::conflict,
                                     "procedure.no-open-objection",
                                     {"没有这条待答复的异议", "there is no such objection to be answered"},
                                     {"请刷新后查看", "reload the case"}});
    }
    if (action_.reason.empty()) return std::unexpected(reason_wanted());
    Event answered = event(Event::Kind::objection_answered);
    answered.step = step.id;
    return answered;
  }

  Result withdraw() const {
    if (!actor_.applicant) {
      return std::unexpected(Refusal{Refusal::Kind::forbidden,
                                     "procedure.not-applicant",
                                     {"只有申请人可以撤回", "only the applicant can withdraw"},
                                     {"办理单位可在相应步骤退回或不予通过", "a unit can return or reject"}});
    }
    const auto commits = [](const DoneStep& done) { return done.step->kind == "commit" && !done.voided; };
    if (std::ranges::any_of(state_.done, commits)) {
      return std::unexpected(
          Refusal{Refusal::Kind::conflict,
                  "procedure.too-late-to-withdraw",
                  {"资金已安排，不能撤回", "money has been committed: it is too late to withdraw"},
                  {"请联系牵头单位", "write to the lead unit"}});
    }
    return event(Event::Kind::withdrawn);
  }

  Result reopen() const {
    const Step* step = run_.step(action_.step);
    if (!actor_.ledger || step == nullptr || step->kind != "pay" ||
        state_.settled(step->id, actor_.unit) == nullptr) {
      return std::unexpected(not_open(action_.step));
    }
    return event(Event::Kind::reopened);
  }

  const Run& run_;
  const State& state_;
  const Actor& actor_;
  const Action& action_;
  const Date& today_;
};

constexpr std::string_view a_reason = "…";  // stands for the reason that will be given

}  // namespace

std::expected<Event, Refusal> attempt(const Run& run, const State& state, const Actor& actor,
                                      const Action& action, const Date& today) {
  return Attempt(run, state, actor, action, today).make();
}

std::vector<Option> allowed(const Run& run, const State& state, const Actor& actor, const Date& today) {
  std::vector<Option> options;
  // What is not for this actor is not offered; what only has to wait is, with the reason.
  const auto offer = [&](Action action, Text title, bool reason_required) {
    action.reason = a_reason;
    const auto tried = attempt(run, state, actor, action, today);
    action.reason.clear();
    std::optional<Refusal> blocked;
    if (!tried) {
      const std::string& code = tried.error().code;
      const bool waits = code == "procedure.separation" || code == "procedure.notice-running" ||
                         code == "procedure.objection-open" || code == "procedure.term-over" ||
                         code == "procedure.guard";
      if (!waits) return;
      blocked = tried.error();
    }
    options.push_back({std::move(action), std::move(title), reason_required, std::move(blocked)});
  };
  for (const Step& step : run.procedure->steps) {
    const bool open = std::ranges::any_of(state.open, [&](const OpenStep& one) { return one.step == &step; });
    if (!open) continue;
    if (step.kind != "notice") {
      for (const Step::Outcome& outcome : step.outcomes) {
        if (outcome.by_clock) continue;
        offer({.step = step.id, .outcome = outcome.id}, outcome.title, outcome.reason_required);
      }
      continue;
    }
    offer({.kind = Action::Kind::publish_notice, .step = step.id}, {"发布公示", "Publish the notice"}, false);
    for (const Objection& objection : state.objections) {
      for (const bool upheld : {false, true}) {
        offer({.kind = Action::Kind::answer_objection,
               .step = step.id,
               .objection = objection.id,
               .upheld = upheld},
              upheld ? Text{"异议成立", "Uphold the objection"} : Text{"异议不成立", "Dismiss the objection"},
              true);
      }
    }
    if (!step.outcomes.empty()) {
      const Step::Outcome& closing = step.outcomes.front();
      offer({.step = step.id, .outcome = closing.id}, closing.title, closing.reason_required);
    }
  }
  for (const policy::TakingUp& up : run.procedure->again) {
    offer({.kind = Action::Kind::take_up, .outcome = up.id}, up.title, true);
  }
  offer({.kind = Action::Kind::withdraw}, {"撤回", "Withdraw"}, true);
  return options;
}

std::optional<Event> void_changed(const Run& run, const State& state, std::vector<Event::Voided> relied,
                                  const Date& today) {
  const auto commits = [](const DoneStep& done) { return done.step->kind == "commit" && !done.voided; };
  if (state.ended() || std::ranges::any_of(state.done, commits)) return std::nullopt;
  std::erase_if(relied, [&](const Event::Voided& one) {
    const DoneStep* stands = state.settled(one.step, one.unit);
    return stands == nullptr || course_of(*run.procedure, *stands->step, *stands->outcome) != Course::onward;
  });
  if (relied.empty()) return std::nullopt;
  return Event{.kind = Event::Kind::changed, .on = today, .voids = std::move(relied)};
}

std::vector<ByClock> due_by_clock(const State& state, const Date& today) {
  std::vector<ByClock> due;
  for (const OpenStep& open : state.open) {
    const auto& late = open.step->late;
    if (!late || !open.late(today)) continue;
    const bool tells = !late->escalate.empty();
    if (tells && open.escalated) continue;
    due.push_back({{.account = {}, .unit = open.unit, .roles = {}, .clock = true},
                   {.kind = tells ? Action::Kind::escalate : Action::Kind::take,
                    .step = open.step->id,
                    .outcome = late->take}});
  }
  return due;
}

}  // namespace enact::procedure
