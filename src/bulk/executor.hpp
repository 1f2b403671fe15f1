// Runs a vector program over the segments of a population, some thousand rows at a time, so that what passes
// from one operation to the next stays in the first-level cache. One executor serves one thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/calendar.hpp"
#include "bulk/kernels.hpp"
#include "bulk/prefetcher.hpp"
#include "bulk/vector_program.hpp"

namespace enact::bulk {

inline constexpr std::size_t window_rows = 1024;

class Executor {
 public:
  // `live`: which operations are asked for, directly or by others; all else is not run. `program` must
  // outlive the executor.
  Executor(const VectorProgram& program, std::vector<bool> live, const Date& on);

  // Looks up what is new in the segment's columns, and decides from their least and greatest which scale each
  // number has and that nothing overflows; where that cannot be proved, the register is `other` throughout
  // the segment. The segment must outlive its runs.
  void bind(const Segment& segment);
  // Rows [begin, end) of the segment, at most window_rows.
  void run(std::size_t begin, std::size_t end);

  // To be in the cache when the next window is at an end.
  void will_write(const void* cells, std::size_t bytes) { ahead_.add(Prefetcher::To::write, cells, bytes); }

  // Of the last window, all by the row of the domain:
  std::size_t rows(DomainId domain) const { return domains_[static_cast<std::size_t>(domain)].rows; }
  // the subject's row in the segment,
  std::span<const std::uint32_t> subjects(DomainId domain) const;
  // and the record's row in its table.
  std::span<const std::uint32_t> records(DomainId domain) const;
  // Of months: subjects of whom it cannot be said over columns which there are.
  std::span<const std::uint32_t> undecidable(DomainId domain) const;
  // The value of a column for a row of `domain`, or for the row that it lies in. Nullopt: it holds records
  // that nobody has completed (docs/unknown.md), which the scalar evaluator does for a whole subject.
  std::optional<feel::Value> value_at(const Leaf& leaf, DomainId domain, std::size_t row) const;
  const std::uint8_t* truths(RegisterId id) const { return vectors_[index(id)].bytes; }
  const std::int64_t* numbers(RegisterId id) { return wide(id); }
  const std::uint8_t* cells(RegisterId id) const { return vectors_[index(id)].states; }  // null: all known
  int scale(RegisterId id) const { return bound_[index(id)].scale; }
  std::int64_t least(RegisterId id) const { return bound_[index(id)].least; }
  std::int64_t greatest(RegisterId id) const { return bound_[index(id)].greatest; }

 private:
  // What holds of a register throughout a segment.
  struct Bound {
    bool other = false;  // nothing is known of it here
    int scale = 0;
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    const Column* column = nullptr;  // load; null: the segment has none
    Compare compare = Compare::equal;
    bool negated = false;
    std::int64_t limit = 0;
    std::int64_t x = 1;  // multipliers that bring operands to one scale
    std::int64_t y = 1;
    std::int64_t unit = 1;  // of rounding
    bool small = false;
    // look_up: by cell - base, then of absent, unknown and other cells
    std::int64_t base = 0;
    std::vector<std::uint8_t> truths;
    std::vector<std::int64_t> numbers;
    std::vector<std::uint8_t> states;
    bool all_known = true;
    bool absent_is_error = false;
    std::vector<std::int64_t> codes;  // equal: those of b's texts among a's
  };
  struct Vector {
    const void* cells = nullptr;
    int width = 8;
    const std::uint8_t* states = nullptr;
    const std::uint8_t* bytes = nullptr;  // truths
    bool errors = false;                  // whether truth::error may be among them
    const std::int64_t* wide = nullptr;
    std::vector<std::int64_t> own;
    std::vector<std::int64_t> widened;
    std::vector<std::uint8_t> own_bytes;
    std::vector<std::uint8_t> own_states;
    std::size_t filled = 0;  // constant: rows that hold it already
  };
  struct Rows {
    std::size_t rows = 0;
    std::vector<std::uint32_t> parents;  // row of the parent domain
    std::vector<std::uint32_t> records;
    std::vector<std::uint32_t> subjects;
    const ListColumn* list = nullptr;
    const Column* date = nullptr;
    bool expanded = false;  // in this window
    // of months
    std::vector<std::int64_t> first_days;
    std::vector<std::int64_t> indices;
    std::vector<std::uint32_t> undecidable;  // subjects
    Column day_column;                       // kind, least and greatest, without cells
    Column index_column;
  };
  static std::size_t index(RegisterId id) { return static_cast<std::size_t>(id); }

