// The promise of determination mode (docs/unknown.md), held against random expressions and facts:
// sound     whatever the missing turns out to be, the result computed without it admits the result with it;
// monotone  a settled result stays what it is when more becomes known.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "base/clock.hpp"
#include "feel/band.hpp"
#include "feel/evaluate_test_support.hpp"
#include "feel/random_expression_test_support.hpp"
#include "feel/unknown.hpp"

namespace enact::feel {
namespace {

using testing::Author;
using testing::Maker;
using testing::names;
using testing::World;

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

// ---- the properties ------------------------------------------------------------------------------------

std::string show(const World& world) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += names[i] + " = " + to_string(world[i]) + "; ";
  return out;
}

void check(std::uint64_t seed) {
  Maker maker(seed);
  const auto text = Author(maker).any(3);
  const auto compiled = compile_expression(expression_text(text), testing::world_scope(), {});
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
