// A population kept in memory, so that it can be asked again and again: its segments as their source gave
// them, and, made from facts of its subjects, groups and orders. Immutable once made, shared between threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/source.hpp"

namespace enact::bulk {

class HeldPopulation {
 public:
  // Takes everything that the source has. Throws std::runtime_error where it cannot be read.
  explicit HeldPopulation(ColumnSource& source);

  // Of one subject type: which segments are its, and which of its rows the first row of each is.
  struct Type {
    std::string name;
    std::size_t rows = 0;
    std::vector<const Segment*> segments;
    std::vector<std::size_t> starts;
  };
  const std::vector<Type>& types() const { return types_; }
  const Type* type(std::string_view name) const;
  std::size_t subjects() const;
  const std::vector<Rejected>& rejected() const { return rejected_; }

  // What identifies a row, by the named fact; "" if it is not known.
  static std::string text_of(const Type& type, std::size_t row, std::string_view fact);
  // Whether subjects of some type have this fact (a column of one value, no list).
  bool has_fact(std::string_view fact) const;
  std::vector<std::string> facts() const;

 private:
  std::vector<std::unique_ptr<Segment>> segments_;
  std::vector<Type> types_;
  std::vector<Rejected> rejected_;
};

// Every subject in one group, by what a fact says of it: a text or its first characters, a truth, the year of
// a date, the powers of ten between which a number lies ("1000..10000": over the first, up to the second).
// Names are those of the values; of the groups beyond `most`, the smallest are one group together.
struct Grouping {
  static constexpr std::uint32_t unknown = 0;  // the fact is not known, or subjects of the type have none
  static constexpr std::size_t most = 200;

  std::vector<std::string> names;                            // [unknown] is ""
  std::vector<std::uint64_t> subjects;                       // by group
  bool rest = false;                                         // the last group is all the smallest together
  std::map<std::string, std::vector<std::uint32_t>> groups;  // by type and row
};
// `fact`: "乡镇", or "行业代码:2" for its first two characters. nullopt: no such fact, or one of another
// kind.
std::optional<Grouping> group_by(const HeldPopulation& population, const std::string& fact);

// A number or date of every subject, to put them in order; of numbers four places count. By type and row.
// What is not known is the least of all. nullopt: no such fact, or one of another kind.
using OrderKeys = std::map<std::string, std::vector<std::int64_t>>;
std::optional<OrderKeys> order_by(const HeldPopulation& population, const std::string& fact);

}  // namespace enact::bulk
