// Which rows of a table match given inputs, and what they put out. Internal to src/dmn. Must not know of hit
// policies, except that FIRST needs no row after the first that matches.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dmn/table.hpp"

namespace enact::dmn {

using Causes = std::vector<feel::Cause>;

// Adds those of `more` that `into` does not hold yet.
void add_causes(Causes& into, const Causes& more);

enum class Hit : std::uint8_t { yes, maybe };  // maybe: in determination mode, a test of the row is undecided
struct Match {
  std::size_t row;
  Hit hit;
  feel::Value output;  // of several outputs: a context
};
using MatchingRows = boost::container::small_vector<Match, 1>;  // mostly one: needs no allocation
struct Matches {
  MatchingRows rows;  // in the order of the table
  Causes causes;      // why rows are undecided
};

// One decision's inputs over the names around the table. Refers to all that it is given.
class Matcher {
 public:
  Matcher(const DecisionTable& table, std::span<const feel::Value> surroundings,
          std::span<const feel::Value> inputs, feel::Evaluation& evaluation);
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // The error, if an input is not allowed.
  std::optional<feel::Value> refused();
  Matches find();
  // What stands for the rows where none matches; nullopt: no output has a default.
  std::optional<feel::Value> default_output();

 private:
  const feel::Value& input(std::size_t index) const { return scope_[table_.surroundings + index]; }
  // Tries the tests of one row; those of columns marked in `decided` hold already. False: does not match.
  bool try_row(std::size_t row, std::span<const std::uint8_t> decided, Causes& causes);
  // Whether `row`, added to `found`, makes further rows superfluous.
  bool add(std::size_t row, Causes causes, Matches& found);
  feel::Value output(const Row& row);

  const DecisionTable& table_;
  feel::Evaluation& evaluation_;
  std::vector<feel::Value> joined_;     // the names around and the inputs; empty where nothing is around
  std::span<const feel::Value> scope_;  // `joined_`, or the inputs as they were given
};

}  // namespace enact::dmn
