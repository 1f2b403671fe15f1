// Random facts and random well-typed expressions over them, for the properties that must hold of all. A world
// has a value for each name; `forget` takes some of it away.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "feel/band.hpp"
#include "feel/evaluate_test_support.hpp"

namespace enact::feel::testing {

// ---- facts ---------------------------------------------------------------------------------------------

using World = std::vector<Value>;
inline const std::vector<std::string> names{"n", "m", "b", "c", "L", "R", "d"};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool once_in(std::uint64_t bound) { return below(bound) == 0; }

  Value number() { return Decimal(static_cast<std::int64_t>(below(9)) - 4); }
  Value boolean() { return once_in(2); }
  Value date() { return *Date{2026, 1, 1}.add_days(static_cast<std::int64_t>(below(5))); }
  Value record() { return make_context({{"v", number()}, {"ok", boolean()}, {"k", once_in(2) ? "x" : "y"}}); }
  Value list(const std::function<Value()>& item) {
    std::vector<Value> items(below(4));
    for (auto& value : items) value = item();
    return make_list(std::move(items));
  }
  World world() {
    return {number(),
            number(),
            boolean(),
            boolean(),
            list([this] { return number(); }),
            list([this] { return record(); }),
            date()};
  }

  // Forgets something of a value, or nothing: what comes out admits what went in.
  Value forget(const Value& value) {
    if (value.is_unknown() || once_in(8)) return missing("x" + std::to_string(below(5)));
    if (value.list()) return forget_list(*value.list());
    if (value.context()) {
      auto entries = value.context()->entries;
      for (auto& [name, entry] : entries) entry = forget(entry);
      return make_context(std::move(entries));
    }
    const auto interval = interval_of(value);
    if (!interval || !once_in(3)) return value;
    const Decimal wider(static_cast<std::int64_t>(below(3)));
    const Decimal higher(static_cast<std::int64_t>(below(3)));
    const bool open_low = once_in(2) && (Decimal(0) < wider);
    const bool open_high = once_in(2) && (Decimal(0) < higher);
    const Interval around{*interval->low.subtract(wider), *interval->high.add(higher),
                          wider.is_zero() ? interval->low_open : open_low,
                          higher.is_zero() ? interval->high_open : open_high};
    return value_of(
        around, std::make_shared<const std::vector<Cause>>(1, Cause{Cause::Kind::undecided, "p", nullptr}));
  }

  World forget(const World& world) {
    World result;
    for (const auto& value : world) result.push_back(once_in(2) ? value : forget(value));
    return result;
  }

 private:
  Value forget_list(const List& list) {
    const bool open = list.open || once_in(4);
    std::vector<Value> items;
    std::string flags;
    bool any_perhaps = false;
    const auto add = [&](Value item, bool perhaps) {
      items.push_back(std::move(item));
      flags += perhaps ? '?' : '.';
      any_perhaps = any_perhaps || perhaps;
    };
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (open && once_in(4)) continue;  // not told of this one
      add(once_in(3) ? forget(list.items[i]) : list.items[i], list.is_perhaps(i) || once_in(4));
      if (once_in(6)) add(list.items[i], true);  // perhaps there is another
    }
    return testing::list(std::move(items), any_perhaps ? flags : "", open);
  }

  SeededRandom random_;
};

// ---- expressions ---------------------------------------------------------------------------------------

class Author {
 public:
  // `constants`: most of what an expression is about stands in it, so that there is much to be folded.
  explicit Author(Maker& maker, bool constants = false) : maker_(maker), constants_(constants) {}

  std::string any(int depth) {
    switch (maker_.below(4)) {
      case 0:
        return number(depth);
      case 1:
        return numbers(depth);
      case 2:
        return records(depth);
      default:
        return boolean(depth);
    }
  }

 private:
  std::string pick(std::initializer_list<std::function<std::string()>> choices) {
    return choices.begin()[maker_.below(choices.size())]();
  }

