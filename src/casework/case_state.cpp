#include "casework/case_state.hpp"

#include <algorithm>
#include <array>

#include "casework/case_file.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;

struct Ending {
  std::string_view id;
  Text title;
};

Text ending_title(const procedure::State& state) {
  static const std::array<Ending, 4> endings = {
      Ending{"paid", {"已兑付", "paid"}}, Ending{"rejected", {"不予通过", "rejected"}},
      Ending{"cancelled", {"已撤销支付", "payment cancelled"}}, Ending{"withdrawn", {"已撤回", "withdrawn"}}};
  for (const Ending& ending : endings) {
    if (ending.id == state.ended_as) return ending.title;
  }
  if (!state.done.empty() && !state.done.back().outcome->title.empty())
    return state.done.back().outcome->title;
  return {state.ended_as, state.ended_as};
}

}  // namespace

Text status_title(const procedure::State& state) {
  if (state.ended()) return ending_title(state);
  const bool with_applicant = std::ranges::all_of(
      state.open, [](const procedure::OpenStep& open) { return open.step->kind == "apply"; });
  if (with_applicant && state.done.empty()) return {"草稿", "draft"};
  if (with_applicant) return {"退回补正", "returned for correction"};
  Text title;
  const policy::ProcedureStep* last = nullptr;
  for (const procedure::OpenStep& open : state.open) {
    if (open.step == last) continue;
    last = open.step;
    title.zh += (title.zh.empty() ? "" : "、") + open.step->title.zh;
    title.en += (title.en.empty() ? "" : ", ") + open.step->title.en;
  }
  return title;
}

bool has_decision(const procedure::State& state) {
  return std::ranges::any_of(state.done, [](const procedure::DoneStep& done) {
    return done.step->kind == "decide" && !done.voided && !done.outcome->next.empty();
  });
}

json::object state_json(const procedure::State& state) {
  json::array open;
  for (const procedure::OpenStep& one : state.open) {
    json::object step{{"step", one.step->id}, {"kind", one.step->kind}, {"title", text_json(one.step->title)},
                      {"unit", one.unit},     {"role", one.step->role}, {"opened", one.opened.to_string()}};
    if (one.deadline) {
      step["deadline"] = one.deadline->day.to_string();
      step["provisional"] = one.deadline->provisional;
    }
    if (one.step->late) {
      const policy::ProcedureStep::Late& late = *one.step->late;
      const bool lapses = one.step->kind == "apply";
      step["late"] = late.take.empty() ? "escalate" : lapses ? "lapse" : "tacit";
      if (!late.escalate.empty()) step["tells"] = late.escalate;
      const auto taken =
          std::ranges::find(one.step->outcomes, late.take, &policy::ProcedureStep::Outcome::id);
      if (taken != one.step->outcomes.end()) step["follows"] = text_json(taken->title);
    }
    if (one.escalated) step["escalated"] = one.escalated->to_string();
    open.push_back(std::move(step));
  }
  const bool draft = state.done.empty() && !state.ended();
  return {{"status", draft ? "draft" : state.status()},
          {"title", text_json(status_title(state))},
          {"ended", state.ended()},
          {"decided", has_decision(state)},
          {"open", std::move(open)}};
}

}  // namespace enact::casework
