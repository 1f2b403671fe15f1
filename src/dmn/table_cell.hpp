// What a cell of a decision table accepts, as data: for the index (dmn/index.hpp) and the analysis
// (dmn/analysis.hpp), which look at tables without evaluating them. Internal to src/dmn.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <vector>

#include "feel/ir.hpp"

namespace enact::dmn {

// Values that can be compared with each other without an error. `none`: what is not indexed or analysed, such
// as null, unknown, lists and times of day.
enum class Domain : std::uint8_t {
  none,
  boolean,
  number,
  string,
  date,
  date_time,        // without a zone
  zoned_date_time,  // with an offset or zone
  days_duration,
  months_duration,
};
Domain domain_of(const feel::Value& value);

// FEEL's order. Precondition: both of one domain, which is not `none`. Booleans: false first, which FEEL does
// not say and no test can tell.
std::strong_ordering compare(const feel::Value& a, const feel::Value& b);

struct Interval {
  feel::Value low;  // null when unbounded
  feel::Value high;
  feel::RangeEnd low_end = feel::RangeEnd::unbounded;
  feel::RangeEnd high_end = feel::RangeEnd::unbounded;

  bool everything() const {
    return low_end == feel::RangeEnd::unbounded && high_end == feel::RangeEnd::unbounded;
  }
};

// A cell whose tests are all against constants of one domain.
struct CellTest {
  enum class OnNull : std::uint8_t { no, yes, evaluate };  // evaluate: may be an error

  // Whether its verdict on the values of `other` is known.
  bool fits(Domain other) const { return any || domain == Domain::none || domain == other; }

  bool any = false;  // `-`: holds for every value, also null and unknown
  Domain domain =
      Domain::none;  // of the constants; none: there are none, and the test is alike in every domain
  std::vector<Interval> accepted;  // in order, disjoint, none empty: the accepted values of the domain
  OnNull on_null = OnNull::evaluate;
  bool names_null = false;  // `null` is among the tests
};

// A program of compile_unary_tests, or null for `-`. nullopt: it reads names, or compares with several
// domains, or in a way that is not known here.
std::optional<CellTest> constant_test(const feel::ir::Program* program);

// The domain that most cells of a column have; none: there is no constant among them.
Domain common_domain(std::span<const std::optional<CellTest>> cells);

// The value of an expression that reads no names and cannot fail; nullopt for any other.
std::optional<feel::Value> constant_value(const feel::ir::Program& program, feel::ir::NodeId node);

}  // namespace enact::dmn
