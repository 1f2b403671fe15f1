// Mutation of a package: how much of what its authors could get wrong its own examples, the proofs and the
// checks notice (docs/mutate.md). Every fault (fault.hpp) is made alone, the package compiled anew, and
// asked: does the check refuse it, does an example fail, does a proof; if none does, can it be shown that
// nothing has changed, or facts found that tell it. Pure: no I/O; the same input gives the same report.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "determine/examples.hpp"
#include "mutate/fault.hpp"
#include "verify/difference.hpp"

namespace enact::mutate {

enum class Fate : std::uint8_t {
  check,       // the package does not compile, is not covered, or has other figures than it quotes
  examples,    // a worked example fails
  verify,      // a proof that held is refuted
  equivalent,  // proved: equal verdicts and amounts for all facts
  accepted,    // nothing notices, and the package says why that is
  survivor,    // nothing notices
};
std::string_view to_string(Fate fate);

struct Mutant {
  Fault fault;
  Fate fate = Fate::survivor;
  std::string by;                             // the code, the example or the obligation that caught it
  Text reason;                                // accepted: why
  std::optional<verify::Difference> example;  // of a survivor: facts that would tell it, if some were found
};

struct Report {
  std::vector<Mutant> mutants;  // in the order of faults_of()
  Diagnostics diagnostics;      // of mutants.yaml, and of what keeps the run from making sense
  int count(Fate fate) const;
  // Of those that are not equivalent, how many are caught: in per mille, rounded down; 1000 if there are
  // none.
  int caught_per_mille() const;
  static constexpr int enough_per_mille = 950;
  // Enough are caught, no survivor is without a reason, and nothing was wrong.
  bool good() const;
};

struct Package {
  policy::FileSet files;  // of the package and of what it uses
  std::string folder;
  std::vector<SourcePtr> examples;
  determine::PackageFinder beside;  // for examples that name other packages
  SourcePtr accepted;               // mutants.yaml, or null
  // What else is worked out from the package: the name of an example that fails, nothing if all hold. May be
  // absent.
  std::function<std::optional<std::string>(const policy::PackagePtr&)> also = {};
};

struct Options {
  std::string provision;         // only faults that touch it; empty: all
  unsigned effort = 10'000'000;  // steps of the prover for one question
  bool prove = true;             // else neither proofs nor equivalence are tried
};

// `progress`: called after each mutant with how many are done, of how many.
Report mutate(const Package& package, const Options& options,
              const std::function<void(std::size_t, std::size_t)>& progress);

std::string to_text(const Report& report, Language language);
std::string to_json(const Report& report);

}  // namespace enact::mutate
