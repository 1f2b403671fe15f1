// What packages come to over a population that is held in memory, in parts: provisions whose claims are
// stacked together are one part, and what a subject is due in all is the sum over the parts. So a package
// with some provisions changed is answered by running the parts that hold them; all others keep what they
// came to. What is said of each subject and provision is what `Engine` says of whole packages (bulk/run.hpp).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bulk/engine.hpp"
#include "bulk/held_population.hpp"

namespace enact::bulk {

// One provision over all subjects of its type.
struct ProvisionTotals {
  std::size_t place = 0;       // of the package among those that were given
  policy::PackagePtr package;  // as it was given, whole
  const policy::Provision* provision = nullptr;
  bool money = false;
  bool estimate = false;
  LaneTotals totals;
};

struct Part {
  std::string type;  // subject type
  std::vector<ProvisionTotals> provisions;
  // Subjects that are or may be due money under these provisions: rows of the type, ascending, with what is
  // certain and what it may come to (no_bound: no bound is known).
  std::vector<std::uint32_t> rows;
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> greatest;
};

struct Outcome {
  std::vector<policy::PackagePtr> packages;
  std::map<std::string, std::shared_ptr<const Part>> parts;  // by what holds each together
  std::size_t again = 0;  // parts that were run for this outcome; the others are those of the base
};

// A provision that may be otherwise than in the base.
struct Touched {
  std::string package;    // id
  std::string provision;  // id
};

class Simulation {
 public:
  // Runs every part once. `threads`: at least 1.
  Simulation(std::vector<policy::PackagePtr> packages, const determine::Question& question,
             std::shared_ptr<const HeldPopulation> population, unsigned threads);

  const HeldPopulation& population() const { return *population_; }
  const determine::Question& question() const { return question_; }
  const Outcome& base() const { return base_; }
  // Of other packages over the same population, each at the place of the one that it is a version of; its id
  // may be another. Provisions that are not in `touched` and stand in both are taken to be the same in both,
  // with all that they read. Thread-safe.
  Outcome run(std::vector<policy::PackagePtr> packages, const std::vector<Touched>& touched) const;

 private:
  Outcome run(std::vector<policy::PackagePtr> packages, const std::vector<Touched>& touched,
              const Outcome* base) const;

  determine::Question question_;
  std::shared_ptr<const HeldPopulation> population_;
  unsigned threads_;
  Outcome base_;
};

// What the provisions of two versions of a package differ in, for run(): those changed, added or removed; all
// of them where something that provisions share has changed.
std::vector<Touched> touched_between(const policy::Package& before, const policy::Package& after);

}  // namespace enact::bulk
