#include "procedure/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace enact::procedure {
namespace {

using Step = policy::ProcedureStep;

constexpr std::array<std::string_view, 9> step_kinds = {"apply",   "check",   "opinions", "notice", "decide",
                                                        "approve", "finance", "commit",   "pay"};

Diagnostic error_at(const Step& step, std::string code, Text message, Text help) {
  return {.severity = Severity::error,
          .code = std::move(code),
          .message = std::move(message),
          .location = step.location,
          .help = std::move(help),
          .labels = {}};
}

void check_notice(const Step& step, Diagnostics& diagnostics) {
  if (!step.working_days && !step.days) {
    diagnostics.push_back(
        error_at(step, "procedure.notice-without-term",
                 {fmt::format("公示步骤 `{}` 没有期限", step.id),
                  fmt::format("the public notice `{}` has no term", step.id)},
                 {"请用 within（工作日）或 days（自然日）写明公示期", "state it with `within` or `days`"}));
  }
  if (step.outcomes.size() < 2) {
    diagnostics.push_back(error_at(
        step, "procedure.notice-without-objection",
        {fmt::format("公示步骤 `{}` 没有写明异议成立后怎么办", step.id),
         fmt::format("the public notice `{}` does not say what follows an upheld objection", step.id)},
        {"请把异议成立的结果写为第二个 outcome", "declare it as the second outcome"}));
  }
}

void add_members(const policy::Package& package, const std::string& unit, std::vector<std::string>& to) {
  const policy::Unit* found = package.unit(unit);
  if (found != nullptr && !found->members.empty()) {
    for (const std::string& member : found->members) add_members(package, member, to);
  } else if (std::ranges::find(to, unit) == to.end()) {
    to.push_back(unit);
  }
}

std::string unit_called(const policy::Package& package, const std::string& name) {
  if (package.unit(name) != nullptr) return name;
  for (const policy::Unit& unit : package.units) {
    if (std::ranges::find(unit.also, name) != unit.also.end()) return unit.id;
  }
  return name;
}

}  // namespace

Parties parties_of(const policy::Package& package, const policy::Provision& provision) {
  Parties parties;
  if (!provision.leads.empty()) parties.handler = provision.leads.front();
  std::vector<std::string> asked;
  for (const std::string& unit : provision.leads) add_members(package, unit, asked);
  for (const std::string& unit : provision.opinions) add_members(package, unit, asked);
  std::erase(asked, parties.handler);
  parties.opinions = std::move(asked);
  parties.payer = unit_called(package, provision.payer);
  return parties;
}

const Step* Run::step(std::string_view id) const {
  for (const Step& one : procedure->steps) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

std::size_t place_of(const policy::Procedure& procedure, std::string_view step) {
  for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
    if (procedure.steps[i].id == step) return i;
  }
  throw std::logic_error(fmt::format("procedure `{}` has no step `{}`", procedure.id, step));
}

const Step::Outcome* find_outcome(const Step& step, std::string_view id) {
  const auto found = std::ranges::find(step.outcomes, id, &Step::Outcome::id);
  return found == step.outcomes.end() ? nullptr : &*found;
}

std::set<std::string> reachable(const policy::Procedure& procedure, std::string_view from) {
  std::set<std::string> seen;
  std::vector<std::size_t> todo = {place_of(procedure, from)};
  while (!todo.empty()) {
    const std::size_t at = todo.back();
    todo.pop_back();
    for (const Step::Outcome& outcome : procedure.steps[at].outcomes) {
      for (const std::string& next : outcome.next) {
        const std::size_t to = place_of(procedure, next);
        if (to > at && seen.insert(next).second) todo.push_back(to);
      }
    }
  }
  return seen;
}

const policy::TakingUp* find_taking_up(const policy::Procedure& procedure, std::string_view id) {
  const auto found = std::ranges::find(procedure.again, id, &policy::TakingUp::id);
  return found == procedure.again.end() ? nullptr : &*found;
}

std::vector<std::string> units_of_actor(const Run& run, std::string_view actor) {
  if (actor == "applicant") return {""};
  if (actor == "opinions") return run.parties.opinions;
  if (actor == "lead") return {run.parties.handler};
  if (actor == "payer") return {run.parties.payer};
  constexpr std::string_view unit = "unit:";
  if (actor.starts_with(unit)) return {std::string(actor.substr(unit.size()))};
  return {std::string(actor)};
}

std::string_view place_fact(const Step& step) {
  constexpr std::string_view place = "place:";
  const std::string_view actor = step.actor;
  return actor.starts_with(place) ? actor.substr(place.size()) : std::string_view();
}

std::vector<std::string> units_of(const Run& run, const State& state, const Step& step) {
  if (!place_fact(step).empty()) {
    const auto named = state.placed.find(step.id);
    return named == state.placed.end() ? std::vector<std::string>{} : std::vector{named->second};
  }
  return units_of_actor(run, step.kind == "opinions" ? "opinions" : step.actor);
}

Course course_of(const policy::Procedure& procedure, const Step& step, const Step::Outcome& outcome) {
  if (outcome.next.empty()) return Course::end;
  const std::size_t here = place_of(procedure, step.id);
  const bool onward = std::ranges::any_of(
      outcome.next, [&](const std::string& next) { return place_of(procedure, next) > here; });
  return onward ? Course::onward : Course::back;
}

Diagnostics check_procedure(const policy::Procedure& procedure) {
  Diagnostics diagnostics;
  for (const Step& step : procedure.steps) {
    if (std::ranges::find(step_kinds, step.kind) == step_kinds.end()) {
      diagnostics.push_back(error_at(step, "procedure.unknown-kind",
                                     {fmt::format("步骤 `{}` 的种类 `{}` 不认识", step.id, step.kind),
                                      fmt::format("step `{}` is of unknown kind `{}`", step.id, step.kind)},
                                     {fmt::format("可用：{}", fmt::join(step_kinds, "、")),
                                      fmt::format("use one of {}", fmt::join(step_kinds, ", "))}));
    }
    if (step.outcomes.empty()) {
      diagnostics.push_back(
          error_at(step, "procedure.no-outcome",
                   {fmt::format("步骤 `{}` 没有结果，办件会停在这里", step.id),
                    fmt::format("step `{}` has no outcome: a case would stay here", step.id)},
                   {"请写明 outcomes", "declare its outcomes"}));
    }
    if (step.kind == "notice") check_notice(step, diagnostics);
    if (!place_fact(step).empty() && &step == &procedure.steps.front()) {
      diagnostics.push_back(
          error_at(step, "procedure.place-first",
                   {fmt::format("步骤 `{}` 由所在地单位承办，不能是第一步", step.id),
                    fmt::format("step `{}` is for the unit of a place and cannot be the first", step.id)},
                   {"先有申请，才知道所在地", "the place is known once somebody has applied"}));
    }
    for (const Step::Outcome& outcome : step.outcomes) {
      for (const std::string& next : outcome.next) {
        if (std::ranges::find(procedure.steps, next, &Step::id) != procedure.steps.end()) continue;
        diagnostics.push_back(
            error_at(step, "procedure.unknown-step",
                     {fmt::format("步骤 `{}` 的结果 `{}` 指向不存在的步骤 `{}`", step.id, outcome.id, next),
                      fmt::format("outcome `{}` of step `{}` leads to the unknown step `{}`", outcome.id,
                                  step.id, next)},
                     {"请改为已声明的步骤", "name a declared step"}));
      }
    }
  }
  return diagnostics;
}

}  // namespace enact::procedure
