// Guards: the outcome that does not fit is refused, also while the amount is not known.
#include <gtest/gtest.h>

#include "policy/procedures.hpp"
#include "procedure/test_sample.hpp"

namespace enact::procedure {
namespace {

using sample::Bench;

policy::Expression guard(const std::string& text) {
  feel::CompileOptions options;
  options.expected = feel::simple_type(feel::Kind::boolean);
  const auto compiled = feel::compile_expression(feel::expression_text(text), policy::guard_scope(), options);
  EXPECT_TRUE(compiled.program) << render(compiled.diagnostics, Language::en);
  return {compiled.program, text, {}};
}

// A decision over 50万元 goes to the city government, a smaller one straight to the treasury.
struct Guarded : Bench {
  Guarded() {
    auto& decide = procedure.steps[4];
    decide.outcomes[0].guard = guard("金额 >= 50万元");
    decide.outcomes.push_back(sample::outcome("settle", {"财审"}));
    decide.outcomes.back().guard = guard("金额 < 50万元");
    reach("决定");
  }
  std::string decide(const std::string& how) {
    return take(officer("甲二", "甲局", "approver"), "决定", how);
  }
};

TEST(Guard, LetsTheOutcomeThatFitsAndNoOther) {
  Guarded small;
  small.run.given.amount = Fen{499'999'99};
  EXPECT_EQ(small.decide("grant"), "procedure.guard");
  EXPECT_EQ(small.decide("settle"), "");
  EXPECT_EQ(small.state.status(), "财审");
  Guarded large;
  large.run.given.amount = Fen{500'000'00};
  EXPECT_EQ(large.decide("settle"), "procedure.guard");
  EXPECT_EQ(large.decide("grant"), "");
}

TEST(Guard, AnAmountThatIsNotKnownFitsNothing) {
  Guarded open;
  EXPECT_EQ(open.decide("grant"), "procedure.guard");
  EXPECT_EQ(open.decide("settle"), "procedure.guard");
  EXPECT_EQ(open.take(Bench::officer("甲二", "甲局", "approver"), "决定", "refuse", "不符"), "")
      << "what has no guard is always there";
}

TEST(Guard, SaysInTheListWhatItIsFor) {
  Guarded bench;
  bench.run.given.amount = Fen{1};
  const auto options =
      allowed(bench.run, bench.state, Bench::officer("甲二", "甲局", "approver"), bench.today);
  ASSERT_FALSE(options.empty());
  ASSERT_TRUE(options.front().blocked);
  EXPECT_EQ(options.front().blocked->message.en, "`grant` is only for: 金额 >= 50万元");
}

TEST(Guard, SeesTheModeAndTheProvision) {
  Guarded bench;
  bench.procedure.steps[4].outcomes[0].guard = guard("方式 = \"confirm\" and 条款 in (\"1a\", \"1b\")");
  bench.run.given = {.amount = {}, .mode = "apply", .provision = "1a"};
  EXPECT_EQ(bench.decide("grant"), "procedure.guard");
  bench.run.given.mode = "confirm";
  EXPECT_EQ(bench.decide("grant"), "");
}

}  // namespace
}  // namespace enact::procedure
