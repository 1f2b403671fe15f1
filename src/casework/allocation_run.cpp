// Proposing, releasing and refusing a run. See allocation_run.hpp.
#include "casework/allocation_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "casework/case_file.hpp"
#include "casework/claims.hpp"
#include "casework/joint.hpp"
#include "casework/people.hpp"
#include "casework/record.hpp"
#include "casework/refusals.hpp"
#include "casework/taking.hpp"
#include "casework/treasury_steps.hpp"
#include "determine/rankings.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using determine::AllocationRule;
using identity::Action;
using store::Fault;

Fault no_run() {
  return refuse(Fault::Kind::not_found, "casework.no-allocation",
                {"没有这次资金分配", "there is no such allocation"}, {"请刷新后查看", "reload the page"});
}

Fault run_decided() {
  return refuse(Fault::Kind::conflict, "casework.allocation-decided",
                {"这次分配已经放行或驳回", "this allocation was released or refused already"},
                {"请刷新后查看", "reload the page"});
}

// The places of waiting cases on a provision's ranking, all of them determined now; what cannot be ranked has
// 0.
std::map<std::string, int> places_of(const store::Reader& reader, const Library& library,
                                     const std::vector<WaitingCase>& waiting, const ledger::Line& line,
                                     Instant now) {
  const Context& context = *library.current();
  determine::Determination all;
  all.on = now.legal_day();
  std::map<std::pair<std::size_t, std::size_t>, std::string> cases;  // subject and claim of `all`
  for (const WaitingCase& one : waiting) {
    const auto file = load_case(reader, library, one.case_id);
    auto result = determine_record(reader, context, one.subject, all.on, now, {},
                                   file ? taken_by(file->mode) : Taken::all, one.case_id);
    if (!file || !result) continue;
    const auto* provision = find_provision(result->determination, line.policy, one.provision);
    for (std::size_t at = 0; provision != nullptr && at < provision->claims.size(); ++at) {
      const auto matter = matter_of(*provision, provision->claims[at], file->subject);
      if (matter && matter->key == file->matter.key) cases[{all.subjects.size(), at}] = one.case_id;
    }
    // As known on the day, which may be other objects than those in force.
    all.packages = result->determination.packages;
    all.subjects.push_back(std::move(result->determination.subjects.front()));
  }
  std::map<std::string, int> places;
  for (const determine::Ranking& ranking : determine::rankings_of(all)) {
    if (ranking.package->id != line.policy || ranking.provision->id != waiting.front().provision) continue;
    for (const determine::Ranking::Place& place : ranking.places) {
      const auto found = cases.find({place.subject, place.claim});
      if (found != cases.end()) places[found->second] = place.place;
    }
  }
  return places;
}

// What the request comes to now. Precondition: somebody waits.
std::vector<AllocationShare> shares_of(const store::Reader& reader, const Library& library,
                                       const AllocationRequest& request, Fen budget,
                                       const std::vector<WaitingCase>& waiting, Instant now) {
  std::map<std::string, int> places;
  if (request.rule == AllocationRule::ranking) {
    places = places_of(reader, library, waiting, request.line, now);
  } else if (request.rule == AllocationRule::queue) {
    for (std::size_t i = 0; i < waiting.size(); ++i) places[waiting[i].case_id] = static_cast<int>(i) + 1;
  }
  std::vector<determine::Demand> demands;
  for (const WaitingCase& one : waiting) {
    // `ranking` serves the greatest turn first; who has no place comes last.
    const int place = places[one.case_id];
    const std::int64_t last = static_cast<std::int64_t>(waiting.size()) + 1;
    const std::int64_t turn = request.rule == AllocationRule::ranking ? -(place == 0 ? last : place) : place;
    demands.push_back({.id = one.case_id, .fen = one.due.count, .turn = turn});
  }
  const std::vector<std::int64_t> given = determine::allocate(budget.count, demands, request.rule);
  std::vector<AllocationShare> shares;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    shares.push_back({.case_id = waiting[i].case_id,
                      .reference = waiting[i].reference,
                      .subject_name = waiting[i].subject_name,
                      .provision = waiting[i].provision,
                      .place = places[waiting[i].case_id],
                      .due = waiting[i].due,
                      .share = Fen{given[i]}});
  }
  std::ranges::stable_sort(shares, [](const AllocationShare& a, const AllocationShare& b) {
    return std::tuple(a.place == 0, a.place, a.reference) < std::tuple(b.place == 0, b.place, b.reference);
  });
  return shares;
}

