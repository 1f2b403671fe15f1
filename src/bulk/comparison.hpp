// What a change of packages means for a budget and for whom: two outcomes over one population set beside each
// other. Amounts are in fen; `least` is certain, `greatest` what it may come to (docs/simulation.md). Whoever
// gains is due more for certain than before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bulk/distribution.hpp"
#include "bulk/simulation.hpp"
#include "determine/allocation.hpp"

namespace enact::bulk {

struct Budget {
  Sum least = 0;
  Sum greatest = 0;             // of those with a bound
  std::uint64_t unbounded = 0;  // how many have none
  friend bool operator==(const Budget&, const Budget&) = default;
};

struct ProvisionLine {
  policy::PackagePtr package;  // of the changed version where it stands there
  const policy::Provision* provision = nullptr;
  bool money = false;
  bool estimate = false;  // shown, in no sum
  // Absent: there is no such provision in this version.
  std::optional<LaneTotals> before;
  std::optional<LaneTotals> after;
};

// The provisions of an article, of whoever pays, of whoever leads: what they come to, by provision. Several
// provisions may stand for one matter, so lines may come to more than all subjects together.
struct BudgetLine {
  policy::PackagePtr package;  // null: over all packages
  std::string name;            // the article, the payer, the unit's id
  Budget before;
  Budget after;
};

struct Effects {
  std::uint64_t winners = 0;
  std::uint64_t losers = 0;
  std::uint64_t possible = 0;  // the same for certain, but what it may come to is another
  Sum gains = 0;
  Sum losses = 0;                            // as a positive figure
  std::vector<std::int64_t> gain_quantiles;  // of winners, at quantile_percents; empty: none
  std::vector<std::int64_t> loss_quantiles;
  Histogram gained;  // by how much winners gain
  Histogram lost;
};

struct GroupLine {
  std::string name;   // "" for subjects of which the fact is not known
  bool rest = false;  // all the smallest groups together
  std::uint64_t subjects = 0;
  std::uint64_t winners = 0;
  std::uint64_t losers = 0;
  Sum before = 0;  // certain
  Sum after = 0;
  Sum gains = 0;
  Sum losses = 0;
};

// A budget for all that is certain in the changed version, allocated by one rule.
struct Limited {
  determine::AllocationRule rule = determine::AllocationRule::queue;
  std::int64_t budget = 0;
  Sum demanded = 0;
  Sum given = 0;
  std::uint64_t claimants = 0;
  std::uint64_t in_full = 0;
  std::uint64_t in_part = 0;
  std::uint64_t nothing = 0;
  std::vector<std::int64_t> quantiles;  // of what claimants are given, at quantile_percents
  Histogram received;
};

struct Comparison {
  std::uint64_t subjects = 0;
  Budget before, after;           // over subjects, stacked
  std::uint64_t paid_before = 0;  // subjects with a certain amount above zero
  std::uint64_t paid_after = 0;
  std::vector<ProvisionLine> provisions;  // of the changed version in its order, then those removed
  std::vector<BudgetLine> articles;
  std::vector<BudgetLine> payers;
  std::vector<BudgetLine> leads;  // by the unit that handles the provision
  Effects effects;
  std::vector<GroupLine> groups;  // empty: not asked for
  std::vector<Limited> limited;   // likewise
  Histogram received_before;      // what subjects are due for certain
  Histogram received_after;
  std::size_t parts = 0;  // of the packages
  std::size_t again = 0;  // of them run for this comparison
};

struct LimitOptions {
  std::int64_t budget = 0;           // fen
  std::optional<OrderKeys> arrived;  // the queue's order; absent: that of the register
  std::optional<OrderKeys> ranked;   // absent: nothing is ranked
};

// Compares with one outcome, whose sums by subject it keeps. Immutable, shared between threads; `simulation`
// must outlive it.
class Comparer {
 public:
  explicit Comparer(const Simulation& simulation);

  // Answers the same whatever was asked before. `grouping` and `limit` may be null.
  Comparison compare(const Outcome& after, const Grouping* grouping, const LimitOptions* limit) const;

 private:
  // Of one subject, over all parts.
  struct Subject {
    std::int64_t least = 0;
    std::int64_t bounded = 0;     // the sum of what has a bound
    std::uint32_t unbounded = 0;  // how many parts have none

    void add(const Subject& more) {
      least += more.least;
      bounded += more.bounded;
      unbounded += more.unbounded;
    }
    bool none() const { return least == 0 && bounded == 0 && unbounded == 0; }
  };
  struct Moved {
    std::uint32_t row = 0;
    Subject by;  // what is to be added; `unbounded` wraps round
  };
  std::vector<Moved> moved(const std::string& type, const Outcome& after) const;
  static void add_differences(const Part& was, const Part& is, std::vector<Moved>& out);
  void count_effects(const std::string& type, const std::vector<Moved>& moved, const Grouping* grouping,
                     Comparison& out, std::vector<std::int64_t>& gains,
                     std::vector<std::int64_t>& losses) const;
  void add_groups(const Grouping& grouping, Comparison& out) const;
  void limit(const std::map<std::string, std::vector<Moved>>& moved, const LimitOptions& options,
             Comparison& out) const;

  const Simulation& simulation_;
  std::map<std::string, std::vector<Subject>> subjects_;  // by type and row
  Budget budget_;
  std::uint64_t paid_ = 0;
  Histogram received_;
};

}  // namespace enact::bulk
