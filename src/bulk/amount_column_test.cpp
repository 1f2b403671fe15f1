// Amounts in a column whose width follows them.
#include "bulk/amount_column.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>

namespace enact::bulk {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

TEST(AmountColumn, StaysNarrowUpToTheMostThat32BitsHold) {
  AmountColumn column;
  column.reset(2);
  column.set(0, AmountColumn::most_narrow);
  EXPECT_NE(column.narrow_for(AmountColumn::most_narrow), nullptr);
  column.set(1, AmountColumn::most_narrow + 1);
  EXPECT_EQ(column.narrow_for(0), nullptr);
  EXPECT_EQ(column[0], AmountColumn::most_narrow);
  EXPECT_EQ(column[1], AmountColumn::most_narrow + 1);
  column.reset(2);
  EXPECT_NE(column.narrow_for(0), nullptr);
}

// Whatever is written in whatever order and width, the column holds what a plain one would.
RC_GTEST_PROP(AmountColumn, HoldsWhatIsWritten, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 40);
  AmountColumn column, other;
  column.reset(rows);
  other.reset(rows);
  std::vector<std::int64_t> plain(rows), plain_other(rows);
  column.set_zero(0, rows);
  other.set_zero(0, rows);
  const auto amount =
      rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 1000), rc::gen::just(most),
                     rc::gen::just(AmountColumn::most_narrow), rc::gen::just(AmountColumn::most_narrow + 1));
  for (int step = 0; step < 30; ++step) {
    const auto row = *rc::gen::inRange<std::size_t>(0, rows);
    const auto some = *rc::gen::inRange<std::size_t>(0, rows - row + 1);
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        column.set(row, plain[row] = *amount);
        break;
      case 1:
        other.set(row, plain_other[row] = *amount);
        break;
      case 2:
        column.set_zero(row, some);
        std::fill_n(plain.begin() + static_cast<std::ptrdiff_t>(row), some, 0);
        break;
      case 3:
        column.copy(other, row, some);
        std::copy_n(plain_other.begin() + static_cast<std::ptrdiff_t>(row), some,
                    plain.begin() + static_cast<std::ptrdiff_t>(row));
        break;
      default: {
        const std::int64_t each = *amount;
        if (std::int32_t* narrow = column.narrow_for(each)) {
          narrow[row] = static_cast<std::int32_t>(each);
        } else {
          column.wide()[row] = each;
        }
        plain[row] = each;
      }
    }
    RC_ASSERT(column.in_64_bits() == plain);
    Wide sum = 0;
    for (std::size_t i = row; i < row + some; ++i) sum += column[i];
    RC_ASSERT(column.sum(kernels(), row, some) == sum);
  }
}

}  // namespace
}  // namespace enact::bulk