std::vector<WaitingCase> concerned(const store::Reader& reader, const Library& library,
                                   const AllocationRequest& request, const Date& day) {
  auto waiting = waiting_cases(reader, library, request.line, request.rule, day);
  if (!request.provision.empty()) {
    std::erase_if(waiting, [&](const WaitingCase& one) { return one.provision != request.provision; });
  }
  if (!request.lead.empty()) {
    std::erase_if(waiting,
                  [&](const WaitingCase& one) { return handler_of(reader, one.case_id) != request.lead; });
  }
  return waiting;
}

std::optional<Fault> own_among(const store::Reader& reader, const Person& person,
                               const std::vector<WaitingCase>& waiting) {
  const bool own = std::ranges::any_of(waiting, [&](const WaitingCase& one) {
    return acts_for(person, one.subject) || belongs_to_member(reader, person, one.case_id);
  });
  return own ? std::optional(own_case()) : std::nullopt;
}

std::expected<store::Event, Fault> note_on(store::Transaction& tx, const store::Actor& actor,
                                           std::string_view run, std::string_view kind,
                                           const json::object& payload) {
  return tx.append({.stream_type = "allocation",
                    .stream_id = std::string(run),
                    .expected_version = {},
                    .kind = std::string(kind),
                    .schema_version = 1,
                    .payload = json::serialize(payload),
                    .actor = actor});
}

// The run, as one who may decide on it.
struct Deciding {
  AllocationRun run;
  store::Actor actor;
};
std::expected<Deciding, Fault> deciding(store::Transaction& tx, const Person& person, std::string_view id) {
  auto run = find_run(tx, id);
  if (!run) return std::unexpected(no_run());
  auto actor = acting(person, run->lead.empty() ? Action::approve_order : Action::commit, run->line.unit);
  if (!actor) return std::unexpected(not_permitted());
  if (run->state != "proposed") return std::unexpected(run_decided());
  if (run->made_by == person.account) {
    return std::unexpected(refuse(Fault::Kind::forbidden, "casework.four-eyes",
                                  {"提出分配的人不能放行", "who proposed it cannot decide on it"},
                                  {"请由另一人复核", "another must do so"}));
  }
  return Deciding{std::move(*run), std::move(*actor)};
}

AllocationRequest request_of(const AllocationRun& run) {
  return {
      .line = run.line, .provision = run.provision, .rule = run.rule, .budget = run.budget, .lead = run.lead};
}

Fault changed_since(Text because) {
  return refuse(
      Fault::Kind::conflict, "casework.allocation-changed",
      {fmt::format("提出之后有变化，核定的金额不能照付：{}", because.zh),
       fmt::format("what was approved cannot be kept, for something has changed since: {}", because.en)},
      {"请驳回后重新提出", "refuse it and have it proposed anew"});
}

// What an approved run comes to now: the shares that can be committed as they were approved, and why others
// cannot.
struct Standing {
  std::vector<AllocationShare> kept;
  std::vector<AllocationShare> left_out;
};

Text waits_no_more() {
  return {"不再按本规则等待资金", "it no longer waits for money by this rule"};
}

// A case that is not as it was when its share was approved has no share that was approved.
Standing standing_of(const AllocationRun& run, const std::vector<WaitingCase>& waiting) {
  Standing standing;
  for (AllocationShare share : run.shares) {
    if (share.share.count == 0) continue;
    const auto found = std::ranges::find(waiting, share.case_id, &WaitingCase::case_id);
    if (found == waiting.end()) {
      share.left_out = waits_no_more();
    } else if (found->due != share.due) {
      share.left_out = {
          fmt::format("应安排的金额由 {} 元变为 {} 元", format_yuan(share.due), format_yuan(found->due)),
          fmt::format("{} yuan are due now, not {}", format_yuan(found->due), format_yuan(share.due))};
    }
    (share.left_out.zh.empty() ? standing.kept : standing.left_out).push_back(std::move(share));
  }
  return standing;
}

// Why the approved shares would not be what the rule gives: somebody who has come since, or stands in another
// place, is due money that the run would give away. What others no longer want makes nobody's share too
// great.
std::optional<Fault> against_the_rule(const store::Reader& reader, const Library& library,
                                      const AllocationRun& run, const Standing& standing,
                                      const std::vector<WaitingCase>& waiting, Instant now) {
  const bool all_known = std::ranges::all_of(waiting, [&](const WaitingCase& one) {
    const auto found = std::ranges::find(run.shares, one.case_id, &AllocationShare::case_id);
    return found != run.shares.end() && one.due <= found->due;
  });
  if (all_known && run.rule != AllocationRule::ranking) return std::nullopt;
  const auto shares = shares_of(reader, library, request_of(run), run.budget, waiting, now);
  for (const AllocationShare& kept : standing.kept) {
    const auto found = std::ranges::find(shares, kept.case_id, &AllocationShare::case_id);
    if (found->share >= kept.share) continue;
    return changed_since({fmt::format("按规则现在应安排给办件 {} 的是 {} 元，核定的是 {} 元", kept.reference,
                                      format_yuan(found->share), format_yuan(kept.share)),
                          fmt::format("by the rule case {} would get {} yuan now, {} were approved",
                                      kept.reference, format_yuan(found->share), format_yuan(kept.share))});
  }
  return std::nullopt;
}

