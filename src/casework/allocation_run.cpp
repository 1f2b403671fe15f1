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
#include "casework/treasury_steps.hpp"
#include "determine/rankings.hpp"

namespace enact::casework {
namespace {

namespace json = boost::json;
using determine::AllocationRule;
using identity::Action;
using store::Fault;
using store::Row;

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
    auto result = determine_record(reader, context, one.subject, all.on, now);
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

constexpr std::string_view columns =
    "SELECT id, number, policy, year, unit, provision, rule, budget_fen, state, reason, made_by, decided_by, "
    "made_at, decided_at FROM allocation";

AllocationRun read_run(const Row& row) {
  AllocationRun run{.id = row.text(0),
                    .number = row.integer(1),
                    .line = {row.text(2), static_cast<int>(row.integer(3)), row.text(4)},
                    .provision = row.text(5),
                    .rule = AllocationRule::queue,
                    .budget = Fen{row.integer(7)},
                    .state = row.text(8),
                    .reason = row.text(9),
                    .made_by = row.text(10),
                    .decided_by = row.text(11),
                    .made_at = row.instant(12),
                    .decided_at = {},
                    .shares = {}};
  for (const AllocationRule rule : determine::allocation_rules) {
    if (row.view(6) == determine::to_string(rule)) run.rule = rule;
  }
  if (!run.decided_by.empty()) run.decided_at = row.instant(13);
  return run;
}

void add_shares(const store::Reader& reader, AllocationRun& run) {
  run.shares = reader.all(
      "SELECT a.case_id, c.reference, c.subject_name, c.provision, a.place, a.due_fen, a.share_fen FROM "
      "allocation_case a JOIN case_file c ON c.id = a.case_id WHERE a.allocation = ? ORDER BY a.position",
      {run.id}, [](const Row& row) {
        return AllocationShare{row.text(0),
                               row.text(1),
                               row.text(2),
                               row.text(3),
                               static_cast<int>(row.integer(4)),
                               Fen{row.integer(5)},
                               Fen{row.integer(6)}};
      });
}

std::optional<AllocationRun> find_run(const store::Reader& reader, std::string_view id) {
  auto run = reader.first(fmt::format("{} WHERE id = ?", columns), {id}, read_run);
  if (run) add_shares(reader, *run);
  return run;
}

// The run, as one who may decide on it.
struct Deciding {
  AllocationRun run;
  store::Actor actor;
};
std::expected<Deciding, Fault> deciding(store::Transaction& tx, const Person& person, std::string_view id) {
  auto run = find_run(tx, id);
  if (!run) return std::unexpected(no_run());
  auto actor = acting(person, Action::approve_order, run->line.unit);
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
  return {.line = run.line, .provision = run.provision, .rule = run.rule, .budget = run.budget};
}

bool same_shares(const std::vector<AllocationShare>& a, const std::vector<AllocationShare>& b) {
  return std::ranges::equal(a, b, [](const AllocationShare& one, const AllocationShare& other) {
    return one.case_id == other.case_id && one.due == other.due && one.share == other.share;
  });
}

Fault changed_since() {
  return refuse(Fault::Kind::conflict, "casework.allocation-changed",
                {"提出之后待安排的办件或指标有变化，这次分配不再成立",
                 "cases or money have changed since it was proposed, and it would be another now"},
                {"请驳回后重新提出", "refuse it and have it proposed anew"});
}

// Says which case stands in the way.
Fault of_case(Fault fault, const AllocationShare& share) {
  fault.message = {fmt::format("办件 {}：{}", share.reference, fault.message.zh),
                   fmt::format("case {}: {}", share.reference, fault.message.en)};
  return fault;
}

std::optional<Fault> commit_share(store::Transaction& tx, const Casework& casework, const Person& proposer,
                                  const AllocationRun& run, const AllocationShare& share) {
  const auto file = load_case(tx, casework.library(), share.case_id);
  if (!file) return file.error();
  const auto open = std::ranges::find_if(
      file->state.open, [](const procedure::OpenStep& one) { return one.step->kind == "commit"; });
  if (open == file->state.open.end()) return changed_since();
  const auto onward =
      std::ranges::find_if(open->step->outcomes, [&](const policy::ProcedureStep::Outcome& one) {
        return procedure::course_of(*file->run.procedure, *open->step, one) == procedure::Course::onward;
      });
  if (onward == open->step->outcomes.end()) return changed_since();
  const auto taken = casework.take(tx, proposer,
                                   {.case_id = share.case_id,
                                    .step = open->step->id,
                                    .outcome = onward->id,
                                    .unit = run.line.unit,
                                    .line = run.line,
                                    .allocation = run.id,
                                    .share = share.share});
  if (!taken) return of_case(taken.error(), share);
  return std::nullopt;
}

}  // namespace

AllocationOr propose_allocation(store::Transaction& tx, const Library& library, const Person& person,
                                const AllocationRequest& request) {
  const auto actor = acting(person, Action::commit, request.line.unit);
  if (!actor) return std::unexpected(not_permitted());
  const auto line = ledger::find_line(tx, request.line);
  if (!line) {
    return std::unexpected(refuse(Fault::Kind::not_found, "ledger.no-line",
                                  {"没有这个预算指标", "there is no such appropriation"},
                                  {"请先录入预算指标", "enter the appropriation first"}));
  }
  if (request.rule == AllocationRule::ranking && request.provision.empty()) {
    return std::unexpected(refuse(Fault::Kind::invalid, "casework.allocation-provision",
                                  {"按名次分配须指明条款", "by rank is shared out provision by provision"},
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
  const AllocationRequest request = request_of(run);
  const auto waiting = concerned(tx, casework.library(), request, tx.now().legal_day());
  if (auto fault = own_among(tx, person, waiting)) return std::unexpected(std::move(*fault));
  const auto now = waiting.empty()
                       ? std::vector<AllocationShare>()
                       : shares_of(tx, casework.library(), request, run.budget, waiting, tx.now());
  if (!same_shares(now, run.shares)) return std::unexpected(changed_since());
  json::array cases;
  for (const AllocationShare& one : run.shares) {
    cases.push_back({{"case", one.case_id}, {"due", one.due.count}, {"share", one.share.count}});
  }
  const auto event = note_on(tx, found->actor, id, "allocation.released", {{"cases", std::move(cases)}});
  if (!event) return std::unexpected(event.error());
  const Person proposer{run.made_by, {{identity::Role::finance_reviewer, run.line.unit, ""}}};
  for (const AllocationShare& share : run.shares) {
    if (share.share.count == 0) continue;
    if (auto fault = commit_share(tx, casework, proposer, run, share))
      return std::unexpected(std::move(*fault));
  }
  return *find_run(tx, id);
}

AllocationOr refuse_allocation(store::Transaction& tx, const Person& person, std::string_view id,
                               std::string_view reason) {
  const auto found = deciding(tx, person, id);
  if (!found) return std::unexpected(found.error());
  constexpr std::size_t reason_limit = 6000;  // bytes: about 2,000 Han characters
  if (text::trim(reason).empty() || reason.size() > reason_limit || !text::is_valid_utf8(reason)) {
    return std::unexpected(refuse(Fault::Kind::invalid, "procedure.reason-required",
                                  {"驳回须说明理由", "refusing wants a reason"},
                                  {"请填写理由后重新提交", "state the reason and submit again"}));
  }
  const auto event = note_on(tx, found->actor, id, "allocation.refused", {{"reason", reason}});
  if (!event) return std::unexpected(event.error());
  return *find_run(tx, id);
}

std::expected<AllocationsView, Fault> allocations(const store::Reader& reader, const Library& library,
                                                  const Person& person, const Date& today) {
  if (!identity::may(person.grants, Action::read_ledger, {})) return std::unexpected(not_permitted());
  AllocationsView view;
  for (const ledger::LineState& line : ledger::list_lines(reader)) {
    if (line.line.year != today.year) continue;
    for (const AllocationRule rule : determine::allocation_rules) {
      const auto waiting = waiting_cases(reader, library, line.line, rule, today);
      if (waiting.empty()) continue;
      WaitingLine made{.line = line.line,
                       .rule = rule,
                       .provisions = {},
                       .cases = std::ssize(waiting),
                       .due = {},
                       .available = line.available};
      for (const WaitingCase& one : waiting) {
        made.due.count += one.due.count;
        if (std::ranges::find(made.provisions, one.provision) == made.provisions.end())
          made.provisions.push_back(one.provision);
      }
      view.waiting.push_back(std::move(made));
    }
  }
  view.runs = reader.all(fmt::format("{} ORDER BY number DESC LIMIT 200", columns), {}, read_run);
  for (AllocationRun& run : view.runs) add_shares(reader, run);
  return view;
}

const std::string_view allocation_tables = R"sql(
CREATE TABLE allocation (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  policy TEXT NOT NULL,
  year INTEGER NOT NULL,
  unit TEXT NOT NULL,
  provision TEXT NOT NULL,
  rule TEXT NOT NULL,
  budget_fen INTEGER NOT NULL CHECK (budget_fen > 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'released', 'refused')),
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  decided_by TEXT NOT NULL CHECK (decided_by <> made_by),
  made_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
-- Two proposals over the same money would count it twice.
CREATE UNIQUE INDEX allocation_one_proposed ON allocation (policy, year, unit) WHERE state = 'proposed';
CREATE TABLE allocation_case (
  allocation TEXT NOT NULL,
  position INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  due_fen INTEGER NOT NULL CHECK (due_fen > 0),
  share_fen INTEGER NOT NULL CHECK (share_fen BETWEEN 0 AND due_fen),
  PRIMARY KEY (allocation, position),
  UNIQUE (allocation, case_id)
) STRICT;
CREATE INDEX allocation_case_by_case ON allocation_case (case_id);
)sql";

void apply_allocation(store::Transaction& tx, const store::Event& event) {
  if (event.stream_type != "allocation") return;
  const json::object payload = parse_object(event.payload);
  if (event.kind != "allocation.proposed") {
    tx.execute("UPDATE allocation SET state = ?, reason = ?, decided_by = ?, decided_at = ? WHERE id = ?",
               {event.kind == "allocation.released" ? "released" : "refused", string_of(payload, "reason"),
                event.actor.account, event.at, event.stream_id});
    return;
  }
  tx.execute(
      "INSERT INTO allocation (id, number, policy, year, unit, provision, rule, budget_fen, state, reason, "
      "made_by, decided_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'proposed', '', ?, '', ?)",
      {event.stream_id, integer_of(payload, "number"), string_of(payload, "policy"),
       integer_of(payload, "year"), string_of(payload, "unit"), string_of(payload, "provision"),
       string_of(payload, "rule"), integer_of(payload, "fen"), event.actor.account, event.at});
  std::int64_t position = 0;
  for (const json::value& one : payload.at("cases").as_array()) {
    const json::object& share = one.as_object();
    tx.execute(
        "INSERT INTO allocation_case (allocation, position, case_id, place, due_fen, share_fen) VALUES (?, "
        "?, ?, "
        "?, ?, ?)",
        {event.stream_id, ++position, string_of(share, "case"), integer_of(share, "place"),
         integer_of(share, "due"), integer_of(share, "share")});
  }
}

}  // namespace enact::casework
