// Loops that add up: the same for every processor, and exact whatever they come to.
#include "bulk/kernels.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "bulk/vector_program.hpp"

namespace enact::bulk {
namespace {

RC_GTEST_PROP(Kernels, SumsAreExact, ()) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto amount = rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, most), rc::gen::just(most),
                                     rc::gen::inRange<std::int64_t>(0, 1000));
  const auto amounts = *rc::gen::container<std::vector<std::int64_t>>(amount);
  Wide wanted = 0;
  for (const std::int64_t each : amounts) wanted += each;
  RC_ASSERT(detail::base_kernels().sum(amounts.data(), amounts.size()) == wanted);
  RC_ASSERT(kernels().sum(amounts.data(), amounts.size()) == wanted);
}

TEST(Kernels, AFullWindowOfTheLargestAmountsIsAddedUp) {
  const std::vector<std::int64_t> amounts(1024, std::numeric_limits<std::int64_t>::max());
  EXPECT_TRUE(kernels().sum(amounts.data(), amounts.size()) ==
              Wide{std::numeric_limits<std::int64_t>::max()} * 1024);
}

TEST(Kernels, EveryKindOfProcessorCountsTheSame) {
  std::vector<std::uint8_t> truths(1024 + 37);
  Tally wanted;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    truths[i] = static_cast<std::uint8_t>(1 + i * i % 7 % 3);
    wanted.yes += truths[i] == 1 ? 1U : 0U;
    wanted.no += truths[i] == 2 ? 1U : 0U;
  }
  for (const Kernels* each : {&detail::base_kernels(), &kernels()}) {
    const Tally found = each->tally(truths.data(), truths.size());
    EXPECT_EQ(found.yes, wanted.yes);
    EXPECT_EQ(found.no, wanted.no);
    EXPECT_EQ(each->count(truths.data(), 1, truths.size()), wanted.yes);
  }
}

// By what `and` and `or` are among truths: decided by one that decides; else an error only if nothing but
// errors of what is absent keeps it open.
std::uint8_t joined(std::uint8_t a, std::uint8_t b, std::uint8_t deciding) {
  if (a == deciding || b == deciding) return deciding;
  std::vector<std::uint8_t> open;
  for (const std::uint8_t each : {a, b}) {
    if (each != truth::yes && each != truth::no) open.push_back(each);
  }
  if (open.empty()) return a;
  const auto all = [&](std::uint8_t kind) {
    return std::ranges::all_of(open, [=](auto one) { return one == kind; });
  };
  if (all(truth::error)) return truth::error;
  return all(truth::unknown) ? truth::unknown : truth::undecidable;
}

TEST(Kernels, ConnectivesJoinEveryPairOfTruths) {
  const std::vector<std::uint8_t> truths{truth::yes,         truth::no,   truth::unknown,
                                         truth::undecidable, truth::null, truth::error};
  for (const Kernels* each : {&detail::base_kernels(), &kernels()}) {
    for (const std::uint8_t a : truths) {
      std::uint8_t found = 0;
      each->not_(&a, &found, 1);
      const std::uint8_t kept = a == truth::null ? truth::undecidable : a;
      EXPECT_EQ(found, a == truth::yes ? truth::no : a == truth::no ? truth::yes : kept) << int{a};
      each->verdict(&a, &found, 1);
      EXPECT_EQ(found, a == truth::null || a == truth::error ? truth::no : a) << int{a};
      for (const std::uint8_t b : truths) {
        each->and_(&a, &b, &found, 1);
        EXPECT_EQ(found, joined(a, b, truth::no)) << int{a} << " and " << int{b};
        each->or_(&a, &b, &found, 1);
        EXPECT_EQ(found, joined(a, b, truth::yes)) << int{a} << " or " << int{b};
      }
    }
  }
}

}  // namespace
}  // namespace enact::bulk
