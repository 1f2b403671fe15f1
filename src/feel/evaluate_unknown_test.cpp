// Determination mode, row by row of docs/unknown.md. The promise behind the rows is held by
// unknown_property_test.cpp; here each row is seen to decide what it can.
#include <gtest/gtest.h>

#include "feel/evaluate_test_support.hpp"

namespace enact::feel {
namespace {

using testing::band;
using testing::Case;
using testing::determined;
using testing::list;
using testing::missing;
using testing::number;
using testing::run;

const testing::Inputs& facts() {
  static const testing::Inputs inputs{
      {"u", missing("企业.研发费用")},
      {"w", missing("企业.营业收入")},
      {"b", band("0", "300000", true)},
      {"perhaps", list({number("1"), number("2"), number("3")}, ".?.")},
      {"open", list({number("1"), number("2")}, "", true)},
      {"maybe", list({number("5"), number("7")}, "??")},
      {"none", make_list({})},
      {"records", make_list({make_context({{"金额", number("10")}, {"类别", "甲"}}),
                             make_context({{"金额", missing("金额")}, {"类别", "甲"}}),
                             make_context({{"金额", number("30")}, {"类别", missing("类别")}})})},
      {"absent", Value()}};
  return inputs;
}

class Determination : public ::testing::TestWithParam<Case> {};

TEST_P(Determination, Gives) {
  EXPECT_EQ(determined(GetParam().text, facts()), GetParam().result) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Operators, Determination,
    ::testing::Values(Case{"u + 1", "?(企业.研发费用)"}, Case{"u / w", "?(企业.研发费用, 企业.营业收入)"},
                      Case{"false and u > 1", "false"}, Case{"u > 1 and false", "false"},
                      Case{"u > 1 or true", "true"}, Case{"u > 1 and true", "?(企业.研发费用)"},
                      Case{"not(u > 1)", "?(企业.研发费用)"}, Case{"u = null", "?(企业.研发费用)"},
                      Case{"absent = null", "true"}, Case{"absent = 1", "false"}, Case{"absent.x", "null"},
                      Case{"absent < 1", "?(feel.type-mismatch)"}, Case{"1 / 0", "?(feel.division-by-zero)"},
                      Case{"1 / 0 > 1 and 1 > 2", "false"}, Case{"if u > 1 then 5 else 5", "5"},
                      Case{"if u > 1 then 100 else 50", "?[50..100]"},
                      Case{"if u > 1 then \"a\" else \"b\"", "?(企业.研发费用)"},
                      Case{"if absent then 1 else 2", "2"}));

INSTANTIATE_TEST_SUITE_P(
    Bands, Determination,
    ::testing::Values(Case{"b + 100", "?(100..300100]"}, Case{"100 - b", "?[-299900..100)"},
                      Case{"b * 2", "?(0..600000]"}, Case{"b / 2", "?(0..150000]"}, Case{"b * 0", "0"},
                      Case{"b > 0", "true"}, Case{"b >= 300000", "?(?(0..300000])"},
                      Case{"b <= 300000", "true"}, Case{"b < 0", "false"}, Case{"b = 400000", "false"},
                      Case{"b = null", "false"}, Case{"b in [0..300000]", "true"},
                      Case{"min(b, 100000)", "?(0..100000]"}, Case{"max(b, 300000)", "300000"},
                      Case{"1 / b", "?(?(0..300000])"}, Case{"round half up(b / 7, 0)", "?[0..42857]"},
                      Case{"abs(-b)", "?(0..300000]"}, Case{"b instance of number", "true"},
                      Case{"sqrt(b)", "?(?(0..300000])"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Determination,
    ::testing::Values(
        Case{"records[金额 > 5]",
             "[{金额: 10, 类别: \"甲\"}, ?: {金额: ?(金额), 类别: \"甲\"}, {金额: 30, 类别: ?(类别)}]"},
        Case{"count(records[类别 = \"甲\"])", "?[2..3]"}, Case{"count(records[类别 = \"甲\"]) >= 2", "true"},
        Case{"sum(records[类别 = \"甲\"].金额)", "?(类别, 金额)"},
        Case{"sum(records[金额 > 5 and 类别 = \"乙\"].金额)", "?[0..30]"}, Case{"perhaps[1]", "1"},
        Case{"perhaps[2]", "?(maybe)"}, Case{"perhaps[-1]", "3"}, Case{"perhaps[4]", "?(maybe)"},
        Case{"open[1]", "?(open)"}, Case{"none[1]", "?(feel.index-out-of-range)"},
        Case{"open[item > 1]", "[2, …]"}, Case{"for x in perhaps return x * 10", "[10, ?: 20, 30]"},
        Case{"for x in open return x", "[1, 2, …]"}, Case{"for x in u return x", "?(企业.研发费用)"},
        Case{"some x in perhaps satisfies x = 3", "true"},
        Case{"some x in perhaps satisfies x = 2", "?(maybe)"},
        Case{"some x in perhaps satisfies x = 4", "false"},
        Case{"every x in perhaps satisfies x < 4", "true"},
        Case{"every x in perhaps satisfies x != 2", "?(maybe)"},
        Case{"every x in perhaps satisfies x != 3", "false"}, Case{"some x in open satisfies x = 1", "true"},
        Case{"some x in open satisfies x = 3", "?(open)"}, Case{"every x in open satisfies x > 0", "?(open)"},
        Case{"every x in open satisfies x > 1", "false"}, Case{"1 in open", "true"},
        Case{"3 in open", "?(open)"}, Case{"list contains(perhaps, 2)", "?(maybe)"},
        Case{"list contains(perhaps, 9)", "false"},
        Case{"distinct values(concatenate(perhaps, [2]))", "[1, 3, 2, …]"},
        Case{"distinct values(concatenate(maybe, [7]))", "[?: 5, 7]"},
        Case{"sort(perhaps, function(x, y) x > y)", "[3, ?: 2, 1]"},
        Case{"sublist(perhaps, 1)", "?(maybe)"}));

INSTANTIATE_TEST_SUITE_P(
    Aggregates, Determination,
    ::testing::Values(
        Case{"count(perhaps)", "?[2..3]"}, Case{"count(open)", "?(open)"}, Case{"count([u, w])", "2"},
        Case{"sum(perhaps)", "?[4..6]"}, Case{"sum(maybe)", "?[0..12]"}, Case{"sum(none)", "0"},
        Case{"sum([1, b])", "?(1..300001]"}, Case{"sum([1, u])", "?(企业.研发费用)"},
        Case{"max(perhaps)", "3"}, Case{"min(maybe)", "?(maybe)"},
        Case{"max(concatenate(maybe, [6]))", "?[6..7]"}, Case{"max(none)", "?(feel.wrong-argument)"},
        Case{"mean(perhaps)", "?[1..3]"}, Case{"mean([b, 0])", "?(0..150000]"},
        Case{"any([false, u > 1, true])", "true"}, Case{"all([true, u > 1])", "?(企业.研发费用)"},
        Case{"median(perhaps)", "?(maybe)"}, Case{"string join([string(u)], \"\")", "?(企业.研发费用)"},
        Case{"get value({a: u, b: 1}, \"b\")", "1"}, Case{"context put({a: u}, \"b\", 1).b", "1"}));

TEST(DeterminationMode, CausesTellKindAndPlace) {
  const auto value = run("u / w > 0.05 and 1 / 0 > 1", Mode::determination, facts());
  const auto causes = causes_of(value);
  ASSERT_EQ(causes.size(), 3U);
  EXPECT_EQ(causes[0].what, "企业.研发费用");
  EXPECT_EQ(causes[0].kind, Cause::Kind::missing_fact);
  EXPECT_EQ(causes[2].kind, Cause::Kind::error);
  ASSERT_TRUE(causes[2].diagnostic);
  const auto& place = causes[2].diagnostic->location;
  EXPECT_EQ(place.source->text(place.span), "1 / 0");
}

}  // namespace
}  // namespace enact::feel
