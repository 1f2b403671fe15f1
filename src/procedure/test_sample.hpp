// A made-up procedure for the tests of this floor: apply, check, opinions, notice, decide, approve, finance,
// commit, pay. Knows no real policy.
#pragma once

#include <memory>

#include "procedure/procedure.hpp"

namespace enact::procedure::sample {

inline policy::ProcedureStep::Outcome outcome(std::string id, std::vector<std::string> next,
                                              std::string ends = {}, bool reason = false) {
  policy::ProcedureStep::Outcome made;
  made.title = {id + "结果", id};
  made.id = std::move(id);
  made.next = std::move(next);
  made.ends_as = std::move(ends);
  made.reason_required = reason;
  return made;
}

inline policy::ProcedureStep step(std::string id, std::string kind, std::string actor, std::string role,
                                  std::optional<int> working_days,
                                  std::vector<policy::ProcedureStep::Outcome> outcomes,
                                  std::vector<std::string> separate_from = {}) {
  policy::ProcedureStep made;
  made.title = {id, id};
  made.id = std::move(id);
  made.kind = std::move(kind);
  made.actor = std::move(actor);
  made.role = std::move(role);
  made.working_days = working_days;
  made.outcomes = std::move(outcomes);
  made.separate_from = std::move(separate_from);
  return made;
}

inline policy::Procedure standard() {
  policy::Procedure made;
  made.id = "标准";
  made.steps = {
      step("申请", "apply", "applicant", "applicant", {}, {outcome("submit", {"受理"})}),
      step("受理", "check", "lead", "handler", 5,
           {outcome("accept", {"会审"}), outcome("return", {"申请"}, "", true),
            outcome("reject", {}, "rejected", true)}),
      step("会审", "opinions", "opinions", "reviewer", 3,
           {outcome("agree", {"公示"}), outcome("disagree", {"受理"}, "", true)}),
      step("公示", "notice", "lead", "handler", 5, {outcome("close", {"决定"}), outcome("upheld", {"会审"})}),
      step("决定", "decide", "lead", "approver", 5,
           {outcome("grant", {"审批"}), outcome("refuse", {}, "refused", true)}, {"受理"}),
      step("审批", "approve", "unit:市府", "approver", {},
           {outcome("approve", {"财审"}), outcome("return", {"决定"}, "", true)}),
      step("财审", "finance", "payer", "finance_reviewer", 3,
           {outcome("pass", {"下达"}), outcome("return", {"决定"}, "", true)}),
      step("下达", "commit", "payer", "treasury_maker", {}, {outcome("commit", {"支付"})}, {"财审"}),
      step("支付", "pay", "payer", "treasury_maker", {}, {outcome("paid", {}, "paid")}),
  };
  return made;
}

inline Date day(int month, int of_month) {
  return *Date::make(2026, month, of_month);
}

// The procedure with a handling lead 甲局, opinions of 乙局 and 丙局, the payer 财局; 2026-01-01 is off.
struct Bench {
  policy::Procedure procedure = standard();
  WorkingDays calendar{{day(1, 1)}, {day(1, 4)}, day(12, 31)};
  Run run{&procedure, {"甲局", {"乙局", "丙局"}, "财局"}, &calendar};
  State state;
  Date today = day(3, 2);  // a Monday
  int objections = 0;

  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  Bench() { apply(run, state, Event{.kind = Event::Kind::opened, .on = today}); }

  static Actor applicant() { return {.account = "申请人", .unit = "", .roles = {}, .applicant = true}; }
  static Actor officer(std::string account, std::string unit, std::string role) {
    return {.account = std::move(account), .unit = std::move(unit), .roles = {std::move(role)}};
  }
  static Actor ledger() {
    return {.account = "", .unit = "财局", .roles = {}, .applicant = false, .ledger = true};
  }

  // Does the action; answers "" or the refusal's code.
  std::string act(const Actor& actor, Action action) {
    auto event = attempt(run, state, actor, action, today);
    if (!event) return event.error().code;
    if (event->kind == Event::Kind::objected) event->objection = "异议" + std::to_string(++objections);
    apply(run, state, *event);
    return "";
  }
  std::string take(const Actor& actor, std::string step_id, std::string outcome_id, std::string reason = "") {
    return act(actor,
               {.step = std::move(step_id), .outcome = std::move(outcome_id), .reason = std::move(reason)});
  }
  std::string publish() {
    return act(officer("甲一", "甲局", "handler"), {.kind = Action::Kind::publish_notice, .step = "公示"});
  }

  // Brings a new case to the named step by the straight way.
  void reach(std::string_view step_id) {
    if (step_id == "申请") return;
    take(applicant(), "申请", "submit");
    if (step_id == "受理") return;
    take(officer("甲一", "甲局", "handler"), "受理", "accept");
    if (step_id == "会审") return;
    take(officer("乙一", "乙局", "reviewer"), "会审", "agree");
    take(officer("丙一", "丙局", "reviewer"), "会审", "agree");
    if (step_id == "公示") return;
    publish();
    today = *state.notice->closes.add_days(1);
    take(officer("甲一", "甲局", "handler"), "公示", "close");
    if (step_id == "决定") return;
    take(officer("甲二", "甲局", "approver"), "决定", "grant");
    if (step_id == "审批") return;
    take(officer("府一", "市府", "approver"), "审批", "approve");
    if (step_id == "财审") return;
    take(officer("财一", "财局", "finance_reviewer"), "财审", "pass");
    if (step_id == "下达") return;
    take(officer("财二", "财局", "treasury_maker"), "下达", "commit");
  }
};

}  // namespace enact::procedure::sample
