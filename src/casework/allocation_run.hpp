// An appropriation that is too small for what is due, shared out over decided cases that wait for money
// (资金分配): by the rule that the package declares, proposed by one officer of the treasury, released by
// another, all commitments in one transaction. What is not served stays waiting.
//
// The rule is the package's parameter `资金不足分配`: a text for the whole policy, or a list of contexts with
// 条款 (a provision's id) and 规则. Rules: "queue" (who was submitted first comes first), "ranking" (the
// provision's `rank by`), "pro-rata" (determine/allocation.hpp). Without it whoever is committed first is
// paid first, as long as there is money.
//
// A run is a stream of events ("allocation", id): allocation.proposed (line, provision, rule, budget, cases
// with what is due and the share), allocation.released, allocation.refused (reason).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.hpp"
#include "determine/allocation.hpp"

namespace enact::casework {

inline constexpr std::string_view allocation_parameter = "资金不足分配";

// As declared for a day; nullopt: the package declares none for the provision.
std::optional<determine::AllocationRule> declared_rule(const policy::Package& package,
                                                       std::string_view provision, const Date& day);

// Decided cases that wait for money of a line, by one rule; `queue` in their order, else by reference.
struct WaitingCase {
  std::string case_id;
  std::string reference;
  std::string subject;
  std::string subject_name;
  std::string provision;
  Fen due;                // as decided
  std::int64_t came = 0;  // of the events: its first submission
};
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
};
struct AllocationRun {
  std::string id;
  std::int64_t number = 0;
  ledger::Line line;
  std::string provision;  // "" : all by the rule
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
};
using AllocationOr = std::expected<AllocationRun, store::Fault>;
// Permission: commit, in the line's unit. Faults: not_found "ledger.no-line"; conflict
// "casework.nothing-waiting", "casework.allocation-open" (one is proposed for the line); invalid
// "casework.allocation-provision", "casework.allocation-budget"; forbidden "casework.own-case".
AllocationOr propose_allocation(store::Transaction& tx, const Library& library, const Person& person,
                                const AllocationRequest& request);
// Permission: approve_order, in the line's unit, by somebody else (forbidden "casework.four-eyes"). Commits
// each case's share: the proposer takes the step, whoever releases stands in the run. Conflict
// "casework.allocation-changed" if the same proposal would be another now; the faults of a commitment, with
// the case named.
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
};
struct AllocationsView {
  std::vector<WaitingLine> waiting;
  std::vector<AllocationRun> runs;
};
std::expected<AllocationsView, store::Fault> allocations(const store::Reader& reader, const Library& library,
                                                         const Person& person, const Date& today);

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

// Internal to the floor: the projection's tables and how events fill them.
extern const std::string_view allocation_tables;
void apply_allocation(store::Transaction& tx, const store::Event& event);

}  // namespace enact::casework