  // executor_bind*.cpp
  void bind(const Operation& operation, Bound& bound);
  void bind_load(const Operation& operation, Bound& bound);
  bool to_one_scale(RegisterId a, RegisterId b, Bound& bound);
  void bind_constant(const Operation& operation, Bound& bound);
  void bind_look_up(const Operation& operation, Bound& bound);
  const feel::Value& looked_up(std::int32_t table, const Column& column, std::int64_t cell);
  feel::Value evaluate(std::int32_t table, const feel::Value& cell) const;
  void bind_limit(const Operation& operation, Bound& bound);
  void bind_compare(const Operation& operation, Bound& bound);
  void bind_ratio(const Operation& operation, Bound& bound);
  void bind_arithmetic(const Operation& operation, Bound& bound);
  void bind_round(const Operation& operation, Bound& bound);
  void bind_sum(const Operation& operation, Bound& bound);

  // executor.cpp
  void reach(DomainId domain);
  void run(RegisterId id);
  void fill_other(RegisterId id);
  void join_errors(RegisterId id);
  // executor_cells.cpp
  void run_constant(RegisterId id);
  void run_load(RegisterId id);
  void run_look_up(RegisterId id);
  void run_lift(RegisterId id);
  // executor_truths.cpp
  void run_compare(RegisterId id);
  void run_is_null(RegisterId id);
  void run_ratio(RegisterId id);
  void mark_compared(const std::uint8_t* a, const std::uint8_t* b, bool equality, bool negated,
                     RegisterId id);
  // executor_numbers.cpp
  void run_select(RegisterId id);
  void run_arithmetic(RegisterId id);
  void join_states(RegisterId id, RegisterId a, RegisterId b);
  // executor_months.cpp
  void bind_months(DomainId domain);
  void expand_months(DomainId domain);
  // executor_evaluate.cpp
  // Where the cells of a leaf stand in this window, seen from a row of some domain.
  struct Place {
    std::vector<const std::uint32_t*> outwards;  // rows of the parents, one domain after the other
    const Rows* rows = nullptr;
    bool subjects = false;
    enum class Month : std::uint8_t { none, day, index } month = Month::none;
    const Column* column = nullptr;  // null: there is none
  };
  Place place_of(const Leaf& leaf, DomainId domain) const;
  std::optional<feel::Value> value_at(const Place& place, const Leaf& leaf, std::size_t row) const;
  void run_evaluate(RegisterId id);
  // executor_lists.cpp
  void expand(DomainId domain);
  void run_quantified(RegisterId id);
  void run_aggregate(RegisterId id);

  // executor.cpp
  const std::int64_t* wide(RegisterId id);
  std::uint8_t* own_bytes(RegisterId id);
  std::uint8_t* own_states(RegisterId id);
  std::int64_t* own(RegisterId id);
  std::size_t rows_of(RegisterId id) const { return rows(program_.at(id).domain); }

  const VectorProgram& program_;
  std::vector<bool> live_;
  std::vector<bool> live_domains_;
  Date on_;
  std::int64_t today_;
  const Kernels& kernels_;
  const Segment* segment_ = nullptr;
  std::size_t begin_ = 0;
  Prefetcher ahead_;
  std::vector<Bound> bound_;
  std::vector<Vector> vectors_;
  std::vector<Rows> domains_;
  std::vector<std::unordered_map<std::string, feel::Value>> texts_seen_;  // by look-up
  std::vector<std::unordered_map<std::int64_t, feel::Value>> cells_seen_;
};

// Which operations the registers need.
std::vector<bool> live_operations(const VectorProgram& program, std::span<const RegisterId> wanted);

}  // namespace enact::bulk
