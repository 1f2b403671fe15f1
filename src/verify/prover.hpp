// What the single proofs share: asking the solver, and re-running what it found through the evaluator. One
// Prover is one question's terms and world; nothing is shared between questions, so that each is small.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "determine/determine.hpp"
#include "determine/plan.hpp"
#include "verify/claims.hpp"
#include "verify/verify.hpp"
#include "verify/world.hpp"

namespace enact::verify {

// The packages, prepared once.
struct Law {
  explicit Law(const std::vector<policy::PackagePtr>& packages);

  std::vector<policy::PackagePtr> packages;
  determine::Determiner determiner;
  std::vector<determine::PackagePlan> plans;
  Date from;  // days of asking
  Date to;
};

enum class Answer : std::uint8_t { found, none, tired };

class Prover {
 public:
  Prover(const Law& law, const Options& options, int items);

  Terms terms;
  World world;

  // Facts under which the goal holds. `likely`: look for an easy example first.
  Answer search(const Term& goal, bool likely);
  // Of the last search that found something.
  Term value(const Term& term) const { return model_->eval(term, true); }
  Valuation valuation() const;
  // Whether the last goal reads a free term.
  std::function<bool(const Term&)> reads() const;

  // Facts and day that were found, put through the evaluator. nullopt: the facts file did not read.
  struct Rerun {
    Finding finding;
    determine::Determination determination;
  };
  std::optional<Rerun> rerun(const std::string& subject);
  std::optional<Rerun> rerun(const std::string& subject, const Valuation& valuation);
  // The same under other rules; the facts are those of this prover's law, which may have more.
  std::optional<Rerun> rerun(const std::string& subject, const Valuation& valuation, const Law& law);

  // Which of the named truths cannot hold together; empty if they can, or if it is not known.
  std::vector<enact::Text> contradiction(const std::vector<std::pair<enact::Text, Term>>& truths);

 private:
  z3::check_result check(const std::vector<Term>& parts);

  // The free terms of the last goal: facts that it does not read are left out of an example.
  void note(const Term& term);

  const Law& law_;
  const Options& options_;
  std::optional<z3::model> model_;
  std::set<unsigned> read_;
  std::set<unsigned> seen_;
};

// How long lists have to be for a proof to hold for all lengths: 1 and one item for each `some` or `every`
// over facts; nullopt where a rule counts, sums, sorts or nests, and no length is enough.
std::optional<int> items_needed(const determine::ProvisionPlan& plan);

// A proof about claims says nothing of what the encoding does not follow: if there are facts for which a
// claim hangs on that, the obligation is outside (or a timeout). Answers whether the proof stands.
bool stands(Prover& prover, const std::vector<ClaimTerms>& claims, Obligation& obligation);

// What a provision gave in a determination, for people.
enact::Text told(const determine::Determination& determination, const std::string& policy,
                 const std::string& provision);
const determine::ProvisionResult* result_of(const determine::Determination& determination,
                                            const std::string& policy, const std::string& provision);

// Fills in the obligation, or says that it is outside.
void check_due(const Law& law, const Options& options, std::size_t package,
               const determine::ProvisionPlan& plan, std::vector<Obligation>& out);
void check_words(const Law& law, const Options& options, std::size_t package,
                 const determine::ProvisionPlan& plan, std::vector<Obligation>& out);
void check_tables(const Law& law, const Options& options, std::size_t package,
                  const determine::ProvisionPlan& plan, std::vector<Obligation>& out);
void check_cliffs(const Law& law, const Options& options, std::size_t package,
                  const determine::ProvisionPlan& plan, std::vector<Obligation>& out);
// Over all packages: pairs of provisions, and the arithmetic of stacking.
void check_matters(const Law& law, const Options& options, std::vector<Obligation>& out);
// Tables that no provision calls.
void check_other_tables(const Law& law, const Options& options, std::size_t package,
                        std::vector<Obligation>& out);

// Runs `body` on an obligation; what it throws as Outside becomes the outcome.
template <typename Body>
void attempt(Obligation obligation, std::vector<Obligation>& out, Body body) {
  const auto begin = std::chrono::steady_clock::now();
  try {
    body(obligation);
  } catch (const Outside& reason) {
    obligation.outcome = Outcome::outside;
    obligation.because = reason.construct;
    obligation.location = reason.place;
  } catch (const z3::exception& fault) {
    obligation.outcome = Outcome::outside;
    obligation.because = {std::string("证明器：") + fault.msg(), std::string("the prover: ") + fault.msg()};
  }
  obligation.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  out.push_back(std::move(obligation));
}

}  // namespace enact::verify
