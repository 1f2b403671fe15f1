#include "mutate/feel_faults.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace enact::mutate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

// The expression with each fault of the kind in it.
std::vector<std::string> with(const std::string& expression, Kind kind) {
  std::vector<std::string> made;
  for (const TokenFault& fault : faults_in(expression)) {
    if (fault.kind != kind) continue;
    std::string text = expression;
    text.replace(fault.span.begin, fault.span.end - fault.span.begin, fault.with);
    made.push_back(text);
  }
  return made;
}

TEST(FeelFaults, TurnsEachComparisonToItsNeighboursAndNothingElse) {
  EXPECT_THAT(with("a > 5", Kind::comparison), ElementsAre("a >= 5", "a < 5"));
  EXPECT_THAT(with("a <= 5 and b = c", Kind::comparison),
              ElementsAre("a < 5 and b = c", "a >= 5 and b = c", "a <= 5 and b != c"));
  EXPECT_THAT(with("< 36", Kind::comparison), ElementsAre("<= 36", "> 36"));
}

TEST(FeelFaults, OpensAndClosesTheEndsOfRanges) {
  EXPECT_THAT(with("(0元..30万元]", Kind::comparison), ElementsAre("[0元..30万元]", "(0元..30万元)"));
  EXPECT_THAT(with("a in [1..f(2)]", Kind::comparison), ElementsAre("a in (1..f(2)]", "a in [1..f(2))"));
}

TEST(FeelFaults, SwapsConnectivesButNotTheAndOfBetween) {
  EXPECT_THAT(with("a and b or c", Kind::connective), ElementsAre("a or b or c", "a and b and c"));
  EXPECT_THAT(with("a 且 b", Kind::connective), ElementsAre("a or b"));
  EXPECT_THAT(with("x between 1 and 5 and y", Kind::connective), ElementsAre("x between 1 and 5 or y"));
}

TEST(FeelFaults, LeavesOutEachOperandOnceAndWhole) {
  EXPECT_THAT(with("a and b and c", Kind::operand), UnorderedElementsAre("b and c", "a  and c", "a and b "));
  EXPECT_THAT(with("a or b and c", Kind::operand),
              UnorderedElementsAre("b and c", "a ", "a or c", "a or b "));
  EXPECT_THAT(with("(a or b) and c", Kind::operand),
              UnorderedElementsAre("(b) and c", "(a ) and c", "c", "(a or b) "));
  // The body of a quantifier goes as far as it can.
  EXPECT_THAT(with("a and some x in l satisfies p(x) and q(x)", Kind::operand),
              UnorderedElementsAre("some x in l satisfies p(x) and q(x)", "a ",
                                   "a and some x in l satisfies q(x)", "a and some x in l satisfies p(x) "));
  EXPECT_THAT(with("if a and b then c else d", Kind::operand),
              UnorderedElementsAre("if b then c else d", "if a  then c else d"));
}

TEST(FeelFaults, ChangesFiguresByTheirLastDigitAndTenfold) {
  EXPECT_THAT(with("10万元", Kind::figure), ElementsAre("11万元", "100万元"));
  EXPECT_THAT(with("a * 0.39", Kind::figure), ElementsAre("a * 0.38", "a * 03.9"));
  EXPECT_THAT(with("a > 0", Kind::figure), ElementsAre("a > 1"));
  EXPECT_THAT(with("x[1]", Kind::figure), ElementsAre("x[2]", "x[10]"));
}

TEST(FeelFaults, MovesDaysAndDurationsByOne) {
  EXPECT_THAT(with("a < date(\"2026-03-01\")", Kind::figure),
              ElementsAre("a < date(\"2026-02-28\")", "a < date(\"2026-03-02\")"));
  EXPECT_THAT(with("a + duration(\"P1M\")", Kind::figure), ElementsAre("a + duration(\"P2M\")"));
  EXPECT_THAT(with("a = \"P级\"", Kind::figure), IsEmpty());
}

TEST(FeelFaults, LeavesOutFiltersValuesAndNegations) {
  EXPECT_THAT(with("企业.认定[类别 = \"甲\"].日期[1]", Kind::filter), ElementsAre("企业.认定.日期[1]"));
  EXPECT_THAT(
      with("a in (\"甲\", \"乙\", \"丙\")", Kind::test),
      UnorderedElementsAre("a in (\"乙\", \"丙\")", "a in (\"甲\", \"丙\")", "a in (\"甲\", \"乙\")"));
  EXPECT_THAT(with("a in (\"甲\")", Kind::test), IsEmpty());
  EXPECT_THAT(with("not(a)", Kind::negation), ElementsAre("(a)"));
}

TEST(FeelFaults, TurnsRoundingQuantifiersAndArithmetic) {
  EXPECT_THAT(with("round half up(x, 2)", Kind::rounding), ElementsAre("round down(x, 2)"));
  EXPECT_THAT(with("floor(x)", Kind::rounding), ElementsAre("ceiling(x)"));
  EXPECT_THAT(with("some x in l satisfies x", Kind::quantifier), ElementsAre("every x in l satisfies x"));
  EXPECT_THAT(with("a * b - c", Kind::arithmetic), ElementsAre("a / b - c", "a * b + c"));
  EXPECT_THAT(with("-5", Kind::arithmetic), IsEmpty());
}

}  // namespace
}  // namespace enact::mutate
