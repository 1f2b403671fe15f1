// A value of FEEL that depends on facts not yet fixed: alternatives, each under a truth, of which exactly one
// holds. Scalars of one kind are one alternative, whose term chooses; so is a list, whose items each say
// whether they are there. Settled facts only (docs/verify.md): beside the values of FEEL there is `undecided`
// (an error, or a parameter without a value: docs/unknown.md) and `blurred`, which stands for what the
// encoding does not follow (a band or perhaps-items that come of an error); no proof may lean on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dmn/table.hpp"
#include "feel/ir.hpp"
#include "verify/terms.hpp"

namespace enact::verify {

class Symbolic;

struct Undecided {};
struct Blurred {};
struct Nothing {};  // null
struct Truth {
  Term term;
};
struct Number {
  Term term;  // a real
};
struct TextCode {
  Term code;
};
struct Day {
  Term days;  // since 1970-01-01
};
struct Seconds {  // a days and time duration without parts of a second
  Term term;
};
struct Months {
  Term term;
};
struct Interval {
  feel::RangeEnd low_end;
  feel::RangeEnd high_end;
  std::shared_ptr<const Symbolic> low;
  std::shared_ptr<const Symbolic> high;
};
struct Items {
  struct Item {
    Term present;
    std::shared_ptr<const Symbolic> value;
  };
  std::vector<Item> items;
};
struct Entries {
  std::vector<std::pair<std::string, std::shared_ptr<const Symbolic>>> entries;
};
// A decision table, or a function of a program with the slots that its body reads.
struct Callable {
  const dmn::DecisionTable* table = nullptr;
  const feel::ir::Program* program = nullptr;
  feel::ir::NodeId node = feel::ir::none;
  std::shared_ptr<const std::vector<Symbolic>> inputs;
  std::vector<std::pair<std::int32_t, Symbolic>> captured;
};

using Shape = std::variant<Undecided, Blurred, Nothing, Truth, Number, TextCode, Day, Seconds, Months,
                           Interval, Items, Entries, Callable>;

struct Alternative {
  Term guard;
  Shape shape;
};

class Symbolic {
 public:
  Symbolic() = default;
  explicit Symbolic(std::vector<Alternative> alternatives) : alternatives_(std::move(alternatives)) {}

  const std::vector<Alternative>& alternatives() const { return alternatives_; }
  // The alternative of a kind, null if it cannot be.
  template <typename T>
  const T* as() const {
    for (const Alternative& each : alternatives_) {
      if (const T* shape = std::get_if<T>(&each.shape)) return shape;
    }
    return nullptr;
  }
  // Under which truth the value is of the kind.
  template <typename T>
  Term when(Terms& terms) const {
    Term guard = terms.no();
    for (const Alternative& each : alternatives_) {
      if (std::holds_alternative<T>(each.shape)) guard = terms.either(guard, each.guard);
    }
    return guard;
  }
  Term is_true(Terms& terms) const;
  Term is_false(Terms& terms) const;
  // Neither undecided nor blurred.
  Term settled(Terms& terms) const;

 private:
  std::vector<Alternative> alternatives_;
};

using SymbolicPtr = std::shared_ptr<const Symbolic>;
inline SymbolicPtr share(Symbolic value) {
  return std::make_shared<const Symbolic>(std::move(value));
}

// Builds a value from alternatives that exclude each other, merging those of one kind.
class Union {
 public:
  explicit Union(Terms& terms) : terms_(terms) {}
  void add(const Term& guard, Shape shape);
  void add(const Term& guard, const Symbolic& value);
  Symbolic done() { return Symbolic(std::move(alternatives_)); }

 private:
  void merge(Alternative& into, const Term& guard, Shape&& shape);
  Terms& terms_;
  std::vector<Alternative> alternatives_;
};

Symbolic pure(Terms& terms, Shape shape);
Symbolic choose(Terms& terms, const Term& condition, const Symbolic& then, const Symbolic& otherwise);
// true, false, or undecided, under truths that exclude each other.
Symbolic verdict(Terms& terms, const Term& yes, const Term& no, const Term& blurred);
// A value as it is; nullopt for one of a kind that the encoding does not have (a time, a moment, a band).
std::optional<Symbolic> constant(Terms& terms, const feel::Value& value);

}  // namespace enact::verify