  std::string number(int depth) {
    const auto n = [this, depth] { return number(depth - 1); };
    const auto l = [this, depth] { return numbers(depth - 1); };
    if (depth <= 0 && prefers_constants()) {
      return pick({[this] { return std::to_string(maker_.below(5)); }, [] { return "0.5"; },
                   [] { return "(-2)"; }, [] { return "(1 / 0)"; }, [] { return "count([1, 2])"; },
                   [] { return "string length(\"ab\")"; }});
    }
    if (depth <= 0) {
      return pick({[] { return "n"; }, [] { return "m"; }, [this] { return std::to_string(maker_.below(5)); },
                   [] { return "count(L)"; }});
    }
    return pick({[&] { return "(" + n() + " + " + n() + ")"; },
                 [&] { return "(" + n() + " - " + n() + ")"; },
                 [&] { return "(" + n() + " * " + n() + ")"; },
                 [&] { return "(" + n() + " / " + n() + ")"; },
                 [&] { return "(-" + n() + ")"; },
                 [&] { return "(" + n() + " ** 2)"; },
                 [&] { return "abs(" + n() + ")"; },
                 [&] { return "floor(" + n() + " / 2)"; },
                 [&] { return "round half up(" + n() + ", 0)"; },
                 [&] { return "modulo(" + n() + ", 3)"; },
                 [&] { return "min(" + n() + ", " + n() + ")"; },
                 [&] { return "max(" + n() + ", " + n() + ", 1)"; },
                 [&] { return "(if " + boolean(depth - 1) + " then " + n() + " else " + n() + ")"; },
                 [&] { return "count(" + l() + ")"; },
                 [&] { return "sum(" + l() + ")"; },
                 [&] { return "min(" + l() + ")"; },
                 [&] { return "max(" + l() + ")"; },
                 [&] { return "mean(" + l() + ")"; },
                 [&] { return "median(" + l() + ")"; },
                 [&] { return l() + "[1]"; },
                 [&] { return l() + "[-1]"; },
                 [&] { return l() + "[2]"; },
                 [&] { return "count(" + records(depth - 1) + ")"; },
                 [&] { return records(depth - 1) + "[1].v"; },
                 [&] { return "get value({a: " + n() + ", b: " + n() + "}, \"a\")"; },
                 [&] { return "d.day"; }});
  }

  std::string boolean(int depth) {
    const auto n = [this, depth] { return number(depth - 1); };
    const auto b = [this, depth] { return boolean(depth - 1); };
    const auto l = [this, depth] { return numbers(depth - 1); };
    const auto r = [this, depth] { return records(depth - 1); };
    if (depth <= 0 && prefers_constants()) {
      return pick({[] { return "true"; }, [] { return "false"; }, [] { return "(1 < 2)"; },
                   [] { return "(1 / 0 > 2)"; }, [] { return "(\"a\" = \"b\")"; },
                   [] { return "(@\"2026-01-03\" > @\"2026-01-02\")"; }});
    }
    if (depth <= 0) {
      return pick({[] { return "b"; }, [] { return "c"; }, [] { return "n > m"; },
                   [] { return "d > @\"2026-01-02\""; }});
    }
    return pick({[&] { return "(" + b() + " and " + b() + ")"; },
                 [&] { return "(" + b() + " or " + b() + ")"; },
                 [&] { return "not(" + b() + ")"; },
                 [&] { return "(" + n() + " < " + n() + ")"; },
                 [&] { return "(" + n() + " <= " + n() + ")"; },
                 [&] { return "(" + n() + " = " + n() + ")"; },
                 [&] { return "(" + n() + " != " + n() + ")"; },
                 [&] { return "(" + l() + " = " + l() + ")"; },
                 [&] { return "(" + n() + " between " + n() + " and " + n() + ")"; },
                 [&] { return "(" + n() + " in [" + n() + ".." + n() + "))"; },
                 [&] { return "(" + n() + " in (" + n() + ", > " + n() + "))"; },
                 [&] { return "(" + n() + " in " + l() + ")"; },
                 [&] { return "(some x in " + l() + " satisfies x > " + n() + ")"; },
                 [&] { return "(every x in " + l() + ", y in " + l() + " satisfies x <= y)"; },
                 [&] { return "(every x in " + r() + " satisfies x.ok)"; },
                 [&] { return "(some x in " + r() + " satisfies x.k = \"x\" and " + b() + ")"; },
                 [&] { return "list contains(" + l() + ", " + n() + ")"; },
                 [&] { return "all(" + r() + ".ok)"; },
                 [&] { return "any(" + r() + ".ok)"; },
                 [&] { return "(" + n() + " instance of number)"; },
                 [&] { return "(if " + b() + " then " + b() + " else " + b() + ")"; },
                 [&] { return "(d in [@\"2026-01-02\"..@\"2026-01-04\"])"; },
                 [&] { return "(d + @\"P1D\" > @\"2026-01-03\")"; }});
  }

