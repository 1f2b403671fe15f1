// The contract of a team that was selected: stages (milestones), each with its day, its condition and, where
// the provision pays by stages, its money; changes that were agreed; how it ends. With grant first and equity
// later, what was granted is converted at a financing round, or settled in money on agreed terms. Pure: a
// fold over the contract's part of the call's events (selection/call.hpp), money in fen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "selection/equity.hpp"

namespace enact::selection {

struct Stage {
  std::string id;  // "1", unique in the contract
  std::string title;
  std::string condition;  // what must be reached
  Date due = {};
  Fen money = {};  // granted when the condition is met; 0: none
  friend bool operator==(const Stage&, const Stage&) = default;
};

// What was agreed for a grant that may become equity.
struct EquityTerms {
  int discount_basis_points = 0;  // on the price of the round
  int interest_basis_points = 0;  // a year, if it is settled in money
  friend bool operator==(const EquityTerms&, const EquityTerms&) = default;
};

struct Terms {
  std::vector<Stage> stages;
  std::optional<EquityTerms> equity = {};
  int claw_back_basis_points = whole;  // of what was granted, if the contract fails
  friend bool operator==(const Terms&, const Terms&) = default;
};

// What is wrong with terms; nullopt: nothing. `stage_money`: the provision pays by stages.
std::optional<Text> problem_of(const Terms& terms, bool stage_money, bool equity);

enum class ContractEnd : std::uint8_t {
  running,
  accepted,
  failed,      // a stage or the acceptance failed
  eliminated,  // in a race, another goes on
  outrun,      // in a race, as many as can be were accepted
  converted,
  settled  // paid back with what was agreed
};
std::string_view contract_end_id(ContractEnd end);
Text contract_end_title(ContractEnd end);

enum class StageStanding : std::uint8_t { planned, passed, failed };

struct Contract {
  Terms terms;
  Date signed_on = {};
  struct Judged {
    StageStanding standing = StageStanding::planned;
    Date on = {};
    std::string reason = {};
  };
  std::vector<Judged> judged;  // beside terms.stages
  std::optional<Terms> asked;  // a change that waits for its answer
  std::string asked_reason;
  std::vector<Terms> before;  // terms that a change took the place of, oldest first
  ContractEnd end = ContractEnd::running;
  Date ended = {};
  std::string end_reason;
  std::optional<Conversion> conversion;
  std::optional<Fen> settlement;

  bool running() const { return end == ContractEnd::running; }
  const Stage* stage(std::string_view id) const;
  std::optional<std::size_t> place(std::string_view stage) const;
  // Index of the first stage that is not judged; nullopt if all are.
  std::optional<std::size_t> next_stage() const;
  // What the stages that were passed grant. Never what was paid: that stands in the ledger.
  Fen granted() const;
  // The day of the last stage that granted money.
  std::optional<Date> granted_on() const;
  // Once it failed: what of the grant is to be demanded back, rounded half up to the fen; else 0.
  Fen to_claw_back() const;
};

// A change keeps what was judged: stages judged already stay as they are, the whole sum stays.
std::optional<Text> problem_of_change(const Contract& contract, const Terms& changed);

}  // namespace enact::selection