// What was approved is paid as it was approved, or not: never in part, because the money has become less.
std::optional<Fault> not_enough_left(const store::Reader& reader, const AllocationRun& run,
                                     const Standing& standing) {
  Fen approved;
  for (const AllocationShare& one : standing.kept) approved.count += one.share.count;
  const auto line = ledger::find_line(reader, run.line);
  const Fen available = line ? line->available : Fen{};
  if (approved <= available) return std::nullopt;
  Fault fault = changed_since(
      {fmt::format("可用指标只有 {} 元，不足核定的 {} 元", format_yuan(available), format_yuan(approved)),
       fmt::format("{} yuan are available, less than the {} that were approved", format_yuan(available),
                   format_yuan(approved))});
  fault.figures = {{"needed_fen", approved.count}, {"available_fen", available.count}};
  return fault;
}

// Says which case stands in the way.
Fault of_case(Fault fault, const AllocationShare& share) {
  fault.message = {fmt::format("办件 {}：{}", share.reference, fault.message.zh),
                   fmt::format("case {}: {}", share.reference, fault.message.en)};
  return fault;
}

// Commits the share as a step of its case. `left_out`: what refuses the step, with nothing written.
std::optional<Fault> commit_share(store::Transaction& tx, const Library& library, const Person& officer,
                                  const AllocationRun& run, AllocationShare& share) {
  const auto file = load_case(tx, library, share.case_id);
  if (!file) return file.error();
  const auto open = std::ranges::find_if(
      file->state.open, [](const procedure::OpenStep& one) { return one.step->kind == "commit"; });
  if (open == file->state.open.end()) {
    share.left_out = waits_no_more();
    return std::nullopt;
  }
  const auto onward =
      std::ranges::find_if(open->step->outcomes, [&](const policy::ProcedureStep::Outcome& one) {
        return procedure::course_of(*file->run.procedure, *open->step, one) == procedure::Course::onward;
      });
  const TakeRequest request{.case_id = share.case_id,
                            .step = open->step->id,
                            .outcome = onward == open->step->outcomes.end() ? "" : onward->id,
                            .unit = run.line.unit,
                            .line = run.line,
                            .allocation = run.id,
                            .share = share.share};
  const auto ready = ready_to_take(tx, library, officer, request);
  if (!ready) {
    share.left_out = ready.error().message;
    return std::nullopt;
  }
  const auto taken = (*ready)();
  if (!taken) return of_case(taken.error(), share);
  return std::nullopt;
}

json::array shares_json(const std::vector<AllocationShare>& shares) {
  json::array out;
  for (const AllocationShare& one : shares) {
    json::object share{{"case", one.case_id}, {"due", one.due.count}, {"share", one.share.count}};
    if (!one.left_out.zh.empty()) share["because"] = text_json(one.left_out);
    out.push_back(std::move(share));
  }
  return out;
}

}  // namespace

