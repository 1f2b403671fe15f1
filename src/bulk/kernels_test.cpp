// Loops that add up: the same for every processor, and exact whatever they come to.
#include "bulk/kernels.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <vector>

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

}  // namespace
}  // namespace enact::bulk
