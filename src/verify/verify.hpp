// Proofs about policy packages, over all facts that their vocabulary admits (docs/verify.md): what is proved,
// what is refuted with facts that the evaluator re-runs, and what is outside of what can be proved. Pure: no
// I/O; the prover's patience is the only clock.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/calendar.hpp"
#include "base/diagnostic.hpp"
#include "policy/package.hpp"

namespace enact::verify {

enum class Question : std::uint8_t {
  can_be_due,
  can_be_refused,
  one_event_one_matter,  // two provisions for one event pay for one matter
  highest_once,      // of the claims for one matter at most the highest is paid, earlier payments included
  within_the_words,  // figure, band and cap as the text has them
  within_the_cap,    // what a cap bounds in sum never passes it
  tables,            // a decision table has a row, and no two that clash, wherever a rule calls it
  no_cliff,          // raising a number never lowers a total
};
std::string_view to_string(Question question);

enum class Outcome : std::uint8_t {
  proved,
  refuted,
  declared,  // refuted, and the package says so (an assumption with the id `<provision>/断崖`)
  outside,   // of the fragment
  timeout,
  vacuous,  // proved, but only because it can never be due
};
std::string_view to_string(Outcome outcome);

// Facts that were found, and what the evaluator makes of them.
struct Finding {
  Date on;
  std::string facts;                 // a facts file
  std::vector<enact::Text> gives;    // what the evaluator gives for them
  std::vector<enact::Text> assumed;  // values taken for parameters that have none in force
};

struct Obligation {
  Question question = Question::can_be_due;
  std::string policy;
  std::string provision;  // "1b"; two: "1b + other/s1"; a table: its name
  enact::Text says;       // the obligation, in a sentence
  Outcome outcome = Outcome::proved;
  enact::Text because;     // the reason, where it is not simply proved
  Location location;       // of an `outside`
  bool money = false;      // of a provision with money
  bool any_length = true;  // else proved for lists of up to `items` items
  int items = 0;
  std::vector<Finding> findings;  // a witness, a counterexample, or a pair
  double seconds = 0;
};

struct Options {
  int items = 2;                    // in each list, at least; more where quantifiers need them
  unsigned effort = 50'000'000;     // steps of the prover for one question: the same on every machine
  std::set<std::string> only = {};  // ids of the provisions to look at; empty: all, and what is shared
};

struct Report {
  std::vector<Obligation> obligations;
  Options options;
  std::vector<enact::Text> hypotheses;
  // Nothing is refuted (unless declared), and of provisions with money nothing is outside, timed out or
  // vacuous.
  bool good() const;
};

Report verify(const std::vector<policy::PackagePtr>& packages, const Options& options);

// `findings`: show the facts of witnesses too; those of refutations always are.
std::string to_text(const Report& report, Language language, bool findings);
std::string to_json(const Report& report);

}  // namespace enact::verify