AllocationOr propose_allocation(store::Transaction& tx, const Library& library, const Person& person,
                                const AllocationRequest& request) {
  const bool by_lead = !request.lead.empty();
  const auto actor = by_lead ? acting(person, Action::accept_case, request.lead)
                             : acting(person, Action::commit, request.line.unit);
  if (!actor) return std::unexpected(not_permitted());
  const auto line = ledger::find_line(tx, request.line);
  if (!line) {
    return std::unexpected(refuse(Fault::Kind::not_found, "ledger.no-line",
                                  {"没有这个预算指标", "there is no such appropriation"},
                                  {"请先录入预算指标", "enter the appropriation first"}));
  }
  if ((by_lead || request.rule == AllocationRule::ranking) && request.provision.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.allocation-provision",
                                  {"按名次分配或由牵头单位提出的，须指明条款",
                                   "by rank, or by a lead, it is shared out provision by provision"},
                                  {"请选择条款", "choose the provision"}));
  }
  const Fen budget = request.budget.value_or(line->available);
  if (budget.count <= 0 || line->available < budget) {
    return std::unexpected(
        Fault{.kind = Fault::Kind::invalid,
              .code = "casework.allocation-budget",
              .message = {"分配总额须大于零且不超过可用指标",
                          "what is shared out is more than nothing and at most what is available"},
              .help = {"请填写可用指标以内的金额", "enter an amount within it"},
              .figures = {{"available_fen", line->available.count}}});
  }
  if (tx.integer("SELECT 1 FROM allocation WHERE policy = ? AND year = ? AND unit = ? AND state = 'proposed'",
                 {request.line.policy, request.line.year, request.line.unit})) {
    return std::unexpected(
        refuse(Fault::Kind::conflict, "casework.allocation-open",
               {"该指标已有一次分配待复核", "an allocation of this line waits to be released"},
               {"请先复核放行或驳回", "release or refuse it first"}));
  }
  const auto waiting = concerned(tx, library, request, tx.now().legal_day());
  if (waiting.empty()) {
    return std::unexpected(refuse(Fault::Kind::conflict, "casework.nothing-waiting",
                                  {"没有按该规则等待资金的办件", "no case waits for money by this rule"},
                                  {"请刷新后查看", "reload the page"}));
  }
  if (auto fault = own_among(tx, person, waiting)) return std::unexpected(std::move(*fault));
  json::array cases;
  for (const AllocationShare& one : shares_of(tx, library, request, budget, waiting, tx.now())) {
    cases.push_back(
        {{"case", one.case_id}, {"place", one.place}, {"due", one.due.count}, {"share", one.share.count}});
  }
  const std::string id = tx.new_id();
  const auto event =
      note_on(tx, *actor, id, "allocation.proposed",
              {{"number", tx.integer("SELECT coalesce(max(number), 0) + 1 FROM allocation", {}).value_or(1)},
               {"policy", request.line.policy},
               {"year", request.line.year},
               {"unit", request.line.unit},
               {"provision", request.provision},
               {"lead", request.lead},
               {"rule", determine::to_string(request.rule)},
               {"fen", budget.count},
               {"cases", std::move(cases)}});
  if (!event) return std::unexpected(event.error());
  return *find_run(tx, id);
}

AllocationOr release_allocation(store::Transaction& tx, const Casework& casework, const Person& person,
                                std::string_view id) {
  const auto found = deciding(tx, person, id);
  if (!found) return std::unexpected(found.error());
  const AllocationRun& run = found->run;
  const Library& library = casework.library();
  const auto waiting = concerned(tx, library, request_of(run), tx.now().legal_day());
  if (auto fault = own_among(tx, person, waiting)) return std::unexpected(std::move(*fault));
  Standing standing = standing_of(run, waiting);
  if (auto fault = against_the_rule(tx, library, run, standing, waiting, tx.now()))
    return std::unexpected(std::move(*fault));
  if (auto fault = not_enough_left(tx, run, standing)) return std::unexpected(std::move(*fault));
  const Person proposer{run.made_by, {{identity::Role::finance_reviewer, run.line.unit, ""}}};
  const Person& officer = run.lead.empty() ? proposer : person;
  std::vector<AllocationShare> committed;
  for (AllocationShare& share : standing.kept) {
    if (auto fault = commit_share(tx, library, officer, run, share))
      return std::unexpected(std::move(*fault));
    (share.left_out.zh.empty() ? committed : standing.left_out).push_back(share);
  }
  if (committed.empty()) {
    const AllocationShare& first = standing.left_out.front();
    return std::unexpected(changed_since({fmt::format("办件 {} {}", first.reference, first.left_out.zh),
                                          fmt::format("case {}: {}", first.reference, first.left_out.en)}));
  }
  const auto event =
      note_on(tx, found->actor, id, "allocation.released",
              {{"cases", shares_json(committed)}, {"left_out", shares_json(standing.left_out)}});
  if (!event) return std::unexpected(event.error());
  return *find_run(tx, id);
}

AllocationOr refuse_allocation(store::Transaction& tx, const Person& person, std::string_view id,
                               std::string_view reason) {
  const auto found = deciding(tx, person, id);
  if (!found) return std::unexpected(found.error());
  if (text::trim(reason).empty() || reason.size() > reason_limit || !text::is_valid_utf8(reason)) {
    return std::unexpected(refuse(Fault::Kind::invalid, "procedure.reason-required",
                                  {"驳回须说明理由", "refusing wants a reason"},
                                  {"请填写理由后重新提交", "state the reason and submit again"}));
  }
  const auto event = note_on(tx, found->actor, id, "allocation.refused", {{"reason", reason}});
  if (!event) return std::unexpected(event.error());
  return *find_run(tx, id);
}

}  // namespace enact::casework
