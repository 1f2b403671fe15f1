// Routes of allocations: a short appropriation shared out over the cases that wait for it.
#include "casework/allocation_run.hpp"
#include "http/json.hpp"
#include "http/route.hpp"
#include "http/service.hpp"

namespace enact::http {

namespace json = boost::json;

namespace {

json::object line_json(const ledger::Line& line) {
  return {{"package", line.policy}, {"year", line.year}, {"unit", line.unit}};
}

json::object share_json(const casework::AllocationShare& share) {
  return {{"case_id", share.case_id},
          {"reference", share.reference},
          {"subject_name", share.subject_name},
          {"provision", share.provision},
          {"place", share.place},
          {"due_fen", share.due.count},
          {"share_fen", share.share.count},
          {"left_out", share.left_out.zh.empty() ? json::value() : json::value(to_json(share.left_out))}};
}

json::object partly_json(const casework::WaitingCase& one) {
  return {{"case_id", one.case_id},
          {"reference", one.reference},
          {"subject_name", one.subject_name},
          {"granted_fen", one.granted.count},
          {"rest_fen", one.due.count}};
}

json::object run_json(Service& service, const casework::AllocationRun& run) {
  return {{"id", run.id},
          {"number", run.number},
          {"line", line_json(run.line)},
          {"provision", run.provision},
          {"lead", run.lead},
          {"rule", determine::to_string(run.rule)},
          {"budget_fen", run.budget.count},
          {"state", run.state},
          {"reason", run.reason},
          {"maker", account_name(service, run.made_by)},
          {"made", run.made_at.to_string()},
          {"decider", account_name(service, run.decided_by)},
          {"decided", to_json(run.decided_at)},
          {"shares", map_json(run.shares, share_json)}};
}

json::object waiting_json(const casework::WaitingLine& one) {
  return {{"line", line_json(one.line)},
          {"rule", determine::to_string(one.rule)},
          {"provisions", to_json(one.provisions)},
          {"lead", one.lead},
          {"cases", one.cases},
          {"due_fen", one.due.count},
          {"available_fen", one.available.count},
          {"partly", map_json(one.partly, partly_json)}};
}

// As the treasury and auditors see them (casework::allocations), or those who handle cases
// (lead_allocations).
using Look = decltype(&casework::allocations);

Response now(Service& service, const Request& request, Look look, int status = 200) {
  const auto view = service.database().read([&](const store::Reader& reader) {
    return look(reader, service.library(), person_of(request), service.today());
  });
  if (!view) return problem(view.error(), request.language);
  return ok(
      json::object{{"waiting", map_json(view->waiting, waiting_json)},
                   {"runs", map_json(view->runs, [&](const auto& one) { return run_json(service, one); })}},
      status);
}

// Runs a step on an allocation and answers all of them as they are then.
template <class F>
Response change_allocation(Service& service, const Request& request, Look look, F step, int status = 200) {
  const auto done = run_step(service, request, [&](store::Transaction& tx) -> store::StepResult {
    const auto changed = step(tx, person_of(request));
    if (!changed) return std::unexpected(changed.error());
    return std::string();
  });
  return done ? now(service, request, look, status) : problem(done.error(), request.language);
}

Response propose(Service& service, const Request& request, Look look) {
  const auto& body = request.json;
  const json::value& line = body.as_object().at("line");
  casework::AllocationRequest wanted{
      .line = {text_of(line, "package"), static_cast<int>(integer_of(line, "year").value_or(0)),
               text_of(line, "unit")},
      .provision = text_of(body, "provision")};
  for (const determine::AllocationRule rule : determine::allocation_rules) {
    if (text_of(body, "rule") == determine::to_string(rule)) wanted.rule = rule;
  }
  if (const auto budget = integer_of(body, "budget_fen")) wanted.budget = Fen{*budget};
  wanted.lead = text_of(body, "lead");  // of a lead's proposal only
  return change_allocation(
      service, request, look,
      [&](store::Transaction& tx, const casework::Person& person) {
        return casework::propose_allocation(tx, service.library(), person, wanted);
      },
      201);
}

Response release(Service& service, const Request& request) {
  return change_allocation(
      service, request, casework::allocations, [&](store::Transaction& tx, const casework::Person& who) {
        return casework::release_allocation(tx, service.casework(), who, request.parameter("allocation"));
      });
}

Response refuse(Service& service, const Request& request) {
  return change_allocation(service, request, casework::allocations,
                           [&](store::Transaction& tx, const casework::Person& who) {
                             return casework::refuse_allocation(tx, who, request.parameter("allocation"),
                                                                text_of(request.json, "reason"));
                           });
}

}  // namespace

void add_allocation_routes(std::vector<Route>& out) {
  using identity::Action;
  out.push_back({Method::get,
                 "/allocations",
                 "listAllocations",
                 {"资金分配", "Who waits for a short appropriation, and how it was shared out"},
                 may(Action::read_ledger),
                 {},
                 "",
                 "Allocations",
                 200,
                 {},
                 [](Service& service, const Request& request) {
                   return now(service, request, casework::allocations);
                 }});
  out.push_back({Method::post,
                 "/allocations",
                 "proposeAllocation",
                 {"提出资金分配", "Propose how a short appropriation is shared out"},
                 may(Action::commit),
                 {},
                 "NewAllocation",
                 "Allocations",
                 201,
                 {404, 409},
                 [](Service& service, const Request& request) {
                   return propose(service, request, casework::allocations);
                 }});
  out.push_back(
      {Method::get,
       "/allocations/of-leads",
       "listLeadAllocations",
       {"本单位条款的资金分配", "What waits for money by provision of the units that one handles cases for"},
       may(Action::accept_case),
       {},
       "",
       "Allocations",
       200,
       {},
       [](Service& service, const Request& request) {
         return now(service, request, casework::lead_allocations);
       }});
  out.push_back(
      {Method::post,
       "/allocations/of-leads",
       "proposeLeadAllocation",
       {"牵头单位提出资金分配", "Propose as the handling lead how money is shared out over a provision"},
       may(Action::accept_case),
       {},
       "NewLeadAllocation",
       "Allocations",
       201,
       {404, 409},
       [](Service& service, const Request& request) {
         return propose(service, request, casework::lead_allocations);
       }});
  out.push_back(
      {Method::post,
       "/allocations/{allocation}/confirm",
       "confirmAllocation",
       {"确认牵头单位提出的资金分配", "Confirm what a lead has proposed (four eyes): commits every share"},
       may(Action::commit),
       {},
       "",
       "Allocations",
       200,
       {404, 409},
       release});
  out.push_back({Method::post,
                 "/allocations/{allocation}/decline",
                 "declineAllocation",
                 {"驳回牵头单位提出的资金分配", "Refuse what a lead has proposed"},
                 may(Action::commit),
                 {},
                 "RosterReason",
                 "Allocations",
                 200,
                 {404, 409},
                 refuse});
  out.push_back({Method::post,
                 "/allocations/{allocation}/release",
                 "releaseAllocation",
                 {"放行资金分配", "Release an allocation (four eyes): commits every share"},
                 may(Action::approve_order),
                 {},
                 "",
                 "Allocations",
                 200,
                 {404, 409},
                 release});
  out.push_back({Method::post,
                 "/allocations/{allocation}/refuse",
                 "refuseAllocation",
                 {"驳回资金分配", "Refuse an allocation"},
                 may(Action::approve_order),
                 {},
                 "RosterReason",
                 "Allocations",
                 200,
                 {404, 409},
                 refuse});
}

}  // namespace enact::http
