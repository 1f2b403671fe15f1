// What is said of the tables of a package: at their lines, in both languages.
#include "policy/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/test_sample.hpp"

namespace enact::policy::test {
namespace {

std::string said_of_tables(std::string_view from, std::string_view to, Language language = Language::en) {
  const Loaded found = loaded(changed("policy.md", from, to));
  EXPECT_TRUE(found.ok()) << render(found.diagnostics, Language::en);
  return render(check_tables(*found.package), language);
}

constexpr std::string_view first_row = "| 1 | [1人..5人] | 2万元 |";

TEST(Tables, ThatCoverEveryInputOnceAreInOrder) {
  EXPECT_EQ(said_of_tables(first_row, "| 1 | <= 5人 | 2万元 |"), "");
}

TEST(Tables, AGapIsAWarningWithAnExample) {
  const std::string text = said_of_tables(first_row, "| 1 | [2人..5人) | 2万元 |");
  EXPECT_THAT(text,
              testing::HasSubstr("policy.md:76:1: warning: decision table `就业补贴`: no row for 人数 in "
                                 "(< 2, 5) (such as 人数 = 1) [dmn.table-gap]"));
  EXPECT_THAT(said_of_tables(first_row, "| 1 | < 5人 | 2万元 |", Language::zh),
              testing::HasSubstr("决策表“就业补贴”：没有一行适用于 人数 = 5"));
}

TEST(Tables, AnOverlapUnderUniqueIsAnErrorAtItsRows) {
  const std::string text = said_of_tables(first_row, "| 1 | <= 6人 | 2万元 |");
  EXPECT_THAT(text, testing::HasSubstr(
                        "policy.md:79:3: error: decision table `就业补贴`: rows 1 and 2 both match 人数 "
                        "in (5..6] (such as 人数 = 6), which hit policy U forbids "
                        "[dmn.table-overlap]"));
  EXPECT_THAT(text, testing::HasSubstr("policy.md:78:3"));
}

TEST(Tables, ARowThatNeverDecidesIsAWarning) {
  const std::string text = said_of_tables("| U | 人数: number<人> | **上限: number<元>** |\n|---|---|---|\n",
                                          "| F | 人数: number<人> | **上限: number<元>** |\n|---|---|---|\n"
                                          "| 0 | - | 1万元 |\n");
  EXPECT_THAT(text, testing::HasSubstr(
                        "warning: decision table `就业补贴`: row 2 never decides: where it matches, row "
                        "1 takes precedence [dmn.table-unreachable]"));
}

}  // namespace
}  // namespace enact::policy::test
