// An appropriation that is too small for what is due, shared out over decided cases that wait for money
// (资金分配): by the rule that the package declares, proposed by one officer of the treasury, released by
// another, all commitments in one transaction. What is not served stays waiting.
//
// The rule is the package's parameter `资金不足分配`: a text for the whole policy, or a context with 规则 and
// 余额, or a list of contexts with 条款 (a provision's id), 规则 and 余额. Rules: "queue" (who was submitted
// first comes first), "ranking" (the provision's `rank by`), "pro-rata" (determine/allocation.hpp). Without
// it whoever is committed first is paid first, as long as there is money.
//
// A run is a stream of events ("allocation", id): allocation.proposed (line, provision, rule, budget, cases
// with what is due and the share), allocation.released (cases, left_out: with `because`), allocation.refused
// (reason).
#pragma once

#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "determine/allocation.hpp"

namespace enact::casework {

inline constexpr std::string_view allocation_parameter = "资金不足分配";

// What becomes of the rest of a case that is given a part: the entry 余额 beside the rule. `stays_open` is
// what holds where nothing is declared: nobody loses a claim that nobody has decided to let lapse.
enum class RestRule : std::uint8_t {
  stays_open,  // it waits for further money in the same case
  lapses,      // the part is all that is paid for the matter by this provision
};
std::string_view to_string(RestRule rule);  // "stays open", "lapses"
RestRule declared_rest(const policy::Package& package, std::string_view provision, const Date& day);

// As declared for a day; nullopt: the package declares none for the provision.
std::optional<determine::AllocationRule> declared_rule(const policy::Package& package,
                                                       std::string_view provision, const Date& day);

// Decided cases that wait for money of a line by a declared rule, in the order in which they came.
struct WaitingCase {
  std::string case_id;
  std::string reference;
  std::string subject;
  std::string subject_name;
  std::string provision;
  Fen due;                // as decided, less what is granted
  Fen granted;            // in earlier parts
  std::int64_t came = 0;  // of the events: its first submission
  determine::AllocationRule rule = determine::AllocationRule::queue;
};
// All of them, read once; or those by one rule.
std::vector<WaitingCase> waiting_by_rule(const store::Reader& reader, const Library& library,
                                         const ledger::Line& line, const Date& day);
std::vector<WaitingCase> waiting_cases(const store::Reader& reader, const Library& library,
                                       const ledger::Line& line, determine::AllocationRule rule,
                                       const Date& day);

// Why a case cannot be committed by itself: conflict "casework.allocation-needed" if a rule is declared and
// the line has less than waits for it by that rule.
std::optional<store::Fault> must_be_allocated(const store::Reader& reader, const Library& library,
                                              const ledger::Line& line, std::string_view provision,
                                              const Date& day);

struct AllocationShare {
  std::string case_id;
  std::string reference;
  std::string subject_name;
  std::string provision;
  int place = 0;  // in the order of the rule; 0: in proportion, without an order
  Fen due;
  Fen share;
  Text left_out = {};  // of a released run: why it was not committed; empty: it was
};
struct AllocationRun {
  std::string id;
  std::int64_t number = 0;
  ledger::Line line;
  std::string provision;  // "" : all by the rule
  std::string lead;       // the handling lead that proposed it; "" : the treasury did
  determine::AllocationRule rule = determine::AllocationRule::queue;
  Fen budget;
  std::string state;  // "proposed", "released", "refused"
  std::string reason;
  std::string made_by;
  std::string decided_by;
  Instant made_at;
  std::optional<Instant> decided_at;
  std::vector<AllocationShare> shares;
};

struct AllocationRequest {
  ledger::Line line = {};
  std::string provision = {};  // wanted for "ranking"; else "" : all that share the rule
  determine::AllocationRule rule = determine::AllocationRule::queue;
  std::optional<Fen> budget = {};  // at most what is available; absent: that
  // The unit that handles the cases, if it proposes and not the treasury: then only over a provision of its
  // own.
  std::string lead = {};
};
using AllocationOr = std::expected<AllocationRun, store::Fault>;
// Permission: commit, in the line's unit; for a lead accept_case, in that unit. Faults: not_found
// "ledger.no-line"; conflict "casework.nothing-waiting", "casework.allocation-open" (one is proposed for the
// line); invalid "casework.allocation-provision", "casework.allocation-budget"; forbidden
// "casework.own-case".
AllocationOr propose_allocation(store::Transaction& tx, const Library& library, const Person& person,
                                const AllocationRequest& request);
// Permission: approve_order, in the line's unit, by somebody else (forbidden "casework.four-eyes"). Commits
// each case's share: the proposer takes the step, whoever releases stands in the run. What a lead has
// proposed is decided on by one who commits for the line's unit (permission commit), who then takes the
// steps.
//
// What four eyes have approved is a share of each case, to the fen. A case whose share cannot be committed as
// it was approved (it waits no more, something else is due, its commitment is refused) is left out with the
// reason. The others are given exactly what was approved, no fen of what is left over: that stays on the line
// for the next run, which two people look at again. Nothing is committed, conflict
// "casework.allocation-changed", if the rule would now give any of them less (somebody else has come who is
// due that money), if less is available than was approved (a share is not cut, and nobody chooses whom it
// would not reach), or if no case is left.
AllocationOr release_allocation(store::Transaction& tx, const Casework& casework, const Person& person,
                                std::string_view run);
AllocationOr refuse_allocation(store::Transaction& tx, const Person& person, std::string_view run,
                               std::string_view reason);

// Lines on which somebody waits by a declared rule, and every run, newest first. Permission: read_ledger.
struct WaitingLine {
  ledger::Line line;
  determine::AllocationRule rule = determine::AllocationRule::queue;
  std::vector<std::string> provisions;
  std::int64_t cases = 0;
  Fen due;
  Fen available;
  std::string lead;                 // the handling lead, where it is asked for by leads
  std::vector<WaitingCase> partly;  // of them, those that were granted a part and wait for the rest
};
struct AllocationsView {
  std::vector<WaitingLine> waiting;
  std::vector<AllocationRun> runs;
};
std::expected<AllocationsView, store::Fault> allocations(const store::Reader& reader, const Library& library,
                                                         const Person& person, const Date& today);

// The same for those who handle cases: what waits by provision of their units, and what these have proposed.
// Permission: accept_case.
std::expected<AllocationsView, store::Fault> lead_allocations(const store::Reader& reader,
                                                              const Library& library, const Person& person,
                                                              const Date& today);
// Internal to the floor: the handling lead of the case, which its opening says once and for all.
std::string handler_of(const store::Reader& reader, std::string_view case_id);

// Where a decided case stands that waits for money; nullopt if nothing keeps it waiting.
struct MoneyWait {
  determine::AllocationRule rule = determine::AllocationRule::queue;
  int place = 0;  // by queue, from 1; else 0
  int cases = 0;  // that wait
  int year = 0;   // whose appropriation is short
};
std::optional<MoneyWait> money_wait(const store::Reader& reader, const Library& library,
                                    const ledger::Line& line, std::string_view case_id,
                                    std::string_view provision, const Date& day);

// Internal to the floor: what the package in force says of the rest of this case.
struct CaseFile;
RestRule rest_rule(const Library& library, const CaseFile& file, const Date& day);

// Internal to the floor: runs in their projection. Newest first, two hundred at most.
std::optional<AllocationRun> find_run(const store::Reader& reader, std::string_view id);
std::vector<AllocationRun> latest_runs(const store::Reader& reader);
std::vector<AllocationRun> latest_runs_of_leads(const store::Reader& reader,
                                                const std::set<std::string>& units);

// Internal to the floor: the projection's tables and how events fill them.
extern const std::string_view allocation_tables;
extern const std::string_view allocation_leads;
extern const std::string_view allocation_left_out;
void apply_allocation(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
