// The built-ins: what each gives, how calls find their signature, and that the registry is whole.
#include "feel/builtins.hpp"

#include <gtest/gtest.h>

#include <set>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

using testing::Case;
using testing::standard;

class Builtins : public ::testing::TestWithParam<Case> {};

TEST_P(Builtins, Give) {
  EXPECT_EQ(standard(GetParam().text), GetParam().result) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Builtins,
    ::testing::Values(Case{"decimal(0.125, 2)", "0.12"}, Case{"decimal(2.5, 0)", "2"},
                      Case{"floor(-1.5)", "-2"}, Case{"floor(1.56, 1)", "1.5"},
                      Case{"floor(1.56, null)", "null"}, Case{"ceiling(-1.5)", "-1"},
                      Case{"round up(-1.126, 2)", "-1.13"}, Case{"round down(1.126, 2)", "1.12"},
                      Case{"round half up(-2.5, 0)", "-3"}, Case{"round half down(-2.5, 0)", "-2"},
                      Case{"round half up(1, 6177)", "null"}, Case{"abs(-1)", "1"},
                      Case{"abs(@\"-P1D\")", "P1D"}, Case{"modulo(-12, 5)", "3"},
                      Case{"modulo(1, 0)", "null"}, Case{"sqrt(16)", "4"}, Case{"sqrt(-1)", "null"},
                      Case{"log(0)", "null"}, Case{"exp(0)", "1"}, Case{"odd(-3)", "true"},
                      Case{"even(0)", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Strings, Builtins,
    ::testing::Values(
        Case{"substring(\"兑现平台\", 2, 2)", "\"现平\""}, Case{"substring(\"abc\", -2)", "\"bc\""},
        Case{"substring(\"abc\", 0)", "null"}, Case{"string length(\"\\U01F600\")", "1"},
        Case{"upper case(\"aß\")", "\"ASS\""}, Case{"substring before(\"foobar\", \"bar\")", "\"foo\""},
        Case{"substring after(\"foobar\", \"ob\")", "\"ar\""}, Case{"contains(\"foobar\", \"of\")", "false"},
        Case{"starts with(\"foobar\", \"fo\")", "true"}, Case{"ends with(\"foobar\", \"r\")", "true"},
        Case{"string join([\"a\", null, \"c\"], \"、\")", "\"a、c\""}, Case{"string join([1])", "null"},
        Case{"split(\"a;b;;\", \";\")", "[\"a\", \"b\", \"\", \"\"]"}, Case{"split(\"ab\", \"\")", "null"},
        Case{"replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""},
        Case{"replace(\"a\", \"a\", \"$\")", "null"},
        Case{"replace(\"a b\", \"[A-Z]\", \"#\", \"ix\")", "\"# #\""},
        Case{"matches(\"x\", \"[A-Z-[OI]]\", \"i\")", "true"},
        Case{"matches(\"O\", \"[A-Z-[OI]]\")", "false"}, Case{"matches(\"a\", \"(?=a)\")", "null"},
        Case{"matches(\"a\", \"(a)[\\\\1]\")", "null"}, Case{"matches(\"a\\n\", \"a$\")", "false"},
        Case{"matches(\"a\", \"a\", \"q\")", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Builtins,
    ::testing::Values(Case{"list contains([1, null], null)", "true"}, Case{"count(null)", "null"},
                      Case{"count(7)", "1"}, Case{"sum([])", "null"}, Case{"sum(1, 2)", "3"},
                      Case{"sum([1, null])", "null"}, Case{"min([\"b\", \"a\"])", "\"a\""},
                      Case{"max(1, \"a\")", "null"}, Case{"mean([1, 2])", "1.5"},
                      Case{"all([true, null])", "null"}, Case{"any([null, true])", "true"},
                      Case{"any([])", "false"}, Case{"sublist([1, 2, 3], -2, 1)", "[2]"},
                      Case{"sublist([1], 2)", "null"}, Case{"append([1], 2, [3])", "[1, 2, [3]]"},
                      Case{"concatenate([1], 2, [3])", "[1, 2, 3]"},
                      Case{"insert before([1, 3], 2, 2)", "[1, 2, 3]"}, Case{"remove([1, 2], -1)", "[1]"},
                      Case{"reverse([1, 2])", "[2, 1]"}, Case{"index of([1, 2, 1], 1)", "[1, 3]"},
                      Case{"union([1, 2], [2, 3])", "[1, 2, 3]"},
                      Case{"distinct values([1, 2, 1, \"1\"])", "[1, 2, \"1\"]"},
                      Case{"flatten([[1, [2]], 3])", "[1, 2, 3]"}, Case{"product([2, 3])", "6"},
                      Case{"median([6, 1, 2, 3])", "2.5"},
                      Case{"stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"},
                      Case{"stddev([1])", "null"}, Case{"mode([6, 1, 9, 6, 1])", "[1, 6]"},
                      Case{"mode([])", "[]"}, Case{"list replace([1, 2, 3], 2, 4)", "[1, 4, 3]"},
                      Case{"list replace([1, 2, 3], function(i, n) i > 1, 0)", "[1, 0, 0]"}));

INSTANTIATE_TEST_SUITE_P(
    Ranges, Builtins,
    ::testing::Values(Case{"before([1..5), 5)", "true"}, Case{"before([1..5], [5..6])", "false"},
                      Case{"after(6, [1..5])", "true"}, Case{"meets([1..5], [5..10])", "true"},
                      Case{"met by([5..10], [1..5))", "false"}, Case{"overlaps([1..5], [5..8])", "true"},
                      Case{"overlaps([1..5), [5..8])", "false"},
                      Case{"overlaps before([1..5], [3..8])", "true"},
                      Case{"overlaps after([3..8], [1..5])", "true"}, Case{"finishes(10, [1..10])", "true"},
                      Case{"finishes([5..10), [1..10])", "false"},
                      Case{"finished by([1..10], [5..10])", "true"}, Case{"includes([1..10], 5)", "true"},
                      Case{"includes((1..10], [1..5])", "false"}, Case{"during([4..6], [1..10])", "true"},
                      Case{"starts([1..5], [1..10])", "true"}, Case{"started by([1..10], (1..5])", "false"},
                      Case{"coincides([1..5], [1..5])", "true"}, Case{"coincides(3, 3)", "true"},
                      Case{"before(1, \"a\")", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Temporal, Builtins,
    ::testing::Values(
        Case{"date(2026, 2, 30)", "null"}, Case{"date(\"2026-03-10\")", "2026-03-10"},
        Case{"date(@\"2026-03-10T08:00:00\")", "2026-03-10"},
        Case{"time(11, 59, 45.5, duration(\"-PT2H\"))", "11:59:45.5-02:00"},
        Case{"time(@\"2026-03-10\")", "00:00:00Z"},
        Case{"date and time(date(\"2026-03-10\"), time(\"08:00:00\"))", "2026-03-10T08:00:00"},
        Case{"duration(\"P26M\")", "P2Y2M"}, Case{"duration(\"P\")", "null"},
        Case{"years and months duration(date(\"2013-08-24\"), date(\"2011-12-22\"))", "-P1Y8M"},
        Case{"years and months duration(date(\"2026-01-31\"), @\"2026-02-28T00:00:00\")", "P0M"},
        Case{"day of year(@\"2020-12-31\")", "366"}, Case{"day of week(@\"2026-11-23\")", "\"Monday\""},
        Case{"month of year(@\"2026-11-23\")", "\"November\""}, Case{"week of year(@\"2027-01-01\")", "53"},
        Case{"today()", "2026-11-23"}, Case{"now().hour", "8"}));

INSTANTIATE_TEST_SUITE_P(
    ContextsAndConversion, Builtins,
    ::testing::Values(
        Case{"get value({a: 1}, \"a\")", "1"}, Case{"get value({a: 1}, \"b\")", "null"},
        Case{"get entries({a: 1})", "[{key: \"a\", value: 1}]"},
        Case{"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"},
        Case{"context put({x: {a: 0}}, [\"x\", \"b\"], 2)", "{x: {a: 0, b: 2}}"},
        Case{"context put({}, [], 2)", "null"}, Case{"context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"},
        Case{"number(\"1.000.000,01\", \".\", \",\")", "1000000.01"},
        Case{"number(\"1,0\", \",\", \",\")", "null"}, Case{"number(\"一\")", "null"},
        Case{"string(1.10)", "\"1.1\""}, Case{"string([\"a\", 1])", "\"[\\\"a\\\", 1]\""},
        Case{"string(null)", "null"}, Case{"range(\"[1..3)\")", "[1..3)"}, Case{"range(\"[3..1]\")", "null"},
        Case{"range(\"[@\\\"2026-01-01\\\"..date(\\\"2026-12-31\\\")]\")", "[2026-01-01..2026-12-31]"},
        Case{"not(true)", "false"}, Case{"is(@\"P1D\", @\"PT24H\")", "true"}));

INSTANTIATE_TEST_SUITE_P(Calls, Builtins,
                         ::testing::Values(Case{"abs(n: -1)", "1"}, Case{"abs(number: -1)", "null"},
                                           Case{"abs()", "null"}, Case{"abs(1, 1)", "null"},
                                           Case{"substring(string: \"abc\", start position: 2)", "\"bc\""},
                                           Case{"upper case([\"a\"])", "\"A\""},
                                           Case{"{f: abs, r: f(-2)}.r", "2"},
                                           Case{"day of year(@\"2026-01-02T00:00:00\")", "2"}));

TEST(BuiltinRegistry, NamesAreUniqueAndFoundInBothLanguages) {
  std::set<std::string> names;
  int index = 0;
  for (const auto& builtin : builtins()) {
    EXPECT_TRUE(names.insert(builtin.name).second) << builtin.name;
    EXPECT_EQ(find_builtin(builtin.name), index);
    if (!builtin.chinese.empty()) {
      EXPECT_TRUE(names.insert(builtin.chinese).second) << builtin.chinese;
      EXPECT_EQ(find_builtin(builtin.chinese), index);
    }
    EXPECT_FALSE(builtin.signatures.empty()) << builtin.name;
    EXPECT_FALSE(builtin.description.zh.empty() || builtin.description.en.empty()) << builtin.name;
    EXPECT_NE(builtin.call, nullptr) << builtin.name;
    ++index;
  }
  EXPECT_EQ(find_builtin("no such function"), -1);
}

TEST(BuiltinRegistry, MatchesSignaturesByCountTypesAndNames) {
  const auto& date = builtins()[static_cast<std::size_t>(find_builtin("date"))];
  const auto number = simple_type(Kind::number);
  EXPECT_EQ(match_positional(date, std::vector{simple_type(Kind::string)}), 0);
  EXPECT_EQ(match_positional(date, std::vector{simple_type(Kind::date_time)}), 2);
  EXPECT_EQ(match_positional(date, std::vector{number, number, number}), 3);
  EXPECT_EQ(match_positional(date, std::vector{number}), -1);
  EXPECT_EQ(match_positional(date, std::vector{number, number}), -1);
  EXPECT_EQ(match_named(date, std::vector<std::string>{"day", "month", "year"}), 3);
  EXPECT_EQ(match_named(date, std::vector<std::string>{"day", "month"}), -1);
  const auto& sum = builtins()[static_cast<std::size_t>(find_builtin("求和"))];
  EXPECT_EQ(match_positional(sum, std::vector{list_type(number)}), 0);
  EXPECT_EQ(match_positional(sum, std::vector{number, number}), 1);
}

}  // namespace
}  // namespace enact::feel