  std::string numbers(int depth) {
    const auto n = [this, depth] { return number(depth - 1); };
    const auto l = [this, depth] { return numbers(depth - 1); };
    if (depth <= 0 && prefers_constants()) {
      return pick({[] { return "[1, 2, 3]"; }, [] { return "[1][item > 2]"; }, [] { return "[1, 1 / 0]"; }});
    }
    if (depth <= 0) return pick({[] { return "L"; }, [] { return "R.v"; }, [] { return "[n, m]"; }});
    return pick({[&] { return l() + "[item > " + n() + "]"; }, [&] { return records(depth - 1) + ".v"; },
                 [&] { return "[" + n() + ", " + n() + "]"; },
                 [&] { return "(for x in " + l() + " return x + " + n() + ")"; },
                 [&] { return "(for x in " + l() + ", y in " + l() + " return x * y)"; },
                 [&] { return "(for x in " + l() + " return if x > 0 then x else 0)"; },
                 [&] { return "(for x in " + l() + " return count(partial) + x)"; },
                 [&] { return "distinct values(" + l() + ")"; }, [&] { return "reverse(" + l() + ")"; },
                 [&] { return "append(" + l() + ", " + n() + ")"; },
                 [&] { return "concatenate(" + l() + ", " + l() + ")"; },
                 [&] { return "union(" + l() + ", " + l() + ")"; },
                 [&] { return "flatten([" + l() + ", " + n() + "])"; },
                 [&] { return "sort(" + l() + ", function(x, y) x < y)"; },
                 [&] { return "sublist(" + l() + ", 1, 1)"; }, [&] { return "remove(" + l() + ", 1)"; },
                 [&] { return "insert before(" + l() + ", 1, " + n() + ")"; },
                 [&] { return "list replace(" + l() + ", 1, " + n() + ")"; },
                 [&] { return "list replace(" + l() + ", function(x, y) x < y, " + n() + ")"; }});
  }

  std::string records(int depth) {
    if (depth <= 0) return "R";
    return pick({[] { return std::string("R"); },
                 [&] { return records(depth - 1) + "[v > " + number(depth - 1) + "]"; },
                 [&] { return records(depth - 1) + "[ok]"; },
                 [&] { return records(depth - 1) + "[k = \"x\"]"; },
                 [&] { return records(depth - 1) + "[" + boolean(depth - 1) + "]"; },
                 [&] { return "sort(" + records(depth - 1) + ", function(x, y) x.v < y.v)"; },
                 [&] { return "reverse(" + records(depth - 1) + ")"; }});
  }

  bool prefers_constants() { return constants_ && !maker_.once_in(4); }

  Maker& maker_;
  bool constants_;
};

// The names of a world with their types.
inline Scope world_scope() {
  const auto number = simple_type(Kind::number);
  const auto boolean = simple_type(Kind::boolean);
  const auto record = context_type({{"v", number}, {"ok", boolean}, {"k", simple_type(Kind::string)}});
  const std::vector<TypePtr> types{
      number, number, boolean, boolean, list_type(number), list_type(record), simple_type(Kind::date)};
  Scope scope;
  for (std::size_t i = 0; i < names.size(); ++i) scope.declare(names[i], types[i]);
  return scope;
}

}  // namespace enact::feel::testing
