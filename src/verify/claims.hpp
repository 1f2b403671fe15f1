// One claim of a provision as terms: whether its event exists, whether each condition holds, what it offers,
// for which matter: what src/determine judges, for facts not yet fixed. A claim of a list's item is encoded
// for a given place in the list, a month for any month. Decides nothing; proofs ask.
#pragma once

#include <optional>
#include <vector>

#include "determine/plan.hpp"
#include "verify/encoder.hpp"
#include "verify/world.hpp"

namespace enact::verify {

struct ConditionTerms {
  const policy::Condition* condition = nullptr;
  Symbolic value;
  Term applies;  // its own dates hold the event's day
  bool reads_let = false;
  std::vector<TableCall> calls;
};

struct CapTerms {
  const policy::Cap* cap = nullptr;
  Symbolic limit;  // in yuan
  std::vector<Symbolic> per;
};

struct ClaimTerms {
  std::size_t item = 0;       // which of the possible items of `each`
  SymbolicPtr event;          // the item itself, one object for one item of a list; null without `each`
  Term exists;                // the event is there, its day is known and has come
  Term day;                   // the event's day, else the day of asking
  std::optional<Term> month;  // months since year 0: of a claim by the month
  std::vector<ConditionTerms> conditions;
  Term in_force;       // of the rule, on the event's day
  Term met;            // it exists, is in force, and all conditions hold
  Term refused;        // it exists and is not due for certain
  Term refused_whole;  // it exists and fails whatever the month
  Symbolic amount;     // of the claim, or of one month; null without money
  Term low;            // in yuan: the figure, or the ends of the band
  Term high;
  Term offers;  // the amount is a figure or a band that can be paid
  std::vector<Symbolic> matter;
  std::vector<CapTerms> caps;
  Term due;           // met, with an amount, a known matter and known caps
  Term blurred;       // whether it is due or how much hangs on what the encoding does not follow
  Term months;        // how many months a schedule has; 1 else
  Term whole_months;  // the number of months that a fact gives is a whole number
  std::vector<TableCall> let_calls;
  std::vector<TableCall> amount_calls;
};

struct Reading {
  bool assume = false;  // parameters without a value in force have any value of their type, else undecided
  // What is undecided inside (`if`, filters, tables) may turn out either way. By the promise of determination
  // mode (docs/unknown.md) whatever is settled is so for every way it may turn out, so that this admits all
  // that can be settled, and more: for proofs that nothing settled is wrong.
  bool complete = false;
  // For two versions of a rule over one world, so that what is the same in both is so term for term: the
  // month of an item's claim is one free term of both; the dates of a parameter's value are told apart only
  // within the rule's own, because a claim beyond them is refused whatever its parameters are; and an
  // expression that is written alike, over the same terms, has one value, so that what is undecided in it
  // turns out one way.
  bool two_versions = false;
};

// All claims that the provision can have over the world's lists. Throws Outside.
std::vector<ClaimTerms> encode_claims(World& world, Terms& terms, const determine::PackagePlan& package,
                                      const determine::ProvisionPlan& plan, const Reading& reading);

}  // namespace enact::verify
