// The promise of determination mode (docs/unknown.md), held against random expressions and facts:
// sound     whatever the missing turns out to be, the result computed without it admits the result with it;
// monotone  a settled result stays what it is when more becomes known.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "base/clock.hpp"
#include "feel/band.hpp"
#include "feel/evaluate_test_support.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

using testing::missing;

// ---- what a value admits -------------------------------------------------------------------------------

bool admits(const Value& partial, const Value& full);

bool admits_interval(const Interval& a, const Interval& b) {
  const bool low = a.low < b.low || (a.low == b.low && (!a.low_open || b.low_open));
  const bool high = b.high < a.high || (a.high == b.high && (!a.high_open || b.high_open));
  return low && high;
}

// Order-preserving alignment of the items of `full` from `f` on with those of `partial` from `p` on.
bool aligns(const List& partial, std::size_t p, const List& full, std::size_t f) {
  if (p == partial.items.size()) return f == full.items.size();
  if (f < full.items.size() && admits(partial.items[p], full.items[f]) &&
      (partial.is_perhaps(p) || !full.is_perhaps(f)) && aligns(partial, p + 1, full, f + 1)) {
    return true;
  }
  return partial.is_perhaps(p) && aligns(partial, p + 1, full, f);
}

// An open list promises its certain items alone, in no order.
bool holds_all(const List& open, std::size_t p, const List& full, std::vector<bool>& taken) {
  if (p == open.items.size()) return true;
  if (open.is_perhaps(p)) return holds_all(open, p + 1, full, taken);
  for (std::size_t f = 0; f < full.items.size(); ++f) {
    if (taken[f] || full.is_perhaps(f) || !admits(open.items[p], full.items[f])) continue;
    taken[f] = true;
    if (holds_all(open, p + 1, full, taken)) return true;
    taken[f] = false;
  }
  return false;
}

bool admits_list(const List& partial, const List& full) {
  if (!partial.open) return !full.open && aligns(partial, 0, full, 0);
  std::vector<bool> taken(full.items.size());
  return holds_all(partial, 0, full, taken);
}

bool admits(const Value& partial, const Value& full) {
  if (partial.is_unknown()) return true;
  if (partial.band()) {
    const auto inner = interval_of(full);
    return inner && admits_interval(*interval_of(partial), *inner);
  }
  if (partial.list() && full.list()) {
    return admits_list(*partial.list(), *full.list());
  }
  if (partial.context() && full.context()) {
    const auto& a = partial.context()->entries;
    const auto& b = full.context()->entries;
    return std::ranges::equal(
        a, b, [](const auto& x, const auto& y) { return x.first == y.first && admits(x.second, y.second); });
  }
  return same(partial, full);
}

// ---- facts ---------------------------------------------------------------------------------------------

using World = std::vector<Value>;
const std::vector<std::string> names{"n", "m", "b", "c", "L", "R", "d"};

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
  explicit Author(Maker& maker) : maker_(maker) {}

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

  Maker& maker_;
};

// ---- the properties ------------------------------------------------------------------------------------

std::string show(const World& world) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += names[i] + " = " + to_string(world[i]) + "; ";
  return out;
}

void check(std::uint64_t seed) {
  Maker maker(seed);
  const auto text = Author(maker).any(3);
  Scope scope;
  const auto number = simple_type(Kind::number);
  const auto boolean = simple_type(Kind::boolean);
  const auto record = context_type({{"v", number}, {"ok", boolean}, {"k", simple_type(Kind::string)}});
  const std::vector<TypePtr> types{
      number, number, boolean, boolean, list_type(number), list_type(record), simple_type(Kind::date)};
  for (std::size_t i = 0; i < names.size(); ++i) scope.declare(names[i], types[i]);
  const auto compiled = compile_expression(expression_text(text), scope, {});
  ASSERT_TRUE(compiled.program) << text << "\n" << render(compiled.diagnostics, Language::en);
  const auto evaluate = [&](const World& world) {
    Evaluation evaluation(Mode::determination);
    return evaluation.evaluate(*compiled.program, world);
  };
  for (int i = 0; i < 4; ++i) {
    const auto full = maker.world();
    const auto some = maker.forget(full);
    const auto less = maker.forget(some);
    const auto with_full = evaluate(full);
    const auto with_some = evaluate(some);
    const auto with_less = evaluate(less);
    const auto story = [&] {
      return "seed " + std::to_string(seed) + "\n" + text + "\nfull: " + show(full) + "\n  " +
             to_string(with_full) + "\nsome: " + show(some) + "\n  " + to_string(with_some) +
             "\nless: " + show(less) + "\n  " + to_string(with_less);
    };
    ASSERT_TRUE(admits(with_some, with_full)) << "some does not admit full\n" << story();
    ASSERT_TRUE(admits(with_less, with_full)) << "less does not admit full\n" << story();
    if (is_settled(with_less)) {
      ASSERT_TRUE(same(with_some, with_less)) << "a settled result changed\n" << story();
    }
  }
}

RC_GTEST_PROP(Unknown, ResultsAdmitEveryCompletionAndStayOnceSettled, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  for (std::uint64_t i = 0; i < 40; ++i) {
    check(seed + i);
    if (::testing::Test::HasFatalFailure()) RC_FAIL("see above");
  }
}

}  // namespace
}  // namespace enact::feel
