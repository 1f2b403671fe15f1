// What the examples of a package have tried, over all of them: which verdicts each condition was seen with,
// and how many examples speak of each provision with money. Pure; the caller runs the examples and prints.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "determine/determine.hpp"

namespace enact::determine {

class ExampleCoverage {
 public:
  // The package must outlive the coverage.
  explicit ExampleCoverage(const policy::Package& package);

  // What one example determined, and the ids of the provisions for which it states what is expected. Results
  // of other packages are not looked at.
  void add(const Determination& determination, const std::set<std::string>& expected_provisions);

  // The least number of examples that a provision with money should have.
  static constexpr int enough_examples = 4;

  struct Gap {
    const policy::Provision* provision = nullptr;
    const policy::Condition* condition = nullptr;  // null: too few examples of the provision
    std::vector<Verdict> unseen;                   // of the condition
    int examples = 0;                              // of the provision
  };
  // Conditions of executable provisions not seen met, not met and unknown, and provisions with money that too
  // few examples speak of, in the order of the document.
  std::vector<Gap> gaps() const;
  // Pairs of condition and verdict that it can have.
  struct Count {
    std::size_t seen = 0;
    std::size_t in_all = 0;
  };
  Count count() const;

 private:
  bool has_seen(const policy::Provision& provision, const policy::Condition& condition,
                Verdict verdict) const;
  void observe(const policy::Provision& provision, const std::vector<ConditionResult>& conditions);

  const policy::Package& package_;
  // By id of the provision and name of the condition: an example may suppose other parameters, and then its
  // package is a copy.
  std::map<std::pair<std::string, std::string>, std::set<Verdict>> verdicts_;
  std::map<std::string, int> examples_;
};

}  // namespace enact::determine
